//! Product pictures, drawn when asked for: a soft background and the shape of the thing, in colours of its own. The same product gives
//! the same file.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use crate::dice::{Dice, Purpose};

use super::{Kind, Product, Shape};

/// Pixels on a side.
const SIDE: u32 = 240;

/// The ending of a kind's picture files.
pub fn extension(kind: &Kind) -> &'static str {
    if kind.shape == Shape::Print { "jpg" } else { "png" }
}

/// A product's picture, as the PNG or JPEG file its kind's ending says.
pub fn draw(product: &Product) -> Vec<u8> {
    let mut dice = Dice::new(product.id, Purpose::Product, 1);
    let colours = dice.pick(PALETTES);
    let layers = layers(product.kind.shape, colours);
    let mut picture = RgbImage::new(SIDE, SIDE);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        *pixel = Rgb(shade(x, y, &layers, colours.ground));
    }
    let format = if extension(product.kind) == "jpg" { ImageFormat::Jpeg } else { ImageFormat::Png };
    let mut file = Cursor::new(Vec::new());
    // Writing to memory fails for no format that was built in.
    let _ = picture.write_to(&mut file, format);
    file.into_inner()
}

/// Colours that go together.
#[derive(Clone, Copy, Debug, Default)]
struct Palette {
    ground: [u8; 3],
    body: [u8; 3],
    light: [u8; 3],
    dark: [u8; 3],
}

const fn palette(ground: [u8; 3], body: [u8; 3], light: [u8; 3], dark: [u8; 3]) -> Palette {
    Palette { ground, body, light, dark }
}

const PALETTES: &[Palette] = &[
    palette([241, 236, 228], [201, 112, 84], [232, 178, 150], [132, 66, 50]),
    palette([230, 237, 239], [54, 110, 124], [138, 186, 194], [28, 66, 78]),
    palette([243, 238, 222], [222, 178, 74], [248, 222, 150], [150, 108, 28]),
    palette([234, 238, 228], [108, 136, 90], [176, 198, 156], [62, 84, 52]),
    palette([238, 232, 238], [124, 92, 132], [190, 164, 198], [72, 50, 82]),
    palette([236, 238, 242], [84, 96, 124], [164, 174, 198], [46, 54, 78]),
    palette([246, 232, 226], [214, 138, 140], [244, 198, 192], [142, 80, 84]),
];

/// A figure in a square of side 1.
#[derive(Clone, Copy, Debug)]
enum Figure {
    /// Centre and radii.
    Oval([f32; 2], [f32; 2]),
    /// Centre, half sides, rounding.
    Box([f32; 2], [f32; 2], f32),
    /// Centre, radius, half width.
    Ring([f32; 2], f32, f32),
}

type Layer = (Figure, [u8; 3]);

fn layers(shape: Shape, colours: Palette) -> Vec<Layer> {
    use Figure::{Box, Oval, Ring};
    let Palette { body, light, dark, .. } = colours;
    match shape {
        Shape::Candle => vec![
            (Box([0.5, 0.62], [0.13, 0.24], 0.03), body),
            (Box([0.42, 0.62], [0.03, 0.22], 0.03), light),
            (Box([0.5, 0.36], [0.008, 0.03], 0.004), dark),
            (Oval([0.5, 0.27], [0.035, 0.07]), [240, 176, 66]),
            (Oval([0.5, 0.29], [0.017, 0.04]), [255, 236, 176]),
        ],
        Shape::Mug => vec![
            (Ring([0.7, 0.53], 0.12, 0.03), body),
            (Box([0.47, 0.53], [0.21, 0.23], 0.05), body),
            (Box([0.34, 0.54], [0.04, 0.18], 0.04), light),
            (Oval([0.47, 0.32], [0.2, 0.04]), dark),
        ],
        Shape::Cloth => vec![
            (Box([0.5, 0.52], [0.28, 0.26], 0.03), body),
            (Box([0.5, 0.42], [0.28, 0.02], 0.0), light),
            (Box([0.5, 0.62], [0.28, 0.02], 0.0), light),
            (Box([0.64, 0.52], [0.02, 0.26], 0.0), light),
            (Box([0.5, 0.77], [0.28, 0.015], 0.01), dark),
        ],
        Shape::Vase => vec![
            (Oval([0.5, 0.6], [0.23, 0.25]), body),
            (Box([0.5, 0.34], [0.08, 0.16], 0.03), body),
            (Oval([0.41, 0.57], [0.05, 0.14]), light),
            (Oval([0.5, 0.19], [0.1, 0.025]), dark),
        ],
        Shape::Print => vec![
            (Box([0.5, 0.5], [0.26, 0.34], 0.01), dark),
            (Box([0.5, 0.5], [0.235, 0.315], 0.0), [252, 250, 244]),
            (Oval([0.5, 0.42], [0.12, 0.12]), body),
            (Oval([0.5, 0.74], [0.2, 0.1]), light),
        ],
        Shape::Jar => vec![
            (Box([0.5, 0.57], [0.2, 0.24], 0.06), body),
            (Box([0.5, 0.3], [0.19, 0.05], 0.02), dark),
            (Box([0.5, 0.6], [0.2, 0.09], 0.0), [252, 248, 236]),
            (Box([0.5, 0.6], [0.1, 0.012], 0.006), light),
        ],
        Shape::Plate => vec![
            (Oval([0.5, 0.5], [0.34, 0.34]), body),
            (Oval([0.5, 0.5], [0.24, 0.24]), light),
            (Ring([0.5, 0.5], 0.3, 0.006), dark),
        ],
        Shape::Book => vec![
            (Box([0.51, 0.5], [0.24, 0.32], 0.015), body),
            (Box([0.3, 0.5], [0.035, 0.32], 0.01), dark),
            (Box([0.54, 0.38], [0.13, 0.05], 0.01), light),
            (Box([0.54, 0.5], [0.09, 0.008], 0.004), light),
        ],
    }
}

#[allow(clippy::float_arithmetic)] // a picture's geometry
fn shade(x: u32, y: u32, layers: &[Layer], ground: [u8; 3]) -> [u8; 3] {
    let side = SIDE as f32;
    let at = [(x as f32 + 0.5) / side, (y as f32 + 0.5) / side];
    // A little darker towards the floor.
    let floor = (at[1] - 0.5).max(0.0) * 0.12;
    let mut colour = ground.map(|part| f32::from(part) * (1.0 - floor));
    for (figure, paint) in layers {
        let cover = (0.5 - distance(*figure, at) * side).clamp(0.0, 1.0);
        for (part, paint) in colour.iter_mut().zip(paint) {
            *part += (f32::from(*paint) - *part) * cover;
        }
    }
    colour.map(|part| part as u8)
}

/// How far outside a figure a point lies; negative inside.
#[allow(clippy::float_arithmetic)] // a picture's geometry
fn distance(figure: Figure, [x, y]: [f32; 2]) -> f32 {
    match figure {
        Figure::Oval([cx, cy], [rx, ry]) => {
            let reach = ((x - cx) / rx).hypot((y - cy) / ry);
            (reach - 1.0) * rx.min(ry)
        }
        Figure::Box([cx, cy], [hx, hy], round) => {
            let (dx, dy) = ((x - cx).abs() - hx + round, (y - cy).abs() - hy + round);
            dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - round
        }
        Figure::Ring([cx, cy], radius, half) => ((x - cx).hypot(y - cy) - radius).abs() - half,
    }
}

/// A PNG of a few bytes that claims 60,000 × 60,000 pixels: what opens it must look at the claim first.
pub fn bomb() -> Vec<u8> {
    let side = 60_000_u32.to_be_bytes();
    let header = [&side[..], &side[..], &[8, 2, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    // An empty zlib stream, as if all rows were still to come.
    for (kind, data) in
        [(b"IHDR", header.as_slice()), (b"IDAT", &[0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]), (b"IEND", &[])]
    {
        file.extend((data.len() as u32).to_be_bytes());
        let body = [&kind[..], data].concat();
        file.extend(&body);
        file.extend(crc32(&body).to_be_bytes());
    }
    file
}

/// The checksum of PNG's chunks (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_gives_a_real_picture_of_its_format() {
        for product in super::super::products(1).iter().take(16) {
            let file = draw(product);
            let format = if extension(product.kind) == "jpg" { ImageFormat::Jpeg } else { ImageFormat::Png };
            let picture = image::load_from_memory_with_format(&file, format).unwrap().to_rgb8();
            assert_eq!(picture.dimensions(), (SIDE, SIDE));
            assert!(picture.pixels().any(|pixel| pixel != picture.get_pixel(2, 2)), "not blank");
            assert!(file.len() < 60_000, "{}", file.len());
            assert_eq!(file, draw(product));
        }
    }

    #[test]
    fn the_bomb_is_a_valid_header_with_a_huge_claim() {
        let size = image::ImageReader::with_format(Cursor::new(bomb()), ImageFormat::Png).into_dimensions().unwrap();
        assert_eq!(size, (60_000, 60_000));
    }
}
