//! A replica filled with a demo shop's orders, and the app opened on it.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use app::{App, Parts, Vault};
use async_trait::async_trait;
use connectors::{Ask, Connector, Feed, Position, Record, Row, Window};
use domain::{AlertPolicy, Fault, Language, OrderId, ShopId};
use jiff::Timestamp;
use replica::{BellRules, Change, ListQuery, OpenOptions, Replica};
use tempfile::TempDir;
use tokio::sync::mpsc;

use super::shops::{add, in_process};

/// Rows of a page.
const PAGE: u16 = 100;
/// When orders ring; those of a history never do.
pub(super) const RULES: BellRules = BellRules { policy: AlertPolicy::WhenWorkable };

/// A data directory full of orders.
pub(super) struct Filled {
    folder: TempDir,
    /// How many orders the shop had.
    pub(super) orders: u32,
}

impl Filled {
    /// Reads every order and product of a demo shop into a new data directory.
    pub(super) async fn new(orders: u32) -> Result<Self> {
        let folder = TempDir::new()?;
        let replica = Replica::open(folder.path(), OpenOptions::default()).await?;
        let shop = add(&replica).await?.id;
        let connector = in_process(orders).await?;
        enter_facts(&replica, shop, connector.as_ref()).await?;
        for feed in [Feed::Products, Feed::Orders] {
            let mut pages = pages(Arc::clone(&connector), feed);
            while let Some(changes) = pages.recv().await {
                replica.apply(shop, changes?, RULES, Timestamp::now()).await?;
            }
        }
        replica.close().await?;
        Ok(Self { folder, orders })
    }

    /// The data directory.
    pub(super) fn path(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The app on it, without a sync: nothing is remembered of earlier lists.
    pub(super) async fn app(&self) -> Result<App> {
        let parts = Parts {
            data_dir: self.path().to_path_buf(),
            owner: false,
            vault: Arc::new(NoSecrets),
            picture_base: "shopbell://localhost/".to_owned(),
            resource_dir: None,
            system_language: Language::default(),
        };
        App::open(parts).await.map_err(|fault| anyhow::anyhow!("{fault}"))
    }

    /// The replica below it, for raw baselines.
    pub(super) async fn replica(&self) -> Result<Replica> {
        let options = OpenOptions { beside_owner: true, ..OpenOptions::default() };
        Ok(Replica::open(self.path(), options).await?)
    }

    /// All listed orders, newest first.
    pub(super) async fn ids(&self, replica: &Replica) -> Result<Arc<[OrderId]>> {
        let ids = replica.open_list(&ListQuery::default(), Timestamp::now()).await?.ids;
        ensure!(!ids.is_empty(), "the replica is empty");
        Ok(ids)
    }
}

async fn enter_facts(replica: &Replica, shop: ShopId, connector: &dyn Connector) -> Result<()> {
    let refused = |fault: Fault| anyhow::anyhow!("{fault}");
    let facts = Change::SetFacts(Box::new(connector.facts().await.map_err(refused)?));
    let statuses = Change::SetStatuses(connector.statuses().await.map_err(refused)?);
    replica.apply(shop, vec![facts, statuses], RULES, Timestamp::now()).await?;
    Ok(())
}

/// A feed's pages as changes, read a few ahead.
pub(super) fn pages(connector: Arc<dyn Connector>, feed: Feed) -> mpsc::Receiver<Result<Vec<Change>>> {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        let mut skip = 0;
        loop {
            let page = page(connector.as_ref(), feed, skip).await;
            let is_last = page.as_ref().map_or(true, |changes| changes.len() < usize::from(PAGE));
            skip += u32::from(PAGE);
            // Nobody listens any more: then nobody wants the rest.
            if sender.send(page).await.is_err() || is_last {
                return;
            }
        }
    });
    receiver
}

async fn page(connector: &dyn Connector, feed: Feed, skip: u32) -> Result<Vec<Change>> {
    let ask = Ask { feed, position: Position::PlacedBefore(None), window: Window { skip, take: PAGE } };
    let page = connector.pull(&ask).await.map_err(|fault| anyhow::anyhow!("{fault}"))?;
    page.rows.into_iter().map(change).collect()
}

fn change(row: Row) -> Result<Change> {
    let record = match row {
        Row::Read { record, .. } => Some(record),
        Row::Broken { .. } => None,
    };
    Ok(match record.context("the demo shop gave a row that cannot be read")? {
        Record::Order(pulled) => Change::PutOrder { order: Box::new(pulled.order), raw: pulled.raw, history: true },
        Record::Refund { order, refund } => Change::PutRefund { order, refund },
        Record::Product(products) => Change::PutProducts(products),
        Record::Moved { .. } => anyhow::bail!("a row that is no record of its own"),
    })
}

/// No secret is needed to read what is there.
struct NoSecrets;

#[async_trait]
impl Vault for NoSecrets {
    async fn get(&self, _: &str) -> Result<Option<String>, Fault> {
        Ok(None)
    }

    async fn set(&self, _: &str, _: &str) -> Result<(), Fault> {
        Ok(())
    }

    async fn delete(&self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
}
