//! From a stretch of text in one face to positioned glyphs that know which characters they stand for.

use std::{collections::BTreeMap, ops::Range};

use rustybuzz::{
    BufferClusterLevel, Direction, Feature, ShapePlan, UnicodeBuffer,
    ttf_parser::{GlyphId, Tag},
};
use unicode_script::Script;

use super::itemise::{is_ignorable, shapes};
use crate::fonts::FaceIndex;

/// A glyph with its place and its text.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    pub gid: u16,
    /// How far the pen moves, kerning included, in thousandths of the type size.
    pub advance: f32,
    /// The width that the font itself gives the glyph, in whole thousandths rounded down: what the file's width table
    /// holds, and by how much a viewer moves its pen.
    pub table_width: f32,
    /// Shift to the right and upwards, in thousandths of the type size.
    pub shift: (f32, f32),
    /// The characters it stands for, in reading order; empty where a neighbour of its cluster carries them.
    pub text: String,
    /// How many glyphs, this one first, stand for `text` together.
    pub group: usize,
}

/// Glyphs of one face in visual order.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub face: FaceIndex,
    /// Whether it reads from right to left.
    pub rtl: bool,
    pub glyphs: Vec<Glyph>,
    /// Thousandths of the type size.
    pub advance: f32,
}

/// A face opened for shaping, with the plans it was used with.
pub(super) struct Shaper<'f> {
    pub face: rustybuzz::Face<'f>,
    plans: Vec<(PlanKey, ShapePlan)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct PlanKey {
    script: Script,
    rtl: bool,
    tabular: bool,
}

impl<'f> Shaper<'f> {
    pub(super) fn new(face: rustybuzz::Face<'f>) -> Self {
        Self { face, plans: Vec::new() }
    }

    fn plan(&mut self, key: PlanKey) -> Option<&ShapePlan> {
        let at = match self.plans.iter().position(|(known, _)| *known == key) {
            Some(at) => at,
            None => {
                let plan = ShapePlan::new(
                    &self.face,
                    direction(key.rtl),
                    Some(script_tag(key.script)),
                    None,
                    &features(key.tabular),
                );
                self.plans.push((key, plan));
                self.plans.len() - 1
            }
        };
        self.plans.get(at).map(|(_, plan)| plan)
    }

    /// Shapes a stretch of a paragraph. Characters that no glyph was found for come back as the face's box, with the
    /// character in `missing`.
    pub(super) fn shape(
        &mut self,
        text: &str,
        range: Range<usize>,
        script: Script,
        rtl: bool,
        tabular: bool,
        missing: &mut Vec<char>,
    ) -> (Vec<Glyph>, f32) {
        let Some(part) = text.get(range.clone()) else {
            return (Vec::new(), 0.0);
        };
        let mut buffer = UnicodeBuffer::new();
        let mut clusters: BTreeMap<u32, String> = BTreeMap::new();
        for (at, c) in part.char_indices() {
            if is_ignorable(c) && !shapes(c) {
                continue;
            }
            let c = if c == '\t' { ' ' } else { c };
            let cluster = u32::try_from(at).unwrap_or(u32::MAX);
            buffer.add(c, cluster);
            clusters.insert(cluster, c.to_string());
        }
        if clusters.is_empty() {
            return (Vec::new(), 0.0);
        }
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        buffer.set_direction(direction(rtl));
        buffer.set_script(script_tag(script));
        let key = PlanKey { script, rtl, tabular };
        // The plan borrows the shaper, so it is built first and looked up again.
        if self.plan(key).is_none() {
            return (Vec::new(), 0.0);
        }
        let Some((_, plan)) = self.plans.iter().find(|(known, _)| *known == key) else {
            return (Vec::new(), 0.0);
        };
        let shaped = rustybuzz::shape_with_plan(&self.face, plan, buffer);
        collect(&shaped, clusters, &self.face, missing)
    }
}

/// Gathers glyphs and hands each cluster's characters to its first glyph.
#[expect(clippy::float_arithmetic, reason = "glyph geometry")]
fn collect(
    shaped: &rustybuzz::GlyphBuffer,
    clusters: BTreeMap<u32, String>,
    face: &rustybuzz::Face<'_>,
    missing: &mut Vec<char>,
) -> (Vec<Glyph>, f32) {
    let thousandths = |units: i32| f64::from(units) * 1000.0 / f64::from(face.units_per_em().max(1));
    let narrow = |value: f64| value as f32;
    let starts: std::collections::BTreeSet<u32> = shaped.glyph_infos().iter().map(|info| info.cluster).collect();
    // Characters that were merged into an earlier cluster (ligatures) join its text.
    let mut texts: BTreeMap<u32, String> = BTreeMap::new();
    for (cluster, text) in clusters {
        let owner = starts.range(..=cluster).next_back().or_else(|| starts.first()).copied().unwrap_or(cluster);
        texts.entry(owner).or_default().push_str(&text);
    }
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(shaped.len());
    let mut advance = 0.0;
    let mut first_of_group = 0;
    let mut group_cluster = None;
    for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        let (width, right) = closed_up(thousandths(position.x_advance), thousandths(position.x_offset));
        advance += width;
        let text = texts.remove(&info.cluster);
        if info.glyph_id == 0 {
            missing.extend(text.iter().flat_map(|text| text.chars()).filter(|c| !is_ignorable(*c)));
        }
        if group_cluster == Some(info.cluster) && text.is_none() {
            if let Some(first) = glyphs.get_mut(first_of_group) {
                first.group += 1;
            }
        } else {
            first_of_group = glyphs.len();
            group_cluster = Some(info.cluster);
        }
        let gid = u16::try_from(info.glyph_id).unwrap_or(0);
        glyphs.push(Glyph {
            gid,
            table_width: narrow(thousandths(i32::from(face.glyph_hor_advance(GlyphId(gid)).unwrap_or(0))).trunc()),
            advance: narrow(width),
            shift: (narrow(right), narrow(thousandths(position.y_offset))),
            text: text.unwrap_or_default(),
            group: 1,
        });
    }
    (glyphs, narrow(advance))
}

/// A glyph's advance and shift to the right with a kern that opens a gap held below a tenth of the type size: readers
/// take a wider gap for a blank, and no eye sees the difference.
#[expect(clippy::float_arithmetic, reason = "glyph geometry")]
fn closed_up(advance: f64, right: f64) -> (f64, f64) {
    const WIDEST_GAP: f64 = 85.0;
    // A kern before the glyph (right-to-left scripts) shifts it by as much as it adds; marks have no advance.
    let excess = (right - WIDEST_GAP).max(0.0);
    if advance > right { (advance - excess, right - excess) } else { (advance, right) }
}

fn direction(rtl: bool) -> Direction {
    if rtl { Direction::RightToLeft } else { Direction::LeftToRight }
}

fn script_tag(script: Script) -> rustybuzz::Script {
    let name = script.short_name();
    name.parse().unwrap_or(rustybuzz::script::COMMON)
}

fn features(tabular: bool) -> Vec<Feature> {
    let mut features = Vec::new();
    if tabular {
        features.push(Feature::new(Tag::from_bytes(b"tnum"), 1, ..));
    }
    features
}
