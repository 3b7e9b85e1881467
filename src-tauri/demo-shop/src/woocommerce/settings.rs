//! Facts about the shop itself: its name and address, currency, statuses, ways to pay and to send, and the versions it runs on.

use serde_json::{Value, json};

use crate::options::Features;

use super::{VERSION, reply::Reply, routes::Context, shipment_tracking, state::State, status};

/// The shop's name.
pub const SHOP_NAME: &str = "Atelier Noorderlicht";

/// What the shop prints for a currency.
pub fn symbol(currency: &str) -> &'static str {
    match currency {
        "PLN" => "zł",
        "NOK" => "kr",
        "CZK" => "Kč",
        "USD" => "$",
        _ => "€",
    }
}

/// Ways to pay: id, title, description, gives money back by itself.
const GATEWAYS: &[(&str, &str, &str, bool)] = &[
    ("bacs", "Overschrijving", "Direct bank transfer", false),
    ("cheque", "Check payments", "Check payments", false),
    ("cod", "Rembours", "Cash on delivery", false),
    ("ideal", "iDEAL", "iDEAL by Mollie", true),
    ("klarna", "Klarna", "Klarna by Mollie", true),
    ("p24", "Przelewy24", "Przelewy24 by Mollie", true),
    ("blik", "BLIK", "BLIK by Mollie", true),
    ("gopay", "GoPay", "GoPay", true),
    ("vipps", "Vipps", "Vipps MobilePay", true),
    ("stripe", "Credit card", "Stripe", true),
    ("ppcp-gateway", "PayPal", "PayPal Payments", true),
];

/// The payment method can give money back through its provider.
pub fn gateway_refunds(id: &str) -> bool {
    GATEWAYS.iter().any(|(known, _, _, refunds)| *known == id && *refunds)
}

fn linked(context: &Context<'_>, mut value: Value, own: &str, collection: &str, allow: &[&str]) -> Value {
    if let Some(fields) = value.as_object_mut() {
        let links = json!({
            "self": [{"href": context.wc(own), "targetHints": {"allow": allow}}],
            "collection": [{"href": context.wc(collection)}],
        });
        fields.insert("_links".to_owned(), links);
    }
    value
}

/// The facts below `/wp-json/wc/v3`; `None` where there is nothing at the address.
pub fn answer(state: &State, context: &Context<'_>, path: &[&str]) -> Option<Reply> {
    let reply = match path {
        ["reports", "orders", "totals"] => Reply::value(&totals(state, context)),
        ["data", "currencies", "current"] => Reply::value(&currency(context)),
        ["payment_gateways"] => counted(gateways(context)),
        ["payment_gateways", id] => {
            let all = gateways(context);
            Reply::value(all.iter().find(|gateway| gateway.get("id").and_then(Value::as_str) == Some(id))?)
        }
        ["shipping", "zones"] => counted(zones(context)),
        ["shipping", "zones", "1", "methods"] => Reply::value(&methods(context)),
        ["settings", "general"] => counted(general(context)),
        ["settings", "general", id] => {
            let all = general(context);
            Reply::value(all.iter().find(|setting| setting.get("id").and_then(Value::as_str) == Some(id))?)
        }
        ["system_status"] => Reply::value(&system_status(context)),
        _ => return None,
    };
    let writable = matches!(path, ["shipping", "zones"] | ["shipping", "zones", _, "methods"]);
    Some(reply.allow(if writable { "GET, POST" } else { "GET" }))
}

fn counted(rows: Vec<Value>) -> Reply {
    let total = rows.len();
    Reply::value(&Value::Array(rows)).with("x-wp-total", total.to_string()).with("x-wp-totalpages", "1")
}

/// `GET /orders/statuses`, open to everybody.
pub fn statuses(context: &Context<'_>) -> Reply {
    let list: Value =
        status::named(context.plugin).map(|status| json!({"slug": status.slug(), "name": status.label()})).collect();
    Reply::value(&list).allow("GET")
}

fn totals(state: &State, context: &Context<'_>) -> Value {
    let counts = state.store.counts();
    status::named(context.plugin)
        .map(|status| json!({"slug": status.slug(), "name": status.label(), "total": counts.get(&status).copied().unwrap_or(0)}))
        .collect()
}

fn currency(context: &Context<'_>) -> Value {
    linked(
        context,
        json!({"code": "EUR", "name": "Euro", "symbol": "&euro;"}),
        "data/currencies/EUR",
        "data/currencies",
        &["GET"],
    )
}

fn gateways(context: &Context<'_>) -> Vec<Value> {
    GATEWAYS.iter().map(|(id, title, method, refunds)| {
        let setting = |id: &str, label: &str, kind: &str, value: &str| {
            json!({"id": id, "label": label, "description": "", "type": kind, "value": value, "default": value, "tip": "", "placeholder": ""})
        };
        let mut supports = vec!["products"];
        if *refunds {
            supports.push("refunds");
        }
        let value = json!({
            "id": id,
            "title": title,
            "description": format!("{title}."),
            "order": "",
            "enabled": *id != "cheque",
            "method_title": method,
            "method_description": "",
            "method_supports": supports,
            "settings": {
                "title": setting("title", "Title", "safe_text", title),
                "instructions": setting("instructions", "Instructions", "textarea", ""),
            },
            "needs_setup": false,
            "post_install_scripts": [],
            "settings_url": format!("{}/wp-admin/admin.php?page=wc-settings&tab=checkout&path=/offline/{id}", context.site),
            "connection_url": null,
            "setup_help_text": null,
            "required_settings_keys": [],
        });
        linked(context, value, &format!("payment_gateways/{id}"), "payment_gateways", &["GET", "POST", "PUT", "PATCH"])
    }).collect()
}

fn zones(context: &Context<'_>) -> Vec<Value> {
    [(0, "Locations not covered by your other zones"), (1, "Europa")]
        .into_iter()
        .map(|(id, name)| {
            let own = format!("shipping/zones/{id}");
            let allow = ["GET", "POST", "PUT", "PATCH", "DELETE"];
            let mut zone = linked(context, json!({"id": id, "name": name, "order": 0}), &own, "shipping/zones", &allow);
            if let Some(links) = zone.get_mut("_links").and_then(Value::as_object_mut) {
                links.insert("describedby".to_owned(), json!([{"href": context.wc(&format!("{own}/locations"))}]));
            }
            zone
        })
        .collect()
}

fn methods(context: &Context<'_>) -> Value {
    [
        (1, "flat_rate", "PostNL pakket"),
        (2, "free_shipping", "Gratis verzending"),
        (3, "local_pickup", "Afhalen in de winkel"),
    ]
    .into_iter()
    .map(|(id, method, title)| {
        let value = json!({
            "id": id, "instance_id": id, "title": title, "order": id, "enabled": true, "method_id": method,
            "method_title": title, "method_description": "<p></p>\n", "settings": {},
        });
        let allow = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        linked(context, value, &format!("shipping/zones/1/methods/{id}"), "shipping/zones/1/methods", &allow)
    })
    .collect()
}

/// The settings a client reads: where the shop is and what it counts in.
fn general(context: &Context<'_>) -> Vec<Value> {
    [
        ("woocommerce_store_address", "Address line 1", "text", "Oude Haven 12"),
        ("woocommerce_store_address_2", "Address line 2", "text", "Pakhuis 3"),
        ("woocommerce_store_city", "City", "text", "Sneek"),
        ("woocommerce_default_country", "Country / State", "single_select_country", "NL"),
        ("woocommerce_store_postcode", "Postcode / ZIP", "text", "8601 AB"),
        ("woocommerce_calc_taxes", "Enable taxes", "checkbox", "yes"),
        ("woocommerce_enable_coupons", "Enable coupons", "checkbox", "yes"),
        ("woocommerce_currency", "Currency", "select", "EUR"),
        ("woocommerce_currency_pos", "Currency position", "select", "left_space"),
        ("woocommerce_price_thousand_sep", "Thousand separator", "text", "."),
        ("woocommerce_price_decimal_sep", "Decimal separator", "text", ","),
        ("woocommerce_price_num_decimals", "Number of decimals", "number", "2"),
    ]
    .into_iter()
    .map(|(id, label, kind, value)| {
        let setting = json!({
            "id": id, "label": label, "description": "", "type": kind, "default": "", "tip": "", "value": value, "group_id": "general",
        });
        linked(context, setting, &format!("settings/general/{id}"), "settings/general", &["GET", "POST", "PUT", "PATCH"])
    })
    .collect()
}

/// `GET /wp-json/`, open to everybody: where discovery learns that this is a shop.
pub fn root_index(context: &Context<'_>) -> Reply {
    let shop = context.options.site.kind == crate::SiteKind::Shop;
    let mut namespaces = vec!["oembed/1.0"];
    let mut routes = serde_json::Map::new();
    let mut route = |path: &str, namespace: &str, methods: &[&str]| {
        routes.insert(
            path.to_owned(),
            json!({
                "namespace": namespace,
                "methods": methods,
                "endpoints": [{"methods": methods, "args": []}],
                "_links": {"self": [{"href": format!("{}/wp-json{path}", context.site)}]},
            }),
        );
    };
    route("/", "", &["GET"]);
    if shop {
        namespaces.extend(["wc/v3", "wc/v1", "wc-admin", "wc/store", "wc/store/v1", "wc/v2"]);
        route("/wc/v3", "wc/v3", &["GET"]);
        route("/wc/v3/orders", "wc/v3", &["GET", "POST"]);
        route("/wc/v3/orders/(?P<id>[\\d]+)", "wc/v3", &["GET", "POST", "PUT", "PATCH", "DELETE"]);
        route("/wc/v3/orders/batch", "wc/v3", &["POST", "PUT", "PATCH"]);
        route("/wc/v3/orders/statuses", "wc/v3", &["GET"]);
        route("/wc/v3/orders/(?P<order_id>[\\d]+)/notes", "wc/v3", &["GET", "POST"]);
        route("/wc/v3/orders/(?P<order_id>[\\d]+)/refunds", "wc/v3", &["GET", "POST"]);
        optional_routes(context.options.features, &mut namespaces, &mut route);
        route("/wc/v3/refunds", "wc/v3", &["GET"]);
        route("/wc/v3/products", "wc/v3", &["GET", "POST"]);
        route("/wc/v3/customers", "wc/v3", &["GET", "POST"]);
        route("/wc/v3/system_status", "wc/v3", &["GET"]);
    }
    namespaces.extend(["wp/v2", "wp-site-health/v1", "wp-block-editor/v1"]);
    let index = json!({
        "name": SHOP_NAME,
        "description": "Kaarsen, aardewerk en linnen",
        "url": context.site,
        "home": context.site,
        "gmt_offset": context.zone.offset_at(context.now) / 3600,
        "timezone_string": context.zone.name(),
        "page_for_posts": 0,
        "page_on_front": 0,
        "show_on_front": "posts",
        "namespaces": namespaces,
        "authentication": {"application-passwords": {"endpoints": {"authorization": format!("{}/wp-admin/authorize-application.php", context.site)}}},
        "routes": routes,
    });
    Reply::value(&index).allow("GET")
}

/// The routes of what not every shop has.
fn optional_routes(features: Features, namespaces: &mut Vec<&'static str>, route: &mut dyn FnMut(&str, &str, &[&str])) {
    if features.shipment_tracking {
        namespaces.push(shipment_tracking::NAMESPACE);
        let list = "/wc-shipment-tracking/v3/orders/(?P<order_id>[\\d]+)/shipment-trackings";
        route(list, shipment_tracking::NAMESPACE, &["GET", "POST"]);
        route(&format!("{list}/(?P<id>[a-fA-F0-9]{{0,32}})"), shipment_tracking::NAMESPACE, &["GET", "DELETE"]);
        route(&format!("{list}/providers"), shipment_tracking::NAMESPACE, &["GET"]);
    }
    if features.fulfillments {
        let list = "/wc/v3/orders/(?P<order_id>[\\d]+)/fulfillments";
        route(list, "wc/v3", &["GET", "POST"]);
        let item = format!("{list}/(?P<fulfillment_id>[\\d]+)");
        route(&item, "wc/v3", &["GET", "POST", "PUT", "PATCH", "DELETE"]);
    }
    if features.order_actions {
        let actions = "/wc/v3/orders/(?P<id>[\\d]+)/actions";
        route(&format!("{actions}/email_templates"), "wc/v3", &["GET"]);
        route(&format!("{actions}/send_email"), "wc/v3", &["POST"]);
        route(&format!("{actions}/send_order_details"), "wc/v3", &["POST"]);
    }
}

fn system_status(context: &Context<'_>) -> Value {
    let plugin = |plugin: &str, name: &str, version: &str, author: &str| {
        json!({
            "plugin": plugin, "name": name, "version": version, "version_latest": version,
            "url": "https://woocommerce.com/", "author_name": author, "author_url": "https://woocommerce.com", "network_activated": false,
        })
    };
    let mut plugins = vec![plugin("woocommerce/woocommerce.php", "WooCommerce", VERSION, "Automattic")];
    if context.options.features.shipment_tracking {
        let file = "woocommerce-shipment-tracking/woocommerce-shipment-tracking.php";
        plugins.push(plugin(file, "WooCommerce Shipment Tracking", "2.6.0", "WooCommerce"));
    }
    json!({
        "environment": {
            "home_url": context.site, "site_url": context.site, "version": VERSION, "log_directory_writable": true,
            "wp_version": "6.9.7", "wp_multisite": false, "wp_memory_limit": 536_870_912, "wp_debug_mode": false, "wp_cron": true,
            "wp_environment_type": "production", "language": "en_US", "external_object_cache": null, "server_info": "nginx/1.22.1",
            "php_version": "8.2.36", "php_post_max_size": 8_388_608, "php_max_execution_time": 300, "php_max_input_vars": 1000,
            "max_upload_size": 2_097_152, "mysql_version": "10.11.19", "mysql_version_string": "10.11.19-MariaDB",
            "default_timezone": "UTC", "gzip_enabled": true, "mbstring_enabled": true,
        },
        "database": {"wc_database_version": VERSION, "database_prefix": "wp_", "maxmind_geoip_database": ""},
        "active_plugins": plugins,
        "inactive_plugins": [],
        "dropins_mu_plugins": {"dropins": [], "mu_plugins": []},
        "theme": {"name": "Twenty Twenty-Five", "version": "1.4", "version_latest": 0, "author_url": "https://wordpress.org",
            "is_child_theme": false, "is_block_theme": true, "has_woocommerce_support": false, "overrides": []},
        "settings": {
            "api_enabled": true, "force_ssl": false, "currency": "EUR", "currency_symbol": "&euro;", "currency_position": "left_space",
            "thousand_separator": ".", "decimal_separator": ",", "number_of_decimals": 2, "geolocation_enabled": false,
            "taxonomies": {"external": "external", "grouped": "grouped", "simple": "simple", "variable": "variable"},
            "woocommerce_com_connected": "no",
            "order_datastore": "Automattic\\WooCommerce\\Internal\\DataStores\\Orders\\OrdersTableDataStore",
            "HPOS_enabled": true, "HPOS_sync_enabled": false,
        },
        "security": {"secure_connection": context.site.starts_with("https:"), "hide_errors": true},
        "pages": [],
        "post_type_counts": [{"type": "product", "count": "200"}, {"type": "shop_coupon", "count": "3"}],
    })
}
