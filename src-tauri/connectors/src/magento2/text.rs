//! Texts as Magento keeps them: what was typed, letter by letter. Only comments may hold HTML.

use crate::json::Value;

/// A text with its line breaks made one kind.
pub(super) fn plain(value: Value<'_>) -> String {
    let text = value.string();
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// A comment: HTML in, plain text out.
pub(super) fn comment(value: Value<'_>) -> String {
    domain::text::from_html(&value.text())
}
