//! What became of the orders of the past: most are done, the last days' are open, and every state has some.

use crate::dice::{ALPHANUMERIC, Dice, Purpose};

use super::{
    super::{
        ids::{Ids, Of},
        model::{History, Order},
        status::State,
        trade::{self, Asked, CreditWish, NewComment, NewTrack},
    },
    Generator,
};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// One thing done to an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The customer orders.
    Place,
    /// The customer's payment comes in at the provider.
    Pay,
    /// Everything left is invoiced.
    Invoice,
    /// One piece of the largest row is invoiced.
    InvoicePart,
    /// Everything left is sent, under this number.
    Ship(String),
    /// One piece of the largest row is sent.
    ShipPart(String),
    /// Everything is given back.
    Credit,
    /// One piece of the first row is given back.
    CreditPart,
    /// Put on hold.
    Hold,
    /// Called off.
    Cancel,
    /// The merchant's own status.
    Packed,
    /// The card's provider looks into it.
    Review,
    /// A line for the staff or for the customer.
    Comment(&'static str, bool),
}

/// How an order ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fate {
    #[default]
    Done,
    Waiting,
    Invoiced,
    PartInvoiced,
    PartShipped,
    ShippedUnpaid,
    Packed,
    Reviewed,
    Held,
    Canceled,
    Closed,
    PartCredited,
    Halved,
}

/// What is done to the `index`-th order, and when.
pub fn steps(shop: &Generator, index: u64, placed: i64) -> Vec<(i64, Step)> {
    let mut dice = Dice::new(shop.seed, Purpose::Facts, index);
    let fate = fate(&mut dice, shop.now - placed);
    let number = format!("3S{}", dice.word(ALPHANUMERIC, 11).to_uppercase());
    let mut at = placed;
    let mut later = |dice: &mut Dice, low: i64, high: i64| {
        at += dice.between(low, high);
        at
    };
    let paid = later(&mut dice, 20, 400);
    // Who does not pay at the provider leaves an order that waits for good.
    let mut steps: Vec<(i64, Step)> = (fate != Fate::Waiting).then_some((paid, Step::Pay)).into_iter().collect();
    let invoice = later(&mut dice, 1_800, 12 * HOUR);
    let ship = later(&mut dice, 1_800, 30 * HOUR);
    let after = later(&mut dice, HOUR, 3 * DAY);
    let last = later(&mut dice, HOUR, 9 * DAY);
    if dice.chance(80) {
        steps.push((invoice - 600, Step::Comment(dice.pick(COMMENTS), false)));
    }
    if dice.chance(50) {
        steps.push((ship + 60, Step::Comment("Onderweg naar u toe!", true)));
    }
    let then: Vec<(i64, Step)> = match fate {
        Fate::Waiting => Vec::new(),
        Fate::Invoiced => vec![(invoice, Step::Invoice)],
        Fate::PartInvoiced => vec![(invoice, Step::InvoicePart)],
        Fate::PartShipped => vec![(invoice, Step::Invoice), (ship, Step::ShipPart(number))],
        Fate::ShippedUnpaid => vec![(ship, Step::Ship(number))],
        Fate::Packed if !shop.packed => vec![(invoice, Step::Invoice)],
        Fate::Packed => vec![(invoice, Step::Invoice), (ship, Step::Packed)],
        Fate::Reviewed => vec![(paid, Step::Review)],
        Fate::Held => vec![(invoice, Step::Hold)],
        Fate::Canceled => vec![(after, Step::Cancel)],
        Fate::Done => vec![(invoice, Step::Invoice), (ship, Step::Ship(number))],
        Fate::Closed => vec![(invoice, Step::Invoice), (ship, Step::Ship(number)), (last, Step::Credit)],
        Fate::PartCredited => vec![(invoice, Step::Invoice), (ship, Step::Ship(number)), (last, Step::CreditPart)],
        Fate::Halved => {
            let second = format!("{number}B");
            vec![(invoice, Step::Invoice), (ship, Step::ShipPart(number)), (after, Step::Ship(second))]
        }
    };
    steps.extend(then);
    steps.sort_by_key(|(at, _)| *at);
    steps
}

const COMMENTS: &[&str] = &[
    "Klant gebeld: mag <b>twee dagen</b> later.",
    "Doos 2 van 2 ligt nog op plank C4 &amp; moet mee 📦",
    "Adres nagevraagd, is goed.",
    "<a href=\"javascript:alert(1)\">niet klikken</a>",
];

fn fate(dice: &mut Dice, age: i64) -> Fate {
    use Fate::{
        Canceled, Closed, Done, Halved, Held, Invoiced, Packed, PartCredited, PartInvoiced, PartShipped, Reviewed,
        ShippedUnpaid, Waiting,
    };
    if age < 4 * DAY {
        return dice.weigh(&[
            (30, Waiting),
            (22, Invoiced),
            (6, PartInvoiced),
            (9, PartShipped),
            (3, ShippedUnpaid),
            (6, Packed),
            (5, Held),
            (4, Reviewed),
            (5, Canceled),
            (14, Done),
        ]);
    }
    dice.weigh(&[
        (700, Done),
        (80, Halved),
        (80, Canceled),
        (45, Closed),
        (50, PartCredited),
        (15, PartShipped),
        (8, PartInvoiced),
        (8, ShippedUnpaid),
        (6, Held),
        (12, Reviewed),
        (8, Waiting),
    ])
}

/// What happens at the checkout itself: a card is charged provisionally, an iDEAL order waits for its money.
pub fn begin(order: &mut Order, ids: &mut Ids, now: i64) {
    match order.payment.method.as_str() {
        "braintree" => {
            order.payment.authorized = Some(order.columns.totals.grand);
            let transaction = format!("{}-auth", order.protect_code.get(..8).unwrap_or_default());
            order.enter(State::Processing);
            let amount = trade::euros(order.columns.totals.grand.base);
            let text = format!("Authorized amount of {amount}. Transaction ID: \"{transaction}\"");
            order.payment.last_trans_id = Some(transaction);
            comment(order, ids, text, false, Some("order"), now);
        }
        "mollie_methods_ideal" => order.enter(State::PendingPayment),
        _ => {}
    }
}

/// The customer's payment at the provider comes in: the plugin invoices the whole order at once.
pub fn pay(order: &mut Order, ids: &mut Ids, now: i64) {
    if order.payment.method != "mollie_methods_ideal" {
        return;
    }
    order.payment.authorized = Some(order.columns.totals.grand);
    // Nothing stands against it on an order just placed.
    let _ = trade::invoice(order, ids, &[], true, None, now);
    order.payment.authorized = None;
}

/// Takes one step; what the order's state does not allow is not done.
pub fn take(order: &mut Order, ids: &mut Ids, step: &Step, now: i64) {
    let one = |rows: Option<u64>| rows.map(|id| vec![(id, Asked::Pieces(1))]).unwrap_or_default();
    let done = match step {
        Step::Place => Ok(()),
        Step::Pay => {
            pay(order, ids, now);
            Ok(())
        }
        Step::Invoice => trade::invoice(order, ids, &[], true, None, now).map(drop),
        Step::InvoicePart => {
            let wanted = one(order.invoiceable().max_by_key(|(_, left)| *left).map(|(item, _)| item.id));
            trade::invoice(order, ids, &wanted, true, None, now).map(drop)
        }
        Step::Ship(number) => trade::ship(order, ids, &[], &[track(number)], None, now).map(drop),
        Step::ShipPart(number) => {
            let wanted = one(order.shippable().max_by_key(|(_, left)| *left).map(|(item, _)| item.id));
            let text = NewComment { text: "Deel 1".to_owned(), visible: false, notified: false };
            trade::ship(order, ids, &wanted, &[track(number)], Some(&text), now).map(drop)
        }
        Step::Credit => trade::credit(order, ids, &CreditWish::default(), now).map(drop),
        Step::CreditPart => {
            let refundable = order.items.iter().filter(|item| !item.is_dummy(order.parent_of(item)));
            let wanted = one(refundable.map(|item| item.id).next());
            let wish = CreditWish { wanted, shipping: Some(Default::default()), argued: true, ..CreditWish::default() };
            trade::credit(order, ids, &wish, now).map(drop)
        }
        Step::Hold => trade::hold(order),
        Step::Cancel => {
            trade::cancel(order);
            Ok(())
        }
        Step::Packed => {
            if order.columns.state == State::Processing {
                order.columns.status = "packed".to_owned();
            }
            Ok(())
        }
        Step::Review => {
            if order.payment.method == "braintree" {
                order.enter(State::PaymentReview);
            }
            Ok(())
        }
        Step::Comment(text, to_customer) => {
            comment(order, ids, (*text).to_owned(), *to_customer, None, now);
            Ok(())
        }
    };
    // What cannot be done is not part of the past.
    drop(done);
}

fn track(number: &str) -> NewTrack {
    NewTrack {
        carrier: "custom".to_owned(),
        title: Some("PostNL".to_owned()),
        number: number.to_owned(),
        ..NewTrack::default()
    }
}

fn comment(order: &mut Order, ids: &mut Ids, text: String, to_customer: bool, entity: Option<&str>, now: i64) {
    order.histories.push(History {
        id: ids.next(Of::History),
        created: now,
        text: Some(text),
        status: Some(order.columns.status.clone()),
        notified: to_customer,
        visible: to_customer,
        entity: entity.map(str::to_owned),
    });
}
