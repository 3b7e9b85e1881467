//! Connecting, listing, testing and removing shops.

use std::{collections::BTreeMap, io::Read};

use app::{
    App,
    api::{Diagnosis, ShopView, SignInRequest},
};
use domain::{Code, Fault, System};
use serde_json::json;

use crate::{
    args::{AddShop, Shop},
    output::{Output, table},
};

/// `shop …`
pub(crate) async fn run(app: &App, command: &Shop, out: &Output) -> Result<(), Fault> {
    match command {
        Shop::Add { system } => add(app, system, out).await,
        Shop::List => list(app, out).await,
        Shop::Test { shop } => {
            let shop = app.shop_named(shop).await?;
            test(&app.shop_test(shop.id).await?, out)
        }
        Shop::TestOrder { shop } => {
            let shop = app.shop_named(shop).await?;
            let edit = app.test_order(shop.id).await?;
            crate::edits::show_one(app, &edit, out).await
        }
        Shop::Remove { shop, yes } => remove(app, shop, *yes, out).await,
    }
}

async fn add(app: &App, system: &AddShop, out: &Output) -> Result<(), Fault> {
    let AddShop::Woocommerce { url, key, secret_stdin, tag, allow_plain_http, trust_certificate } = system;
    let secret = read_secret(*secret_stdin, "Consumer secret (cs_…): ")?;
    let values = [("url", url.clone()), ("key", key.clone()), ("secret", secret)];
    let request = SignInRequest {
        system: System::Woocommerce,
        values: values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<BTreeMap<_, _>>(),
        plain_http_consent: *allow_plain_http,
        trusted_fingerprint: trust_certificate.clone(),
        tag: tag.clone(),
    };
    let shop = app.shop_add(&request).await?;
    out.answer(&shop_json(&shop), || format!("connected {} ({}), tag {}", shop.name, shop.url, shop.tag.as_str()))
}

/// A secret from standard input or a prompt that does not show it; never from an argument.
fn read_secret(from_stdin: bool, prompt: &str) -> Result<String, Fault> {
    let unread = |error: std::io::Error| {
        Fault::new(Code::BadInput, "read secret", format!("{error}; --secret-stdin reads it from standard input"))
    };
    let secret = if from_stdin {
        let mut text = String::new();
        std::io::stdin().lock().take(64 * 1024).read_to_string(&mut text).map_err(unread)?;
        text
    } else {
        rpassword::prompt_password(prompt).map_err(unread)?
    };
    let secret = secret.trim().to_owned();
    if secret.is_empty() { Err(Fault::new(Code::BadInput, "read secret", "it is empty")) } else { Ok(secret) }
}

async fn list(app: &App, out: &Output) -> Result<(), Fault> {
    let shops = app.shops().await?;
    out.answer(&shops.iter().map(shop_json).collect::<Vec<_>>(), || {
        let head = ["tag", "name", "system", "address"].map(str::to_owned).to_vec();
        let row = |shop: &ShopView| {
            vec![shop.tag.as_str().to_owned(), shop.name.clone(), shop.system_name.clone(), shop.url.clone()]
        };
        table(&std::iter::once(head).chain(shops.iter().map(row)).collect::<Vec<_>>())
    })
}

fn test(diagnosis: &Diagnosis, out: &Output) -> Result<(), Fault> {
    out.answer(diagnosis, || {
        let facts = diagnosis.facts.as_ref().map(|facts| {
            format!("{} {} ({}), {}, {}", facts.name, facts.version, facts.api_url, facts.currency, facts.time_zone)
        });
        facts
            .into_iter()
            .chain(diagnosis.faults.iter().map(|fault| format!("! {fault}")))
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    // The exit code tells a script what the text tells a person.
    match (&diagnosis.facts, diagnosis.faults.first()) {
        (None, Some(fault)) => Err(fault.clone()),
        _ => Ok(()),
    }
}

async fn remove(app: &App, name: &str, yes: bool, out: &Output) -> Result<(), Fault> {
    let shop = app.shop_named(name).await?;
    let open = app.open_edits_of(shop.id).await?;
    let lost = if open > 0 { format!("; {open} changes were not sent yet and are given up") } else { String::new() };
    let question = format!("Forget {} and its orders on this computer{lost}? [y/N] ", shop.name);
    if !yes && !out.confirmed(&question)? {
        return Err(Fault::new(Code::BadInput, "remove shop", "not confirmed; --yes does not ask"));
    }
    let orders = app.shop_remove(shop.id).await?;
    out.answer(&json!({ "removed": shop.tag, "orders": orders, "edits": open }), || {
        format!("forgot {} and {orders} orders", shop.name)
    })
}

fn shop_json(shop: &ShopView) -> serde_json::Value {
    json!({
        "shop": shop.tag, "name": shop.name, "system": shop.system.code(), "url": shop.url,
        "currency": shop.facts.as_ref().map(|facts| &facts.currency),
        "time_zone": shop.facts.as_ref().map(|facts| &facts.time_zone),
    })
}
