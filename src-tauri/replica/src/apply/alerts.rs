//! Which orders ring: decided once an order, in the transaction that brings it, and kept in the ledger for ever.

use std::collections::HashMap;

use domain::{Sighting, rings};
use sqlx::{QueryBuilder, Sqlite};

use super::{Work, orders::Incoming, write::pieces};
use crate::{Result, codec::micros};

impl Work<'_> {
    /// The orders of a list (JSON) that were decided on, each with whether it counts as new and not opened yet.
    pub(super) async fn alerts_of(&mut self, ids: &str) -> Result<HashMap<String, bool>> {
        let rows: Vec<(String, bool)> = sqlx::query!(
            "SELECT native_id, state <> 'silent' AND seen_at IS NULL AS \"fresh!: bool\"
             FROM alert WHERE shop = ?1 AND native_id IN (SELECT value FROM json_each(?2))",
            self.shop.0,
            ids
        )
        .map(|row| (row.native_id, row.fresh))
        .fetch_all(&mut *self.tx)
        .await?;
        Ok(rows.into_iter().collect())
    }

    /// What the domain's rule says of an order that was not decided on yet.
    pub(super) fn decide(&self, incoming: &Incoming, seen_before: bool) -> Option<bool> {
        let sighting = Sighting { seen_before, history: incoming.history, bell_from: self.bell_from };
        rings(&incoming.order, self.rules.policy, sighting)
    }

    /// Enters decisions into the ledger.
    pub(super) async fn write_decisions(&mut self, decisions: &[(String, bool)]) -> Result<()> {
        let (shop, now) = (self.shop.0, micros(self.now));
        for piece in pieces(decisions) {
            let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO alert (shop, native_id, state, due_at) ");
            query.push_values(piece, |mut values, (native_id, rings)| {
                values
                    .push_bind(shop)
                    .push_bind(native_id)
                    .push_bind(if *rings { "due" } else { "silent" })
                    .push_bind(now);
            });
            query.push(" ON CONFLICT (shop, native_id) DO NOTHING");
            query.build().execute(&mut *self.tx).await?;
        }
        Ok(())
    }
}
