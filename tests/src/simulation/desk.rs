//! One installation: a data directory, the real replica on it, the real engine and the real connector.

use std::{path::Path, sync::Arc};

use anyhow::{Context, Result};
use connectors::{SignIn, connect};
use demo_shop::DemoShop;
use domain::{AlertPolicy, EditId, ShopTag, System};
use replica::{BellRules, NewShop, OpenOptions, Replica, Shop};
use sync::{Attention, Engine, EngineParts, Time};
use tempfile::TempDir;

use super::{time::SimTime, trace::Trace, wire::Wire};
use crate::dice::Dice;

/// Where the shop lies.
pub const SITE: &str = "https://shop.test";

/// An installation, and what its user entered so far.
pub struct Desk {
    pub(super) name: char,
    pub(super) wire: Arc<Wire>,
    pub(super) entered: Vec<EditId>,
    time: SimTime,
    folder: TempDir,
    shop: Option<Shop>,
    running: Option<(Replica, Engine)>,
}

impl Desk {
    /// Sets it up and connects the shop. `folder`: where its data directory is made.
    pub(super) async fn new(
        name: char,
        shop: DemoShop,
        time: &SimTime,
        trace: &Trace,
        folder: &Path,
        dice: Dice,
    ) -> Result<Self> {
        let wire = Wire::new(shop, time.clone(), trace.clone(), name, dice);
        let folder = tempfile::Builder::new().prefix("shopbell-").tempdir_in(folder)?;
        let mut desk = Self { name, wire, entered: Vec::new(), time: time.clone(), folder, shop: None, running: None };
        desk.start().await?;
        Ok(desk)
    }

    /// Opens the replica and starts the engine.
    pub(super) async fn start(&mut self) -> Result<()> {
        let held = self.time.hold();
        let options = OpenOptions { now: self.time.now(), beside_owner: true, ..OpenOptions::default() };
        let replica = Replica::open(self.folder.path(), options).await.context("open the replica")?;
        if self.shop.is_none() {
            let new = NewShop {
                system: System::Woocommerce,
                tag: ShopTag::new("AN")?,
                name: "Atelier".to_owned(),
                sign_in: serde_json::json!({ "url": SITE }),
                facts: None,
                connected_at: self.time.now(),
            };
            replica.add_shop(new).await?;
        }
        // What is known of it by now: its statuses.
        let shop = replica.shops().await?.into_iter().next().context("the shop")?;
        self.time.watch(&replica);
        self.wire.serve(Some(replica.clone()));
        let engine = Engine::start(EngineParts {
            replica: replica.clone(),
            time: Arc::new(self.time.clone()),
            rules: BellRules { policy: AlertPolicy::default() },
        });
        engine.set_attention(Attention::Behind);
        let [all, ..] = self.wire.shop.keys().clone();
        let sign_in = SignIn::new().with("url", SITE).with("key", &all.key).with("secret", &all.secret);
        let transport = Arc::clone(&self.wire) as _;
        let connector = connect(System::Woocommerce, &sign_in, transport, Arc::new(self.time.clone()))?;
        drop(held);
        engine.add_shop(shop.clone(), connector).await?;
        self.shop = Some(shop);
        self.running = Some((replica, engine));
        Ok(())
    }

    /// Ends it as a killed process ends: nothing more is done, nothing more reaches the disk.
    pub(super) async fn end(&mut self) {
        let Some((replica, engine)) = self.running.take() else { return };
        let _held = self.time.hold();
        self.wire.end_on(None);
        self.wire.forget_lately();
        self.wire.serve(None);
        engine.stop().await;
        drop(engine);
        self.time.forget(&replica);
        let _ = replica.close().await;
    }

    pub(super) fn replica(&self) -> Result<&Replica> {
        self.running.as_ref().map(|(replica, _)| replica).context("the desk is closed")
    }

    pub(super) fn engine(&self) -> Result<&Engine> {
        self.running.as_ref().map(|(_, engine)| engine).context("the desk is closed")
    }

    pub(super) fn shop(&self) -> Result<&Shop> {
        self.shop.as_ref().context("no shop is connected")
    }
}
