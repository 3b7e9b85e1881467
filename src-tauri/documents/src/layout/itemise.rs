//! Cutting a paragraph into items that one face can shape: same face, same script.
//!
//! A face is chosen for a whole grapheme cluster, so that an accent or an emoji's parts never come from two fonts.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::Typesetter;
use crate::fonts::{FaceIndex, Han, Weight};

/// A stretch of a paragraph for one face and one script.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Bytes of the paragraph.
    pub range: Range<usize>,
    pub face: FaceIndex,
    pub script: Script,
}

/// Whether a character takes part in the line's order or in shaping without ever being drawn by itself.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether an ignorable character must reach the shaper: joiners and variation selectors change glyphs, tags make
/// flags.
pub(super) fn shapes(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e01ef}')
}

/// Cuts a paragraph into items, in logical order.
pub(super) fn itemise(typesetter: &mut Typesetter<'_>, text: &str, weight: Weight) -> Vec<Item> {
    let han = han_of(text, typesetter.han());
    let mut items: Vec<Item> = Vec::new();
    for (start, cluster) in text.grapheme_indices(true) {
        let range = start..start + cluster.len();
        let previous = items.last().map(|item| (item.face, item.script));
        let face = choose(typesetter, cluster, weight, han, previous.map(|(face, _)| face));
        let script = script_of(cluster, previous.map(|(_, script)| script));
        match items.last_mut() {
            Some(item) if item.face == face && joins(item.script, script) => {
                item.range.end = range.end;
                if is_weak(item.script) {
                    item.script = script;
                }
            }
            _ => items.push(Item { range, face, script }),
        }
    }
    items
}

fn is_weak(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

fn joins(item: Script, next: Script) -> bool {
    item == next || is_weak(item) || is_weak(next)
}

fn script_of(cluster: &str, previous: Option<Script>) -> Script {
    cluster.chars().map(|c| c.script()).find(|script| !is_weak(*script)).or(previous).unwrap_or(Script::Common)
}

fn choose(
    typesetter: &mut Typesetter<'_>,
    cluster: &str,
    weight: Weight,
    han: Han,
    previous: Option<FaceIndex>,
) -> FaceIndex {
    let drawn: Vec<char> = cluster.chars().filter(|c| !is_ignorable(*c)).collect();
    // Blanks and marks of order stay with the face before them: fewer runs, and no Latin space in an Arabic name.
    if let Some(face) = previous
        && !typesetter.is_pictorial(face)
        && drawn.iter().all(|c| c.is_whitespace() && typesetter.has(face, *c))
    {
        return face;
    }
    typesetter.face_for(&drawn, weight, han, wants_emoji(cluster))
}

/// Whether a cluster asks for an emoji's shape: by its selector, or by a first character that has no other.
fn wants_emoji(cluster: &str) -> bool {
    cluster.contains('\u{fe0f}') || cluster.chars().next().is_some_and(|c| matches!(u32::from(c), 0x1f000..=0x1faff))
}

/// Which Han shapes a text wants: its own kana or Hangul tell, else what the order's country says.
fn han_of(text: &str, hint: Han) -> Han {
    if text.is_ascii() {
        return hint;
    }
    for c in text.chars() {
        match c.script() {
            Script::Hiragana | Script::Katakana => return Han::Japanese,
            Script::Hangul => return Han::Korean,
            Script::Bopomofo => return Han::Chinese,
            _ => {}
        }
    }
    hint
}
