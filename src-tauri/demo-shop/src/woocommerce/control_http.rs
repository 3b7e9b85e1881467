//! The control interface over HTTP, for tests of the real window, which have no hand inside the process. Loopback only, like all the
//! demo shop serves; not part of any real shop.
//!
//! | request | does |
//! | --- | --- |
//! | `POST /__demo/orders` | places an order; with a JSON body, one with these contents. Answers `{"id"}` |
//! | `GET /__demo/orders`, `GET /__demo/orders/{id}` | all orders, or one, with notes and refunds |
//! | `PUT /__demo/orders/{id}` | changes an order as someone else; `?silent=1` leaves its modified date |
//! | `POST /__demo/orders/{id}/between` | a change that someone else makes right before the next write to the order |
//! | `POST /__demo/orders/{id}/trash`, `DELETE /__demo/orders/{id}` | trashes, deletes for good |
//! | `POST /__demo/orders/{id}/notes` | `{"note", "customer_note"}` |
//! | `POST /__demo/orders/{id}/refunds` | as the interface's refunds |
//! | `DELETE /__demo/orders/{id}/notes/{id}`, `…/refunds/{id}` | takes one away, silently |
//! | `POST /__demo/down`, `POST /__demo/up` | loses every connection, and stops doing so |
//! | `PUT /__demo/faults` | a JSON list of faults as the command line writes them |
//! | `GET /__demo/faults`, `/effects`, `/requests`, `/status` | what goes wrong, took place, was asked; counts |

use serde_json::{Value, json};

use crate::faults::Fault;

use super::{
    DemoShop,
    query::Request,
    reply::{Reply, RestError},
    validate::truth,
};

/// Where the control interface lies.
pub const PREFIX: &str = "/__demo/";

/// Answers a request to the control interface.
pub fn answer(shop: &DemoShop, request: &Request) -> Reply {
    let segments: Vec<&str> = request.path.split('/').filter(|part| !part.is_empty()).skip(1).collect();
    let done = match (request.method.as_str(), segments.as_slice()) {
        (_, ["orders", order, rest @ ..]) => match order.parse() {
            Ok(id) => of_order(shop, request, id, rest),
            Err(_) => Err(RestError::no_route()),
        },
        (method, path) => of_shop(shop, request, method, path),
    };
    done.map_or_else(|refusal| refusal.reply(), |value| Reply::value(&value))
}

fn of_shop(shop: &DemoShop, request: &Request, method: &str, path: &[&str]) -> Result<Value, RestError> {
    match (method, path) {
        ("POST", ["orders"]) => {
            let id = if request.body.is_object() { shop.place_order_with(&request.body)? } else { shop.place_order() };
            Ok(json!({"id": id}))
        }
        ("GET", ["orders"]) => Ok(Value::Array(shop.dump(&request.origin))),
        ("POST", ["down" | "up"]) => {
            shop.set_down(path == ["down"]);
            Ok(json!({}))
        }
        ("PUT" | "POST", ["faults"]) => {
            let words = request.body.as_array().cloned().unwrap_or_default();
            let faults: Result<Vec<Fault>, _> =
                words.iter().map(|word| word.as_str().unwrap_or_default().parse()).collect();
            shop.set_faults(faults.map_err(|unknown| RestError::new(400, "unknown_fault", unknown.to_string()))?);
            Ok(json!({}))
        }
        ("GET", ["faults"]) => Ok(shop.faults().iter().map(ToString::to_string).collect()),
        ("GET", ["effects"]) => Ok(json!(shop.effects())),
        ("GET", ["requests"]) => Ok(json!(shop.requests())),
        ("GET", ["status"]) => Ok(json!({
            "orders": shop.order_ids().len(),
            "late": shop.late_effects(),
            "poisoned": shop.poisoned_orders(),
            "clock": shop.clock().to_string(),
        })),
        _ => Err(RestError::no_route()),
    }
}

fn of_order(shop: &DemoShop, request: &Request, id: u64, path: &[&str]) -> Result<Value, RestError> {
    let number = |text: &str| text.parse::<u64>().map_err(|_| RestError::no_route());
    match (request.method.as_str(), path) {
        ("GET", []) => shop.order(id, &request.origin).ok_or_else(|| RestError::no_order(404)),
        ("PUT" | "POST", []) if request.query.flag("silent") => {
            shop.change_order_silently(id, &request.body).map(|()| json!({"id": id}))
        }
        ("PUT" | "POST", []) => shop.change_order(id, &request.body).map(|()| json!({"id": id})),
        ("DELETE", []) => shop.delete_order(id).map(|()| json!({"id": id})),
        ("POST", ["between"]) => {
            shop.change_between(id, &request.body);
            Ok(json!({"id": id}))
        }
        ("POST", ["trash"]) => shop.trash_order(id).map(|()| json!({"id": id})),
        ("POST", ["notes"]) => {
            let text = request.body.get("note").and_then(Value::as_str).unwrap_or_default();
            let to_customer = request.body.get("customer_note").and_then(truth) == Some(true);
            shop.note_order(id, text, to_customer).map(|note| json!({"id": note}))
        }
        ("POST", ["refunds"]) => shop.refund_order(id, &request.body).map(|refund| json!({"id": refund})),
        ("DELETE", ["notes", note]) => shop.delete_note(id, number(note)?).map(|()| json!({"id": id})),
        ("DELETE", ["refunds", refund]) => shop.delete_refund(id, number(refund)?).map(|()| json!({"id": id})),
        _ => Err(RestError::no_route()),
    }
}
