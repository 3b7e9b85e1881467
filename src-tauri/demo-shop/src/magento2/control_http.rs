//! The control interface over HTTP, for tests of the real window, which have no hand inside the process. Loopback only, like all the
//! demo shop serves; not part of any real shop.
//!
//! | request | does |
//! | --- | --- |
//! | `POST /__demo/orders` | places an order; with a JSON body, one with these contents. Answers `{"id"}` |
//! | `GET /__demo/orders`, `GET /__demo/orders/{id}` | all orders, or one, with their documents |
//! | `POST /__demo/orders/{id}` | someone else's [`Deed`], as in `{"ship": {}}` or `"hold"` |
//! | `POST /__demo/orders/{id}/between` | a deed that someone else does right before the next write to the order |
//! | `DELETE /__demo/orders/{id}` | deletes an order for good |
//! | `POST /__demo/down`, `/up`, `/maintenance`, `/open` | loses every connection; puts up the maintenance page; stops doing so |
//! | `PUT /__demo/faults` | a JSON list of faults as the command line writes them |
//! | `GET /__demo/faults`, `/effects`, `/requests`, `/status` | what goes wrong, took place, was asked; counts |

use serde_json::{Value, json};

use crate::{faults::Fault, reply::Reply};

use super::{
    control::Deed,
    reply::{MagentoError, value},
    request::Request,
    shop::MagentoShop,
};

/// Where the control interface lies.
pub const PREFIX: &str = "/__demo/";

/// Answers a request to the control interface.
pub fn answer(shop: &MagentoShop, request: &Request) -> Reply {
    let segments: Vec<&str> = request.path.split('/').filter(|part| !part.is_empty()).skip(1).collect();
    let done = match (request.method.as_str(), segments.as_slice()) {
        (_, ["orders", order, rest @ ..]) => match order.parse() {
            Ok(id) => of_order(shop, request, id, rest),
            Err(_) => Err(MagentoError::no_route()),
        },
        (method, path) => of_shop(shop, request, method, path),
    };
    done.map_or_else(|refusal| refusal.reply(), |done| value(&done))
}

fn of_shop(shop: &MagentoShop, request: &Request, method: &str, path: &[&str]) -> Result<Value, MagentoError> {
    match (method, path) {
        ("POST", ["orders"]) => {
            let id = if request.body.is_object() { shop.place_order_with(&request.body)? } else { shop.place_order() };
            Ok(json!({"id": id}))
        }
        ("GET", ["orders"]) => Ok(Value::Array(shop.dump())),
        ("POST", ["down" | "up"]) => {
            shop.set_down(path == ["down"]);
            Ok(json!({}))
        }
        ("POST", ["maintenance" | "open"]) => {
            shop.set_maintenance(path == ["maintenance"]);
            Ok(json!({}))
        }
        ("PUT" | "POST", ["faults"]) => {
            let words = request.body.as_array().cloned().unwrap_or_default();
            let faults: Result<Vec<Fault>, _> =
                words.iter().map(|word| word.as_str().unwrap_or_default().parse()).collect();
            shop.set_faults(faults.map_err(|unknown| MagentoError::plain(400, unknown.to_string()))?);
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
        _ => Err(MagentoError::no_route()),
    }
}

fn of_order(shop: &MagentoShop, request: &Request, id: u64, path: &[&str]) -> Result<Value, MagentoError> {
    let deed = || {
        let deed: Result<Deed, _> = serde_json::from_value(request.body.clone());
        deed.map_err(|wrong| MagentoError::plain(400, wrong.to_string()))
    };
    match (request.method.as_str(), path) {
        ("GET", []) => shop.order(id).ok_or_else(MagentoError::no_entity),
        ("PUT" | "POST", []) => shop.change_order(id, &deed()?),
        ("DELETE", []) => shop.delete_order(id).map(|()| json!({"id": id})),
        ("POST", ["between"]) => {
            shop.change_between(id, deed()?);
            Ok(json!({"id": id}))
        }
        _ => Err(MagentoError::no_route()),
    }
}
