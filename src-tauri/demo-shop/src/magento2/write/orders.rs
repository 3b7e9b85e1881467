//! The order itself: its status, its history, its address, its mails.

use serde_json::{Value, json};

use super::{
    super::{
        body::Object,
        ids::Of,
        json,
        model::{Address, History},
        reply::MagentoError,
        state::State,
        trade,
    },
    order,
};

/// `POST /orders`: saves what is sent of an order. Any text is taken for a status.
pub fn save(state: &mut State, body: &Value, now: i64) -> Result<Value, MagentoError> {
    let entity = Object::top(body).get("entity").cloned().ok_or_else(|| MagentoError::required("entity"))?;
    let allowed = &["entity_id", "status", "ext_order_id", "customer_email", "customer_note", "increment_id"];
    let entity = Object::inner(&entity, allowed)?;
    let id = entity.id("entity_id")?.ok_or_else(|| MagentoError::required("entity_id"))?;
    let mut order = order(state, id)?;
    if let Some(status) = entity.text("status") {
        order.columns.status = status;
    }
    if let Some(email) = entity.text("customer_email") {
        order.columns.email = email;
    }
    order.columns.ext_order_id = entity.text("ext_order_id").or(order.columns.ext_order_id);
    order.columns.customer_note = entity.text("customer_note").or(order.columns.customer_note);
    state.keep(order, now);
    state.happened(now, "order.updated", id, body.to_string());
    state.store.order(id).map(json::order_as_saved).ok_or_else(MagentoError::no_entity)
}

/// What an address must have, and how refusals call it.
const NEEDED: [(&str, &str); 8] = [
    ("postcode", "Zip code"),
    ("lastname", "Last name"),
    ("street", "Street"),
    ("city", "City"),
    ("email", "Email"),
    ("telephone", "Phone Number"),
    ("country_id", "Country"),
    ("firstname", "First Name"),
];

/// `PUT /orders/:id`: saves one of the order's addresses. The order's date stays.
pub fn save_address(state: &mut State, id: u64, body: &Value, now: i64) -> Result<Value, MagentoError> {
    let entity = Object::top(body).get("entity").cloned().ok_or_else(|| MagentoError::required("entity"))?;
    let allowed = &[
        "entity_id",
        "parent_id",
        "address_type",
        "city",
        "company",
        "country_id",
        "email",
        "firstname",
        "lastname",
        "middlename",
        "prefix",
        "suffix",
        "postcode",
        "region",
        "region_code",
        "region_id",
        "street",
        "telephone",
        "fax",
        "vat_id",
        "customer_address_id",
        "customer_id",
    ];
    let entity = Object::inner(&entity, allowed)?;
    let mut order = order(state, id)?;
    let missing: Vec<String> = NEEDED
        .iter()
        .filter(|(name, _)| entity.get(name).is_none_or(|value| value.as_str() == Some("")))
        .map(|(_, label)| format!("\"{label}\" is required. Enter and try again."))
        .collect();
    if !missing.is_empty() {
        let message = "We can't save the address:\n%1";
        return Err(MagentoError::positional(400, message, &[&missing.join("\n")]));
    }
    let asked = entity.id("entity_id")?;
    let kind = entity.text("address_type").unwrap_or_default();
    let places = [Some(("billing", &mut order.billing)), order.shipping.as_mut().map(|address| ("shipping", address))];
    let chosen = places.into_iter().flatten().find(|(name, address)| match asked {
        Some(asked) => address.id == asked,
        None => *name == kind,
    });
    let (kind, place) = chosen.ok_or_else(MagentoError::no_entity)?;
    *place = address(&entity, place.id);
    let printed = json::address(id, kind, place);
    state.keep(order, now);
    state.happened(now, "order.address", id, kind);
    Ok(printed)
}

fn address(entity: &Object, id: u64) -> Address {
    let text = |name: &str| entity.text(name).unwrap_or_default();
    let some = |name: &str| entity.text(name).filter(|text| !text.is_empty());
    let street = match entity.get("street") {
        Some(Value::Array(lines)) => lines.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(lines)) => lines.lines().map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    Address {
        id,
        first_name: text("firstname"),
        last_name: text("lastname"),
        company: some("company"),
        street,
        city: text("city"),
        region: some("region"),
        region_code: some("region_code"),
        region_id: entity.id("region_id").ok().flatten(),
        postcode: some("postcode"),
        country: text("country_id"),
        telephone: some("telephone"),
        email: text("email"),
        vat_id: some("vat_id"),
    }
}

/// `POST /orders/:id/comments`: a line of the history. A status must be one of the order's state, or the one it has.
pub fn comment(state: &mut State, id: u64, body: &Value, (now, plugin): (i64, bool)) -> Result<Value, MagentoError> {
    let line =
        Object::top(body).get("status_history").cloned().ok_or_else(|| MagentoError::required("statusHistory"))?;
    let allowed = &[
        "comment",
        "created_at",
        "entity_id",
        "entity_name",
        "is_customer_notified",
        "is_visible_on_front",
        "parent_id",
        "status",
    ];
    let line = Object::inner(&line, allowed)?;
    let mut order = order(state, id)?;
    if let Some(status) = line.text("status") {
        let known = order.columns.state.statuses(plugin).contains(&status.as_str());
        if !known && status != order.columns.status {
            let message = "Unable to add comment: The status \"%1\" is not part of the order\n                    status history.";
            return Err(MagentoError::positional(400, message, &[&status]));
        }
        order.columns.status = status;
    }
    let made = History {
        id: state.store.ids.next(Of::History),
        created: now,
        text: line.text("comment"),
        status: Some(order.columns.status.clone()),
        notified: line.flag("is_customer_notified"),
        visible: line.flag("is_visible_on_front"),
        entity: line.text("entity_name"),
    };
    order.histories.push(made.clone());
    state.keep(order, now);
    state.happened(now, "comment.created", id, made.text.unwrap_or_default());
    if made.notified {
        state.mailed(now, id, "sales_email_order_comment");
    }
    Ok(json!(true))
}

/// `POST /orders/:id/hold`.
pub fn hold(state: &mut State, id: u64, now: i64) -> Result<Value, MagentoError> {
    let mut order = order(state, id)?;
    trade::hold(&mut order)?;
    state.keep(order, now);
    Ok(json!(true))
}

/// `POST /orders/:id/unhold`.
pub fn unhold(state: &mut State, id: u64, now: i64) -> Result<Value, MagentoError> {
    let mut order = order(state, id)?;
    trade::unhold(&mut order)?;
    state.keep(order, now);
    Ok(json!(true))
}

/// `POST /orders/:id/cancel`: false with 200 where it cannot be.
pub fn cancel(state: &mut State, id: u64, now: i64) -> Result<Value, MagentoError> {
    let mut order = order(state, id)?;
    if !trade::cancel(&mut order) {
        return Ok(json!(false));
    }
    state.keep(order, now);
    state.happened(now, "order.canceled", id, "");
    Ok(json!(true))
}

/// `POST /orders/:id/emails`: the order's confirmation once more.
pub fn mail(state: &mut State, id: u64, now: i64) -> Result<Value, MagentoError> {
    order(state, id)?;
    state.mailed(now, id, "sales_email_order");
    Ok(json!(true))
}
