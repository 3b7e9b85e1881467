//! Lists: a window of one, or the rows of a few identifiers, in as few requests as the shop's limits allow.

use std::sync::atomic::Ordering;

use domain::{Code, Fault, NativeId};
use http::StatusCode;
use serde_json::value::RawValue;

use super::{
    Magento2,
    client::Call,
    criteria::{Criteria, Is, PageAsk},
    diagnosis,
    discovery::Site,
    feed,
};
use crate::{
    Answer, Window,
    answers::json,
    json::{self, Value},
};

/// Rows asked for at a time where a list is read whole.
const PART: u16 = 100;
/// Parts of such a list: a server that never runs out must not keep us.
const PARTS: u32 = 200;

wire!(Wire { items, total_count });
wire!(Key { entity_id });

/// An answer that lists.
pub(super) struct Listed<'a> {
    /// Its rows, untouched.
    pub rows: Vec<&'a RawValue>,
    /// Rows there are in all.
    pub total: Option<u64>,
}

impl<'a> Listed<'a> {
    /// Reads a list. One without rows may come as null; an answer that does not count its rows, either, is no list.
    pub fn of(answer: &'a Answer, operation: &str) -> Result<Self, Fault> {
        let wire: Wire<'a> = serde_json::from_slice(json(answer)).map_err(|error| {
            let why = if error.is_eof() { "the answer was cut short" } else { "the answer is no list" };
            Fault::new(Code::BadAnswer, operation, why)
        })?;
        let total = wire.total_count.string().parse().ok();
        if wire.items.is_null() {
            return match total {
                Some(_) => Ok(Self { rows: Vec::new(), total }),
                None => Err(Fault::new(Code::BadAnswer, operation, "the answer is no list")),
            };
        }
        Ok(Self { rows: json::rows(wire.items.json().as_bytes(), operation)?, total })
    }
}

impl Magento2 {
    /// The page that holds a window. A shop that allows no page so large says how large one may be, and is asked once more.
    pub(super) async fn window(
        &self,
        site: &Site,
        operation: &'static str,
        path: &str,
        window: Window,
        query: impl Fn(PageAsk) -> Vec<(String, String)>,
    ) -> Result<(Answer, PageAsk), Fault> {
        for last in [false, true] {
            let page = PageAsk::of(window, self.most.load(Ordering::Relaxed));
            let call = Call::get(operation, path, query(page));
            let answer = self.ask(site, &call).await?;
            let limit = (answer.status() == StatusCode::BAD_REQUEST && !last)
                .then(|| diagnosis::server_error(&answer)?.number("max"))
                .flatten()
                .filter(|limit| (1..page.size).contains(limit));
            match limit {
                Some(limit) => self.most.store(limit, Ordering::Relaxed),
                None => return Ok((self.client.check(answer, &call)?, page)),
            }
        }
        Err(Fault::new(Code::Refused, operation, "the shop allows no page"))
    }

    /// All rows whose `field` is one of `ids`, the rows' numbers ascending: part by part, each beginning behind the last
    /// row of the one before.
    pub(super) async fn named(
        &self,
        site: &Site,
        operation: &'static str,
        path: &str,
        field: &str,
        ids: &[NativeId],
        fields: Option<&str>,
    ) -> Result<Vec<Answer>, Fault> {
        let numbers: Option<Vec<&str>> = ids.iter().map(feed::number).collect();
        let numbers = numbers.ok_or_else(|| Fault::new(Code::BadInput, operation, "not an order's number"))?;
        let wanted = Criteria::default().only(field, Is::In, numbers.join(","));
        let mut answers = Vec::new();
        let mut behind: Option<String> = None;
        for _ in 0..PARTS {
            let from = match &behind {
                Some(last) => wanted.clone().only("entity_id", Is::Above, last.as_str()),
                None => wanted.clone(),
            };
            let part = from.by("entity_id", true);
            let query = |page| {
                let part = part.clone().page(page);
                fields.map_or_else(|| part.clone(), |fields| part.clone().fields(fields)).query()
            };
            let (answer, _) = self.window(site, operation, path, Window { skip: 0, take: PART }, query).await?;
            let listed = Listed::of(&answer, operation)?;
            let last = listed.rows.last().and_then(|raw| last_key(raw));
            let whole = listed.total.is_none_or(|total| listed.rows.len() as u64 >= total);
            let stuck = last.is_none() || last == behind;
            answers.push(answer);
            if whole {
                return Ok(answers);
            }
            if stuck {
                return Err(Fault::new(Code::BadAnswer, operation, "the list does not go on where it ended"));
            }
            behind = last;
        }
        Err(Fault::new(Code::TooLarge, operation, format!("more than {PARTS} parts")))
    }
}

fn last_key(raw: &RawValue) -> Option<String> {
    let key: Key<'_> = Value::of(raw).object("row").ok()?;
    key.entity_id.id().map(|id| id.0)
}
