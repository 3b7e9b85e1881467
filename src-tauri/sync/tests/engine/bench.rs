//! A test's bench: a replica in a folder of its own, an engine, shops, and the comparison of both sides.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{AlertPolicy, NativeId, OrderState, ShopTag, System};
use replica::{BellRules, NewShop, OpenOptions, Replica, Shop};
use sync::{Engine, EngineParts, Time};

use crate::clock::FastTime;
use crate::fake::FakeShop;
use crate::records::{notes_of, pulled, refund_of};

pub struct Bench {
    /// Removed when dropped.
    _folder: tempfile::TempDir,
    pub time: Arc<dyn Time>,
    pub replica: Replica,
    pub engine: Engine,
}

pub fn fast() -> Arc<dyn Time> {
    Arc::new(FastTime::new(400))
}

impl Bench {
    pub async fn new(time: &Arc<dyn Time>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = OpenOptions { now: time.now(), ..OpenOptions::default() };
        let replica = Replica::open(folder.path(), options).await.unwrap();
        let engine = start(&replica, time);
        Self { _folder: folder, time: Arc::clone(time), replica, engine }
    }

    /// A crash: the engine is dropped as it is, and another one started on the same replica.
    pub fn crash(&mut self) {
        self.engine = start(&self.replica, &self.time);
    }

    pub async fn add(&self, tag: &str) -> Shop {
        let new = NewShop {
            system: System::Woocommerce,
            tag: ShopTag::new(tag).unwrap(),
            name: tag.to_owned(),
            sign_in: serde_json::json!({ "url": format!("https://{tag}.example") }),
            facts: None,
            connected_at: self.time.now(),
        };
        self.replica.add_shop(new).await.unwrap()
    }

    pub async fn run(&self, shop: &Shop, fake: &Arc<FakeShop>) {
        self.engine.add_shop(shop.clone(), Arc::clone(fake) as _).await.unwrap();
    }

    /// Everything in which replica and shop differ; rows in `but` aside.
    pub async fn differences(&self, shop: &Shop, fake: &FakeShop, but: &[u64]) -> Vec<String> {
        let mut differences = Vec::new();
        let orders = fake.with(|state| state.orders.clone());
        let stored = self.replica.stored_placed(shop.id, None, None, 100_000).await.unwrap();
        for (id, order) in orders.iter().filter(|(id, _)| !but.contains(id)) {
            let native = NativeId::from(*id);
            let Some(here) = stored.iter().find(|stored| stored.native_id == native) else {
                differences.push(format!("{id} is missing ({}, trashed {})", order.status, order.trashed));
                continue;
            };
            let pulled = pulled(*id, order);
            if self.replica.raw(here.id).await.unwrap().unwrap() != pulled.raw {
                differences.push(format!("{id} has other content"));
            }
            let kept = self.replica.order(here.id).await.unwrap().unwrap();
            if order.trashed {
                if kept.order.states.order != OrderState::Deleted {
                    differences.push(format!("{id} is not in the bin"));
                }
                continue;
            }
            let mut expected = pulled.order;
            expected.refunds = order.refunds.iter().map(|refund| refund_of(*refund, order.placed)).collect();
            if kept.order != expected {
                differences.push(format!("{id}: {:?} for {:?}", kept.order.refunds, expected.refunds));
            }
            let notes = kept.notes.unwrap_or_default();
            if expected.states.open() && notes != notes_of(*id, order) {
                differences.push(format!("{id} has other notes: {notes:?}"));
            }
        }
        for here in &stored {
            let id: u64 = here.native_id.as_str().parse().unwrap();
            if !orders.contains_key(&id) {
                differences.push(format!("{id} is still here"));
            }
        }
        let products: Vec<NativeId> = fake.with(|state| state.products.keys().map(|id| (*id).into()).collect());
        let kept = self.replica.products(shop.id, &products).await.unwrap();
        if kept.len() != products.len() {
            differences.push(format!("{} products of {}", kept.len(), products.len()));
        }
        differences
    }

    pub async fn assert_equal(&self, shop: &Shop, fake: &FakeShop) {
        let differences = self.differences(shop, fake, &[]).await;
        assert!(differences.is_empty(), "{differences:#?}");
    }

    /// Waits until both sides are equal.
    pub async fn settle(&self, shop: &Shop, fake: &FakeShop) {
        let begun = Instant::now();
        loop {
            let differences = self.differences(shop, fake, &[]).await;
            if differences.is_empty() {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{differences:#?}\n{:?}", self.engine.activity());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

fn start(replica: &Replica, time: &Arc<dyn Time>) -> Engine {
    Engine::start(EngineParts {
        replica: replica.clone(),
        time: Arc::clone(time),
        rules: BellRules { policy: AlertPolicy::default() },
    })
}

/// Waits until something holds.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
