//! Renders the icons from their SVG sources: PNG by rsvg-convert, and the two containers that Windows and macOS want,
//! which hold PNG files and are written here.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

use crate::house::{self, say};

/// File name, source, edge in pixels.
const PICTURES: &[(&str, &str, u32)] = &[
    ("32x32.png", "shopbell.svg", 32),
    ("128x128.png", "shopbell.svg", 128),
    ("128x128@2x.png", "shopbell.svg", 256),
    ("icon.png", "shopbell.svg", 512),
    ("tray-light.png", "tray-light.svg", 64),
    ("tray-light-new.png", "tray-light-new.svg", 64),
    ("tray-dark.png", "tray-dark.svg", 64),
    ("tray-dark-new.png", "tray-dark-new.svg", 64),
];

/// Edges in an .ico, as Windows asks for them in Explorer, task bar and tray.
const ICO_EDGES: &[u32] = &[16, 20, 24, 32, 40, 48, 64, 128, 256];

/// Types in an .icns and the edges of the PNG files they hold (Apple's icon types, OS X 10.7 and later).
const ICNS_TYPES: &[(&[u8; 4], u32)] = &[
    (b"icp4", 16),
    (b"ic11", 32),
    (b"icp5", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
];

/// Renders all of them, into icons/.
///
/// # Errors
/// When rsvg-convert is not there or can't read a source.
pub fn render() -> Result<()> {
    let folder = house::root().join("icons");
    for (name, source, edge) in PICTURES {
        fs::write(folder.join(name), png(&folder.join(source), *edge)?)?;
    }
    // Small sizes have a drawing of their own, without the fine lines.
    let drawn = |edge: u32| {
        let source = if edge <= 24 { "shopbell-small.svg" } else { "shopbell.svg" };
        png(&folder.join(source), edge)
    };
    let ico = ICO_EDGES.iter().map(|&edge| Ok((edge, drawn(edge)?))).collect::<Result<Vec<_>>>()?;
    fs::write(folder.join("icon.ico"), ico_file(&ico)?)?;
    let icns = ICNS_TYPES.iter().map(|&(kind, edge)| Ok((*kind, drawn(edge)?))).collect::<Result<Vec<_>>>()?;
    fs::write(folder.join("icon.icns"), icns_file(&icns)?)?;
    say(&format!("icons are in {}", folder.display()));
    Ok(())
}

fn png(source: &Path, edge: u32) -> Result<Vec<u8>> {
    let edge = edge.to_string();
    let mut convert = house::tool("rsvg-convert", &["--format=png", "--width", &edge, "--height", &edge]);
    convert.arg(source);
    let output = convert.output().context("rsvg-convert is needed (Debian's librsvg2-bin)")?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(output.stdout)
}

/// An .ico: a header, a directory entry of 16 bytes per picture, the PNG files. Little-endian.
fn ico_file(pictures: &[(u32, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut file = Vec::from([0, 0, 1, 0]);
    file.extend(u16::try_from(pictures.len())?.to_le_bytes());
    let mut offset = 6 + 16 * pictures.len();
    for (edge, picture) in pictures {
        let edge = u8::try_from(*edge).unwrap_or(0); // 0 stands for 256
        file.extend([edge, edge, 0, 0, 1, 0, 32, 0]);
        file.extend(u32::try_from(picture.len())?.to_le_bytes());
        file.extend(u32::try_from(offset)?.to_le_bytes());
        offset += picture.len();
    }
    file.extend(pictures.iter().flat_map(|(_, picture)| picture));
    Ok(file)
}

/// An .icns: a header with the whole length, then each picture behind its type and length. Big-endian.
fn icns_file(pictures: &[([u8; 4], Vec<u8>)]) -> Result<Vec<u8>> {
    let length = 8 + pictures.iter().map(|(_, picture)| 8 + picture.len()).sum::<usize>();
    let mut file = Vec::from(*b"icns");
    file.extend(u32::try_from(length)?.to_be_bytes());
    for (kind, picture) in pictures {
        file.extend(kind);
        file.extend(u32::try_from(8 + picture.len())?.to_be_bytes());
        file.extend(picture);
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ico_points_at_its_pictures() {
        let file = ico_file(&[(16, vec![1; 5]), (256, vec![2; 7])]).unwrap();
        assert_eq!(&file[..6], [0, 0, 1, 0, 2, 0]);
        assert_eq!((file[6], file[22]), (16, 0));
        assert_eq!(&file[14..22], [5, 0, 0, 0, 38, 0, 0, 0]);
        assert_eq!(&file[30..38], [7, 0, 0, 0, 43, 0, 0, 0]);
        assert_eq!(&file[38..], [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]);
    }

    #[test]
    fn an_icns_says_its_lengths() {
        let file = icns_file(&[(*b"icp4", vec![9; 3])]).unwrap();
        assert_eq!(file, [b"icns".as_slice(), &[0, 0, 0, 19], b"icp4", &[0, 0, 0, 11], &[9; 3]].concat());
    }

    #[test]
    fn the_rendered_icons_are_there() {
        let folder = house::root().join("icons");
        for (name, source, edge) in PICTURES {
            let file = fs::read(folder.join(name)).unwrap();
            assert!(folder.join(source).exists(), "{source}");
            assert_eq!(&file[..4], b"\x89PNG", "{name}");
            assert_eq!(file[16..24], [edge.to_be_bytes(), edge.to_be_bytes()].concat(), "{name}");
        }
    }
}
