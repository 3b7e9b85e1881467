//! The typesetter of one document: its faces opened for shaping, and what it could not set.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{Run, Shaper};
use crate::fonts::{FaceIndex, Fonts, Han, Weight};

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    /// Type size in points.
    pub size: f32,
    pub weight: Weight,
    /// Grey of the ink: 0 is black, 1 is paper.
    pub grey: f32,
    /// Whether digits have one width, so that numbers line up.
    pub tabular: bool,
}

impl Style {
    pub(crate) const fn new(size: f32) -> Self {
        Self { size, weight: Weight::Regular, grey: 0.07, tabular: false }
    }

    pub(crate) const fn bold(self) -> Self {
        Self { weight: Weight::SemiBold, ..self }
    }

    pub(crate) const fn grey(self, grey: f32) -> Self {
        Self { grey, ..self }
    }

    pub(crate) const fn tabular(self) -> Self {
        Self { tabular: true, ..self }
    }

    /// From one line's baseline to the next.
    #[expect(clippy::float_arithmetic, reason = "page geometry")]
    pub(crate) fn leading(self) -> f32 {
        self.size * 1.34
    }
}

/// Sets text for one document.
pub(crate) struct Typesetter<'f> {
    fonts: &'f Fonts,
    shapers: BTreeMap<FaceIndex, Option<Shaper<'f>>>,
    /// The face of each character that was met on its own: most of any text.
    chosen: BTreeMap<(char, Weight, Han, bool), FaceIndex>,
    han: Han,
    /// Characters that no font has.
    pub(crate) missing: BTreeMap<char, usize>,
    /// Characters that only a system face has.
    pub(crate) fallen_back: BTreeMap<FaceIndex, BTreeSet<char>>,
}

impl<'f> Typesetter<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            shapers: BTreeMap::new(),
            chosen: BTreeMap::new(),
            han: Han::default(),
            missing: BTreeMap::new(),
            fallen_back: BTreeMap::new(),
        }
    }

    pub(crate) fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// Which Han shapes texts take that don't say it themselves: by the country they go to.
    pub(crate) fn set_han_by_country(&mut self, country: &str) {
        self.han = match country {
            "JP" => Han::Japanese,
            "KR" => Han::Korean,
            _ => Han::Chinese,
        };
    }

    pub(super) fn han(&self) -> Han {
        self.han
    }

    pub(super) fn shaper(&mut self, face: FaceIndex) -> Option<&mut Shaper<'f>> {
        let fonts = self.fonts;
        self.shapers.entry(face).or_insert_with(|| fonts.slot(face)?.data()?.shaper().map(Shaper::new)).as_mut()
    }

    /// Whether a face has a character.
    pub(super) fn has(&mut self, face: FaceIndex, c: char) -> bool {
        self.shaper(face).is_some_and(|shaper| shaper.face.glyph_index(c).is_some())
    }

    /// The face for a cluster's drawn characters.
    pub(super) fn face_for(&mut self, drawn: &[char], weight: Weight, han: Han, emoji: bool) -> FaceIndex {
        let [single] = drawn else { return self.choose(drawn, weight, han, emoji) };
        let key = (*single, weight, han, emoji);
        if let Some(face) = self.chosen.get(&key) {
            return *face;
        }
        let face = self.choose(drawn, weight, han, emoji);
        self.chosen.insert(key, face);
        face
    }

    /// The first shipped face that has all of a cluster, then the first that has at least its first character, then
    /// the system's for that one, else the text face, which draws a box.
    fn choose(&mut self, drawn: &[char], weight: Weight, han: Han, emoji: bool) -> FaceIndex {
        let chain = self.fonts.chain(weight, han, emoji);
        let first = chain.first().copied().unwrap_or(FaceIndex(0));
        let Some(base) = drawn.first().copied() else {
            return first;
        };
        let mut partly = None;
        for face in chain {
            if drawn.iter().all(|c| self.has(face, *c)) {
                return face;
            }
            if partly.is_none() && self.has(face, base) {
                partly = Some(face);
            }
        }
        if let Some(face) = partly {
            return face;
        }
        if let Some(face) = self.fonts.system_face(base)
            && self.has(face, base)
        {
            self.fallen_back.entry(face).or_default().insert(base);
            return face;
        }
        FaceIndex(usize::from(weight == Weight::SemiBold))
    }

    /// Whether a face is one of pictures, whose blank is as wide as a picture.
    pub(super) fn is_pictorial(&self, face: FaceIndex) -> bool {
        self.fonts.slot(face).is_some_and(crate::fonts::Slot::is_pictorial)
    }

    /// The glyph that stands for a character alone.
    pub(super) fn nominal_glyph(&self, face: FaceIndex, c: char) -> Option<u16> {
        let shaper = self.shapers.get(&face)?.as_ref()?;
        shaper.face.glyph_index(c).map(|glyph| glyph.0)
    }

    pub(super) fn report_missing(&mut self, characters: &[char]) {
        for c in characters {
            *self.missing.entry(*c).or_default() += 1;
        }
    }

    /// Whether a run must be drawn bolder by hand: semi-bold was asked for and the face comes in one weight.
    pub(super) fn needs_emboldening(&self, run: &Run, weight: Weight) -> bool {
        weight == Weight::SemiBold
            && self.fonts.slot(run.face).is_some_and(|slot| slot.weight() == Weight::Regular && !slot.is_pictorial())
    }
}
