//! Products together with their variations: there is no list of all variations, so each product's are asked for.

use std::time::Duration;

use domain::{Code, Fault, NativeId, Retry};
use futures::{StreamExt, TryStreamExt, stream};

use super::{
    CAPABILITIES, WooCommerce,
    client::Call,
    diagnosis::json,
    discovery::Site,
    feed,
    json::{self, Value},
    product,
};
use crate::{Answer, Feed, Record, Row};

/// Products whose variations are asked for at a time.
const VARIATIONS_AT_ONCE: usize = 2;
/// Tries of one product's variations, the wait after the first, doubled each time, and the longest one.
const PART_TRIES: u32 = 4;
const PART_WAIT: Duration = Duration::from_millis(200);
const PART_WAIT_LIMIT: Duration = Duration::from_secs(5);
/// Pages of one product's variations: a server that never runs out must not keep us.
const VARIATION_PAGES: u32 = 50;

impl WooCommerce {
    /// Asks for a part of a page. One that may get through later is asked for again: starting the whole page over for it
    /// would meet the same chance at every other part, and never end on a shop that asks to slow down now and then.
    async fn call_part(&self, site: &Site, call: &Call<'_>) -> Result<Answer, Fault> {
        let mut wait = PART_WAIT;
        for _ in 1..PART_TRIES {
            match self.call(site, call).await {
                Err(fault) if fault.retry != Retry::Never => {
                    let asked = if let Retry::After(seconds) = fault.retry { seconds } else { 0 };
                    tokio::time::sleep(wait.max(Duration::from_secs(asked.into())).min(PART_WAIT_LIMIT)).await;
                    wait *= 2;
                }
                answered => return answered,
            }
        }
        self.call(site, call).await
    }

    /// Products with their variations, each product's asked for by a request of its own: there is no list of all.
    pub(super) async fn products(&self, site: &Site, answer: &Answer) -> Result<Vec<Row>, Fault> {
        let read: Vec<_> =
            json::rows(json(answer), feed::operation(Feed::Products))?.into_iter().map(feed::product_row).collect();
        stream::iter(read)
            .map(|(row, parent)| self.with_variations(site, row, parent))
            .buffered(VARIATIONS_AT_ONCE)
            .try_collect()
            .await
    }

    async fn with_variations(&self, site: &Site, mut row: Row, parent: Option<NativeId>) -> Result<Row, Fault> {
        let (Some(parent), Row::Read { record: Record::Product(products), .. }) = (parent, &mut row) else {
            return Ok(row);
        };
        let Some(product) = products.first().cloned() else {
            return Ok(row);
        };
        let operation = feed::operation(Feed::Products);
        let limit = usize::from(CAPABILITIES.page_limit);
        for page in 1..=VARIATION_PAGES {
            let query = vec![
                ("per_page", limit.to_string()),
                ("page", page.to_string()),
                ("_fields", product::FIELDS.to_owned()),
            ];
            let call = Call::get(operation, product::variations_path(&parent), query);
            let answer = self.call_part(site, &call).await?;
            let variations = json::rows(json(&answer), operation)?;
            let count = variations.len();
            for raw in variations {
                let variation = product::read_variation(Value::of(raw), &product)
                    .map_err(|unreadable| unreadable.fault("read a variation"))?;
                products.push(variation);
            }
            if count < limit {
                return Ok(row);
            }
        }
        Err(Fault::new(Code::TooLarge, operation, format!("more than {VARIATION_PAGES} pages of variations")))
    }
}
