//! Making hostile text harmless: HTML to plain text, control characters made visible.

/// The plain text of a note that may hold HTML: tags taken out, `<br>` and block ends become line breaks, entities
/// resolved, runs of blanks folded. Never to be treated as HTML again.
#[must_use]
pub fn from_html(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let taken = if tail.starts_with('<') { take_tag(tail, &mut out) } else { take_entity(tail, &mut out) };
        rest = tail.get(taken..).unwrap_or("");
    }
    out.push_str(rest);
    tidy(&out)
}

/// Reads a tag, giving how many bytes it took. A `<` that opens none stays a character.
fn take_tag(tail: &str, out: &mut String) -> usize {
    let opens = tail.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let (true, Some(end)) = (opens, tail.find('>')) else {
        out.push('<');
        return 1;
    };
    let name: String = tail.chars().skip(1).skip_while(|c| *c == '/').take_while(char::is_ascii_alphanumeric).collect();
    if ["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol"].contains(&name.to_ascii_lowercase().as_str())
    {
        out.push('\n');
    }
    end + 1
}

/// Resolves an entity, giving how many bytes it took. An unknown one stays as it is.
fn take_entity(tail: &str, out: &mut String) -> usize {
    let end = tail.char_indices().take(12).find(|(_, c)| *c == ';').map(|(i, _)| i);
    let Some(name) = end.and_then(|end| tail.get(1..end)) else {
        out.push('&');
        return 1;
    };
    let resolved = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "rarr" => Some('→'),
        "larr" => Some('←'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "euro" => Some('€'),
        "pound" => Some('£'),
        "copy" => Some('©'),
        "times" => Some('×'),
        "lsquo" => Some('‘'),
        "rsquo" => Some('’'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        _ => numeric_entity(name),
    };
    let (shown, taken) = resolved.map_or(('&', 1), |c| (c, name.len() + 2));
    out.push(shown);
    taken
}

fn numeric_entity(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code)
}

/// Folds blanks within lines, drops empty lines at both ends and more than one between.
fn tidy(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() && lines.last().is_none_or(String::is_empty) {
            continue;
        }
        lines.push(line);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n")
}

/// Whether a character changes how its neighbours are shown without being seen itself: control characters and the
/// explicit direction overrides that can make a text read as another.
#[must_use]
pub const fn is_hidden(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text with hidden characters shown as `U+202E`-style marks (`␤`-like control pictures for C0), so that a name
/// cannot pretend to be another. Line breaks and tabs stay.
#[must_use]
pub fn visible(text: &str) -> String {
    if !text.chars().any(is_hidden) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\u{0}'..='\u{1f}' if is_hidden(c) => out.extend(char::from_u32(0x2400 + u32::from(c))),
            c if is_hidden(c) => out.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// A name made safe for a file on every system: separators, reserved characters and control characters become `-`,
/// leading and trailing dots and blanks go, at most 120 characters; empty or reserved names (`CON`) get an underscore.
#[must_use]
pub fn file_name(name: &str) -> String {
    let cleaned: String = name
        .chars()
        .map(|c| if is_hidden(c) || c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c })
        .take(120)
        .collect();
    let cleaned = cleaned.trim_matches([' ', '.']).to_owned();
    let stem = cleaned.split('.').next().unwrap_or("").to_ascii_uppercase();
    let reserved = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || (stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")));
    if cleaned.is_empty() || reserved { format!("_{cleaned}") } else { cleaned }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_lose_their_html_and_nothing_else() {
        for (html, text) in [
            ("Stock reduced: Świeca (99972&rarr;99970)", "Stock reduced: Świeca (99972→99970)"),
            ("Notitie ♥ <b>x</b>", "Notitie ♥ x"),
            ("a<br/>b<p>c</p>", "a\nb\nc"),
            ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
            ("&lt;img src=x onerror=alert(1)&gt;", "<img src=x onerror=alert(1)>"),
            ("&#8364; &#x20AC; &bogus; &", "€ € &bogus; &"),
            ("<script>alert(1)</script>", "alert(1)"),
        ] {
            assert_eq!(from_html(html), text, "{html}");
        }
    }

    #[test]
    fn overrides_and_controls_are_shown() {
        assert_eq!(visible("abc\u{202e}cba"), "abc⟨U+202E⟩cba");
        assert_eq!(visible("a\u{7}b\nc"), "a␇b\nc");
        assert_eq!(visible("محمد"), "محمد");
    }

    #[test]
    fn file_names_are_safe_everywhere() {
        for (given, safe) in [
            ("slip AN-1/2", "slip AN-1-2"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("CON", "_CON"),
            ("", "_"),
            ("nul.pdf", "_nul.pdf"),
        ] {
            assert_eq!(file_name(given), safe);
        }
    }
}
