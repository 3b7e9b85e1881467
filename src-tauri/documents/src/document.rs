//! What comes out: the file, and all that could not be set as it was asked.

use crate::layout::Typesetter;

/// A finished PDF file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file's bytes. The same input and fonts give the same bytes.
    pub pdf: Vec<u8>,
    /// Its number of pages.
    pub pages: usize,
    /// Characters that no font has, drawn as boxes; they can still be copied out.
    pub missing: Vec<MissingGlyph>,
    /// Characters drawn in a font of this computer, because the shipped ones lack them: another computer may differ.
    pub fallbacks: Vec<Fallback>,
    /// Order codes of slips on which a text was too long for the paper and ends in "…".
    pub shortened: Vec<String>,
    /// Order codes of slips whose logo could not be read and was left out.
    pub without_logo: Vec<String>,
    /// Order codes that are too long or hold characters that no bar code can carry: printed as text alone.
    pub without_bars: Vec<String>,
}

/// A character that no font has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// How many times it occurs in the document.
    pub count: usize,
}

/// Characters taken from a font of the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallback {
    /// The font's family name.
    pub family: String,
    /// The characters, in code point order.
    pub characters: String,
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// No order was given: a PDF file needs a page.
    #[error("nothing to print")]
    Empty,
    /// The PDF writer gave something other than a PDF file.
    #[error("the PDF could not be written: {0}")]
    Writer(&'static str),
}

pub(crate) fn missing(typesetter: &Typesetter<'_>) -> Vec<MissingGlyph> {
    typesetter.missing.iter().map(|(character, count)| MissingGlyph { character: *character, count: *count }).collect()
}

pub(crate) fn fallbacks(typesetter: &Typesetter<'_>) -> Vec<Fallback> {
    typesetter
        .fallen_back
        .iter()
        .map(|(face, characters)| Fallback {
            family: typesetter.fonts().slot(*face).map_or_else(String::new, |slot| slot.family().to_owned()),
            characters: characters.iter().collect(),
        })
        .collect()
}
