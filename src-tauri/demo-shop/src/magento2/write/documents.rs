//! Invoices, shipments and credit memos.

use serde_json::{Value, json};

use crate::amount::Amount;

use super::{
    super::{
        body::Object,
        ids::Of,
        json,
        model::{Comment, DocumentItem, Order},
        reply::MagentoError,
        routes::Place,
        state::State,
        trade::{self, CreditWish},
    },
    order,
};

/// `POST /order/:id/invoice`: the new invoice's id, as text.
pub fn invoice(state: &mut State, id: u64, body: &Value, now: i64) -> Result<Value, MagentoError> {
    let body = Object::top(body);
    let mut order = order(state, id)?;
    let (rows, comment) = (body.rows()?, body.comment()?);
    let made = trade::invoice(&mut order, &mut state.store.ids, &rows, body.flag("capture"), comment.as_ref(), now)?;
    let amount = order.invoices.last().map(|made| made.totals.grand.own.text(2)).unwrap_or_default();
    state.keep(order, now);
    state.happened(now, "invoice.created", id, amount);
    if let Some(captured) = made.captured {
        state.happened(now, "payment.captured", id, captured.own.text(2));
    }
    if body.flag("notify") {
        state.mailed(now, id, "sales_email_invoice");
    }
    Ok(json!(made.id.to_string()))
}

/// `POST /order/:id/ship`: the new shipment's id, as text.
pub fn ship(state: &mut State, id: u64, body: &Value, now: i64) -> Result<Value, MagentoError> {
    let body = Object::top(body);
    let mut order = order(state, id)?;
    let (rows, comment, tracks) = (body.rows()?, body.comment()?, body.tracks()?);
    let made = trade::ship(&mut order, &mut state.store.ids, &rows, &tracks, comment.as_ref(), now)?;
    let pieces = order.shipments.last().map(|made| listed(&order, &made.items)).unwrap_or_default();
    state.keep(order, now);
    state.happened(now, "shipment.created", id, pieces);
    for track in &tracks {
        state.happened(now, "track.added", id, track.number.clone());
    }
    if body.flag("notify") {
        state.mailed(now, id, "sales_email_shipment");
    }
    Ok(json!(made.to_string()))
}

/// Rows of a document as an effect lists them: `SKU ×PIECES`.
fn listed(order: &Order, rows: &[DocumentItem]) -> String {
    let row = |row: &DocumentItem| {
        let item = order.items.iter().find(|item| item.id == row.item_id)?;
        Some(format!("{} ×{}", item.sku, row.quantity))
    };
    rows.iter().filter_map(row).collect::<Vec<_>>().join(", ")
}

/// `POST /order/:id/refund` and `POST /invoice/:id/refund`: the new credit memo's id, as text.
pub fn credit(state: &mut State, id: u64, invoice: Option<u64>, body: &Value, now: i64) -> Result<Value, MagentoError> {
    let body = Object::top(body);
    let mut order = order(state, id)?;
    let comment = body.comment()?;
    let allowed = &["shipping_amount", "adjustment_positive", "adjustment_negative"];
    let given = body.get("arguments").map(|arguments| Object::inner(arguments, allowed)).transpose()?;
    let argued = given.is_some();
    let arguments = given.unwrap_or_default();
    let wish = CreditWish {
        wanted: body.rows()?,
        shipping: arguments.amount("shipping_amount")?,
        adjustment_positive: arguments.amount("adjustment_positive")?.unwrap_or(Amount::ZERO),
        adjustment_negative: arguments.amount("adjustment_negative")?.unwrap_or(Amount::ZERO),
        argued,
        invoice,
        online: body.flag("is_online"),
        comment: comment.as_ref(),
    };
    let made = trade::credit(&mut order, &mut state.store.ids, &wish, now)?;
    let returned = returned(&order, &arguments);
    state.keep(order, now);
    state.happened(now, "creditmemo.created", id, made.amount.own.text(2));
    if made.online {
        state.happened(now, "payment.refunded", id, made.amount.own.text(2));
    }
    for row in returned {
        state.happened(now, "stock.returned", id, row);
    }
    if body.flag("notify") {
        state.mailed(now, id, "sales_email_creditmemo");
    }
    Ok(json!(made.id.to_string()))
}

/// Goods put back on the shelf by the newest credit memo, as `PRODUCT +PIECES`.
fn returned(order: &Order, arguments: &Object) -> Vec<String> {
    let extension = arguments.get("extension_attributes");
    let wanted = extension.and_then(|extension| extension.get("return_to_stock_items")).and_then(Value::as_array);
    let wanted: Vec<u64> = wanted.into_iter().flatten().filter_map(Value::as_u64).collect();
    let rows = order.credits.last().map(|made| made.items.as_slice()).unwrap_or_default();
    rows.iter()
        .filter(|row| wanted.contains(&row.item_id))
        .filter_map(|row| {
            let item = order.items.iter().find(|item| item.id == row.item_id)?;
            Some(format!("{} +{}", item.product_id, row.quantity))
        })
        .collect()
}

/// `POST /invoices/:id/capture`: every invoice here was paid when it was made.
pub fn capture(state: &State, id: u64) -> Result<Value, MagentoError> {
    state.store.invoice(id).ok_or_else(MagentoError::no_entity)?;
    Err(MagentoError::plain(400, "The invoice can't be captured online."))
}

/// A comment on a document; its `updated_at` stays, as observed.
pub fn comment(state: &mut State, place: Place<'_>, body: &Value, now: i64) -> Result<Value, MagentoError> {
    let entity = Object::top(body).get("entity").cloned().ok_or_else(|| MagentoError::required("entity"))?;
    let allowed = &["comment", "is_customer_notified", "is_visible_on_front", "parent_id", "entity_id", "created_at"];
    let entity = Object::inner(&entity, allowed)?;
    let parent = entity.id("parent_id")?.unwrap_or_default();
    let (id, of) = match place {
        Place::CommentInvoice(_) => (state.store.invoice(parent).map(|(order, _)| order.id), Of::InvoiceComment),
        Place::CommentShipment(id) => (state.store.shipment(id).map(|(order, _)| order.id), Of::ShipmentComment),
        Place::CommentCredit(id) => (state.store.credit(id).map(|(order, _)| order.id), Of::CreditComment),
        _ => (None, Of::InvoiceComment),
    };
    let mut order = order(state, id.ok_or_else(MagentoError::no_entity)?)?;
    let made = Comment {
        id: state.store.ids.next(of),
        created: now,
        text: entity.text("comment").unwrap_or_default(),
        notified: entity.flag("is_customer_notified"),
        visible: entity.flag("is_visible_on_front"),
    };
    let (comments, document) = match place {
        Place::CommentInvoice(_) => {
            (order.invoices.iter_mut().find(|doc| doc.id == parent).map(|doc| &mut doc.comments), parent)
        }
        Place::CommentShipment(id) => {
            (order.shipments.iter_mut().find(|doc| doc.id == id).map(|doc| &mut doc.comments), id)
        }
        Place::CommentCredit(id) => {
            (order.credits.iter_mut().find(|doc| doc.id == id).map(|doc| &mut doc.comments), id)
        }
        _ => (None, 0),
    };
    comments.ok_or_else(MagentoError::no_entity)?.push(made.clone());
    let id = order.id;
    state.keep(order, now);
    state.happened(now, "comment.created", id, made.text.clone());
    Ok(json::comments(document, &[made]).pop().unwrap_or_default())
}

/// Mails a document again.
pub fn mail(state: &mut State, place: Place<'_>, now: i64) -> Result<Value, MagentoError> {
    let (order, template) = match place {
        Place::MailInvoice(id) => (state.store.invoice(id).map(|(order, _)| order.id), "sales_email_invoice"),
        Place::MailShipment(id) => (state.store.shipment(id).map(|(order, _)| order.id), "sales_email_shipment"),
        Place::MailCredit(id) => (state.store.credit(id).map(|(order, _)| order.id), "sales_email_creditmemo"),
        _ => (None, ""),
    };
    state.mailed(now, order.ok_or_else(MagentoError::no_entity)?, template);
    Ok(json!(true))
}
