//! The texts of the product in the merchant's language, from the same .ftl files that the window reads.
//!
//! One folder a language under `locales/`, one file a room: `trade.ftl` (statuses, views, states, documents), `slip.ftl` (packing
//! slips), `bell.ftl` (notifications), `edits.ftl` (changes to orders), `window.ftl` (the window), `errors.ftl` (what a
//! code means and what to do).

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language the product speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Dutch.
    Nl,
    /// Polish.
    Pl,
    /// French.
    Fr,
    /// Norwegian Bokmål.
    Nb,
    /// German.
    De,
}

impl Language {
    /// All, English first.
    pub const ALL: &'static [Self] = &[Self::En, Self::Nl, Self::Pl, Self::Fr, Self::Nb, Self::De];

    /// ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
            Self::Pl => "pl",
            Self::Fr => "fr",
            Self::Nb => "nb",
            Self::De => "de",
        }
    }

    /// The language of a tag such as `nb-NO`, `no` or `de_AT.UTF-8`; `None` where we do not speak it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next().unwrap_or("").to_ascii_lowercase();
        match primary.as_str() {
            "no" | "nn" => Some(Self::Nb),
            code => Self::ALL.iter().copied().find(|language| language.code() == code),
        }
    }

    const fn sources(self) -> [&'static str; 4] {
        macro_rules! of {
            ($code:literal) => {
                [
                    include_str!(concat!("../locales/", $code, "/trade.ftl")),
                    include_str!(concat!("../locales/", $code, "/slip.ftl")),
                    include_str!(concat!("../locales/", $code, "/bell.ftl")),
                    include_str!(concat!("../locales/", $code, "/edits.ftl")),
                ]
            };
        }
        match self {
            Self::En => of!("en"),
            Self::Nl => of!("nl"),
            Self::Pl => of!("pl"),
            Self::Fr => of!("fr"),
            Self::Nb => of!("nb"),
            Self::De => of!("de"),
        }
    }
}

/// The texts of one language, falling back to English for a message it lacks (a test sees to it that it lacks none).
pub struct Words {
    language: Language,
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Words {
    /// Loads a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let mut bundles = vec![bundle(language)];
        if language != Language::En {
            bundles.push(bundle(Language::En));
        }
        Self { language, bundles }
    }

    /// The language these words are in.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A message without arguments; its id where nobody has it, so that a gap is seen.
    #[must_use]
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// A message, or an attribute of one (`id.attribute`), with arguments. Numbers given as numbers choose the plural form.
    #[must_use]
    pub fn with(&self, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let fluent_args: FluentArgs<'_> =
            args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        let (name, attribute) = id.split_once('.').map_or((id, None), |(name, attribute)| (name, Some(attribute)));
        for bundle in &self.bundles {
            let pattern = bundle.get_message(name).and_then(|message| match attribute {
                Some(attribute) => Some(message.get_attribute(attribute)?.value()),
                None => message.value(),
            });
            let Some(pattern) = pattern else { continue };
            let mut errors = Vec::new();
            return bundle.format_pattern(pattern, Some(&fluent_args), &mut errors).into_owned();
        }
        id.to_owned()
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let id = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks would end up in file names and on paper; callers isolate names themselves where they show them.
    bundle.set_use_isolating(false);
    for source in language.sources() {
        // A file with a mistake still gives the messages that could be read; the tests refuse mistakes.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The messages of a file, and their attributes as `id.attribute`.
    fn ids(source: &str) -> BTreeSet<String> {
        let mut message = "";
        let mut found = BTreeSet::new();
        for line in source.lines() {
            let Some((id, _)) = line.split_once(" =") else { continue };
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                message = id;
                found.insert(id.to_owned());
            } else if let Some(attribute) = id.trim_start().strip_prefix('.') {
                found.insert(format!("{message}.{attribute}"));
            }
        }
        found
    }

    #[test]
    fn every_language_has_every_message_and_no_mistake() {
        for language in Language::ALL {
            for (own, english) in language.sources().into_iter().zip(Language::En.sources()) {
                if let Err((_, errors)) = FluentResource::try_new(own.to_owned()) {
                    panic!("{language:?}: {errors:?}");
                }
                assert_eq!(ids(own), ids(english), "{language:?}");
            }
        }
    }

    #[test]
    fn every_edit_has_its_words() {
        use crate::{EditKind, EditState};
        let dashed = |room: &str, code: &str| format!("edit-{room}-{}", code.replace('_', "-"));
        let mut wanted: Vec<String> = EditKind::ALL.iter().map(|kind| dashed("kind", kind.code())).collect();
        for state in EditState::ALL {
            wanted.extend([dashed("state", state.code()), dashed("state", state.code()) + ".todo"]);
        }
        for question in ["late", "cancelled", "refunded", "total", "status", "paid", "trashed"] {
            wanted.extend([dashed("question", question), dashed("question", question) + ".todo"]);
        }
        for (room, codes) in [
            (
                "doubt",
                "no_such_status not_supported says_paid shop_mails cannot_be_silenced cannot_tell moves_tax total_of_paid \
                 too_much nothing too_many_pieces moves_money refunds_rest final trashed empty no_such_line",
            ),
            (
                "outcome",
                "retrying lost failed impossible conflict asks unsure done already replaced superseded undone given_up \
                 said_done",
            ),
            ("answer", "approve retry give_up keep_mine take_theirs said_done change"),
            ("field", "status paid presence address phone email customer_note reference quantity track refunded"),
            ("value", "there trashed gone yes no"),
            ("notice", "tell quiet shop_decides"),
        ] {
            wanted.extend(codes.split_whitespace().map(|code| dashed(room, code)));
        }
        let args = ["before", "after", "left", "fault", "field", "side"].map(|name| (name, "1".into()));
        for language in Language::ALL {
            let words = Words::new(*language);
            for id in &wanted {
                let said = words.with(id, &args);
                assert!(said != *id && !said.contains('{'), "{language:?} {id}: {said}");
            }
        }
        assert_eq!(Words::new(Language::De).get("edit-state-settled.todo"), "Nichts zu tun.");
        assert_eq!(Words::new(Language::De).get("edit-state-settled.nothing"), "edit-state-settled.nothing");
    }

    #[test]
    fn documents_and_what_becomes_of_an_order_have_their_words() {
        use crate::{Idle, Refusal};
        let dashed = |start: &str, code: &str| format!("{start}-{}", code.replace('_', "-"));
        let mut wanted: Vec<String> = Refusal::ALL.iter().map(|refusal| dashed("refusal", refusal.code())).collect();
        wanted.extend(Idle::ALL.iter().map(|idle| dashed("next-idle", idle.code())));
        for (start, codes) in [
            ("invoice-state", "open paid cancelled"),
            ("shipment-state", "prepared sent cancelled"),
            ("credit-note-state", "open refunded cancelled"),
            ("settlement", "online recorded"),
            ("invoice-money", "captures records paid"),
            ("next", "invoice ship credit"),
        ] {
            wanted.extend(codes.split_whitespace().map(|code| dashed(start, code)));
        }
        for language in Language::ALL {
            let words = Words::new(*language);
            let lacking: Vec<&String> = wanted.iter().filter(|id| words.get(id) == **id).collect();
            assert!(lacking.is_empty(), "{language:?} {lacking:?}");
        }
    }

    #[test]
    fn languages_are_found_by_their_tags() {
        for (tag, language) in [
            ("nb-NO", Some(Language::Nb)),
            ("no", Some(Language::Nb)),
            ("de_AT.UTF-8", Some(Language::De)),
            ("xx", None),
        ] {
            assert_eq!(Language::from_tag(tag), language);
        }
    }
}
