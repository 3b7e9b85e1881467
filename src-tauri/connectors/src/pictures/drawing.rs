//! From a stranger's bytes to a small picture of our own making.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::Picture;

/// Pixels of a picture before it is drawn.
const PIXELS_LIMIT: u64 = 40_000_000;
/// Bytes that drawing may take: 40 megapixels of four colours at two bytes.
const MEMORY_LIMIT: u64 = PIXELS_LIMIT * 8;
/// Pixels of the picture that is kept, across and down: twice what the window shows, for fine screens.
const SIDE: u32 = 256;

/// Draws a picture anew. The error says why not.
pub(super) fn redraw(bytes: &[u8]) -> Result<Picture, &'static str> {
    let format = sniff(bytes).ok_or("neither PNG, JPEG nor WebP")?;
    let unreadable = "it is damaged";
    let (width, height) =
        ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().map_err(|_| unreadable)?;
    if u64::from(width) * u64::from(height) > PIXELS_LIMIT {
        return Err("more than 40 megapixels");
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_LIMIT);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| unreadable)?;
    let orientation = decoder.orientation();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| unreadable)?;
    if image.width() > SIDE || image.height() > SIDE {
        image = image.thumbnail(SIDE, SIDE);
    }
    if let Ok(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    // Eight bits a colour: what a screen shows, and what every PNG reader reads.
    let image = if image.color().has_alpha() {
        DynamicImage::ImageRgba8(image.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(image.into_rgb8())
    };
    let mut png = Vec::new();
    image.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).map_err(|_| unreadable)?;
    Ok(Picture { png, width: image.width(), height: image.height() })
}

/// The format by the first bytes; what the server calls it does not count.
fn sniff(bytes: &[u8]) -> Option<ImageFormat> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(ImageFormat::Png)
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some(ImageFormat::Jpeg)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(ImageFormat::WebP)
    } else {
        None
    }
}
