//! The interface of the Shipment Tracking plugins.

use domain::{Code, Fault, Track};
use http::Method;
use serde_json::{Value as Json, json};

use super::super::{
    super::{
        client::{Call, Client},
        diagnosis::{check, json as body_of, server_code},
        json,
    },
    Attempt, fate,
};
use super::listed;
use crate::{Answer, WriteFault};

/// Whether the plugin answered at all.
pub(super) enum Answered {
    Done,
    /// It has no such address: nothing took place.
    NotThere,
}

/// Adds a number; an entry of the same number goes first.
pub(super) async fn add(attempt: &Attempt<'_>, space: &'static str, track: &Track) -> Result<Answered, WriteFault> {
    let same = listed::ids(attempt, &track.number).map_err(WriteFault::nothing)?;
    if let Answered::NotThere = remove(attempt, space, &same).await? {
        return Ok(Answered::NotThere);
    }
    let day = track.shipped_at.unwrap_or(attempt.write.begun_at).strftime("%Y-%m-%d").to_string();
    let body = json!({
        "custom_tracking_provider": track.carrier.trim(),
        "custom_tracking_link": track.url.as_deref().unwrap_or_default(),
        "tracking_number": track.number.trim(),
        "date_shipped": day,
    });
    let call = attempt.call(Method::POST, "/shipment-trackings", Some(&body))?.within(space);
    let answer = attempt.exchange(&call).await?;
    if no_route(&answer) {
        return Ok(Answered::NotThere);
    }
    fate::accepted(answer, Client::asked(&call))?;
    Ok(Answered::Done)
}

/// Takes all entries of a number away that the order shows or, where it shows none, the plugin lists: some sites hide the
/// meta data.
pub(super) async fn remove_listed(
    attempt: &Attempt<'_>,
    space: &'static str,
    number: &str,
) -> Result<Answered, WriteFault> {
    let mut ids = listed::ids(attempt, number).map_err(WriteFault::nothing)?;
    if ids.is_empty() {
        ids = listed_ids(attempt, space, number).await.map_err(WriteFault::nothing)?;
    }
    remove(attempt, space, &ids).await
}

async fn remove(attempt: &Attempt<'_>, space: &'static str, ids: &[String]) -> Result<Answered, WriteFault> {
    for id in ids {
        let plain = (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric());
        if !plain {
            return Err(attempt.nothing(Code::BadAnswer, "the tracking entry has no identifier to name it by"));
        }
        let call = attempt.call::<Json>(Method::DELETE, &format!("/shipment-trackings/{id}"), None)?.within(space);
        let answer = attempt.exchange(&call).await?;
        if no_route(&answer) {
            return Ok(Answered::NotThere);
        }
        // Gone already is gone.
        let gone = server_code(&answer).is_some_and(|code| code.ends_with("shipment_tracking_invalid_id"));
        if !gone {
            fate::accepted(answer, Client::asked(&call))?;
        }
    }
    Ok(Answered::Done)
}

/// Whether the plugin lists a number.
pub(super) async fn has(attempt: &Attempt<'_>, space: &'static str, number: &str) -> Result<bool, Fault> {
    Ok(!listed_ids(attempt, space, number).await?.is_empty())
}

/// The identifiers of a number's entries in the plugin's own list.
async fn listed_ids(attempt: &Attempt<'_>, space: &'static str, number: &str) -> Result<Vec<String>, Fault> {
    let call = Call::get(attempt.operation, attempt.path("/shipment-trackings")?, Vec::new()).within(space);
    let answer = attempt.shop.ask(&attempt.site, &call).await?;
    if no_route(&answer) {
        return Ok(Vec::new());
    }
    let answer = check(answer, Client::asked(&call))?;
    let rows = json::rows(body_of(&answer), attempt.operation)?;
    let entries = rows.into_iter().filter_map(|raw| listed::read(json::Value::of(raw)));
    Ok(entries
        .filter(|entry| entry.tracking_number.string() == number.trim())
        .map(|entry| entry.tracking_id.string())
        .collect())
}

fn no_route(answer: &Answer) -> bool {
    server_code(answer).as_deref() == Some("rest_no_route")
}
