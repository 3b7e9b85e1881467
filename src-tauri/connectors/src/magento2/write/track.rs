//! Tracking numbers. They stand on shipments: one is added to the order's latest. Its description, which nobody is shown,
//! bears the mark of the edit.

use domain::{Code, Fault, NativeId, Track};
use serde_json::{json, value::RawValue};

use super::{super::lists::Listed, Attempt};
use crate::{Found, Pushed, WriteFault, answers, json::Value};

wire!(WireShipment { entity_id, tracks });
wire!(WireTrack { entity_id, track_number, title, carrier_code, description });

/// Carriers that Magento knows by itself; any other is `custom`.
const CARRIERS: &[&str] = &["dhl", "fedex", "ups", "usps"];

/// A track as it stands on a shipment.
struct Standing {
    id: NativeId,
    number: String,
    /// Title and code.
    carriers: [String; 2],
    mark: String,
}

/// Adds a tracking number.
pub(super) async fn add(attempt: &Attempt<'_>, track: &Track) -> Result<Pushed, WriteFault> {
    let order = attempt.number().map_err(WriteFault::nothing)?;
    if track.number.trim().is_empty() {
        return Err(attempt.nothing(Code::BadInput, "there is no number"));
    }
    let (shipment, _) = shipments(attempt).await.map_err(WriteFault::nothing)?;
    let Some(shipment) = shipment.and_then(|id| id.as_str().parse::<u64>().ok()) else {
        return Err(
            attempt.nothing(Code::Refused, "nothing of the order was shipped yet: a number belongs to a shipment")
        );
    };
    let carrier = track.carrier.trim();
    let code = CARRIERS.iter().find(|code| code.eq_ignore_ascii_case(carrier)).copied().unwrap_or("custom");
    let body = json!({ "entity": {
        "order_id": order, "parent_id": shipment, "carrier_code": code, "title": carrier,
        "track_number": track.number.trim(), "weight": 0, "qty": 0, "description": attempt.write.key.as_str(),
    } });
    let answer = attempt.post("shipment/track".to_owned(), Some(&body)).await?;
    let raw: Option<&RawValue> = serde_json::from_slice(answers::json(&answer)).ok();
    let made = raw.and_then(|raw| Value::of(raw).object::<WireTrack<'_>>("track").ok()?.entity_id.id());
    let Some(made) = made else {
        return Err(WriteFault::unknown(attempt.fault(Code::BadAnswer, "the answer is no tracking number")));
    };
    Ok(Pushed { made: Some(made), ..attempt.after().await })
}

/// Looks for the number that bears the edit's mark.
pub(super) async fn find(attempt: &Attempt<'_>) -> Result<Found, Fault> {
    let (_, tracks) = shipments(attempt).await?;
    let Some(track) = tracks.into_iter().find(|track| track.mark == attempt.write.key.as_str()) else {
        return Ok(Found::NotDone);
    };
    Ok(Found::Done(Box::new(Pushed { made: Some(track.id), ..attempt.after().await })))
}

/// Takes every entry of a carrier and number away. What is not there any more needs no request.
pub(super) async fn remove(attempt: &Attempt<'_>, carrier: &str, number: &str) -> Result<Pushed, WriteFault> {
    let (_, tracks) = shipments(attempt).await.map_err(WriteFault::nothing)?;
    let of_carrier = |track: &Standing| {
        let [title, code] = &track.carriers;
        carrier == if title.is_empty() { code } else { title }
    };
    for track in tracks.iter().filter(|track| track.number == number && of_carrier(track)) {
        attempt.delete(format!("shipment/track/{}", track.id)).await?;
    }
    Ok(attempt.after().await)
}

/// The order's latest shipment, and the tracks of all of them.
async fn shipments(attempt: &Attempt<'_>) -> Result<(Option<NativeId>, Vec<Standing>), Fault> {
    let order = std::slice::from_ref(&attempt.order()?.order.native_id);
    let fields = Some("entity_id,tracks");
    let answers = attempt.shop.named(&attempt.site, attempt.operation, "shipments", "order_id", order, fields).await?;
    let (mut latest, mut tracks) = (None, Vec::new());
    for answer in &answers {
        for raw in Listed::of(answer, attempt.operation)?.rows {
            let shipment: WireShipment<'_> =
                Value::of(raw).object("shipment").map_err(|unreadable| unreadable.fault(attempt.operation))?;
            latest = shipment.entity_id.id().or(latest);
            let rows: Vec<WireTrack<'_>> =
                shipment.tracks.objects("tracks").map_err(|unreadable| unreadable.fault(attempt.operation))?;
            tracks.extend(rows.iter().filter_map(|row| {
                Some(Standing {
                    id: row.entity_id.id()?,
                    number: row.track_number.string(),
                    carriers: [row.title.string(), row.carrier_code.string()],
                    mark: row.description.string(),
                })
            }));
        }
    }
    Ok((latest, tracks))
}
