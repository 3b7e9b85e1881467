//! WooCommerce (REST v3).
//!
//! `location` reads what was typed, `discovery` finds the interface, `client` signs and sends, `diagnosis` says what a
//! refusal means, `feed` turns a window into a request and rows into records; `order`, `lines`, `refund`, `note`,
//! `product` and `status` put WooCommerce's words into the trade's; `write` carries edits out and finds them again.

mod capabilities;
mod client;
mod diagnosis;
mod discovery;
mod facts;
mod feed;
mod lines;
mod meta;
mod note;
mod order;
mod product;
mod refund;
mod sign;
mod status;
mod text;
mod variations;
mod write;

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use domain::{Capabilities, Code, EmailTemplate, Fault, NativeId, Note, Refund, ShopFacts, StatusLabel};
use http::StatusCode;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    Answer, Ask, Clock, Connector, Feed, Found, Gone, Page, Presence, PulledOrder, Pushed, Record, Row, Secret, SignIn,
    SignInField, SignInForm, StampPage, Transport, Write, WriteFault,
};
use crate::{
    json::{self, Value},
    location::{self, Places},
    whereabouts::Whereabouts,
};
pub(crate) use capabilities::CAPABILITIES;
use client::{Call, Client};
use diagnosis::{check, json, server_code, server_time};
use discovery::Site;
use sign::Keys;

/// What WooCommerce asks a merchant for.
pub(crate) const FORM: SignInForm = SignInForm {
    fields: &[
        SignInField { name: "url", label: "sign-in-url", secret: false, placeholder: "https://shop.example" },
        SignInField { name: "key", label: "sign-in-key", secret: false, placeholder: "ck_…" },
        SignInField { name: "secret", label: "sign-in-secret", secret: true, placeholder: "cs_…" },
    ],
};

/// Folders of WordPress that people copy along with the address.
const INNER: &[&str] = &["wp-admin", "wp-login.php", "wp-json", "wp-content", "wp-includes", "index.php", "my-account"];

/// A way to one WooCommerce shop.
pub(crate) struct WooCommerce {
    client: Client,
    places: Places,
    plain_http_consent: bool,
    whereabouts: Whereabouts<Site>,
    shipments: write::Shipments,
    /// The codes of the shop's statuses, once they were read.
    statuses: Mutex<Option<Vec<String>>>,
}

impl WooCommerce {
    /// A way to the shop of a filled-in form. Sends nothing yet.
    pub fn new(sign_in: &SignIn, transport: Arc<dyn Transport>, clock: Arc<dyn Clock>) -> Result<Self, Fault> {
        let places = location::places(sign_in.value("url"), INNER)?;
        for name in ["key", "secret"] {
            let value = sign_in.value(name);
            let fits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_graphic() && b != b':');
            if !fits {
                return Err(Fault::new(Code::BadInput, "sign in", name));
            }
        }
        let keys = Keys { key: Secret::from(sign_in.value("key")), secret: Secret::from(sign_in.value("secret")) };
        Ok(Self {
            client: Client::new(transport, clock, keys),
            places,
            plain_http_consent: sign_in.plain_http_consent,
            whereabouts: Whereabouts::new(),
            shipments: write::Shipments::default(),
            statuses: Mutex::default(),
        })
    }

    /// Whether a status is not among those the shop listed; no while no list was read.
    fn lacks_status(&self, code: &str) -> bool {
        let statuses = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        statuses.as_ref().is_some_and(|listed| !listed.iter().any(|listed| listed == code))
    }

    async fn site(&self) -> Result<Arc<Site>, Fault> {
        self.whereabouts.site(discovery::find(&self.client, &self.places, self.plain_http_consent)).await
    }

    /// Asks, and gives any answer. A shop that answers from elsewhere is looked for anew at the next call.
    async fn ask(&self, site: &Site, call: &Call<'_>) -> Result<Answer, Fault> {
        let answer = self.client.ask(&site.root, call).await?;
        let moved = answer.status().is_redirection()
            || (answer.status() == StatusCode::NOT_FOUND && server_code(&answer).is_none());
        if moved {
            self.whereabouts.forget().await;
        }
        Ok(answer)
    }

    /// Asks, and passes only an answer with JSON in it.
    async fn call(&self, site: &Site, call: &Call<'_>) -> Result<Answer, Fault> {
        check(self.ask(site, call).await?, Client::asked(call))
    }

    /// The page of an answer of orders.
    fn order_page(answer: &Answer, panel: &str, operation: &str) -> Result<Vec<Row>, Fault> {
        Ok(json::rows(json(answer), operation)?.into_iter().map(|raw| feed::order_row(raw, panel)).collect())
    }
}

#[async_trait]
impl Connector for WooCommerce {
    fn capabilities(&self) -> &Capabilities {
        &CAPABILITIES
    }

    async fn facts(&self) -> Result<ShopFacts, Fault> {
        // A sign-in is a diagnosis: it starts from what was typed.
        self.whereabouts.forget().await;
        self.shipments.forget();
        let site = self.site().await?;
        facts::read(&self.client, &site).await
    }

    async fn statuses(&self) -> Result<Vec<StatusLabel>, Fault> {
        let site = self.site().await?;
        let operation = "read statuses";
        let list = Call::get(operation, "orders/statuses", Vec::new());
        let answer = match self.call(&site, &list).await {
            // Older shops have no such list; the report over all statuses names them too.
            Err(fault) if fault.code == Code::NotFound => {
                let report = Call::get(operation, "reports/orders/totals", Vec::new());
                self.call(&site, &report).await?
            }
            answer => answer?,
        };
        let labels = json::rows(json(&answer), operation)?;
        let labels: Vec<StatusLabel> = labels.into_iter().filter_map(status_label).collect();
        let codes = labels.iter().map(|label| label.code.clone()).collect();
        *self.statuses.lock().unwrap_or_else(PoisonError::into_inner) = Some(codes);
        Ok(labels)
    }

    async fn pull(&self, ask: &Ask) -> Result<Page, Fault> {
        let site = self.site().await?;
        let operation = feed::operation(ask.feed);
        let mut query = feed::query(ask);
        if ask.feed == Feed::Products {
            query.push(("_fields", product::FIELDS.to_owned()));
        }
        let call = Call::get(operation, feed::path(ask.feed)?, query);
        let answer = self.call(&site, &call).await?;
        let rows = match ask.feed {
            Feed::Orders | Feed::Trash | Feed::OrderLines | Feed::Shipments | Feed::Invoices => {
                Self::order_page(&answer, &site.panel, operation)?
            }
            Feed::Refunds => json::rows(json(&answer), operation)?.into_iter().map(feed::refund_row).collect(),
            Feed::Products => self.products(&site, &answer).await?,
        };
        Ok(Page { total: feed::total(&answer, rows.len(), ask.window), server_time: server_time(&answer), rows })
    }

    async fn stamps(&self, ask: &Ask) -> Result<StampPage, Fault> {
        let site = self.site().await?;
        let query = feed::stamp_query(ask);
        let call = Call::get(feed::operation(ask.feed), feed::path(ask.feed)?, query);
        let answer = self.call(&site, &call).await?;
        feed::stamp_page(&answer, ask)
    }

    async fn orders(&self, ids: &[NativeId]) -> Result<Page, Fault> {
        let operation = "read orders";
        let include = feed::include(ids, operation)?;
        if ids.len() > usize::from(CAPABILITIES.page_limit) {
            return Err(Fault::new(Code::BadInput, operation, "more than a page of orders"));
        }
        if ids.is_empty() {
            return Ok(Page { rows: Vec::new(), total: Some(0), server_time: None });
        }
        let site = self.site().await?;
        let query =
            vec![("include", include), ("per_page", CAPABILITIES.page_limit.to_string()), ("status", "any".to_owned())];
        let answer = self.call(&site, &Call::get(operation, "orders", query)).await?;
        let rows = Self::order_page(&answer, &site.panel, operation)?;
        Ok(Page { total: Some(rows.len() as u64), server_time: server_time(&answer), rows })
    }

    async fn presence(&self, id: &NativeId) -> Result<Presence, Fault> {
        let operation = "look for an order";
        let call = Call::get(operation, order_path(id, "", operation)?, Vec::new());
        let site = self.site().await?;
        let answer = self.ask(&site, &call).await?;
        let gone = answer.status() == StatusCode::NOT_FOUND
            && server_code(&answer).as_deref() == Some("woocommerce_rest_shop_order_invalid_id");
        if gone {
            return Ok(Presence::Gone(Gone::Deleted));
        }
        let answer = check(answer, Client::asked(&call))?;
        let pulled = pulled(&answer, &site.panel, id, operation)?;
        Ok(if pulled.order.status == "trash" { Presence::Gone(Gone::Trashed(pulled)) } else { Presence::There(pulled) })
    }

    async fn refunds(&self, order: &NativeId) -> Result<Vec<Refund>, Fault> {
        let operation = "read an order's refunds";
        let path = order_path(order, "/refunds", operation)?;
        let site = self.site().await?;
        let query = vec![("per_page", CAPABILITIES.page_limit.to_string())];
        let answer = self.call(&site, &Call::get(operation, path, query)).await?;
        json::rows(json(&answer), operation)?
            .into_iter()
            .map(|raw| {
                refund::read(Value::of(raw)).map(|(_, refund)| refund).map_err(|unreadable| unreadable.fault(operation))
            })
            .collect()
    }

    async fn notes(&self, order: &NativeId) -> Result<Vec<Note>, Fault> {
        let operation = "read an order's notes";
        let path = order_path(order, "/notes", operation)?;
        let site = self.site().await?;
        let answer = self.call(&site, &Call::get(operation, path, Vec::new())).await?;
        let mut notes = json::rows(json(&answer), operation)?
            .into_iter()
            .map(|raw| note::read(Value::of(raw)).map_err(|unreadable| unreadable.fault(operation)))
            .collect::<Result<Vec<_>, _>>()?;
        // The list has its own order in old shops; a stable sort leaves equal moments as they came.
        notes.sort_by_key(|note| std::cmp::Reverse(note.created_at));
        Ok(notes)
    }

    async fn push(&self, write: &Write<'_>) -> Result<Pushed, WriteFault> {
        write::push(self, write).await
    }

    async fn find(&self, write: &Write<'_>) -> Result<Found, Fault> {
        write::find(self, write).await
    }

    async fn email_templates(&self, order: &NativeId) -> Result<Vec<EmailTemplate>, Fault> {
        write::templates(self, order).await
    }
}

/// The one order of an answer.
fn pulled(answer: &Answer, panel: &str, id: &NativeId, operation: &str) -> Result<Box<PulledOrder>, Fault> {
    let raw: &RawValue = serde_json::from_slice(json(answer))
        .map_err(|_| Fault::new(Code::BadAnswer, operation, "the answer was cut short"))?;
    match feed::order_row(raw, panel) {
        // A proxy that answers for another page must not make an order another.
        Row::Read { stamp, .. } if stamp.native_id != *id => {
            Err(Fault::new(Code::BadAnswer, operation, "another order came back"))
        }
        Row::Read { record: Record::Order(pulled), .. } => Ok(pulled),
        Row::Broken { fault, .. } => Err(fault),
        Row::Read { .. } => Err(Fault::new(Code::BadAnswer, operation, "no order came back")),
    }
}

fn order_path(id: &NativeId, below: &str, operation: &str) -> Result<String, Fault> {
    let number = feed::number(id).ok_or_else(|| Fault::new(Code::BadInput, operation, "not an order's number"))?;
    Ok(format!("orders/{number}{below}"))
}

/// A status with its label; `None` for a row that names none.
fn status_label(raw: &RawValue) -> Option<StatusLabel> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Wire<'a> {
        #[serde(borrow)]
        slug: Value<'a>,
        #[serde(borrow)]
        name: Value<'a>,
    }
    let wire: Wire<'_> = Value::of(raw).object("status").ok()?;
    let slug = wire.slug.string();
    let code = slug.strip_prefix("wc-").unwrap_or(&slug).to_owned();
    if code.is_empty() {
        return None;
    }
    let label = text::label(wire.name);
    let (states, known) = status::usual(&code);
    Some(StatusLabel { label: if label.is_empty() { code.clone() } else { label }, code, states, known })
}
