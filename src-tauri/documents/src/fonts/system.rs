//! The system's fonts: the last resort before a box.
//!
//! They differ from machine to machine, so they are asked only for what no shipped face has. The first such character
//! lists them and reads which characters each has; that list stays for the life of the program.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use rustybuzz::ttf_parser;

use super::{
    Weight,
    face::{Role, Slot, Source},
};

/// More faces than this are not looked at: a bound on time, far above what systems ship.
const MAX_FACES: usize = 1500;

#[derive(Default)]
pub(super) struct SystemFonts {
    /// A directory to look in instead of the system's own, for tests.
    instead: Option<PathBuf>,
    faces: OnceLock<Vec<Known>>,
}

struct Known {
    slot: Slot,
    /// Ranges of code points, ascending, ends included.
    has: Vec<(u32, u32)>,
}

impl SystemFonts {
    #[cfg(test)]
    pub(super) fn in_dir(dir: PathBuf) -> Self {
        Self { instead: Some(dir), faces: OnceLock::new() }
    }

    fn faces(&self) -> &[Known] {
        self.faces.get_or_init(|| list(self.instead.as_deref()))
    }

    pub(super) fn slot(&self, index: usize) -> Option<&Slot> {
        self.faces().get(index).map(|known| &known.slot)
    }

    pub(super) fn face_with(&self, c: char) -> Option<usize> {
        let c = u32::from(c);
        self.faces().iter().position(|known| {
            let after = known.has.partition_point(|(start, _)| *start <= c);
            after.checked_sub(1).and_then(|at| known.has.get(at)).is_some_and(|(_, end)| c <= *end)
        })
    }
}

fn list(instead: Option<&Path>) -> Vec<Known> {
    let mut database = fontdb::Database::new();
    match instead {
        Some(dir) => database.load_fonts_dir(dir),
        None => database.load_system_fonts(),
    }
    let mut faces: Vec<_> = database
        .faces()
        .filter(|face| face.style == fontdb::Style::Normal)
        .filter_map(|face| match &face.source {
            fontdb::Source::File(path) => {
                let family = face.families.first().map_or("", |(name, _)| name.as_str());
                let off_regular = face.weight.0.abs_diff(400);
                Some((off_regular, path.clone(), face.index, family.to_owned(), face.id))
            }
            _ => None,
        })
        .collect();
    // Upright and regular first, then by path: the same choice at every start.
    faces.sort();
    faces.truncate(MAX_FACES);
    faces
        .into_iter()
        .enumerate()
        .filter_map(|(at, (_, path, index, family, id))| {
            let has = database.with_face_data(id, coverage)??;
            let slot = Slot::new(&tag(at), &family, Role::System, Weight::Regular, Source::File { path, index });
            Some(Known { slot, has })
        })
        .collect()
}

/// The characters a face can draw; `None` for one without outlines (bitmap and colour emoji faces).
fn coverage(bytes: &[u8], index: u32) -> Option<Vec<(u32, u32)>> {
    let face = ttf_parser::Face::parse(bytes, index).ok()?;
    let tables = face.tables();
    if tables.glyf.is_none() && tables.cff.is_none() {
        return None;
    }
    let mut points: Vec<u32> = Vec::new();
    for subtable in tables.cmap?.subtables {
        if subtable.is_unicode() {
            subtable.codepoints(|c| points.push(c));
        }
    }
    points.sort_unstable();
    points.dedup();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for point in points {
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == point => *end = point,
            _ => ranges.push((point, point)),
        }
    }
    Some(ranges)
}

/// `SYSAAA`, `SYSAAB`, …
fn tag(at: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    format!("SYS{}{}{}", letter(at / 676), letter(at / 26), letter(at))
}
