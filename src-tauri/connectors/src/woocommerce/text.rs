//! Two kinds of text come from a shop: what a person typed, where a `<` is a `<`, and what the shop composed, where
//! it is HTML.

use domain::text::from_html;

use super::json::Value;

/// What a person typed: kept letter by letter, tags included, save that entities are resolved, because WordPress
/// stores "I <3 you" as `I &lt;3 you`.
pub(super) fn as_typed(value: Value<'_>) -> String {
    let text = value.string();
    if text.contains('\r') {
        return resolved(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    resolved(text)
}

fn resolved(text: String) -> String {
    if !(text.contains('&') && text.contains(';')) {
        return text;
    }
    // Line by line, so that blank lines and indents stay; a `<` is hidden from the reader of HTML.
    text.split('\n').map(|line| from_html(&line.replace('<', "&lt;"))).collect::<Vec<_>>().join("\n")
}

/// A name that the shop composed: without its HTML, entities resolved. One that would be nothing but tags is shown as
/// it is.
pub(super) fn label(value: Value<'_>) -> String {
    let text = value.string();
    if !text.contains(['<', '&']) {
        return text;
    }
    let plain = from_html(&text);
    if plain.is_empty() { text } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(json: &str, read: fn(Value<'_>) -> String) -> String {
        let raw: &serde_json::value::RawValue = serde_json::from_str(json).unwrap();
        read(Value::of(raw))
    }

    #[test]
    fn what_was_typed_stays_as_typed() {
        for (json, text) in [
            (r#""<img src=x onerror=alert(1)>""#, "<img src=x onerror=alert(1)>"),
            (r#""<img src=x> &amp; more""#, "<img src=x> & more"),
            (r#""I &lt;3 you""#, "I <3 you"),
            (r#""Smith &amp; Sons""#, "Smith & Sons"),
            (r#""a\r\n\r\nb""#, "a\n\nb"),
            (r#"" AT&T ""#, "AT&T"),
            ("null", ""),
        ] {
            assert_eq!(with(json, as_typed), text, "{json}");
        }
    }

    #[test]
    fn labels_lose_their_html() {
        for (json, text) in [
            (r#""Mug &ndash; <b>blue</b>""#, "Mug – blue"),
            (r#""<img src=x>""#, "<img src=x>"),
            (r#""Plain""#, "Plain"),
        ] {
            assert_eq!(with(json, label), text, "{json}");
        }
    }
}
