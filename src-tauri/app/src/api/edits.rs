//! Edits as a face sees them: what to know before one is made, what was entered, and how the outbox stands.

use domain::{EditId, EditState, Fault, Money, NativeId, OrderId, OutboxCounts, OutboxEdit, Outcome, ShopId, Warning};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One warning with the orders it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditWarning {
    /// What and how grave.
    pub warning: Warning,
    /// On which of the orders, in the order they were given.
    pub orders: Vec<OrderId>,
}

/// What to know before an edit is made. Nothing is set in motion by asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditPreview {
    /// Gravest first: `refuses` keeps the edit off those orders, `asks` needs an explicit yes.
    pub warnings: Vec<EditWarning>,
    /// Sum of the orders' totals as they are shown now, one a currency.
    pub totals: Vec<Money>,
    /// The same sum with the edit made, as far as it can be known here: what only the shop works out (tax on a new
    /// address) is not in it.
    pub totals_after: Vec<Money>,
    /// Seconds during which it can be taken back before it is sent: 8 for what mails or moves money, else 0 (it can
    /// still be taken back as long as it waits).
    pub can_undo_s: u32,
}

/// An order that an edit was kept off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RefusedEdit {
    /// The order.
    pub id: OrderId,
    /// Why.
    pub warning: Warning,
}

/// Edits that were entered together: durable when this is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditsEntered {
    /// Names them in later calls.
    pub batch: String,
    /// The edits.
    pub edits: Vec<OutboxEdit>,
    /// Orders the edit was kept off.
    pub refused: Vec<RefusedEdit>,
}

/// What taking edits back came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditsUndone {
    /// Taken back without a trace.
    pub undone: u32,
    /// On their way already, or done.
    pub too_late: u32,
}

/// Which part of the outbox to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct OutboxRequest {
    /// Only this shop.
    pub shop: Option<ShopId>,
    /// Only these states; empty: all that are open.
    pub states: Vec<EditState>,
    /// Only edits older than this one, for the next page.
    pub before: Option<EditId>,
    /// At most so many, 1 to 500.
    pub limit: u32,
}

/// A page of the outbox, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutboxPage {
    /// The edits.
    pub edits: Vec<OutboxEdit>,
    /// How many stand where, over all shops.
    pub counts: OutboxCounts,
    /// Nothing is sent until its user resumes.
    pub paused: bool,
}

/// How one edit of a batch stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchResult {
    /// The edit.
    pub id: EditId,
    /// Its order, where it is here.
    pub order_id: Option<OrderId>,
    /// The order's number.
    pub number: String,
    /// Where it stands.
    pub state: EditState,
    /// What it came to, or why it waits.
    pub outcome: Option<Outcome>,
}

/// How edits that were entered together stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchProgress {
    /// Which.
    pub batch: String,
    /// All of them.
    pub total: u32,
    /// At the shop.
    pub settled: u32,
    /// Refused by the shop for good.
    pub failed: u32,
    /// Pending, sending or checking.
    pub waiting: u32,
    /// Taken back, replaced or given up.
    pub dropped: u32,
    /// Waiting for their user, failed ones among them.
    pub needs_user: u32,
    /// How many can still be taken back without a trace.
    pub can_undo: u32,
    /// Each order's result, in the order they were entered.
    pub results: Vec<BatchResult>,
    /// The edits that wait for their user, whole.
    pub edits: Vec<OutboxEdit>,
}

/// Pieces of a line to be given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RefundPick {
    /// The order line.
    pub line: NativeId,
    /// Pieces, positive.
    #[ts(type = "string")]
    pub quantity: Decimal,
}

/// A refund as its user describes it; the sums are worked out from the order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct RefundRequest {
    /// Pieces by line.
    pub pieces: Vec<RefundPick>,
    /// Of shipping, tax included, as decimal text; `all`: what is left of it.
    pub shipping: Option<String>,
    /// All that is given back, tax included, as decimal text; `all`: what is left of the order's total. `None`: what
    /// pieces and shipping come to. More than those is given back without saying for what.
    pub amount: Option<String>,
    /// Why; the customer may see it.
    pub reason: String,
    /// Through the payment provider; otherwise a record only.
    pub through_gateway: bool,
    /// Put the pieces back into stock.
    pub restock: bool,
}

/// What one emptying of the outbox came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReport {
    /// At the shop now.
    pub settled: u32,
    /// Refused for good.
    pub failed: u32,
    /// The shop has changed the same field: the user picks.
    pub conflicts: u32,
    /// Ask before they go.
    pub asks: u32,
    /// Nobody can tell whether they took place.
    pub unsure: u32,
    /// Still to go: waiting after a failure that may pass, or for the moment at which the shop is asked.
    pub left: u32,
    /// Why shops could not be pushed to at all.
    pub faults: Vec<Fault>,
}
