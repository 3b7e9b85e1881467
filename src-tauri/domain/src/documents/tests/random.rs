//! What holds for any order and any documents: nothing less than nothing is left, and who takes what is left leaves nothing.

use proptest::{prelude::*, sample::Index};
use rust_decimal::Decimal;

use super::bare_documents::{credit_note, invoice, shipment};
use super::fixtures::{bare, dec, line, magento, order_of, whole, with_states, woo};
use crate::{
    Capabilities, Case, CreditNote, CreditPreset, CreditRoom, DocumentLine, DocumentTotals, Documents, Invoice,
    InvoiceRoom, Line, LineCounts, LineKind, LineStructure, LineValue, NextStep, Order, Progress, Shipment, Taxed,
    can_cancel, can_credit, can_credit_online, can_hold, can_invoice, can_ship, can_unhold, next_step,
};

const IDS: [&str; 5] = ["A", "B", "C", "D", "E"];

fn amount() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (0_i64..50_000).prop_map(|cents| Decimal::new(cents, 2)),
        (0_i64..9_999_999).prop_map(|n| Decimal::new(n, 4))
    ]
}

fn pieces() -> impl Strategy<Value = Decimal> {
    prop_oneof![9 => (1_i64..9).prop_map(Decimal::from), 1 => (1_i64..4_000).prop_map(|n| Decimal::new(n, 3))]
}

/// Rows with amounts to the cent or finer, some of them parts of the first.
fn an_order() -> impl Strategy<Value = Order> {
    let row = (pieces(), amount(), amount(), any::<bool>(), 0..3_u8);
    (prop::collection::vec(row, 1..6), any::<(bool, bool)>(), amount()).prop_map(
        |(rows, (priced, shipped), shipping)| {
            let mut lines: Vec<Line> = Vec::new();
            for (id, (quantity, net, tax, is_virtual, role)) in IDS.iter().zip(rows) {
                let mut line = line(id, "1", "0", "0");
                (line.quantity, line.total, line.tax) = (quantity, net, tax);
                let parent = (role == 0 && !lines.is_empty()).then(|| IDS[0].into());
                line.structure = LineStructure { parent, is_virtual, ..LineStructure::default() };
                lines.push(line);
            }
            let (kind, priced_by_parts, shipped_by_parts) = (LineKind::Bundle, priced, shipped);
            let first = &mut lines[0].structure;
            (first.kind, first.priced_by_parts, first.shipped_by_parts) = (kind, priced_by_parts, shipped_by_parts);
            order_of(lines, (&shipping.to_string(), "0"))
        },
    )
}

fn states() -> impl Strategy<Value = String> {
    let order = prop::sample::select(crate::OrderState::ALL);
    let payment = prop::sample::select(crate::PaymentState::ALL);
    let fulfilment = prop::sample::select(crate::FulfilmentState::ALL);
    (order, payment, fulfilment).prop_map(|(o, p, f)| format!("{} {} {}", o.code(), p.code(), f.code()))
}

fn a_system() -> impl Strategy<Value = Capabilities> {
    prop_oneof![Just(magento()), Just(woo()), Just(whole()), Just(bare())]
}

/// Documents as a hostile shop could tell them: anything about anything.
fn any_documents() -> impl Strategy<Value = Documents> {
    let wild = prop_oneof![
        (-100_i64..100).prop_map(Decimal::from),
        Just(Decimal::MAX),
        Just(Decimal::MIN),
        Just(dec("0.000001"))
    ];
    let entry = (0..6_usize, wild.clone(), wild.clone(), wild);
    let document = (
        0..3_u8,
        prop::sample::select(vec!["open", "paid", "sent", "cancelled", "?"]),
        prop::collection::vec(entry, 0..4),
    );
    prop::collection::vec(document, 0..5).prop_map(|documents| {
        let mut all = Documents::default();
        for (kind, state, entries) in documents {
            let read = |&(at, quantity, net, tax): &(usize, Decimal, Decimal, Decimal)| DocumentLine {
                line: IDS.get(at).map(|id| (*id).into()),
                quantity,
                amount: Taxed::new(net, tax),
                ..DocumentLine::default()
            };
            let lines: Vec<DocumentLine> = entries.iter().map(read).collect();
            let total = entries.first().map(|entry| entry.2).unwrap_or_default();
            let totals = DocumentTotals {
                total,
                unexplained: total,
                shipping: Taxed::new(total, total),
                ..DocumentTotals::default()
            };
            match kind {
                0 => all.invoices.push(Invoice { state: state.to_owned().into(), ..invoice(lines, totals) }),
                1 => all.shipments.push(Shipment { state: state.to_owned().into(), ..shipment(lines) }),
                _ => all.credit_notes.push(CreditNote { state: state.to_owned().into(), ..credit_note(lines, totals) }),
            }
        }
        all
    })
}

fn written(lines: &[LineValue]) -> Vec<DocumentLine> {
    let write = |line: &LineValue| DocumentLine {
        line: Some(line.line.clone()),
        quantity: line.quantity,
        amount: line.amount,
        ..DocumentLine::default()
    };
    lines.iter().map(write).collect()
}

/// One line of those that are left, a piece of it or all.
fn part(lines: &[LineValue], at: &Index, all: bool, order: &Order) -> Vec<LineValue> {
    if lines.is_empty() {
        return Vec::new();
    }
    let line = at.get(lines);
    let quantity = if all { line.quantity } else { line.quantity.min(Decimal::ONE) };
    let left = crate::Left { quantity: line.quantity, amount: line.amount };
    vec![LineValue { line: line.line.clone(), quantity, amount: left.part(quantity, &order.currency) }]
}

fn gross(lines: &[LineValue]) -> Decimal {
    lines.iter().map(|line| line.amount.gross()).sum()
}

/// Makes a document of a part of what is left.
fn take(step: u8, at: &Index, all: bool, order: &Order, documents: &mut Documents) {
    let capabilities = magento();
    let case = Case { order, documents, capabilities: &capabilities };
    match step {
        0 => {
            let Ok(room) = can_invoice(&case) else { return };
            let lines = part(&room.lines, at, all, order);
            let last = room.lines.len() == 1 && lines[0].quantity == room.lines[0].quantity;
            let total = if last { room.amount } else { gross(&lines) };
            let shipping = Taxed::new(total - gross(&lines), Decimal::ZERO);
            let totals = DocumentTotals { shipping, total, ..DocumentTotals::default() };
            documents.invoices.push(invoice(written(&lines), totals));
        }
        1 => {
            let Ok(room) = can_ship(&case) else { return };
            let line = at.get(&room.lines).clone();
            let quantity = if all { line.quantity } else { line.quantity.min(Decimal::ONE) };
            documents.shipments.push(shipment(vec![DocumentLine {
                line: Some(line.line),
                quantity,
                ..DocumentLine::default()
            }]));
        }
        _ => {
            let Ok(room) = can_credit(&case) else { return };
            let lines = part(&room.lines, at, all, order);
            let total = gross(&lines).min(room.most);
            let totals = DocumentTotals { total, ..DocumentTotals::default() };
            documents.credit_notes.push(credit_note(written(&lines), totals));
        }
    }
}

fn finish(order: &Order, documents: &mut Documents) -> (Option<InvoiceRoom>, Option<CreditRoom>) {
    let capabilities = magento();
    let invoiced = can_invoice(&Case { order, documents, capabilities: &capabilities }).ok();
    if let Some(room) = &invoiced {
        let shipping = Taxed::new(room.amount - gross(&room.lines), Decimal::ZERO);
        let totals = DocumentTotals { shipping, total: room.amount, ..DocumentTotals::default() };
        documents.invoices.push(invoice(written(&room.lines), totals));
    }
    if let Ok(room) = can_ship(&Case { order, documents, capabilities: &capabilities }) {
        let all = |line: &crate::LineQuantity| DocumentLine {
            line: Some(line.line.clone()),
            quantity: line.quantity,
            ..DocumentLine::default()
        };
        documents.shipments.push(shipment(room.lines.iter().map(all).collect()));
    }
    let credited = can_credit(&Case { order, documents, capabilities: &capabilities }).ok();
    if let Some(room) = credited.clone() {
        let preset = CreditPreset::all(room);
        let described = gross(&preset.lines) + preset.shipping.gross() + preset.adjustment_refund;
        assert_eq!(described - preset.adjustment_fee, preset.amount, "a preset adds up");
        let totals = DocumentTotals { shipping: preset.shipping, total: preset.amount, ..DocumentTotals::default() };
        documents.credit_notes.push(credit_note(written(&preset.lines), totals));
    }
    (invoiced, credited)
}

fn counts() -> impl Strategy<Value = Option<LineCounts>> {
    let number = || (-2_i64..9).prop_map(Decimal::from);
    prop::option::of(
        (number(), number(), number(), number()).prop_map(|(invoiced, shipped, credited, cancelled)| LineCounts {
            invoiced,
            shipped,
            credited,
            cancelled,
        }),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn nothing_less_than_nothing_is_left(
        order in an_order(), states in states(), documents in any_documents(), capabilities in a_system(), counts in counts()
    ) {
        let mut order = with_states(order, &states);
        order.lines[0].counts = counts;
        let progress = Progress::of(&order, &documents, &capabilities.documents);
        let whole = [progress.money_to_invoice, progress.money_to_credit, progress.shipping_to_credit.gross()];
        let by_line = progress.lines.iter().flat_map(|line| {
            let amounts = [line.to_invoice.amount, line.to_credit.amount].map(Taxed::gross);
            [line.to_invoice.quantity, line.to_ship, line.to_credit.quantity, amounts[0], amounts[1]]
        });
        for left in whole.into_iter().chain(by_line) {
            prop_assert!(left >= Decimal::ZERO, "{progress:?}");
        }
        for (line, of) in progress.lines.iter().zip(&order.lines) {
            prop_assert!(line.to_invoice.quantity <= of.quantity && line.to_ship <= of.quantity);
        }
        prop_assert!(progress.money_to_invoice <= order.totals.total);
        // The rules ask no more than that, whatever they are asked about.
        let case = Case { order: &order, documents: &documents, capabilities: &capabilities };
        let rules = (can_cancel(&case), can_hold(&case), can_unhold(&case), can_credit_online(&case));
        if let Ok(online) = rules.3 {
            prop_assert!(online.iter().all(|credit| credit.most > Decimal::ZERO && credit.most <= progress.money_to_credit));
        }
        let invoiceable = can_invoice(&case).is_ok();
        if let NextStep::Invoice { .. } = next_step(&case) {
            prop_assert!(invoiceable);
        }
    }

    #[test]
    fn who_takes_what_is_left_leaves_nothing(
        order in an_order(), steps in prop::collection::vec((0..3_u8, any::<Index>(), any::<bool>()), 0..12)
    ) {
        let order = with_states(order, "confirmed part_paid none");
        let mut documents = Documents::default();
        for (step, at, all) in &steps {
            take(*step, at, *all, &order, &mut documents);
        }
        finish(&order, &mut documents);
        let progress = Progress::of(&order, &documents, &magento().documents);
        prop_assert!(!progress.any_to_invoice() && !progress.any_to_ship(), "{progress:?}");
        prop_assert_eq!(progress.money_to_invoice, Decimal::ZERO);
        prop_assert_eq!(progress.money_to_credit, Decimal::ZERO);
        prop_assert_eq!(progress.invoiced, order.totals.total, "every cent is invoiced, none twice");
        prop_assert_eq!(progress.credited, progress.paid);
        for line in &progress.lines {
            // Pieces that cost nothing may stay: there is no money to give back for them.
            prop_assert!(line.to_credit.amount == Taxed::default(), "{line:?}");
            prop_assert!(!line.counts_for_money || line.invoiced == line.ordered, "{line:?}");
        }
        let case = Case { order: &order, documents: &documents, capabilities: &magento() };
        prop_assert_eq!(next_step(&case), NextStep::Nothing { reason: crate::Idle::Done });
    }

    #[test]
    fn documents_survive_the_ledger(documents in any_documents(), order in an_order(), capabilities in a_system()) {
        fn back<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
            serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
        }
        prop_assert_eq!(&back(&documents), &documents);
        prop_assert_eq!(&back(&order), &order);
        prop_assert_eq!(&back(&capabilities), &capabilities);
        let step = next_step(&Case { order: &order, documents: &documents, capabilities: &capabilities });
        prop_assert_eq!(&back(&step), &step);
    }
}
