//! What a test's user does: enters edits and waits for what they come to.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Edit, EditId, EditKey, EditState, NewEdit, Notice, RefundDraft};
use jiff::Timestamp;
use replica::Shop;

use crate::bench::{Bench, fast};
use crate::fake::FakeShop;

pub fn status(status: &str) -> Edit {
    Edit::SetStatus { status: status.to_owned() }
}

pub fn words(text: &str) -> Edit {
    Edit::SetCustomerNote { text: text.to_owned() }
}

pub fn message(text: &str) -> Edit {
    Edit::AddNote { text: text.to_owned(), to_customer: true }
}

pub fn refund() -> Edit {
    let (zero, reason) = (0.into(), "broken".to_owned());
    let (shipping, shipping_tax) = (zero, zero);
    let refund = RefundDraft {
        amount: 5.into(),
        pieces: Vec::new(),
        shipping,
        shipping_tax,
        reason,
        through_gateway: false,
        restock: false,
    };
    Edit::Refund { refund }
}

/// A shop of forty orders, read whole.
pub async fn stocked() -> (Bench, Shop, Arc<FakeShop>) {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 40, 20);
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    (bench, shop, fake)
}

impl Bench {
    /// Enters an edit on an order, at this moment.
    pub async fn enter(&self, shop: &Shop, order: u64, edit: Edit) -> EditId {
        self.enter_at(shop, Some(order), edit, self.time.now(), None).await
    }

    pub async fn enter_at(
        &self,
        shop: &Shop,
        order: Option<u64>,
        edit: Edit,
        now: Timestamp,
        not_before: Option<Timestamp>,
    ) -> EditId {
        static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
        let key = EditKey(format!("{:032x}", NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)));
        let new = NewEdit {
            shop: shop.id,
            order: order.map(Into::into),
            key,
            edit,
            notice: Notice::ShopDecides,
            not_before,
            batch: None,
        };
        let entered = self.replica.enter(vec![new], now).await.unwrap();
        self.engine.push_now(Some(shop.id));
        entered[0].id
    }

    pub async fn edit(&self, id: EditId) -> domain::OutboxEdit {
        self.replica.edit(id).await.unwrap().unwrap()
    }

    pub async fn until_state(&self, id: EditId, state: EditState) -> domain::OutboxEdit {
        let begun = Instant::now();
        loop {
            let edit = self.edit(id).await;
            if edit.state == state {
                return edit;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{state:?}, but {edit:#?}");
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    }
}
