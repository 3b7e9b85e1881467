//! Websites, stores and store views.

use serde_json::{Value, json};

/// What may stand between `/rest/` and `/V1/`.
pub const CODES: &[&str] = &["all", "default", "de"];

/// The shop's views: id, code, name, locale.
const VIEWS: [(u64, &str, &str, &str); 2] =
    [(1, "default", "Default Store View", "en_US"), (2, "de", "Deutsch", "de_DE")];

/// `GET /V1/store/storeConfigs`; `media`: where pictures are said to lie.
pub fn configs(site: &str, media: &str) -> Value {
    let config = |(id, code, _, locale): &(u64, &str, &str, &str)| {
        let mut config = json!({
            "id": id, "code": code, "website_id": 1, "locale": locale,
            "base_currency_code": "EUR", "default_display_currency_code": "EUR",
            "timezone": "Europe/Berlin", "weight_unit": "kgs",
        });
        for prefix in ["", "secure_"] {
            for (name, path) in
                [("", ""), ("link_", ""), ("static_", "static/version1795305616/"), ("media_", "media/")]
            {
                let name = format!("{prefix}base_{name}url");
                if let Some(fields) = config.as_object_mut() {
                    let site = if path == "media/" { media } else { site };
                    fields.insert(name, json!(format!("{site}/{path}")));
                }
            }
        }
        config
    };
    VIEWS.iter().map(config).collect()
}

/// `GET /V1/store/storeViews`.
pub fn views() -> Value {
    let admin =
        json!({"id": 0, "code": "admin", "name": "Admin", "website_id": 0, "store_group_id": 0, "is_active": 1});
    let view = |(id, code, name, _): &(u64, &str, &str, &str)| json!({"id": id, "code": code, "name": name, "website_id": 1, "store_group_id": 1, "is_active": 1});
    std::iter::once(admin).chain(VIEWS.iter().map(view)).collect()
}

/// `GET /V1/store/websites`.
pub fn websites() -> Value {
    json!([
        {"id": 0, "code": "admin", "name": "Admin", "default_group_id": 0},
        {"id": 1, "code": "base", "name": "Main Website", "default_group_id": 1},
    ])
}

/// `GET /V1/store/storeGroups`.
pub fn groups() -> Value {
    json!([
        {"id": 0, "website_id": 0, "root_category_id": 0, "default_store_id": 0, "name": "Default", "code": "default"},
        {"id": 1, "website_id": 1, "root_category_id": 2, "default_store_id": 1, "name": "Main Website Store", "code": "main_website_store"},
    ])
}
