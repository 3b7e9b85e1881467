//! Shipments: what went out, in which parcels.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentComment, ShipmentState};
use crate::{NativeId, Track};

/// One line of a shipment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShipmentLine {
    /// The order's line, by its native identifier; none where the shop does not say.
    pub line: Option<NativeId>,
    /// SKU as on the shipment; may be empty.
    pub sku: String,
    /// Name as on the shipment.
    pub name: String,
    /// Pieces, positive.
    #[ts(type = "string")]
    pub quantity: Decimal,
}

/// A parcel of a shipment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShipmentTrack {
    /// The entry's identifier at the shop; none where entries have no name of their own.
    pub native_id: Option<NativeId>,
    /// The system's code of the carrier (`dhl`, `custom`); may be empty.
    #[serde(default)]
    pub carrier_code: String,
    /// Carrier, number, link, date.
    pub track: Track,
}

/// A shipment of an order or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Shipment {
    /// The shipment's identifier at the shop.
    pub native_id: NativeId,
    /// The number that people read.
    pub number: String,
    /// When it was made.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When the shop last changed it; tracks and comments may not move it.
    #[ts(type = "string | null")]
    pub modified_at: Option<Timestamp>,
    /// Where it stands.
    pub state: ShipmentState,
    /// What is in it. Rows of composed products come as the shop sends them, wholes and parts.
    pub lines: Vec<ShipmentLine>,
    /// Its parcels.
    pub tracks: Vec<ShipmentTrack>,
    /// The store room it left from, where the shop has several.
    #[serde(default)]
    pub source: String,
    /// Whether the customer was mailed about it, where the shop says.
    #[serde(default)]
    pub emailed: Option<bool>,
    /// Comments, oldest first.
    #[serde(default)]
    pub comments: Vec<DocumentComment>,
}
