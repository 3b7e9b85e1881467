//! The plan: everything the sync decides, as pure functions over what it was told. No clock, no network, no database: each
//! rule is a table in its tests, and the engine around it only carries out.

mod audit;
mod changes;
mod cursor;
mod history;
mod pace;
mod push;
mod readings;
mod rhythm;
mod split;
mod standing;
mod taken;

pub use audit::{
    Compared, RefundsCompared, StoredStamp, Suspect, SweepCursor, compare, compare_refunds, cut_slice, differing_fields,
};
pub use changes::{PageContext, QuarantineKeys, page_changes};
pub(crate) use cursor::back;
pub use cursor::{Advance, LiveCursor, OVERLAP, QUIET_OVERLAP};
pub use history::{HistoryCursor, WindowEnd, window_end};
pub use pace::{MOST_CONNECTIONS, Pace};
pub use push::{Act, LATE, Moment, PushPlan, Sequence, is_late, plan as push_plan};
pub use readings::Readings;
pub use rhythm::{BEHIND, FRONT, PERMANENT, background_pause, backoff, polling_pause, quarantine_retry_at};
pub use split::{Attempt, Splitting, may_be_the_rows, neighbours};
pub use standing::Standing;
pub use taken::{Broken, Line, Taken, TakenRows, TakenStamps};

/// An order for tests: nothing on it but what is asked for.
#[cfg(test)]
pub(crate) fn sample_order(id: &str, modified_at: jiff::Timestamp, status: &str) -> domain::Order {
    use domain::{FulfilmentState, OrderState, PaymentState, StateTriple};
    domain::Order {
        native_id: id.into(),
        number: id.to_owned(),
        status: status.to_owned(),
        states: StateTriple {
            order: OrderState::Confirmed,
            payment: PaymentState::Paid,
            fulfilment: FulfilmentState::None,
        },
        status_known: true,
        currency: domain::Currency::new("EUR").unwrap(),
        prices_include_tax: true,
        totals: domain::OrderTotals::default(),
        placed_at: modified_at,
        modified_at: Some(modified_at),
        paid_at: None,
        completed_at: None,
        customer: domain::Customer::default(),
        billing: domain::Address::default(),
        shipping: domain::Address::default(),
        payment_method: domain::Method::default(),
        transaction_id: String::new(),
        customer_note: String::new(),
        reference: String::new(),
        origin: String::new(),
        lines: Vec::new(),
        shipping_lines: Vec::new(),
        fees: Vec::new(),
        coupons: Vec::new(),
        taxes: Vec::new(),
        refunds: Vec::new(),
        tracks: Vec::new(),
        admin_url: None,
        native_fields: Vec::new(),
    }
}
