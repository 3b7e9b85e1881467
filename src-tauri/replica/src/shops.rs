//! The connected shops: a ledger of what the merchant set, a cache of what the shop says of itself.

use domain::{NativeId, ShopId, ShopTag, StatusLabel, System};
use sqlx::{Connection, SqliteConnection};

use crate::{
    NewShop, Replica, ReplicaError, Result, Shop, apply,
    codec::{from_json, json, micros, time},
    connections::Durability,
    replica::grow,
};

/// What is to be changed of a shop; `None` leaves as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShopUpdate {
    /// Name to show.
    pub name: Option<String>,
    /// Tag of its order codes; must not be taken. Codes on slips already printed keep the old one.
    pub tag: Option<ShopTag>,
    /// Logo; `Some(None)` takes it away.
    pub logo: Option<Option<Vec<u8>>>,
    /// The merchant's own lines for slips.
    pub slip_settings: Option<serde_json::Value>,
    /// How to sign in, without secrets.
    pub sign_in: Option<serde_json::Value>,
}

/// What left with a shop, in rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// Orders.
    pub orders: u64,
    /// Products and variations.
    pub products: u64,
    /// Alerts, rung or not.
    pub alerts: u64,
    /// Entries of the print ledger.
    pub prints: u64,
    /// Rows that could not be read.
    pub quarantined: u64,
    /// Edits that had not ended: what was still to be carried to the shop, or waited for its user.
    pub open_edits: u64,
}

struct ShopRecord {
    id: i64,
    system: String,
    tag: String,
    name: String,
    sign_in: String,
    connected_at: i64,
    logo: Option<Vec<u8>>,
    slip_settings: String,
    facts: Option<String>,
}

/// The shops, or the one.
pub(crate) async fn read(connection: &mut SqliteConnection, only: Option<ShopId>) -> Result<Vec<Shop>> {
    let records: Vec<ShopRecord> = sqlx::query_as!(
        ShopRecord,
        "SELECT shop.id, system, tag, name, sign_in, connected_at, logo, slip_settings, facts AS \"facts?\"
         FROM shop LEFT JOIN shop_state ON shop_state.shop = shop.id
         WHERE ?1 IS NULL OR shop.id = ?1 ORDER BY shop.id",
        only.map(|id| id.0)
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut shops = Vec::with_capacity(records.len());
    for record in records {
        let statuses = statuses(connection, ShopId(record.id)).await?;
        shops.push(record.into_shop(statuses)?);
    }
    Ok(shops)
}

impl ShopRecord {
    fn into_shop(self, statuses: Vec<StatusLabel>) -> Result<Shop> {
        Ok(Shop {
            id: ShopId(self.id),
            system: System::from_code(&self.system)
                .ok_or(ReplicaError::DamagedContent("a shop is of a system that this version does not know"))?,
            tag: ShopTag::new(&self.tag).map_err(|_| ReplicaError::DamagedContent("a shop's tag is none"))?,
            name: self.name,
            sign_in: from_json(&self.sign_in)?,
            // Facts of another version are asked for anew.
            facts: self.facts.and_then(|facts| from_json(&facts).ok()),
            statuses,
            connected_at: time(self.connected_at),
            logo: self.logo,
            slip_settings: from_json(&self.slip_settings)?,
        })
    }
}

pub(crate) async fn statuses(connection: &mut SqliteConnection, shop: ShopId) -> Result<Vec<StatusLabel>> {
    let bodies: Vec<String> =
        sqlx::query_scalar!("SELECT body FROM status_label WHERE shop = ?1 ORDER BY place", shop.0)
            .fetch_all(connection)
            .await?;
    Ok(bodies.iter().filter_map(|body| from_json(body).ok()).collect())
}

impl Replica {
    /// All shops, oldest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn shops(&self) -> Result<Vec<Shop>> {
        let mut reader = self.reader().await?;
        self.watch(read(&mut reader, None).await)
    }

    /// One shop.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn shop(&self, id: ShopId) -> Result<Option<Shop>> {
        let mut reader = self.reader().await?;
        Ok(self.watch(read(&mut reader, Some(id)).await)?.pop())
    }

    /// Connects a shop.
    ///
    /// # Errors
    /// [`ReplicaError::TagTaken`] where another shop has the tag.
    pub async fn add_shop(&self, new: NewShop) -> Result<Shop> {
        let shop = self.watch(self.insert_shop(new).await)?;
        self.back_up_soon(shop.connected_at).await;
        Ok(shop)
    }

    async fn insert_shop(&self, new: NewShop) -> Result<Shop> {
        let mut writer = self.writer(Durability::Power).await?;
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let at = micros(new.connected_at);
        let id: i64 = sqlx::query_scalar!(
            "INSERT INTO shop (system, tag, name, sign_in, connected_at, bell_from, slip_settings)
             VALUES (?1, ?2, ?3, ?4, ?5, ?5, '{}') RETURNING id",
            new.system.code(),
            new.tag.as_str(),
            &new.name,
            json(&new.sign_in)?,
            at
        )
        .fetch_one(&mut *tx)
        .await
        .map_err(|error| taken(error, &new.tag))?;
        if let Some(facts) = &new.facts {
            apply::set_facts(&mut tx, ShopId(id), facts).await?;
        }
        grow(&mut tx, true).await?;
        let shop = read(&mut tx, Some(ShopId(id))).await?.pop();
        tx.commit().await?;
        shop.ok_or(ReplicaError::NoSuchShop(ShopId(id)))
    }

    /// Changes what the merchant set of a shop. A new tag gives all its orders new codes.
    ///
    /// # Errors
    /// [`ReplicaError::NoSuchShop`], [`ReplicaError::TagTaken`].
    pub async fn update_shop(&self, id: ShopId, update: ShopUpdate) -> Result<Shop> {
        self.watch(self.write_shop(id, update).await)
    }

    async fn write_shop(&self, id: ShopId, update: ShopUpdate) -> Result<Shop> {
        let mut writer = self.writer(Durability::Power).await?;
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let before = read(&mut tx, Some(id)).await?.pop().ok_or(ReplicaError::NoSuchShop(id))?;
        let tag = update.tag.unwrap_or_else(|| before.tag.clone());
        sqlx::query!(
            "UPDATE shop SET name = ?2, tag = ?3, logo = ?4, slip_settings = ?5, sign_in = ?6 WHERE id = ?1",
            id.0,
            update.name.unwrap_or(before.name),
            tag.as_str(),
            update.logo.unwrap_or(before.logo),
            json(&update.slip_settings.unwrap_or(before.slip_settings))?,
            json(&update.sign_in.unwrap_or(before.sign_in))?
        )
        .execute(&mut *tx)
        .await
        .map_err(|error| taken(error, &tag))?;
        if tag != before.tag {
            apply::index_shop(&mut tx, id, &tag).await?;
        }
        grow(&mut tx, true).await?;
        let shop = read(&mut tx, Some(id)).await?.pop();
        tx.commit().await?;
        shop.ok_or(ReplicaError::NoSuchShop(id))
    }

    /// Removes a shop with all its rows, ledgers too. Its pictures, documents and secret are the caller's to remove.
    ///
    /// # Errors
    /// [`ReplicaError::NoSuchShop`].
    pub async fn remove_shop(&self, id: ShopId) -> Result<Removed> {
        let removed = self.watch(self.delete_shop(id).await)?;
        // Edits hold addresses and messages, and the copies of the ledgers hold edits.
        self.renew_backups(jiff::Timestamp::now()).await;
        Ok(removed)
    }

    async fn delete_shop(&self, id: ShopId) -> Result<Removed> {
        let mut writer = self.writer(Durability::Power).await?;
        // Customers' data is not to stay behind in free pages.
        sqlx::query("PRAGMA secure_delete = ON").execute(&mut *writer).await?;
        let removed = delete_rows(&mut writer, id).await;
        sqlx::query("PRAGMA secure_delete = OFF").execute(&mut *writer).await?;
        if removed.is_ok() {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut *writer).await?;
        }
        removed
    }
}

async fn delete_rows(writer: &mut SqliteConnection, id: ShopId) -> Result<Removed> {
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    if read(&mut tx, Some(id)).await?.is_empty() {
        return Err(ReplicaError::NoSuchShop(id));
    }
    for sql in [
        "DELETE FROM order_search WHERE rowid IN (SELECT id FROM order_row WHERE shop = ?1)",
        "DELETE FROM order_body WHERE id IN (SELECT id FROM order_row WHERE shop = ?1)",
        "DELETE FROM order_mirror WHERE id IN (SELECT id FROM order_row WHERE shop = ?1)",
        "DELETE FROM order_notes WHERE id IN (SELECT id FROM order_row WHERE shop = ?1)",
        "DELETE FROM refund WHERE shop = ?1",
        "DELETE FROM order_event WHERE shop = ?1",
        "DELETE FROM status_label WHERE shop = ?1",
        "DELETE FROM position WHERE shop = ?1",
        "DELETE FROM shop_state WHERE shop = ?1",
        "DELETE FROM finding WHERE shop = ?1",
        "DELETE FROM shop WHERE id = ?1",
    ] {
        sqlx::query(sql).bind(id.0).execute(&mut *tx).await?;
    }
    let mut counted = [0_u64; 6];
    let statements = [
        "DELETE FROM order_row WHERE shop = ?1",
        "DELETE FROM product WHERE shop = ?1",
        "DELETE FROM alert WHERE shop = ?1",
        "DELETE FROM print WHERE shop = ?1",
        "DELETE FROM quarantine WHERE shop = ?1",
        "DELETE FROM edit WHERE shop = ?1 AND state NOT IN ('settled', 'dropped')",
    ];
    for (count, sql) in counted.iter_mut().zip(statements) {
        *count = sqlx::query(sql).bind(id.0).execute(&mut *tx).await?.rows_affected();
    }
    sqlx::query("DELETE FROM edit WHERE shop = ?1").bind(id.0).execute(&mut *tx).await?;
    // The index keeps the words of deleted rows until its segments are merged.
    sqlx::query("INSERT INTO order_search (order_search) VALUES ('optimize')").execute(&mut *tx).await?;
    grow(&mut tx, true).await?;
    tx.commit().await?;
    let [orders, products, alerts, prints, quarantined, open_edits] = counted;
    Ok(Removed { orders, products, alerts, prints, quarantined, open_edits })
}

fn taken(error: sqlx::Error, tag: &ShopTag) -> ReplicaError {
    let unique = error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation);
    if unique { ReplicaError::TagTaken(tag.clone()) } else { error.into() }
}

/// A list of native identifiers as the JSON array that statements take.
pub(crate) fn json_ids(ids: &[NativeId]) -> Result<String> {
    json(ids)
}
