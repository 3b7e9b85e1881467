//! Searches as they are typed: words, beginnings, numbers, tokens, refusals, and all of them mixed.
//!
//! A search that was made before is remembered; so that none here is, every round opens the app anew.

use std::time::Duration;

use anyhow::{Result, ensure};
use app::api::ListRequest;
use domain::OrderId;
use replica::Replica;

use super::{filled::Filled, measure::Samples, table::Table};

/// Times that all of them are made, each time by an app that knows none.
const ROUNDS: usize = 5;
const TARGET: Duration = Duration::from_millis(30);

/// What is typed, whatever the shop holds.
const TYPED: &[&str] = &[
    // One word, from its first letter on; accents and strange letters left out.
    "d",
    "di",
    "dijkstra",
    "ozdemir",
    "coelho",
    "sudwest",
    "maite",
    "bakker",
    // Several words, in any order.
    "vries sanne",
    "van den berg",
    "lange nieuwstraat",
    "eindhoven kerkpad",
    "wollen sokken",
    "linnen theedoek koffiemok",
    "\"wollen trui\"",
    "nothing-like-this-anywhere",
    // Tokens.
    "status:processing",
    "status:completed,cancelled",
    "country:NL",
    "country:PL,NO",
    "total>100",
    "total<=25",
    "paid:no",
    "date:30d",
    "date:>24h",
    "currency:EUR",
    // Refused ones.
    "-status:cancelled",
    "-status:cancelled paid:no",
    "-country:NL",
    "-vries",
    "-paid:yes -status:failed",
    // All of it.
    "wollen country:NL total>50",
    "koffiemok status:completed date:90d",
    "jansen -status:cancelled paid:yes",
];

pub(super) async fn run(filled: &Filled, table: &mut Table) -> Result<()> {
    let replica = filled.replica().await?;
    let ids = filled.ids(&replica).await?;
    let mut searches: Vec<String> = TYPED.iter().map(|typed| (*typed).to_owned()).collect();
    // And what only this shop has: from an order a third down the list.
    searches.extend(of_order(&replica, ids[ids.len() / 3]).await?);
    let (mut ours, mut raw) = (Samples::default(), Samples::default());
    let mut found = 0;
    for _ in 0..ROUNDS {
        let app = filled.app().await?;
        // The list behind the search field is open before anything is typed.
        app.list_open(&ListRequest::default()).await.map_err(|fault| anyhow::anyhow!("{fault}"))?;
        found = 0;
        for search in &searches {
            let request = ListRequest { search: search.clone(), ..ListRequest::default() };
            let opened = ours.time(app.list_open(&request)).await.map_err(|fault| anyhow::anyhow!("{fault}"))?;
            found += u32::from(opened.total > 0);
            if is_words(search) {
                raw.time(replica.words_raw(search)).await?;
            }
        }
        app.close().await;
    }
    let most = searches.len() * 2 / 3;
    ensure!(found as usize >= most, "only {found} of {} searches find anything", searches.len());
    table.tell(
        format!("at {} orders: {} searches ({found} with hits), first 50 rows", filled.orders, searches.len()),
        ours.text(),
        format!("{} (words counted by the index alone)", raw.text()),
    );
    table.target("p99 < 30 ms", ours.percentile(99) < TARGET);
    replica.close().await?;
    Ok(())
}

/// Searches that find one order: by all it is called.
async fn of_order(replica: &Replica, id: OrderId) -> Result<Vec<String>> {
    let Some(stored) = replica.order(id).await? else { return Ok(Vec::new()) };
    let order = stored.order;
    let mut searches = vec![stored.row.number.clone(), stored.row.code.to_string()];
    searches.extend([order.customer.name, order.billing.email, order.billing.phone, order.billing.postcode]);
    searches.extend(order.lines.into_iter().next().map(|line| line.sku));
    searches.retain(|search| !search.trim().is_empty());
    Ok(searches)
}

/// Whether the full-text index alone can answer it.
fn is_words(search: &str) -> bool {
    !search.contains([':', '<', '>', '"', '@']) && !search.starts_with('-')
}
