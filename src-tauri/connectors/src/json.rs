//! Reading the JSON that shops written in PHP send: numbers as text or as numbers, `[]` for an empty object, `false` for nothing, objects for
//! lists with gaps. Every field is taken as the bytes it was sent as and interpreted where it is needed, so that one
//! odd field breaks nothing it does not concern, and a number is never a float.

use std::{borrow::Cow, fmt, marker::PhantomData};

use domain::{Code, Fault, Money, NativeId};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

/// The largest whole amount that storage holds exactly: 9,223,372,036,854, from 2^63 millionths.
const LARGEST: Decimal = Decimal::from_parts(2_077_252_342, 2147, 0, false, 0);

/// A field that could not be read as what it must be. Says which and why, never its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub field: &'static str,
    pub why: &'static str,
}

impl Unreadable {
    pub fn fault(self, operation: &str) -> Fault {
        Fault::new(Code::BadAnswer, operation, format!("{} {}", self.field, self.why))
    }
}

/// A JSON value as received, or nothing.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Value<'a>(#[serde(borrow)] Option<&'a RawValue>);

impl<'a> Value<'a> {
    pub const fn of(raw: &'a RawValue) -> Self {
        Self(Some(raw))
    }

    /// The JSON text; empty where there is nothing.
    pub fn json(self) -> &'a str {
        self.0.map_or("", RawValue::get)
    }

    /// Whether there is nothing: no such field, or null.
    pub fn is_null(self) -> bool {
        matches!(self.json(), "" | "null")
    }

    /// Whether it is an object or a list.
    pub fn is_compound(self) -> bool {
        self.json().starts_with(['{', '['])
    }

    /// A text as it is, a number as it was written; empty for anything else.
    pub fn text(self) -> Cow<'a, str> {
        let json = self.json();
        match json.as_bytes().first() {
            Some(b'"') => unquote(json),
            Some(b'-' | b'0'..=b'9') => Cow::Borrowed(json),
            _ => Cow::Borrowed(""),
        }
    }

    /// The same as an owned text, without blanks around it.
    pub fn string(self) -> String {
        match self.text() {
            Cow::Borrowed(text) => text.trim().to_owned(),
            Cow::Owned(text) if text.trim().len() == text.len() => text,
            Cow::Owned(text) => text.trim().to_owned(),
        }
    }

    /// An identifier: a number or a text of digits. Zero means none to shops.
    pub fn id(self) -> Option<NativeId> {
        let text = self.text();
        let text = text.trim();
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        (digits && text.bytes().any(|b| b != b'0')).then(|| NativeId::from(text))
    }

    /// An identifier that must be there.
    pub fn required_id(self, field: &'static str) -> Result<NativeId, Unreadable> {
        self.id().ok_or(Unreadable { field, why: "is no identifier" })
    }

    /// Whether it says yes; `None` where it says neither.
    pub fn flag(self) -> Option<bool> {
        match self.json() {
            "true" | "1" | "\"1\"" | "\"yes\"" | "\"true\"" => Some(true),
            "false" | "0" | "\"0\"" | "\"\"" | "\"no\"" | "\"false\"" => Some(false),
            _ => None,
        }
    }

    /// A number, written as text or number, rounded half to even to the six decimals that are kept. Nothing is
    /// nought.
    pub fn decimal(self, field: &'static str) -> Result<Decimal, Unreadable> {
        Ok(self.some_decimal(field)?.unwrap_or_default())
    }

    /// The same, telling nothing from nought.
    pub fn some_decimal(self, field: &'static str) -> Result<Option<Decimal>, Unreadable> {
        let not_decimal = Unreadable { field, why: "is not a decimal number" };
        if self.is_null() || self.json() == "false" {
            return Ok(None);
        }
        if self.is_compound() || self.json() == "true" {
            return Err(not_decimal);
        }
        let text = self.text();
        if text.trim().is_empty() {
            return Ok(None);
        }
        let exact = Money::parse_amount(&text).map_err(|_| not_decimal)?;
        if exact.abs() > LARGEST {
            return Err(Unreadable { field, why: "is too large to be kept exactly" });
        }
        let kept = exact.round_dp_with_strategy(domain::SCALE, RoundingStrategy::MidpointNearestEven);
        Ok(Some(kept))
    }

    /// A moment in UTC that does not say so: `2026-11-09T07:04:37` as WooCommerce writes its `*_gmt` fields, or
    /// `2026-11-09 07:04:37` as Magento writes all of its dates. Nothing, and MySQL's zero date, are none.
    pub fn timestamp(self, field: &'static str) -> Result<Option<Timestamp>, Unreadable> {
        let text = self.text();
        let text = text.trim();
        if self.is_null() || text.is_empty() || text.starts_with("0000-00-00") {
            return Ok(None);
        }
        parse_moment(text).map(Some).ok_or(Unreadable { field, why: "is no date" })
    }

    /// An object's fields; those of an empty one for `[]`, null, and anything else that is no object.
    pub fn object<T: Deserialize<'a> + Default>(self, field: &'static str) -> Result<T, Unreadable> {
        if !self.json().starts_with('{') {
            return Ok(T::default());
        }
        serde_json::from_str(self.json()).map_err(|_| Unreadable { field, why: "is no object" })
    }

    /// A list's items; of an object, its values. None for anything else.
    pub fn list(self) -> Vec<Self> {
        if !self.is_compound() {
            return Vec::new();
        }
        serde_json::from_str::<Values<'a>>(self.json()).map_or_else(|_| Vec::new(), |values| values.0)
    }

    /// A list of objects.
    pub fn objects<T: Deserialize<'a> + Default>(self, field: &'static str) -> Result<Vec<T>, Unreadable> {
        self.list().into_iter().map(|item| item.object(field)).collect()
    }
}

/// JSON as written, but in one line and with its letters instead of their escapes: `"\u00d8"` becomes `"Ø"`. Numbers
/// stay untouched.
pub(crate) fn legible(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((before, token, after)) = next_string(rest) {
        out.extend(before.split_ascii_whitespace());
        let decoded = serde_json::from_str::<String>(token)
            .and_then(|text| serde_json::to_string(&text))
            .unwrap_or_else(|_| token.to_owned());
        out.push_str(&decoded);
        rest = after;
    }
    out.extend(rest.split_ascii_whitespace());
    out
}

/// Splits at the first string token, quotes included.
fn next_string(json: &str) -> Option<(&str, &str, &str)> {
    let start = json.find('"')?;
    let mut escaped = false;
    let end = json.get(start + 1..)?.find(|c| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })? + start
        + 2;
    Some((json.get(..start)?, json.get(start..end)?, json.get(end..)?))
}

/// The rows of a page: one JSON list, its items untouched.
pub(crate) fn rows<'a>(body: &'a [u8], operation: &str) -> Result<Vec<&'a RawValue>, Fault> {
    serde_json::from_slice(body).map_err(|error| {
        let why = if error.is_eof() { "the answer was cut short" } else { "the answer is no list" };
        Fault::new(Code::BadAnswer, operation, why)
    })
}

fn unquote(json: &str) -> Cow<'_, str> {
    let inner = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(json);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    // Half a surrogate pair is no text: shown with its escapes rather than lost.
    serde_json::from_str::<String>(json).map_or(Cow::Borrowed(inner), Cow::Owned)
}

fn parse_moment(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let plain = bytes.len() == 19 && matches!(bytes.get(10), Some(b'T' | b' '));
    if !plain {
        return text.parse().ok().or_else(|| utc(text.parse::<DateTime>().ok()?));
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let small = |from: usize| i8::try_from(number(from, from + 2)?).ok();
    utc(DateTime::new(number(0, 4)?, small(5)?, small(8)?, small(11)?, small(14)?, small(17)?, 0).ok()?)
}

fn utc(civil: DateTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(civil).ok()
}

/// A list, or an object's values in their order: PHP writes a list with gaps as an object.
struct Values<'a>(Vec<Value<'a>>);

impl<'de> Deserialize<'de> for Values<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items<'a>(PhantomData<&'a ()>);
        impl<'de> Visitor<'de> for Items<'de> {
            type Value = Vec<Value<'de>>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(items)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some((_, item)) = map.next_entry::<serde::de::IgnoredAny, _>()? {
                    items.push(item);
                }
                Ok(items)
            }
        }
        deserializer.deserialize_any(Items(PhantomData)).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(json: &str, read: impl FnOnce(Value<'_>) -> T) -> T {
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        read(Value::of(raw))
    }

    #[test]
    fn numbers_are_read_from_their_own_text() {
        for (json, amount) in [
            ("110.88429766666667", "110.884298"),
            ("\"0.0000005\"", "0.000000"),
            ("\"0.0000015\"", "0.000002"),
            ("\"-219.32\"", "-219.32"),
            ("3", "3"),
            ("1e2", "100"),
            ("\"\"", "0"),
            ("null", "0"),
            ("false", "0"),
        ] {
            let read = with(json, |value| value.decimal("total"));
            assert_eq!(read, Ok(amount.parse().unwrap()), "{json}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_without_being_quoted() {
        for json in ["\"12,50\"", "\"Jan Jansen\"", "[]", "{}", "true", "9223372036855", "1e40"] {
            let fault = with(json, |value| value.decimal("total")).unwrap_err().fault("read an order");
            assert_eq!(fault.code, Code::BadAnswer);
            assert!(!fault.to_string().contains("Jan"), "{fault}");
        }
        assert_eq!(with("9223372036854", |value| value.decimal("total")), Ok("9223372036854".parse().unwrap()));
    }

    #[test]
    fn moments_are_utc_and_nothing_is_none() {
        for (json, moment) in [
            ("\"2026-11-09T07:04:37\"", Some("2026-11-09T07:04:37Z")),
            ("\"2026-11-09 07:04:37\"", Some("2026-11-09T07:04:37Z")),
            ("\"2026-11-09T07:04:37Z\"", Some("2026-11-09T07:04:37Z")),
            ("\"2026-11-09T07:04:37.5\"", Some("2026-11-09T07:04:37.5Z")),
            ("\"0000-00-00T00:00:00\"", None),
            ("\"\"", None),
            ("null", None),
        ] {
            let read = with(json, |value| value.timestamp("date_paid_gmt"));
            assert_eq!(read, Ok(moment.map(|m| m.parse().unwrap())), "{json}");
        }
        for json in ["\"yesterday\"", "\"2026-13-09T07:04:37\"", "\"2026-02-30T07:04:37\""] {
            assert!(with(json, |value| value.timestamp("d")).is_err(), "{json}");
        }
    }

    #[test]
    fn identifiers_come_as_numbers_or_texts() {
        assert_eq!(with("4246", |v| v.id()), Some("4246".into()));
        assert_eq!(with("\"4246\"", |v| v.id()), Some("4246".into()));
        for none in ["0", "\"\"", "null", "-4", "1.5", "[]", "\"x\""] {
            assert_eq!(with(none, |v| v.id()), None, "{none}");
        }
    }

    #[test]
    fn texts_keep_what_they_can() {
        assert_eq!(with(r#""\u00d8kologisk \u2665""#, |v| v.text().into_owned()), "Økologisk ♥");
        assert_eq!(with(r#""half \ud83d""#, |v| v.text().into_owned()), r"half \ud83d");
        assert_eq!(with("12", |v| v.text().into_owned()), "12");
        assert_eq!(with("[]", |v| v.text().into_owned()), "");
    }

    #[test]
    fn legible_json_keeps_its_numbers() {
        let json = r#"{ "a\"\u00e6": [1.10,"\/x \\"],
            "n":110.88429766666667}"#;
        assert_eq!(legible(json), r#"{"a\"æ":[1.10,"/x \\"],"n":110.88429766666667}"#);
        assert_eq!(legible("[]"), "[]");
    }

    #[test]
    fn empty_objects_and_gappy_lists_are_php() {
        #[derive(Default, Deserialize)]
        struct Named<'a> {
            #[serde(borrow, default)]
            name: Value<'a>,
        }
        let name = |json: &str| with(json, |v| v.object::<Named<'_>>("x").unwrap().name.string());
        assert_eq!(name("[]"), "");
        assert_eq!(name("null"), "");
        assert_eq!(name(r#"{"name":" a "}"#), "a");
        let items = |json: &str| with(json, |v| v.list().iter().map(|i| i.string()).collect::<Vec<_>>());
        assert_eq!(items(r#"["a","b"]"#), ["a", "b"]);
        assert_eq!(items(r#"{"2":"a","0":"b"}"#), ["a", "b"]);
        assert!(items("\"\"").is_empty());
    }
}
