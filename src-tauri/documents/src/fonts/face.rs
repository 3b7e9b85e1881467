//! One face: where its bytes come from, and what was parsed of it, once.

use std::{borrow::Cow, path::PathBuf, sync::OnceLock};

use printpdf::ParsedFont;

use super::Weight;

/// What a face is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Arabic,
    RareArabic,
    Hebrew,
    Emoji,
    Symbols,
    Mathematics,
    Japanese,
    Korean,
    Chinese,
    System,
}

/// Where a face's bytes are.
#[derive(Debug)]
pub(super) enum Source {
    /// Within the program.
    Embedded(&'static [u8]),
    /// A file; `index` tells the faces of a collection apart.
    File { path: PathBuf, index: u32 },
}

/// A face that was read: its bytes for the shaper, and printpdf's view of them for embedding.
pub(crate) struct FaceData {
    bytes: Cow<'static, [u8]>,
    index: u32,
    embeddable: ParsedFont,
}

impl FaceData {
    /// A shaper over the face. Cheap: the tables are read where they lie.
    pub(crate) fn shaper(&self) -> Option<rustybuzz::Face<'_>> {
        rustybuzz::Face::from_slice(&self.bytes, self.index)
    }

    /// The face as printpdf subsets and embeds it.
    pub(crate) fn embeddable(&self) -> &ParsedFont {
        &self.embeddable
    }
}

/// A face's place among the fonts; its data is read on first use and then stays.
pub(crate) struct Slot {
    tag: String,
    family: String,
    role: Role,
    weight: Weight,
    source: Source,
    data: OnceLock<Option<FaceData>>,
}

impl Slot {
    pub(super) fn new(tag: &str, family: &str, role: Role, weight: Weight, source: Source) -> Self {
        Self { tag: tag.to_owned(), family: family.to_owned(), role, weight, source, data: OnceLock::new() }
    }

    /// Six capitals: the face's name within a document.
    pub(crate) fn tag(&self) -> &str {
        &self.tag
    }

    /// The family's name for people.
    pub(crate) fn family(&self) -> &str {
        &self.family
    }

    pub(super) fn role(&self) -> Role {
        self.role
    }

    pub(crate) fn weight(&self) -> Weight {
        self.weight
    }

    /// Whether it is a picture-like face that is never drawn bolder.
    pub(crate) fn is_pictorial(&self) -> bool {
        matches!(self.role, Role::Emoji | Role::Symbols | Role::Mathematics)
    }

    pub(super) fn is_absent(&self) -> bool {
        matches!(&self.source, Source::File { path, .. } if !path.is_file())
    }

    /// The face, read on first use; `None` where it is absent or no font.
    pub(crate) fn data(&self) -> Option<&FaceData> {
        self.data
            .get_or_init(|| {
                let data = self.read();
                if data.is_none() {
                    tracing::warn!(family = %self.family, "a font could not be read");
                }
                data
            })
            .as_ref()
    }

    fn read(&self) -> Option<FaceData> {
        let (bytes, index) = match &self.source {
            Source::Embedded(bytes) => (Cow::Borrowed(*bytes), 0),
            Source::File { path, index } => (Cow::Owned(std::fs::read(path).ok()?), *index),
        };
        rustybuzz::Face::from_slice(&bytes, index)?;
        let embeddable = ParsedFont::from_bytes(&bytes, index as usize, &mut Vec::new())?;
        Some(FaceData { bytes, index, embeddable })
    }
}
