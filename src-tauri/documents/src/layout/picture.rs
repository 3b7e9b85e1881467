//! Pictures: the shop's logo, decoded within bounds, made small enough for paper, and kept as plain samples.

use std::{collections::BTreeMap, io::Cursor};

use image::{ImageReader, Limits, imageops::FilterType};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

/// Samples along the longer side that paper needs: 300 dots an inch over five centimetres.
const MAX_SIDE: u32 = 600;
/// Larger pictures are refused before they are decoded.
const MAX_SOURCE_SIDE: u32 = 12_000;
/// Bytes the decoder may take.
const MAX_DECODED_BYTES: u64 = 200 * 1024 * 1024;

/// A decoded picture, ready to embed.
pub(crate) struct Picture {
    pub width: u32,
    pub height: u32,
    colour: Vec<u8>,
    /// One byte of opacity a sample, where any is not opaque.
    opacity: Option<Vec<u8>>,
}

impl Picture {
    /// Decodes a PNG or JPEG; `None` for anything else, damaged or too large.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SOURCE_SIDE);
        limits.max_image_height = Some(MAX_SOURCE_SIDE);
        limits.max_alloc = Some(MAX_DECODED_BYTES);
        reader.limits(limits);
        let mut decoded = reader.decode().ok()?;
        if decoded.width() > MAX_SIDE || decoded.height() > MAX_SIDE {
            decoded = decoded.resize(MAX_SIDE, MAX_SIDE, FilterType::Triangle);
        }
        let samples = decoded.to_rgba8();
        let colour = samples.pixels().flat_map(|p| p.0.into_iter().take(3)).collect();
        let opacity: Vec<u8> = samples.pixels().filter_map(|p| p.0.get(3).copied()).collect();
        Some(Self {
            width: samples.width(),
            height: samples.height(),
            colour,
            opacity: opacity.iter().any(|a| *a != 255).then_some(opacity),
        })
    }

    /// The picture as an image object of PDF (ISO 32000, 8.9.5), its opacity as a soft mask.
    pub(super) fn to_object(&self) -> XObject {
        let mut dict = self.dictionary("DeviceRGB");
        if let Some(opacity) = &self.opacity {
            let stream =
                ExternalStream { dict: self.dictionary("DeviceGray"), content: opacity.clone(), compress: true };
            dict.insert("SMask".to_owned(), DictItem::Stream { stream });
        }
        XObject::External(ExternalXObject {
            stream: ExternalStream { dict, content: self.colour.clone(), compress: true },
            width: None,
            height: None,
            dpi: None,
        })
    }

    fn dictionary(&self, space: &str) -> BTreeMap<String, DictItem> {
        let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
        [
            ("Type", name("XObject")),
            ("Subtype", name("Image")),
            ("Width", DictItem::Int(self.width.into())),
            ("Height", DictItem::Int(self.height.into())),
            ("ColorSpace", name(space)),
            ("BitsPerComponent", DictItem::Int(8)),
            ("Interpolate", DictItem::Bool(true)),
        ]
        .into_iter()
        .map(|(key, item)| (key.to_owned(), item))
        .collect()
    }
}
