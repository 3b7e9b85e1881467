//! A test order in the merchant's own shop: it must ring the bell and print a slip, and mail nobody but the merchant.
//!
//! It is "processing", because that is what rings; it has no e-mail address, so that no customer's mail can go out; it bears the
//! edit's mark as `created_via`, the one field by which WooCommerce finds an order again.

use domain::{Address, Code, Fault, NativeId};
use http::Method;
use serde::Deserialize;
use serde_json::json;

use super::{
    super::{
        client::Call,
        diagnosis::json as body_of,
        facts, feed,
        json::{self, Value},
        pulled,
    },
    Attempt, MARK, body, fields,
};
use crate::{Found, PulledOrder, Pushed, Record, Row, WriteFault};

const STATUS: &str = "processing";
const NAME: (&str, &str) = ("Shopbell", "Test");
const CUSTOMER_NOTE: &str = "Test order by Shopbell: nothing is to be paid or sent.";

/// Places it, with the product given or the shop's first.
pub(super) async fn place(attempt: &Attempt<'_>, product: Option<&NativeId>) -> Result<Pushed, WriteFault> {
    let product = match product {
        Some(product) => product.clone(),
        None => first_product(attempt).await.map_err(WriteFault::nothing)?,
    };
    let product = body::id(&product).ok_or_else(|| attempt.nothing(Code::BadInput, "not a product's number"))?;
    let home = facts::address(&attempt.shop.client, &attempt.site).await;
    let (first_name, last_name) = NAME;
    let address = Address { first_name: first_name.to_owned(), last_name: last_name.to_owned(), ..home };
    let key = attempt.write.key.as_str();
    let request = json!({
        "status": STATUS,
        "set_paid": false,
        "created_via": key,
        "customer_note": CUSTOMER_NOTE,
        "billing": fields::postal(&address),
        "shipping": fields::postal(&address),
        "line_items": [{ "product_id": product, "quantity": 1 }],
        "meta_data": [{ "key": MARK, "value": key }],
    });
    let text = request.to_string();
    let answer = attempt.send(&Call::write(Method::POST, attempt.operation, "orders", Some(text))).await?;
    let order = created(attempt, &answer).map_err(WriteFault::unknown)?;
    Ok(made(order))
}

fn created(attempt: &Attempt<'_>, answer: &crate::Answer) -> Result<PulledOrder, Fault> {
    #[derive(Deserialize)]
    struct Wire<'a> {
        #[serde(borrow)]
        id: Value<'a>,
    }
    let wire: Wire<'_> = serde_json::from_slice(body_of(answer))
        .map_err(|_| attempt.fault(Code::BadAnswer, "the answer was cut short"))?;
    let id = wire.id.id().ok_or_else(|| attempt.fault(Code::BadAnswer, "no order came back"))?;
    Ok(*pulled(answer, &attempt.site.panel, &id, attempt.operation)?)
}

/// The newest published product that needs no choice, else any.
async fn first_product(attempt: &Attempt<'_>) -> Result<NativeId, Fault> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Wire<'a> {
        #[serde(borrow)]
        id: Value<'a>,
    }
    for kind in [Some("simple"), None] {
        let mut query =
            vec![("per_page", "1".to_owned()), ("status", "publish".to_owned()), ("_fields", "id".to_owned())];
        query.extend(kind.map(|kind| ("type", kind.to_owned())));
        let answer = attempt.read(&Call::get(attempt.operation, "products", query)).await?;
        let rows = json::rows(body_of(&answer), attempt.operation)?;
        let first = rows.first().and_then(|raw| Value::of(raw).object::<Wire<'_>>("product").ok()?.id.id());
        if let Some(product) = first {
            return Ok(product);
        }
    }
    Err(attempt.fault(Code::Refused, "the shop has no product to order"))
}

/// Looks for an order that bears the mark: among the orders, then in the bin, into which it may have been put meanwhile.
pub(super) async fn find(attempt: &Attempt<'_>) -> Result<Found, Fault> {
    match find_among(attempt, "any").await? {
        Found::NotDone => find_among(attempt, "trash").await,
        found => Ok(found),
    }
}

/// A shop that does not know the filter lists its newest orders instead: if those reach back to before the attempt, it is not
/// there.
async fn find_among(attempt: &Attempt<'_>, status: &str) -> Result<Found, Fault> {
    let key = attempt.write.key.as_str();
    let query = vec![
        ("created_via", key.to_owned()),
        ("status", status.to_owned()),
        ("orderby", "date".to_owned()),
        ("order", "desc".to_owned()),
        ("per_page", "100".to_owned()),
    ];
    let answer = attempt.read(&Call::get(attempt.operation, "orders", query)).await?;
    let rows = json::rows(body_of(&answer), attempt.operation)?;
    let (count, mut reaches_back, mut doubtful) = (rows.len(), false, false);
    for raw in rows {
        let Row::Read { record: Record::Order(order), .. } = feed::order_row(raw, &attempt.site.panel) else {
            doubtful = true;
            continue;
        };
        reaches_back |= order.order.placed_at < attempt.write.begun_at;
        // A creation that failed can leave a draft, which the shop clears away itself.
        if order.order.origin == key && order.order.status != "checkout-draft" {
            return Ok(Found::Done(Box::new(made(*order))));
        }
    }
    Ok(if !doubtful && (count < 100 || reaches_back) { Found::NotDone } else { Found::CannotTell })
}

fn made(order: PulledOrder) -> Pushed {
    Pushed { made: Some(order.order.native_id.clone()), order: Some(order), ..Pushed::default() }
}
