//! The packing slip: what a packer holds at the bench and the customer finds in the parcel.
//!
//! Read at arm's length: where it goes and how many of what are large; tick boxes, SKU and place for the picker; the
//! customer's note in a frame; the order code as bars and square. Black on white, nothing for show. [`content`] says
//! what stands on a slip as plain text (and is tested as such), the rest draws it.

mod content;
mod draw;
mod foot;
mod head;
mod table;
mod theme;

use std::collections::BTreeMap;

use domain::{
    Address, NativeId, Order, OrderCode,
    words::{Language, Words},
};
use rust_decimal::Decimal;

use crate::{
    Document, DocumentError, Fonts, document,
    layout::{Press, Typesetter, picture::Picture, press::Imprint},
};
use content::Content;
use draw::Drawing;

/// Paper to print on, upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 148 × 210 mm.
    A5,
    /// US Letter, 8.5 × 11 inches.
    Letter,
    /// A label of 100 × 150 mm.
    Label100x150,
}

impl Paper {
    /// All, the most common first.
    pub const ALL: &'static [Self] = &[Self::A4, Self::A5, Self::Letter, Self::Label100x150];

    /// Its code in settings and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A5 => "a5",
            Self::Letter => "letter",
            Self::Label100x150 => "100x150",
        }
    }

    /// The paper of a code; case does not matter.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|paper| paper.code().eq_ignore_ascii_case(code.trim()))
    }

    /// Width and height in millimetres.
    #[must_use]
    pub const fn size_mm(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A5 => (148.0, 210.0),
            Self::Letter => (215.9, 279.4),
            Self::Label100x150 => (100.0, 150.0),
        }
    }
}

/// What the slip says of the shop.
#[derive(Clone, Debug, Default)]
pub struct SlipShop {
    /// Its name.
    pub name: String,
    /// Its postal address; empty parts are left out.
    pub address: Address,
    /// Where customers ask: an e-mail address, a phone number, a page; empty: nothing is printed.
    pub contact: String,
    /// PNG or JPEG; a file that is neither is left out and reported.
    pub logo: Option<Vec<u8>>,
    /// IANA time zone name or fixed offset (`+02:00`), for dates.
    pub time_zone: String,
    /// Unit of weights (`kg`).
    pub weight_unit: String,
}

/// What a packer needs to know of a line beyond the order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineFacts {
    /// Place in the store room; empty where none is known.
    pub bin: String,
    /// Weight of one piece in the shop's unit.
    pub weight: Option<Decimal>,
}

/// How a slip is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlipOptions {
    /// The paper.
    pub paper: Paper,
    /// The language of its labels, dates and amounts.
    pub language: Language,
    /// Line amounts and sums.
    pub prices: bool,
    /// The payment method.
    pub payment: bool,
}

/// One slip to print.
#[derive(Clone, Debug)]
pub struct SlipInput {
    /// The shop.
    pub shop: SlipShop,
    /// The order, as its user sees it.
    pub order: Order,
    /// The order's code over all shops, printed as bars and square.
    pub code: OrderCode,
    /// More about lines, by the line's identifier ([`domain::Line::native_id`]).
    pub facts: BTreeMap<NativeId, LineFacts>,
    /// How.
    pub options: SlipOptions,
}

/// Sets one slip an order into one PDF file, in the given order; each counts its own pages.
///
/// # Errors
/// [`DocumentError::Empty`] without any order, [`DocumentError::Writer`] where the PDF writer failed. Content never
/// fails: what can't be drawn is reported in the [`Document`].
pub fn packing_slips(slips: &[SlipInput], fonts: &Fonts) -> Result<Document, DocumentError> {
    let (Some(first), Some(date)) = (slips.first(), slips.iter().map(|slip| slip.order.placed_at).max()) else {
        return Err(DocumentError::Empty);
    };
    let mut press = Press::new(Typesetter::new(fonts));
    let mut words: BTreeMap<&'static str, Words> = BTreeMap::new();
    let (mut shortened, mut without_logo, mut without_bars) = (Vec::new(), Vec::new(), Vec::new());
    let mut logos = Logos::default();
    for slip in slips {
        let language = slip.options.language;
        let words = words.entry(language.code()).or_insert_with(|| Words::new(language));
        let content = Content::of(slip, words);
        press.typesetter.set_han_by_country(&slip.order.ship_to().country);
        let logo = logos.name_of(slip.shop.logo.as_deref(), &mut press);
        if slip.shop.logo.is_some() && logo.is_none() {
            without_logo.push(content.code.clone());
        }
        let drawn = Drawing::new(&mut press, &content, words, slip.options.paper, logo).draw();
        if drawn.shortened {
            shortened.push(content.code.clone());
        }
        if drawn.without_bars {
            without_bars.push(content.code.clone());
        }
        for page in drawn.pages {
            press.add_page(page);
        }
    }
    let title = words.get(first.options.language.code()).map_or_else(String::new, |words| words.get("slip-title"));
    let title = match slips {
        [one] => format!("{title} {}", one.code),
        _ => title,
    };
    let pdf = press.print(&Imprint { title, author: first.shop.name.clone(), date })?;
    Ok(Document {
        pdf,
        pages: press.pages(),
        missing: document::missing(&press.typesetter),
        fallbacks: document::fallbacks(&press.typesetter),
        shortened,
        without_logo,
        without_bars,
    })
}

/// Logos by their bytes: a shop's is decoded and embedded once, however many slips show it.
#[derive(Default)]
struct Logos<'s> {
    known: Vec<(&'s [u8], Option<String>)>,
}

impl<'s> Logos<'s> {
    fn name_of(&mut self, bytes: Option<&'s [u8]>, press: &mut Press<'_>) -> Option<String> {
        let bytes = bytes?;
        if let Some((_, name)) = self.known.iter().find(|(known, _)| *known == bytes) {
            return name.clone();
        }
        let name = Picture::decode(bytes).map(|picture| {
            let name = format!("Logo{}", self.known.len());
            press.add_picture(name.clone(), picture);
            name
        });
        self.known.push((bytes, name.clone()));
        name
    }
}
