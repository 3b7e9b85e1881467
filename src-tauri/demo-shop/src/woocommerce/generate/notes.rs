//! Notes the shop and its staff left on an order: entities, HTML and links included.

use crate::dice::{Dice, Purpose};

use super::super::{
    model::{Note, Order},
    status::Status,
};
use super::{Generator, NOTE_IDS, texts};

impl Generator {
    /// The notes of the `index`-th order, oldest first.
    pub fn notes(&self, index: u64, order: &Order) -> Vec<Note> {
        let mut dice = Dice::new(self.seed, Purpose::Notes, index);
        let mut texts: Vec<(i64, &str, String, bool)> = Vec::new();
        let shop = "WooCommerce";
        if let Some(paid) = order.paid {
            texts.push((paid, shop, payment(order), false));
        }
        if order.status == Status::OnHold {
            texts.push((
                order.created,
                shop,
                "Awaiting BACS payment Order status changed from Pending payment to On hold.".into(),
                false,
            ));
        }
        if order.stock_reduced {
            texts.push((order.paid.unwrap_or(order.created), shop, self.stock(&mut dice, order), false));
        }
        if dice.chance(120) {
            texts.push((
                order.created + 1800,
                dice.pick(texts::STAFF),
                dice.pick(texts::STAFF_NOTES).to_owned(),
                false,
            ));
        }
        if let Some(completed) = order.completed {
            texts.push((completed, shop, "Order status changed from Processing to Completed.".into(), false));
            if let Some(number) = tracking_number(order) {
                texts.push((completed, shop, on_its_way(&number), true));
            }
        }
        for refund in &order.refunds {
            let text =
                format!("Refunded {} - Refund ID: {} - Reason: {}", refund.amount.text(2), refund.id, refund.reason);
            texts.push((refund.created, shop, text, false));
        }
        let first = 500 + index * NOTE_IDS;
        let note = |(step, (at, author, text, to_customer)): (usize, (i64, &str, String, bool))| Note {
            id: first + step as u64,
            author: author.to_owned(),
            // A note is never younger than what was last done to the order.
            created: at.min(order.modified.max(order.created)),
            text,
            to_customer,
        };
        texts.into_iter().enumerate().map(note).collect()
    }

    fn stock(&self, dice: &mut Dice, order: &Order) -> String {
        let moves: Vec<String> = order
            .lines
            .iter()
            .map(|line| {
                let before = dice.between(line.quantity, line.quantity + 200);
                format!("{} ({}) {before}&rarr;{}", line.name, line.sku, before - line.quantity)
            })
            .collect();
        format!("Stock levels reduced: {}", moves.join(", "))
    }
}

fn payment(order: &Order) -> String {
    if order.transaction_id.is_empty() {
        return "Payment complete.".into();
    }
    format!(
        "{} payment completed. Transaction ID: <a href=\"https://pay.example.test/{id}\" target=\"_blank\">{id}</a>",
        order.payment_method_title,
        id = order.transaction_id
    )
}

fn on_its_way(number: &str) -> String {
    format!("Uw pakket is onderweg &#128230; <a href=\"https://track.example.test/{number}\">{number}</a>")
}

fn tracking_number(order: &Order) -> Option<String> {
    let meta = order.meta.iter().find(|meta| meta.key == "_wc_shipment_tracking_items")?;
    Some(meta.value.get(0)?.get("tracking_number")?.as_str()?.to_owned())
}
