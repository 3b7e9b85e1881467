//! Composed products: on which row what counts.

use super::fixtures::{documents, line, magento, order_of, shown};
use crate::{Documents, Line, LineKind, LineStructure, Order, Progress, counts_for_money, counts_for_shipping};

/// A whole (W, 2 at 50) over parts P (2) and Q (4), beside a plain line A. Priced and shipped as said; a fixed price stands on
/// the whole, a dynamic one on the parts and, repeated, on the whole.
fn order(kind: LineKind, priced_by_parts: bool, shipped_by_parts: bool) -> Order {
    let mut lines = vec![line("A", "1", "10", "0"), line("W", "2", "100", "0")];
    lines.extend(if priced_by_parts {
        [line("P", "2", "60", "0"), line("Q", "4", "40", "0")]
    } else {
        [line("P", "2", "0", "0"), line("Q", "4", "0", "0")]
    });
    lines[1].structure = LineStructure { kind, priced_by_parts, shipped_by_parts, ..LineStructure::default() };
    for part in &mut lines[2..] {
        part.structure.parent = Some("W".into());
    }
    order_of(lines, ("0", "0"))
}

fn counting(lines: &[Line], counts: fn(&Line, &[Line]) -> bool) -> String {
    lines.iter().filter(|line| counts(line, lines)).map(|line| line.native_id.as_str()).collect()
}

#[test]
fn each_piece_counts_on_one_row() {
    // Kind, priced by its parts, shipped by its parts; rows for money, rows for shipping, pieces of the order.
    for (kind, priced, shipped, money, shipping, pieces) in [
        // A shirt and the variant chosen: all on its own row.
        (LineKind::Configurable, false, false, "AW", "AW", "3"),
        // A set at a price of its own, in one box.
        (LineKind::Bundle, false, false, "AW", "AW", "3"),
        // A set at a price of its own, sent as its parts are ready.
        (LineKind::Bundle, false, true, "AW", "APQ", "7"),
        // A set that costs what its parts cost, in one box.
        (LineKind::Bundle, true, false, "APQ", "AW", "3"),
        // A set that costs what its parts cost, sent as its parts are ready.
        (LineKind::Bundle, true, true, "APQ", "APQ", "7"),
    ] {
        let order = order(kind, priced, shipped);
        let told = (counting(&order.lines, counts_for_money), counting(&order.lines, counts_for_shipping));
        assert_eq!(told, (money.to_owned(), shipping.to_owned()), "{kind:?} {priced} {shipped}");
        assert_eq!(shown(order.pieces()), pieces, "{kind:?} {priced} {shipped}");
        assert_eq!(shown(order.totals.total), "110", "no amount counts twice");
    }
}

#[test]
fn what_is_alone_stands_for_itself() {
    let mut lines = vec![line("P", "1", "1", "0"), line("W", "1", "1", "0"), line("V", "1", "1", "0")];
    lines[0].structure.parent = Some("gone".into());
    lines[1].structure = LineStructure { priced_by_parts: true, shipped_by_parts: true, ..LineStructure::default() };
    lines[2].structure.is_virtual = true;
    assert_eq!(counting(&lines, counts_for_money), "PWV");
    assert_eq!(counting(&lines, counts_for_shipping), "PW");
    // A row that names itself as its whole is no reason to count nothing, or for ever.
    lines[0].structure.parent = Some("P".into());
    assert_eq!(counting(&lines, counts_for_shipping), "PW");
}

/// Left to invoice and to ship, row by row.
fn left(order: &Order, documents: &Documents) -> String {
    let progress = Progress::of(order, documents, &magento().documents);
    let row = |line: &crate::LineProgress| {
        let (bill, ship) = (line.to_invoice, line.to_ship);
        format!("{}:{}/{}/{}", line.line, shown(bill.quantity), shown(bill.amount.gross()), shown(ship))
    };
    progress.lines.iter().map(row).collect::<Vec<_>>().join(" ")
}

#[test]
fn documents_name_wholes_and_parts_and_count_once() {
    let shirt = order(LineKind::Configurable, false, false);
    let box_set = order(LineKind::Bundle, true, false);
    let loose_set = order(LineKind::Bundle, true, true);
    // Order, documents; row:left to invoice/its worth/left to ship.
    for (name, order, written, wanted) in [
        ("new", &shirt, "", "A:1/10/1 W:2/100/2 P:0/0/0 Q:0/0/0"),
        // The variant's row comes along on the invoice and counts nothing.
        ("shirt, one invoiced", &shirt, "open(W1 P1)", "A:1/10/1 W:1/50/2 P:0/0/0 Q:0/0/0"),
        ("shirt, one sent", &shirt, "sent(W1)", "A:1/10/1 W:2/100/1 P:0/0/0 Q:0/0/0"),
        // Magento sends the whole's row along with its parts' amounts repeated.
        ("set, half invoiced", &box_set, "paid(W1 P1 Q2)", "A:1/10/1 W:0/0/2 P:1/30/0 Q:2/20/0"),
        ("set, one sent", &box_set, "sent(A1 W1)", "A:1/10/0 W:0/0/1 P:2/60/0 Q:4/40/0"),
        // Two parcels for one set: Magento then counts 2 of the whole, which says nothing.
        ("loose set, in parcels", &loose_set, "sent(W1 P2) sent(W1 Q1)", "A:1/10/1 W:0/0/0 P:2/60/0 Q:4/40/3"),
    ] {
        assert_eq!(left(order, &documents(written, order)), wanted, "{name}");
    }
}
