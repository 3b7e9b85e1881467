//! The faces that documents are set in, loaded once and shared by all.
//!
//! A slip must carry any customer's name. Latin, Greek and Cyrillic (Inter), Arabic, Hebrew, emoji and symbols are
//! part of the program; the large Japanese, Korean and Chinese faces lie beside it as resource files and are read when
//! the first character needs them. Where they lack a character the system's fonts are asked, and what no font has is
//! drawn as a box: both are reported with the document ([`crate::Document`]), never silent.

mod face;
mod system;

use std::path::{Path, PathBuf};

pub(crate) use face::Slot;
use face::{Role, Source};

/// How heavy a face is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Weight {
    /// Running text.
    Regular,
    /// Names, numbers, titles.
    SemiBold,
}

/// A face's place: shipped faces first, then the system's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FaceIndex(pub(crate) usize);

/// Which shapes Han characters take: the same code point is drawn differently in Japan, China and Korea.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Han {
    /// Simplified Chinese shapes, which cover most.
    #[default]
    Chinese,
    /// Japanese shapes.
    Japanese,
    /// Korean readers: Hangul, Han from the Chinese face.
    Korean,
}

/// The faces, parsed at most once each. Make one, keep it, share it by reference between threads.
pub struct Fonts {
    shipped: Vec<Slot>,
    system: Option<system::SystemFonts>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("shipped", &self.shipped.len()).field("system", &self.system.is_some()).finish()
    }
}

macro_rules! embedded {
    ($file:literal) => {
        Source::Embedded(include_bytes!(concat!("../../fonts/", $file)))
    };
}

impl Fonts {
    /// The shipped faces; Japanese, Korean and Chinese are looked for in `resource_dir` (the application's resource
    /// directory, or its `fonts` folder), beside the running program, and in the source tree it was built in. Nothing
    /// is read yet: that a file is absent shows when a character needs it, as a fall-back or a missing character.
    #[must_use]
    pub fn load(resource_dir: Option<&Path>) -> Self {
        Self { system: Some(system::SystemFonts::default()), ..Self::without_system(resource_dir) }
    }

    /// As [`Fonts::load`], but never asking the system's fonts: the same bytes on every machine.
    #[must_use]
    pub fn without_system(resource_dir: Option<&Path>) -> Self {
        let dirs = resource_dirs(resource_dir);
        let file = |name: &str| Source::File {
            path: dirs
                .iter()
                .map(|dir| dir.join(name))
                .find(|path| path.is_file())
                .unwrap_or_else(|| PathBuf::from(name)),
            index: 0,
        };
        let (regular, bold) = (Weight::Regular, Weight::SemiBold);
        // The six capitals are the subset tags that PDF asks for; they tell faces apart within a document.
        let shipped = vec![
            Slot::new("INTREG", "Inter", Role::Text, regular, embedded!("Inter-Regular.ttf")),
            Slot::new("INTSEM", "Inter", Role::Text, bold, embedded!("Inter-SemiBold.ttf")),
            // Plex joins letters from whole glyphs, which copy out as they were typed; Noto composes them of strokes and
            // dots, which does not, but has the rarer letters.
            Slot::new(
                "ARAREG",
                "IBM Plex Sans Arabic",
                Role::Arabic,
                regular,
                embedded!("IBMPlexSansArabic-Regular.ttf"),
            ),
            Slot::new(
                "ARASEM",
                "IBM Plex Sans Arabic",
                Role::Arabic,
                bold,
                embedded!("IBMPlexSansArabic-SemiBold.ttf"),
            ),
            Slot::new("ARARAR", "Noto Sans Arabic", Role::RareArabic, regular, embedded!("NotoSansArabic-Regular.ttf")),
            Slot::new("HEBREG", "Noto Sans Hebrew", Role::Hebrew, regular, embedded!("NotoSansHebrew-Regular.ttf")),
            Slot::new("HEBSEM", "Noto Sans Hebrew", Role::Hebrew, bold, embedded!("NotoSansHebrew-SemiBold.ttf")),
            Slot::new("EMOJIS", "Noto Emoji", Role::Emoji, regular, embedded!("NotoEmoji-Regular.ttf")),
            Slot::new("MATHEM", "Noto Sans Math", Role::Mathematics, regular, embedded!("NotoSansMath-Regular.ttf")),
            Slot::new(
                "SYMBOL",
                "Noto Sans Symbols 2",
                Role::Symbols,
                regular,
                embedded!("NotoSansSymbols2-Regular.ttf"),
            ),
            Slot::new("NOTOJP", "Noto Sans JP", Role::Japanese, regular, file("NotoSansJP-Regular.ttf")),
            Slot::new("NOTOKR", "Noto Sans KR", Role::Korean, regular, file("NotoSansKR-Regular.ttf")),
            Slot::new("NOTOSC", "Noto Sans SC", Role::Chinese, regular, file("NotoSansSC-Regular.ttf")),
        ];
        Self { shipped, system: None }
    }

    /// The large faces whose files were not found, by family: what a diagnosis shows.
    #[must_use]
    pub fn absent_files(&self) -> Vec<String> {
        self.shipped.iter().filter(|slot| slot.is_absent()).map(|slot| slot.family().to_owned()).collect()
    }

    pub(crate) fn slot(&self, index: FaceIndex) -> Option<&Slot> {
        self.shipped.get(index.0).or_else(|| {
            let system = self.system.as_ref()?;
            system.slot(index.0.checked_sub(self.shipped.len())?)
        })
    }

    /// The shipped faces to try for a piece of text, in order. `emoji`: the text asks for emoji shapes.
    pub(crate) fn chain(&self, weight: Weight, han: Han, emoji: bool) -> Vec<FaceIndex> {
        use Role::{Arabic, Chinese, Emoji, Hebrew, Japanese, Korean, Mathematics, RareArabic, Symbols, Text};
        let cjk = match han {
            Han::Chinese => [Chinese, Japanese, Korean],
            Han::Japanese => [Japanese, Chinese, Korean],
            Han::Korean => [Korean, Chinese, Japanese],
        };
        let mut roles = vec![Text, Arabic, RareArabic, Hebrew, Symbols, Mathematics, Emoji];
        if emoji {
            roles.insert(0, Emoji);
        }
        roles.extend(cjk);
        roles.into_iter().filter_map(|role| self.face_of(role, weight)).collect()
    }

    fn face_of(&self, role: Role, weight: Weight) -> Option<FaceIndex> {
        let of_role = |wanted: Option<Weight>| {
            self.shipped.iter().position(|slot| slot.role() == role && wanted.is_none_or(|w| slot.weight() == w))
        };
        of_role(Some(weight)).or_else(|| of_role(None)).map(FaceIndex)
    }

    /// The system's face that has a character; the last resort.
    pub(crate) fn system_face(&self, c: char) -> Option<FaceIndex> {
        let index = self.system.as_ref()?.face_with(c)?;
        Some(FaceIndex(self.shipped.len() + index))
    }
}

/// Where resource files may lie: the given directory, beside the program as bundles lay it out (Windows and portable,
/// Linux packages, macOS), and the source tree above a program that was built in it.
fn resource_dirs(given: Option<&Path>) -> Vec<PathBuf> {
    let mut dirs = Vec::new();
    if let Some(dir) = given {
        dirs.extend([dir.join("fonts"), dir.to_owned()]);
    }
    let Ok(program) = std::env::current_exe() else {
        return dirs;
    };
    if let Some(beside) = program.parent() {
        dirs.extend(
            ["fonts", "../lib/shopbell/fonts", "../lib/Shopbell/fonts", "../Resources/fonts"].map(|d| beside.join(d)),
        );
    }
    dirs.extend(program.ancestors().map(|dir| dir.join("src-tauri/documents/fonts")));
    dirs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Style, Typesetter};

    /// Fonts whose large faces are absent, on a system that has the ones of this folder.
    fn bare() -> Fonts {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let mut fonts = Fonts::without_system(None);
        fonts.shipped.retain(|slot| !["NOTOJP", "NOTOKR", "NOTOSC"].contains(&slot.tag()));
        Fonts { system: Some(system::SystemFonts::in_dir(folder)), ..fonts }
    }

    #[test]
    fn the_system_is_the_last_resort_and_reported() {
        let fonts = bare();
        let mut typesetter = Typesetter::new(&fonts);
        typesetter.line("Kraków 東京 \u{13000}", Style::new(10.0));
        let fallbacks = crate::document::fallbacks(&typesetter);
        let found: String = fallbacks.iter().map(|fallback| fallback.characters.as_str()).collect();
        assert_eq!(found.chars().collect::<std::collections::BTreeSet<_>>(), "東京".chars().collect());
        assert!(fallbacks.iter().all(|fallback| fallback.family.starts_with("Noto Sans")), "{fallbacks:?}");
        let missing: Vec<char> = crate::document::missing(&typesetter).iter().map(|m| m.character).collect();
        assert_eq!(missing, ['\u{13000}']);
    }

    #[test]
    fn an_absent_file_is_named_and_never_a_crash() {
        let mut fonts = Fonts::without_system(None);
        for slot in &mut fonts.shipped {
            if slot.tag() == "NOTOKR" {
                *slot = Slot::new(
                    "NOTOKR",
                    "Noto Sans KR",
                    Role::Korean,
                    Weight::Regular,
                    Source::File { path: "no/such.ttf".into(), index: 0 },
                );
            }
        }
        assert_eq!(fonts.absent_files(), ["Noto Sans KR"]);
        let mut typesetter = Typesetter::new(&fonts);
        typesetter.line("김", Style::new(10.0));
        assert_eq!(typesetter.missing.len(), 1);
    }
}
