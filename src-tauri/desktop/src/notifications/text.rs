//! What strangers wrote, made fit for a bubble.

use domain::text::visible;

/// Longer titles are cut by every daemon, in its own way.
const MAX_TITLE: usize = 120;
const MAX_BODY: usize = 600;

/// A title: one line, hidden characters visible, cut.
pub(super) fn title(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    cut(&visible(&line.join(" ")), MAX_TITLE)
}

/// A body: line breaks kept, hidden characters visible, cut.
pub(super) fn body(text: &str) -> String {
    cut(&visible(text.trim_end()), MAX_BODY)
}

/// The text for a daemon that reads the specification's markup, so that `<b>` is shown as `<b>`.
/// (Desktop Notifications Specification 1.2, "Markup": the five XML entities.)
#[cfg_attr(any(target_os = "macos", windows), allow(dead_code, reason = "their texts are never markup"))]
pub(super) fn escape_markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// At most `max` characters, the last an ellipsis where something is missing.
fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    text.chars().take(max.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_shown_not_read() {
        assert_eq!(
            escape_markup("<img src=x onerror=alert('1')> & \"co\""),
            "&lt;img src=x onerror=alert(&#39;1&#39;)&gt; &amp; &quot;co&quot;"
        );
        assert_eq!(escape_markup("Zoë 東京 &amp;"), "Zoë 東京 &amp;amp;");
    }

    #[test]
    fn titles_are_one_short_line() {
        assert_eq!(title("New\norder\t 1 "), "New order 1");
        assert_eq!(title("a\u{202e}b\u{7}"), "a⟨U+202E⟩b␇");
        let long = title(&"é".repeat(500));
        assert_eq!((long.chars().count(), long.chars().last()), (120, Some('…')));
    }

    #[test]
    fn bodies_keep_their_lines() {
        assert_eq!(body("a\nb\n"), "a\nb");
        assert_eq!(body(&"x".repeat(600)).len(), 600);
    }
}
