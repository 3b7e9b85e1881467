//! Products, as far as a client of orders asks for them: by SKU, with their pictures.

use serde_json::{Value, json};

use crate::reply::Reply;

use super::{
    dates,
    fields::Wanted,
    json::number,
    model::Kind,
    reply::{MagentoError, value},
    request::{Request, percent_decode},
    routes::{Context, Place},
    search::{Cell, Criteria},
    state::State,
    wares::Ware,
};

/// Answers `GET /V1/products` and `GET /V1/products/:sku`.
///
/// # Errors
/// What is not there, or asked for wrongly.
pub fn answer(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    place: Place<'_>,
) -> Result<Reply, MagentoError> {
    let wanted = Wanted::parse(request.get("fields").unwrap_or_default());
    let born = state.generator.now - 800 * 86_400;
    if let Place::Product(sku) = place {
        let sku = percent_decode(sku);
        let ware = state.generator.wares.by_sku(&sku).ok_or_else(|| {
            MagentoError::plain(404, "The product that was requested doesn't exist. Verify the product and try again.")
        })?;
        return Ok(value(&wanted.of(product(&ware, born))).costing(90));
    }
    let criteria = Criteria::read(request, context.options.magento.page_size_limit)?;
    let wares = &state.generator.wares;
    let all: Vec<Ware> = wares.all().iter().cloned().chain(wares.simples()).collect();
    let found = criteria.find(all.iter(), |ware, name| column(ware, name, born));
    let Ok(found) = found else {
        // Products live in other tables than orders, and refuse an unknown attribute by name there.
        return Err(MagentoError::internal(&state.report()));
    };
    let (total, work) = (found.total, 60 + found.page.len() as u64 * 8);
    let items: Vec<Value> = found.page.into_iter().map(|ware| product(ware, born)).collect();
    Ok(value(&wanted.of(super::json::list(items, criteria.echo(), total))).costing(work))
}

fn column(ware: &Ware, name: &str, born: i64) -> Option<Cell> {
    Some(match name {
        "entity_id" => Cell::id(ware.id),
        "sku" => Cell::Text(ware.sku.clone()),
        "name" => Cell::Text(ware.name.clone()),
        "price" => Cell::Number(ware.price),
        "type_id" => Cell::Text(super::json::product_type(ware.kind).to_owned()),
        "status" | "visibility" => Cell::id(1),
        "created_at" | "updated_at" => Cell::Date(made(ware, born)),
        _ => return None,
    })
}

/// When a product was put on sale: one every few minutes.
fn made(ware: &Ware, born: i64) -> i64 {
    born + ware.id as i64 * 300
}

fn product(ware: &Ware, born: i64) -> Value {
    let media = ware.picture.as_ref().map(|file| {
        json!({
            "id": ware.id, "media_type": "image", "label": ware.name, "position": 1, "disabled": false,
            "types": ["image", "small_image", "thumbnail"], "file": file,
        })
    });
    let mut attributes = vec![json!({"attribute_code": "url_key", "value": ware.sku.to_lowercase()})];
    if let Kind::Bundle { separately } = ware.kind {
        for (code, value) in [("shipment_type", u8::from(separately)), ("price_type", 0), ("sku_type", 1)] {
            attributes.push(json!({"attribute_code": code, "value": value.to_string()}));
        }
    }
    if let Some(file) = &ware.picture {
        for code in ["image", "small_image", "thumbnail"] {
            attributes.push(json!({"attribute_code": code, "value": file}));
        }
    }
    let mut product = json!({
        "id": ware.id,
        "sku": ware.sku,
        "name": ware.name,
        "attribute_set_id": 4,
        "price": number(ware.price),
        "status": 1,
        "visibility": 4,
        "type_id": super::json::product_type(ware.kind),
        "created_at": dates::print(made(ware, born)),
        "updated_at": dates::print(made(ware, born)),
        "weight": number(ware.weight),
        "extension_attributes": {"website_ids": [1]},
        "product_links": [],
        "options": [],
        "media_gallery_entries": media.into_iter().collect::<Vec<_>>(),
        "tier_prices": [],
        "custom_attributes": attributes,
    });
    // What is never sent weighs nothing at all, not even zero.
    if let (Kind::Virtual, Some(fields)) = (ware.kind, product.as_object_mut()) {
        fields.remove("weight");
    }
    product
}
