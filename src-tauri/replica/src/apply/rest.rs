//! What is not an order: products, statuses, facts, positions, the quarantine, findings and trouble.

use domain::{NativeId, Product, ShopFacts, ShopId, StatusLabel, fold};
use jiff::Timestamp;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::{Work, write::pieces};
use crate::{
    Finding, QuarantinedRow, Result, Trouble,
    codec::{json, micros},
};

/// What of a quarantined row is kept as received.
const RAW_LIMIT: usize = 64 * 1024;
/// Findings kept of a shop; the health view shows the newest 200.
const FINDINGS_KEPT: i64 = 1000;

/// Enters what a shop says of itself.
pub(crate) async fn set_facts(tx: &mut SqliteConnection, shop: ShopId, facts: &ShopFacts) -> Result<()> {
    sqlx::query!(
        "INSERT INTO shop_state (shop, facts) VALUES (?1, ?2) ON CONFLICT (shop) DO UPDATE SET facts = excluded.facts",
        shop.0,
        json(facts)?
    )
    .execute(tx)
    .await?;
    Ok(())
}

impl Work<'_> {
    pub(super) async fn put_products(&mut self, products: &[Product]) -> Result<()> {
        let listed: Vec<&NativeId> = products.iter().map(|product| &product.native_id).collect();
        let parents: Vec<&NativeId> =
            products.iter().filter(|product| product.parent.is_none()).map(|product| &product.native_id).collect();
        sqlx::query!(
            "DELETE FROM product WHERE shop = ?1 AND parent IN (SELECT value FROM json_each(?2))
             AND native_id NOT IN (SELECT value FROM json_each(?3))",
            self.shop.0,
            json(&parents)?,
            json(&listed)?
        )
        .execute(&mut *self.tx)
        .await?;
        let mut rows = Vec::with_capacity(products.len());
        for product in products {
            rows.push((product, json(product)?));
        }
        for piece in pieces(&rows) {
            let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO product (shop, native_id, parent, body) ");
            query.push_values(piece, |mut values, (product, body)| {
                values
                    .push_bind(self.shop.0)
                    .push_bind(product.native_id.as_str())
                    .push_bind(product.parent.as_ref().map(NativeId::as_str))
                    .push_bind(body);
            });
            query.push(" ON CONFLICT (shop, native_id) DO UPDATE SET parent = excluded.parent, body = excluded.body");
            query.build().execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    pub(super) async fn set_statuses(&mut self, statuses: &[StatusLabel]) -> Result<()> {
        sqlx::query!("DELETE FROM status_label WHERE shop = ?1", self.shop.0).execute(&mut *self.tx).await?;
        for (place, status) in (0_i64..).zip(statuses) {
            sqlx::query!(
                "INSERT INTO status_label (shop, code, place, label, folded, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (shop, code) DO NOTHING",
                self.shop.0,
                &status.code,
                place,
                &status.label,
                fold::fold(status.label.trim()),
                json(status)?
            )
            .execute(&mut *self.tx)
            .await?;
        }
        self.lists_changed = true;
        // What a status means decides how an order is shown whose status is on its way.
        let shown_otherwise = sqlx::query_scalar!(
            "SELECT native_id FROM order_mirror m CROSS JOIN order_row o ON o.id = m.id WHERE o.shop = ?1",
            self.shop.0
        )
        .fetch_all(&mut *self.tx)
        .await?;
        self.touched.extend(shown_otherwise);
        Ok(())
    }

    /// Enters a row that cannot be read. The order of that identifier, if there is one, joins the problems.
    pub(super) async fn quarantine(&mut self, row: &QuarantinedRow) -> Result<()> {
        let native_id = row.native_id.as_ref().map(NativeId::as_str);
        sqlx::query!(
            "INSERT INTO quarantine (shop, feed, key, native_id, fault, raw, since, tried_at, attempts)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (shop, feed, key) DO UPDATE SET native_id = excluded.native_id, fault = excluded.fault,
                 raw = excluded.raw, tried_at = excluded.tried_at, attempts = quarantine.attempts + 1",
            self.shop.0,
            &row.feed,
            &row.key,
            native_id,
            json(&row.fault)?,
            row.raw.get(..RAW_LIMIT).unwrap_or(&row.raw),
            micros(row.since),
            micros(row.tried_at),
            i64::from(row.attempts.max(1))
        )
        .execute(&mut *self.tx)
        .await?;
        if of_orders(&row.feed) {
            sqlx::query!(
                "UPDATE order_row SET quarantined = 1, views = views | 8 WHERE shop = ?1 AND native_id = ?2",
                self.shop.0,
                native_id
            )
            .execute(&mut *self.tx)
            .await?;
            self.lists_changed = true;
        }
        Ok(())
    }

    pub(super) async fn release(&mut self, feed: &str, key: &str) -> Result<()> {
        let native_id: Option<Option<String>> = sqlx::query_scalar!(
            "DELETE FROM quarantine WHERE shop = ?1 AND feed = ?2 AND key = ?3 RETURNING native_id",
            self.shop.0,
            feed,
            key
        )
        .fetch_optional(&mut *self.tx)
        .await?;
        if let Some(Some(native_id)) = native_id
            && of_orders(feed)
        {
            sqlx::query!(
                "UPDATE order_row SET quarantined = 0, views = (views & ~8) | CASE WHEN views & 48 THEN 8 ELSE 0 END
                 WHERE shop = ?1 AND native_id = ?2 AND NOT EXISTS (
                     SELECT 1 FROM quarantine WHERE shop = ?1 AND native_id = ?2 AND feed IN ('orders', 'trash'))",
                self.shop.0,
                native_id
            )
            .execute(&mut *self.tx)
            .await?;
            self.lists_changed = true;
        }
        Ok(())
    }

    /// Orders (JSON list) that have just been read leave the quarantine.
    pub(super) async fn release_orders(&mut self, ids: &str) -> Result<()> {
        sqlx::query!(
            "DELETE FROM quarantine WHERE shop = ?1 AND feed IN ('orders', 'trash')
             AND native_id IN (SELECT value FROM json_each(?2))",
            self.shop.0,
            ids
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    pub(super) async fn set_position(&mut self, name: &str, value: &serde_json::Value) -> Result<()> {
        sqlx::query!(
            "INSERT INTO position (shop, name, value) VALUES (?1, ?2, ?3)
             ON CONFLICT (shop, name) DO UPDATE SET value = excluded.value",
            self.shop.0,
            name,
            json(value)?
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    pub(super) async fn checked(&mut self, at: Timestamp) -> Result<()> {
        sqlx::query!(
            "INSERT INTO shop_state (shop, last_checked) VALUES (?1, ?2)
             ON CONFLICT (shop) DO UPDATE SET last_checked = excluded.last_checked",
            self.shop.0,
            micros(at)
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    pub(super) async fn finding(&mut self, finding: &Finding) -> Result<()> {
        sqlx::query!(
            "INSERT INTO finding (shop, kind, native_id, detail, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            self.shop.0,
            json(&finding.kind)?,
            finding.native_id.as_str(),
            &finding.detail,
            micros(finding.at)
        )
        .execute(&mut *self.tx)
        .await?;
        sqlx::query!(
            "DELETE FROM finding WHERE shop = ?1 AND id <= (
                 SELECT id FROM finding WHERE shop = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
            self.shop.0,
            FINDINGS_KEPT
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    pub(super) async fn set_trouble(&mut self, trouble: Option<&Trouble>) -> Result<()> {
        sqlx::query!(
            "INSERT INTO shop_state (shop, trouble) VALUES (?1, ?2)
             ON CONFLICT (shop) DO UPDATE SET trouble = excluded.trouble",
            self.shop.0,
            trouble.map(json).transpose()?
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}

/// Whether a feed's native identifiers are orders'.
fn of_orders(feed: &str) -> bool {
    matches!(feed, "orders" | "trash")
}
