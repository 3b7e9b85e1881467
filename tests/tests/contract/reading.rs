//! Reading: every order once and in order, positions that miss nothing, broken rows that can be cornered.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use connectors::{Ask, Feed, Gone, Position, Presence, Record, Row, Window};
use demo_shop::Running;
use domain::{NativeId, OrderState};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::subject::{Subject, systems};

const EVER: Position = Position::ChangedSince(Timestamp::UNIX_EPOCH);

/// All rows of a position, page by page.
async fn all(subject: &Subject, feed: Feed, position: Position, take: u16) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    loop {
        let skip = u32::try_from(rows.len())?;
        let ask = Ask { feed, position: position.clone(), window: Window { skip, take } };
        let page = subject.connector.pull(&ask).await?;
        let full = page.rows.len() == usize::from(take);
        rows.extend(page.rows);
        if !full {
            return Ok(rows);
        }
    }
}

fn id_of(row: &Row) -> Option<NativeId> {
    match row {
        Row::Read { stamp, .. } => Some(stamp.native_id.clone()),
        Row::Broken { stamp, .. } => stamp.as_ref().map(|stamp| stamp.native_id.clone()),
    }
}

fn order_of(row: &Row) -> Result<&domain::Order> {
    match row {
        Row::Read { record: Record::Order(pulled), .. } => Ok(&pulled.order),
        other => anyhow::bail!("not an order: {other:?}"),
    }
}

fn live_ids(shop: &Running) -> BTreeSet<String> {
    let entries = shop.shop.dump(&shop.url);
    let live = entries.iter().filter(|entry| entry["order"]["status"] != "trash");
    live.map(|entry| entry["order"]["id"].to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_and_statuses_are_told() -> Result<()> {
    for subject in systems(71).await? {
        let facts = subject.connector.facts().await?;
        assert!(!facts.name.is_empty() && facts.can_write, "{facts:?}");
        assert!(facts.api_url.starts_with(&subject.shop.url), "{}", facts.api_url);
        assert!(facts.server_time.is_some() && facts.clock_offset_s.abs() < 60, "{facts:?}");
        let statuses = subject.connector.statuses().await?;
        assert!(statuses.iter().any(|status| status.known) && statuses.iter().all(|status| !status.label.is_empty()));
        assert!(statuses.iter().any(|status| !status.known), "a plugin's own status is listed, and marked as unknown");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn both_positions_cover_every_order_once_and_in_order() -> Result<()> {
    for subject in systems(72).await? {
        let expected = live_ids(&subject.shop);
        let changed = all(&subject, Feed::Orders, EVER, 50).await?;
        let placed = all(&subject, Feed::Orders, Position::PlacedBefore(None), 37).await?;
        for rows in [&changed, &placed] {
            let ids: Vec<String> = rows.iter().filter_map(id_of).map(|id| id.to_string()).collect();
            assert_eq!(ids.len(), expected.len(), "each once");
            assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), expected);
        }
        let modified: Vec<_> = changed.iter().map(|row| order_of(row).map(|o| o.modified_at)).collect::<Result<_>>()?;
        assert!(modified.is_sorted(), "oldest change first");
        let created: Vec<_> = placed.iter().map(|row| order_of(row).map(|o| o.placed_at)).collect::<Result<_>>()?;
        assert!(created.iter().rev().is_sorted(), "newest first");
    }
    Ok(())
}

/// The position is inclusive: what changed in the very second of the cursor is given again, nothing of it is missed.
#[tokio::test(flavor = "multi_thread")]
async fn a_position_includes_its_own_second() -> Result<()> {
    for subject in systems(73).await? {
        let last = all(&subject, Feed::Orders, EVER, 100).await?;
        let last = order_of(last.last().context("an order")?)?.clone();
        let at = last.modified_at.context("a date")?;
        let again = all(&subject, Feed::Orders, Position::ChangedSince(at), 100).await?;
        assert!(again.iter().filter_map(id_of).any(|id| id == last.native_id));
        let later = Position::ChangedSince(at + SignedDuration::from_secs(1));
        assert!(
            !all(&subject, Feed::Orders, later, 100).await?.iter().filter_map(id_of).any(|id| id == last.native_id)
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn stamps_agree_with_what_is_pulled() -> Result<()> {
    for subject in systems(74).await? {
        let window = Window { skip: 20, take: 60 };
        let ask = Ask { feed: Feed::Orders, position: Position::PlacedBefore(None), window };
        let (page, stamps) = (subject.connector.pull(&ask).await?, subject.connector.stamps(&ask).await?);
        let pulled: Vec<_> = page
            .rows
            .iter()
            .map(|row| match row {
                Row::Read { stamp, .. } => Ok((stamp.native_id.clone(), stamp.changed_at, stamp.status.clone())),
                Row::Broken { fault, .. } => Err(fault.clone()),
            })
            .collect::<Result<_, _>>()?;
        let told: Vec<_> = stamps.stamps.into_iter().map(|s| (s.native_id, s.changed_at, s.status)).collect();
        assert_eq!(pulled, told);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_leave_through_the_bin_or_for_good() -> Result<()> {
    for subject in systems(75).await? {
        let (shop, connector) = (&subject.shop, &subject.connector);
        let ids: Vec<u64> = live_ids(shop).iter().filter_map(|id| id.parse().ok()).collect();
        let [trashed, deleted, there] = [ids[3], ids[5], ids[7]];
        shop.shop.trash_order(trashed)?;
        shop.shop.delete_order(deleted)?;
        let listed = connector.orders(&[trashed, deleted, there].map(NativeId::from)).await?;
        let listed: Vec<NativeId> = listed.rows.iter().filter_map(id_of).collect();
        assert_eq!(listed, [NativeId::from(there)], "what is gone is missing from the answer");
        let Presence::Gone(Gone::Trashed(order)) = connector.presence(&trashed.into()).await? else {
            panic!("{trashed} is in the bin")
        };
        assert_eq!(order.order.states.order, OrderState::Deleted);
        assert!(matches!(connector.presence(&deleted.into()).await?, Presence::Gone(Gone::Deleted)));
        assert!(matches!(connector.presence(&there.into()).await?, Presence::There(_)));
        if connector.capabilities().trash {
            let bin = all(&subject, Feed::Trash, EVER, 100).await?;
            assert!(bin.iter().filter_map(id_of).any(|id| id == NativeId::from(trashed)));
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn refunds_and_notes_are_read_whole() -> Result<()> {
    for subject in systems(76).await? {
        let (shop, connector) = (&subject.shop, &subject.connector);
        let entry = shop.shop.dump(&shop.url).into_iter().find(|entry| {
            entry["refunds"].as_array().is_some_and(|refunds| !refunds.is_empty())
                && entry["order"]["status"] != "trash"
        });
        let entry = entry.context("a shop of this size has refunds")?;
        let id = entry["order"]["id"].as_u64().context("id")?;
        let refunds = connector.refunds(&id.into()).await?;
        assert_eq!(refunds.len(), entry["refunds"].as_array().map_or(0, Vec::len));
        assert!(
            refunds.iter().all(|refund| refund.created_at.is_some() && refund.amount > rust_decimal::Decimal::ZERO)
        );
        if connector.capabilities().refund_feed {
            let rows = all(&subject, Feed::Refunds, Position::PlacedBefore(None), 100).await?;
            let of_order = rows.iter().filter(|row| matches!(row, Row::Read { record: Record::Refund { order, .. }, .. } if *order == NativeId::from(id)));
            assert_eq!(of_order.count(), refunds.len());
        }
        shop.shop.note_order(id, "<b>rang</b> &amp; left at 14b<script>x()</script>", false)?;
        let notes = connector.notes(&id.into()).await?;
        assert!(notes.iter().any(|note| note.text == "rang & left at 14bx()"), "{notes:?}");
    }
    Ok(())
}

/// An order that breaks every page it is on fails its page; smaller windows get all the others, and the stamps name it.
#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_breaks_its_page_can_be_cornered() -> Result<()> {
    for subject in systems(77).await? {
        subject.shop.shop.set_faults(vec!["poison=1".parse()?]);
        let poisoned = subject.shop.shop.poisoned_orders();
        let [poisoned] = poisoned.as_slice() else { panic!("{poisoned:?}") };
        let stamps = Ask { feed: Feed::Orders, position: EVER, window: Window { skip: 0, take: 100 } };
        let (mut at, mut skip) = (None, 0);
        while at.is_none() && skip < 300 {
            let ask = Ask { window: Window { skip, take: 100 }, ..stamps.clone() };
            let page = subject.connector.stamps(&ask).await?;
            at = page.stamps.iter().position(|s| s.native_id == NativeId::from(*poisoned)).map(|i| skip + i as u32);
            skip += 100;
        }
        // In the bin it breaks no page of live orders.
        let Some(at) = at else { continue };
        let window = |skip, take| Ask { window: Window { skip, take }, ..stamps.clone() };
        assert!(subject.connector.pull(&window(at, 1)).await.is_err());
        if at > 0 {
            assert_eq!(subject.connector.pull(&window(at - 1, 1)).await?.rows.len(), 1);
        }
    }
    Ok(())
}

/// A change by somebody else is in the feed at once, with its new content and all of its bytes.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_by_somebody_else_is_in_the_feed() -> Result<()> {
    for subject in systems(78).await? {
        let id = *subject.shop.shop.order_ids().last().context("an order")?;
        let since = subject.shop.shop.clock();
        subject.shop.shop.change_order(id, &json!({ "status": "on-hold", "customer_note": "später 🚲" }))?;
        let rows =
            all(&subject, Feed::Orders, Position::ChangedSince(since - SignedDuration::from_secs(1)), 100).await?;
        let row = rows.iter().find(|row| id_of(row) == Some(id.into())).context("the changed order")?;
        let order = order_of(row)?;
        assert_eq!((order.status.as_str(), order.customer_note.as_str()), ("on-hold", "später 🚲"));
        let Row::Read { record: Record::Order(pulled), .. } = row else { unreachable!() };
        let raw: serde_json::Value = serde_json::from_slice(&pulled.raw)?;
        assert_eq!(raw["customer_note"], "später 🚲");
    }
    Ok(())
}
