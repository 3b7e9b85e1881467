//! Whatever happens in whatever order: an order is shown as what the shop last said with its edits applied, its row
//! tells of them, and nothing that was entered is missing. Random walks, each from its seed.

use std::collections::BTreeMap;

use domain::{
    Answer, BuiltInView, Edit, EditId, EditState, OrderId, OrderState, OutboxEdit, Outcome, PaymentState, edit::project,
};
use proptest::{
    prelude::Rng,
    test_runner::{RngAlgorithm, TestRng},
};
use sqlx::{Connection, SqliteConnection};

use super::{edits::*, *};
use crate::open::FILE;

const ORDERS: u64 = 4;

/// What must hold at any moment.
pub(crate) async fn consistent(replica: &Replica, shop: &Shop, what: &str) {
    let statuses = replica.shop(shop.id).await.unwrap().unwrap().statuses;
    let stored = replica.stored_placed(shop.id, None, None, 10_000).await.unwrap();
    let ids: Vec<OrderId> = stored.iter().map(|stored| stored.id).collect();
    let (mut problems, mut mirrored) = (0, Vec::new());
    for (stored, row) in stored.iter().zip(replica.orders(&ids).await.unwrap()) {
        let what = format!("{what}, order {}", stored.native_id);
        let mirror = replica.mirror(stored.id).await.unwrap().unwrap();
        assert_eq!(stored.states, mirror.states, "{what}: what the sync compares with");
        let open: Vec<&OutboxEdit> = row.edits.iter().filter(|edit| edit.state.open()).collect();
        let projected: Vec<&Edit> = open.iter().filter(|e| e.state.projected()).map(|e| &e.edit).collect();
        let mut shown = mirror.clone();
        project(&mut shown, projected.iter().copied(), &statuses);
        assert_eq!(row.order, shown, "{what}: is not shown as it will be\n{open:#?}");
        assert_eq!(
            (row.row.status.as_str(), row.row.order_state),
            (shown.status.as_str(), shown.states.order),
            "{what}"
        );
        assert_eq!(usize::from(row.row.edits), open.len(), "{what}");
        let gravest = [
            EditState::Conflict,
            EditState::Failed,
            EditState::Unsure,
            EditState::Asks,
            EditState::Checking,
            EditState::Sending,
            EditState::Pending,
        ]
        .into_iter()
        .find(|state| open.iter().any(|edit| edit.state == *state));
        assert_eq!(row.row.edit_state, gravest, "{what}");
        let quarantined = replica.quarantined(shop.id).await.unwrap();
        let problem = shown.states.problem()
            || gravest.is_some_and(EditState::needs_user)
            || quarantined.iter().any(|there| there.native_id.as_ref() == Some(&stored.native_id));
        assert_eq!(row.row.problem, problem, "{what}");
        problems += u32::from(problem && BuiltInView::All.holds(shown.states));
        if !shown.reference.is_empty() && BuiltInView::All.holds(shown.states) {
            let query = format!("\"{}\" {}", shown.reference, shown.billing.email);
            assert!(found(replica, &query).await > 0, "{what}: not found by {query}");
        }
        mirrored.extend((!projected.is_empty()).then_some(stored.id.0));
    }
    assert_eq!(count(replica, BuiltInView::Problems).await, problems, "{what}");
    let mut connection =
        SqliteConnection::connect_with(&crate::connections::options(&replica.directory().join(FILE))).await.unwrap();
    let mut kept: Vec<i64> =
        sqlx::query_scalar("SELECT id FROM order_mirror ORDER BY id").fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    kept.sort_unstable();
    mirrored.sort_unstable();
    assert_eq!(kept, mirrored, "{what}: mirrors stand beside those that are shown otherwise");
}

struct Walk {
    dice: TestRng,
    entered: BTreeMap<EditId, Edit>,
    last: BTreeMap<u64, Order>,
}

impl Walk {
    fn roll(&mut self, sides: u32) -> u32 {
        self.dice.next_u32() % sides
    }

    fn edit(&mut self) -> Edit {
        let text = format!("w{}", self.roll(1000));
        match self.roll(9) {
            0 | 1 => set_status(["on-hold", "completed", "cancelled", "unheard-of"][self.roll(4) as usize]),
            2 => Edit::SetReference { text },
            3 => Edit::SetEmail { email: format!("{text}@example.org") },
            4 => Edit::AddNote { text, to_customer: self.roll(2) == 0 },
            5 => Edit::MarkPaid,
            6 => Edit::SetQuantity { line: NativeId::from("1"), quantity: Decimal::from(self.roll(4)) },
            7 => Edit::Trash,
            _ => Edit::Restore,
        }
    }

    fn reading(&mut self, number: u64) -> Order {
        let mut order = self.last.get(&number).cloned().unwrap_or_else(|| order(number));
        match self.roll(4) {
            0 => order.customer_note = format!("n{}", self.roll(1000)),
            1 => {
                (order.status, order.states) = [
                    ("processing", states(OrderState::Confirmed, PaymentState::Paid)),
                    ("on-hold", states(OrderState::OnHold, PaymentState::Unpaid)),
                    ("failed", states(OrderState::Placed, PaymentState::Failed)),
                ]
                .map(|(status, states)| (status.to_owned(), states))[self.roll(3) as usize]
                    .clone();
            }
            2 => order.reference = format!("r{}", self.roll(1000)),
            _ => {}
        }
        self.last.insert(number, order.clone());
        order
    }

    async fn any(&mut self, replica: &Replica) -> Option<OutboxEdit> {
        let ids: Vec<EditId> = self.entered.keys().copied().collect();
        let id = *ids.get(self.roll(ids.len().max(1) as u32) as usize)?;
        replica.edit(id).await.unwrap()
    }

    async fn step(&mut self, replica: &Replica, shop: &Shop) {
        let number = u64::from(self.roll(ORDERS as u32)) + 1;
        match self.roll(12) {
            0..=3 => {
                let edits = (0..=self.roll(3)).map(|_| new(shop, number, self.edit())).collect();
                if let Ok(entered) = replica.enter(edits, now()).await {
                    self.entered.extend(entered.into_iter().map(|edit| (edit.id, edit.edit)));
                }
            }
            4 | 5 => {
                let order = self.reading(number);
                put_all(replica, shop, &[order], self.roll(2) == 0).await;
            }
            6..=8 => {
                let Some(edit) = self.any(replica).await else { return };
                let state = EditState::ALL[self.roll(EditState::ALL.len() as u32) as usize];
                let outcome = (state == EditState::Settled).then(done);
                let mut changes = vec![moved(edit.id, state, outcome)];
                if let (0, Some(order)) = (self.roll(2), &edit.order) {
                    let order = self.reading(order.as_str().parse().unwrap());
                    changes.insert(self.roll(2) as usize, put(&order, false));
                    changes.push(Change::SentOver { id: edit.id, order: Box::new(order) });
                }
                apply(replica, shop, changes).await;
            }
            9 => {
                let Some(edit) = self.any(replica).await else { return };
                let answers = [
                    Answer::Approve,
                    Answer::Retry,
                    Answer::GiveUp,
                    Answer::KeepMine,
                    Answer::TakeTheirs,
                    Answer::SaidDone,
                    Answer::Change { edit: self.edit() },
                ];
                let answer = answers[self.roll(answers.len() as u32) as usize].clone();
                if let Ok(edit) = replica.answer(edit.id, answer, now()).await {
                    self.entered.insert(edit.id, edit.edit);
                }
            }
            10 => {
                let Some(edit) = self.any(replica).await else { return };
                if self.roll(2) == 0 {
                    drop(replica.undo(edit.id, now()).await);
                } else {
                    replica.begin_attempt(edit.id, now()).await.unwrap();
                }
            }
            _ => {
                let native_id = NativeId::from(number);
                let row = super::applying::quarantined(native_id.as_str());
                match self.roll(4) {
                    0 => {
                        self.last.remove(&number);
                        apply(replica, shop, vec![Change::RemoveOrder { native_id }]).await;
                    }
                    1 => drop(apply(replica, shop, vec![Change::Quarantine(row)]).await),
                    2 => {
                        let late = jiff::SignedDuration::from_secs(120);
                        replica.recover_edits(shop.id, late, now()).await.unwrap();
                    }
                    _ => {
                        let release = Change::Release { feed: row.feed, key: row.key };
                        apply(replica, shop, vec![release]).await;
                    }
                }
            }
        }
    }
}

async fn walk(seed: u64, steps: u32) {
    let dir = tempfile::tempdir().unwrap();
    let (mut replica, shop) = stocked(dir.path(), ORDERS).await;
    let mut bytes = [0_u8; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut walk = Walk { dice, entered: BTreeMap::new(), last: BTreeMap::new() };
    for step in 0..steps {
        walk.step(&replica, &shop).await;
        consistent(&replica, &shop, &format!("seed {seed}, step {step}")).await;
        if walk.roll(25) == 0 {
            replica.close().await.unwrap();
            replica = open(dir.path()).await;
        }
    }
    for (id, edit) in &walk.entered {
        let there = replica.edit(*id).await.unwrap().unwrap();
        assert_eq!(there.edit, *edit, "seed {seed}: what was entered stays");
        assert_eq!(there.ended_at.is_some(), !there.state.open(), "seed {seed}: {there:?}");
        assert!(there.state.open() || there.outcome.is_some() || there.state == EditState::Dropped, "{there:?}");
    }
    for (number, last) in &walk.last {
        let id = id(&replica, *number).await;
        assert_eq!(replica.mirror(id).await.unwrap().unwrap(), *last, "seed {seed}: the mirror is the last reading");
    }
}

#[tokio::test]
async fn an_order_is_shown_as_the_shop_said_with_its_edits_whatever_happens() {
    for seed in 0..10 {
        walk(seed, 60).await;
    }
}

/// More of them, by hand: `WALKS=1000 cargo test -p replica many_walks -- --ignored`.
#[tokio::test]
#[ignore = "takes minutes: run it by hand"]
async fn many_walks() {
    let walks = std::env::var("WALKS").ok().and_then(|walks| walks.parse().ok()).unwrap_or(200);
    for seed in 1000..1000 + walks {
        walk(seed, 120).await;
    }
}

/// What crossing the ways of two processes must not lose.
#[tokio::test]
async fn another_process_enters_while_the_owner_applies() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 8).await;
    let beside = Replica::open(dir.path(), OpenOptions { beside_owner: true, ..options() }).await.unwrap();
    let theirs = async {
        let mut ids = Vec::new();
        for n in 0..40_u64 {
            let edit = reference(&shop, n % 8 + 1, &format!("b{n}"));
            ids.push(beside.enter(vec![edit], now()).await.unwrap()[0].id);
        }
        ids
    };
    let ours = async {
        for n in 0..40_u64 {
            let mut read = order(n % 8 + 1);
            read.customer_note = format!("read {n}");
            put_all(&replica, &shop, &[read], false).await;
            let open = replica.outbox_line(shop.id, 3).await.unwrap();
            for edit in open.into_iter().take(1) {
                if replica.begin_attempt(edit.id, now()).await.unwrap() {
                    let done = moved(edit.id, EditState::Settled, Some(Outcome::Already));
                    apply(&replica, &shop, vec![done]).await;
                }
            }
        }
    };
    let (ids, ()) = tokio::join!(theirs, ours);
    assert_eq!(ids.len(), 40);
    for (replica, what) in [(&replica, "the owner"), (&beside, "the other")] {
        consistent(replica, &shop, what).await;
        for id in &ids {
            assert!(replica.edit(*id).await.unwrap().is_some(), "{what}");
        }
    }
    assert_eq!(shown(&replica, 8).await.customer_note, "read 39");
    assert_eq!(replica.outbox_counts().await.unwrap(), beside.outbox_counts().await.unwrap());
}
