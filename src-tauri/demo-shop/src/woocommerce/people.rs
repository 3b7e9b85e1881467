//! Customers with an account. As observed, the list knows no `modified_after` and ignores it silently.

use serde_json::{Value, json};

use crate::{
    dice::{Dice, HEX, Purpose},
    pace,
    people::person,
};

use super::{
    dates,
    fields::Fields,
    generate::FIRST_CUSTOMER_ID,
    orders_read::paged,
    query::{Paging, Request},
    reply::{ITEM_METHODS, Invalid, Reply, RestError},
    routes::Context,
    state::State,
};

/// `GET /customers`.
pub fn list(state: &State, context: &Context<'_>, request: &Request) -> Result<Reply, RestError> {
    let query = &request.query;
    let mut invalid = Invalid::default();
    let paging = Paging::read(query, &mut invalid);
    invalid.check()?;
    let count = state.store.generator().customers();
    let mut ids: Vec<u64> = (FIRST_CUSTOMER_ID..FIRST_CUSTOMER_ID + count).collect();
    if let Some(include) = query.ids("include") {
        ids.retain(|id| include.contains(id));
    }
    if let Some(email) = query.get("email") {
        ids.retain(|id| customer(state, context, *id).get("email").and_then(Value::as_str) == Some(email));
    }
    if query.get("order") == Some("desc") {
        ids.reverse();
    }
    let total = ids.len() as u64;
    let fields = Fields::read(query);
    let page: Vec<Value> = ids
        .into_iter()
        .skip(paging.skip())
        .take(paging.take())
        .map(|id| fields.keep(customer(state, context, id), false))
        .collect();
    let rows = page.len() as u64;
    let reply = Reply::value(&Value::Array(page)).allow("GET, POST");
    Ok(paged(reply, &context.wc("customers"), query, &[], &paging, total).costing(pace::list_ms(rows, true)))
}

/// `GET /customers/{id}`.
pub fn item(state: &State, context: &Context<'_>, request: &Request, id: u64) -> Result<Reply, RestError> {
    let known = FIRST_CUSTOMER_ID..FIRST_CUSTOMER_ID + state.store.generator().customers();
    if !known.contains(&id) {
        return Err(RestError::new(404, "woocommerce_rest_invalid_id", "Invalid resource ID."));
    }
    Ok(Reply::value(&Fields::read(&request.query).keep(customer(state, context, id), true)).allow(ITEM_METHODS))
}

fn customer(state: &State, context: &Context<'_>, id: u64) -> Value {
    let generator = state.store.generator();
    let who = person(generator.seed(), id - FIRST_CUSTOMER_ID);
    let mut dice = Dice::new(generator.seed(), Purpose::Secret, id + 1000);
    let since = generator.now() - 86_400 * dice.between(1, 730);
    let own = context.wc(&format!("customers/{id}"));
    let mut shipping = json!(who.shipping);
    if let Some(fields) = shipping.as_object_mut() {
        fields.remove("email");
    }
    json!({
        "id": id,
        "date_created": dates::naive(context.zone.to_local(since)),
        "date_created_gmt": dates::naive(since),
        "date_modified": dates::naive(context.zone.to_local(since + 900)),
        "date_modified_gmt": dates::naive(since + 900),
        "email": who.billing.email,
        "first_name": who.billing.first_name,
        "last_name": who.billing.last_name,
        "role": "customer",
        "username": format!("klant{id}"),
        "billing": who.billing,
        "shipping": shipping,
        "is_paying_customer": dice.chance(800),
        "avatar_url": format!("https://secure.gravatar.com/avatar/{}?s=96&d=mm&r=g", dice.word(HEX, 64)),
        "meta_data": [],
        "_links": {
            "self": [{"href": own, "targetHints": {"allow": ["GET", "POST", "PUT", "PATCH", "DELETE"]}}],
            "collection": [{"href": context.wc("customers")}],
        },
    })
}
