//! Products and their variations, with stock as it is now.

use serde_json::{Value, json};

use crate::{
    amount::Amount,
    catalogue::{Product, Variation},
    pace,
};

use super::{
    dates,
    fields::Fields,
    generate::Generator,
    orders_read::paged,
    query::{Paging, Request},
    reply::{ITEM_METHODS, Invalid, Reply, RestError},
    routes::Context,
    state::State,
    stock, taxes,
};

fn invalid_id() -> RestError {
    RestError::new(404, "woocommerce_rest_product_invalid_id", "Invalid ID.")
}

/// `GET /products`, newest first.
pub fn list(state: &State, context: &Context<'_>, request: &Request) -> Result<Reply, RestError> {
    let query = &request.query;
    let mut invalid = Invalid::default();
    let paging = Paging::read(query, &mut invalid);
    invalid.check()?;
    let include = query.ids("include");
    let skus = query.list("sku");
    let search = query.get("search").map(str::to_lowercase);
    let kind = query.get("type");
    let mut found: Vec<&Product> = state
        .store
        .generator()
        .catalogue()
        .iter()
        .filter(|product| include.as_ref().is_none_or(|ids| ids.contains(&product.id)))
        .filter(|product| skus.as_ref().is_none_or(|skus| skus.contains(&product.sku)))
        .filter(|product| search.as_ref().is_none_or(|text| product.name.to_lowercase().contains(text)))
        .filter(|product| kind.is_none_or(|kind| kind == kind_of(product)))
        .collect();
    if query.get("order") != Some("asc") {
        found.reverse();
    }
    let total = found.len() as u64;
    let fields = Fields::read(query);
    let page: Vec<Value> = found
        .into_iter()
        .skip(paging.skip())
        .take(paging.take())
        .map(|product| fields.keep(product_json(state, context, product), false))
        .collect();
    let rows = page.len() as u64;
    let total = if rows == 0 { 0 } else { total };
    let reply = Reply::value(&Value::Array(page)).allow("GET, POST");
    Ok(paged(reply, &context.wc("products"), query, &[], &paging, total).costing(pace::list_ms(rows, false)))
}

/// `GET /products/{id}`; a variation's id works too.
pub fn item(state: &State, context: &Context<'_>, request: &Request, id: u64) -> Result<Reply, RestError> {
    let (product, variation) = state.store.generator().sold(id).ok_or_else(invalid_id)?;
    let value = match variation {
        None => product_json(state, context, product),
        Some(variation) => variation_json(state, context, product, variation),
    };
    Ok(Reply::value(&Fields::read(&request.query).keep(value, true)).allow(ITEM_METHODS))
}

/// `GET /products/{id}/variations`, newest first.
pub fn variations(state: &State, context: &Context<'_>, request: &Request, id: u64) -> Result<Reply, RestError> {
    let query = &request.query;
    let mut invalid = Invalid::default();
    let paging = Paging::read(query, &mut invalid);
    invalid.check()?;
    let (product, _) = state.store.generator().sold(id).ok_or_else(invalid_id)?;
    let fields = Fields::read(query);
    let all = product.variations.iter().rev();
    let page: Vec<Value> = all
        .skip(paging.skip())
        .take(paging.take())
        .map(|variation| fields.keep(variation_json(state, context, product, variation), false))
        .collect();
    let base = context.wc(&format!("products/{id}/variations"));
    let reply = Reply::value(&Value::Array(page)).allow("GET, POST");
    Ok(paged(reply, &base, query, &[], &paging, product.variations.len() as u64))
}

/// `GET /products/{id}/variations/{id}`.
pub fn variation(
    state: &State,
    context: &Context<'_>,
    request: &Request,
    id: u64,
    variation_id: u64,
) -> Result<Reply, RestError> {
    let invalid = || RestError::new(404, "woocommerce_rest_product_variation_invalid_id", "Invalid ID.");
    let (product, variation) =
        state.store.generator().sold(variation_id).filter(|(product, _)| product.id == id).ok_or_else(invalid)?;
    let variation = variation.ok_or_else(invalid)?;
    let value = variation_json(state, context, product, variation);
    Ok(Reply::value(&Fields::read(&request.query).keep(value, true)).allow(ITEM_METHODS))
}

fn kind_of(product: &Product) -> &'static str {
    if product.variations.is_empty() { "simple" } else { "variable" }
}

/// What plain products and variations share.
fn common(state: &State, context: &Context<'_>, id: u64, price: Amount, weight: &str, product: &Product) -> Value {
    let created = state.store.generator().now() - 740 * 86_400;
    let pieces = stock::in_stock(state, id);
    let managed = id != product.id || product.variations.is_empty();
    let [length, width, height] = product.size.map(|side| side.to_string());
    json!({
        "id": id,
        "date_created": dates::naive(context.zone.to_local(created)),
        "date_created_gmt": dates::naive(created),
        "date_modified": dates::naive(context.zone.to_local(created + 3600)),
        "date_modified_gmt": dates::naive(created + 3600),
        "status": "publish",
        "description": "",
        "price": price.text(2),
        "regular_price": if managed { price.text(2) } else { String::new() },
        "sale_price": "",
        "date_on_sale_from": null,
        "date_on_sale_from_gmt": null,
        "date_on_sale_to": null,
        "date_on_sale_to_gmt": null,
        "on_sale": false,
        "purchasable": true,
        "virtual": false,
        "downloadable": false,
        "downloads": [],
        "download_limit": -1,
        "download_expiry": -1,
        "tax_status": "taxable",
        "tax_class": product.kind.tax_class,
        "manage_stock": managed,
        "stock_quantity": if managed { json!(pieces) } else { Value::Null },
        "stock_status": if managed && pieces.unwrap_or(0) <= 0 { "outofstock" } else { "instock" },
        "backorders": "no",
        "backorders_allowed": false,
        "backordered": false,
        "low_stock_amount": null,
        "weight": weight,
        "dimensions": {"length": length, "width": width, "height": height},
        "shipping_class": "",
        "shipping_class_id": 0,
        "global_unique_id": "",
        "menu_order": 0,
        "meta_data": [],
    })
}

fn with(mut base: Value, more: Value) -> Value {
    if let (Some(fields), Value::Object(more)) = (base.as_object_mut(), more) {
        fields.extend(more);
    }
    base
}

fn links(own: &str, collection: &str) -> Value {
    json!({
        "self": [{"href": own, "targetHints": {"allow": ["GET", "POST", "PUT", "PATCH", "DELETE"]}}],
        "collection": [{"href": collection}],
    })
}

fn product_json(state: &State, context: &Context<'_>, product: &Product) -> Value {
    let variable = !product.variations.is_empty();
    let price = product.variations.iter().map(|variation| variation.price).min().unwrap_or(product.price);
    let base = common(state, context, product.id, price, &product.weight, product);
    let all = state.store.generator().catalogue();
    let related: Vec<u64> = all
        .iter()
        .filter(|other| std::ptr::eq(other.kind, product.kind) && other.id != product.id)
        .map(|other| other.id)
        .take(5)
        .collect();
    let shown = taxes::without_home_tax(price, product.kind.tax_class).text(2).replace('.', ",");
    with(
        base,
        json!({
            "name": product.name,
            "slug": product.slug,
            "permalink": format!("{}/product/{}/", context.site, product.slug),
            "type": kind_of(product),
            "featured": false,
            "catalog_visibility": "visible",
            "short_description": format!("<p>{} uit de serie van dit jaar &ndash; handwerk.</p>\n", product.kind.name),
            "sku": product.sku,
            "total_sales": product.id * 7 % 230,
            "external_url": "",
            "button_text": "",
            "sold_individually": false,
            "shipping_required": true,
            "shipping_taxable": true,
            "reviews_allowed": true,
            "average_rating": "0.00",
            "rating_count": 0,
            "upsell_ids": [],
            "cross_sell_ids": [],
            "parent_id": 0,
            "purchase_note": "",
            "categories": [{"id": 16 + product.kind.category.0.len() as u64, "name": product.kind.category.0, "slug": product.kind.category.1}],
            "brands": [],
            "tags": [],
            "images": images(context, product),
            "attributes": if variable { attributes(product) } else { json!([]) },
            "default_attributes": [],
            "variations": product.variations.iter().map(|variation| variation.id).collect::<Vec<_>>(),
            "grouped_products": [],
            "price_html": format!("<span class=\"woocommerce-Price-amount amount\"><bdi><span class=\"woocommerce-Price-currencySymbol\">&euro;</span>&nbsp;{shown}</bdi></span>"),
            "related_ids": related,
            "has_options": variable,
            "post_password": "",
            "_links": links(&context.wc(&format!("products/{}", product.id)), &context.wc("products")),
        }),
    )
}

fn attributes(product: &Product) -> Value {
    product
        .kind
        .attributes
        .iter()
        .map(|(name, options)| json!({"id": 0, "name": name, "slug": name, "position": 0, "visible": true, "variation": true, "options": options}))
        .collect()
}

fn variation_json(state: &State, context: &Context<'_>, product: &Product, variation: &Variation) -> Value {
    let base = common(state, context, variation.id, variation.price, &variation.weight, product);
    let own = context.wc(&format!("products/{}/variations/{}", product.id, variation.id));
    let collection = context.wc(&format!("products/{}/variations", product.id));
    let mut links = links(&own, &collection);
    if let Some(links) = links.as_object_mut() {
        links.insert("up".to_owned(), json!([{"href": context.wc(&format!("products/{}", product.id))}]));
    }
    let names: Vec<&str> = variation.choices.iter().map(|(_, choice)| *choice).collect();
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(
            variation.choices.iter().map(|(name, choice)| (format!("attribute_{}", name.to_lowercase()), *choice)),
        )
        .finish();
    let attributes: Vec<Value> = variation
        .choices
        .iter()
        .map(|(name, choice)| json!({"id": 0, "name": name, "slug": name.to_lowercase(), "option": choice}))
        .collect();
    with(
        base,
        json!({
            "type": "variation",
            "permalink": format!("{}/product/{}/?{query}", context.site, product.slug),
            "sku": variation.sku,
            "image": images(context, product).as_array().and_then(|all| all.first().cloned()),
            "attributes": attributes,
            "name": names.join(", "),
            "parent_id": product.id,
            "_links": links,
        }),
    )
}

/// A product's pictures; none for the few without.
fn images(context: &Context<'_>, product: &Product) -> Value {
    let (Some(id), Some(path)) = (product.picture, Generator::picture_path(product)) else { return json!([]) };
    // Pictures are as old as the shop.
    let uploaded = 1_740_000_000;
    let (local, gmt) = (dates::naive(context.zone.to_local(uploaded)), dates::naive(uploaded));
    json!([{
        "id": id,
        "date_created": local,
        "date_created_gmt": gmt,
        "date_modified": local,
        "date_modified_gmt": gmt,
        "src": format!("{}{path}", context.pictures),
        "name": product.name,
        "alt": "",
    }])
}
