//! WooCommerce (REST v3).
//!
//! `location` reads what was typed, `discovery` finds the interface, `client` signs and sends, `diagnosis` says what a
//! refusal means, `feed` turns a window into a request and rows into records; `order`, `lines`, `refund`, `note`,
//! `product` and `status` put WooCommerce's words into the trade's.

mod client;
mod diagnosis;
mod discovery;
mod facts;
mod feed;
mod json;
mod lines;
mod location;
mod meta;
mod note;
mod order;
mod product;
mod refund;
mod sign;
mod status;
mod text;
mod whereabouts;

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use async_trait::async_trait;
use domain::{Capabilities, Code, CustomerNotice, Fault, NativeId, Note, Refund, Retry, ShopFacts, StatusLabel};
use futures::{StreamExt, TryStreamExt, stream};
use http::StatusCode;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    Answer, Ask, Clock, Connector, EmailTemplates, Fate, Feed, Found, Gone, Page, Presence, Pushed, Record, Row,
    Secret, SignIn, SignInField, SignInForm, StampPage, Transport, Write, WriteFault,
};
use client::{Call, Client};
use diagnosis::{check, json, server_code, server_time};
use discovery::Site;
use json::Value;
use sign::Keys;
use whereabouts::Whereabouts;

/// What WooCommerce asks a merchant for.
pub(crate) const FORM: SignInForm = SignInForm {
    fields: &[
        SignInField { name: "url", label: "sign-in-url", secret: false, placeholder: "https://shop.example" },
        SignInField { name: "key", label: "sign-in-key", secret: false, placeholder: "ck_…" },
        SignInField { name: "secret", label: "sign-in-secret", secret: true, placeholder: "cs_…" },
    ],
};

pub(crate) static CAPABILITIES: LazyLock<Capabilities> = LazyLock::new(|| Capabilities {
    pull: true,
    change_feed: true,
    trash: true,
    notes_per_order: true,
    refund_feed: true,
    products: true,
    write: true,
    edits: Vec::new(),
    mailing_statuses: Vec::new(),
    shipping_statuses: Vec::new(),
    hold_status: Some("on-hold".to_owned()),
    cancel_status: Some("cancelled".to_owned()),
    status_notice: CustomerNotice::ShopDecides,
    page_limit: 100,
    late_effect_s: 120,
});

/// Products whose variations are asked for at a time.
const VARIATIONS_AT_ONCE: usize = 2;
/// Tries of one product's variations, the wait after the first, doubled each time, and the longest one.
const PART_TRIES: u32 = 4;
const PART_WAIT: Duration = Duration::from_millis(200);
const PART_WAIT_LIMIT: Duration = Duration::from_secs(5);
/// Pages of one product's variations: a server that never runs out must not keep us.
const VARIATION_PAGES: u32 = 50;

/// A way to one WooCommerce shop.
pub(crate) struct WooCommerce {
    client: Client,
    whereabouts: Whereabouts,
}

impl WooCommerce {
    /// A way to the shop of a filled-in form. Sends nothing yet.
    pub fn new(sign_in: &SignIn, transport: Arc<dyn Transport>, clock: Arc<dyn Clock>) -> Result<Self, Fault> {
        let places = location::places(sign_in.value("url"))?;
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
            whereabouts: Whereabouts::new(places, sign_in.plain_http_consent),
        })
    }

    async fn site(&self) -> Result<Arc<Site>, Fault> {
        self.whereabouts.site(&self.client).await
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

    /// Asks for a part of a page. One that may get through later is asked for again: starting the whole page over for it
    /// would meet the same chance at every other part, and never end on a shop that asks to slow down now and then.
    async fn call_part(&self, site: &Site, call: &Call<'_>) -> Result<Answer, Fault> {
        let mut wait = PART_WAIT;
        for _ in 1..PART_TRIES {
            match self.call(site, call).await {
                Err(fault) if fault.retry != Retry::Never => {
                    let asked = if let Retry::After(seconds) = fault.retry { seconds } else { 0 };
                    tokio::time::sleep(wait.max(Duration::from_secs(asked.into())).min(PART_WAIT_LIMIT)).await;
                    wait *= 2;
                }
                answered => return answered,
            }
        }
        self.call(site, call).await
    }

    /// The page of an answer of orders.
    fn order_page(answer: &Answer, panel: &str, operation: &str) -> Result<Vec<Row>, Fault> {
        Ok(json::rows(json(answer), operation)?.into_iter().map(|raw| feed::order_row(raw, panel)).collect())
    }

    /// Products with their variations, each product's asked for by a request of its own: there is no list of all.
    async fn products(&self, site: &Site, answer: &Answer) -> Result<Vec<Row>, Fault> {
        let read: Vec<_> =
            json::rows(json(answer), feed::operation(Feed::Products))?.into_iter().map(feed::product_row).collect();
        stream::iter(read)
            .map(|(row, parent)| self.with_variations(site, row, parent))
            .buffered(VARIATIONS_AT_ONCE)
            .try_collect()
            .await
    }

    async fn with_variations(&self, site: &Site, mut row: Row, parent: Option<NativeId>) -> Result<Row, Fault> {
        let (Some(parent), Row::Read { record: Record::Product(products), .. }) = (parent, &mut row) else {
            return Ok(row);
        };
        let Some(product) = products.first().cloned() else {
            return Ok(row);
        };
        let operation = feed::operation(Feed::Products);
        let limit = usize::from(CAPABILITIES.page_limit);
        for page in 1..=VARIATION_PAGES {
            let query = vec![
                ("per_page", limit.to_string()),
                ("page", page.to_string()),
                ("_fields", product::FIELDS.to_owned()),
            ];
            let call = Call::get(operation, product::variations_path(&parent), query);
            let answer = self.call_part(site, &call).await?;
            let variations = json::rows(json(&answer), operation)?;
            let count = variations.len();
            for raw in variations {
                let variation = product::read_variation(Value::of(raw), &product)
                    .map_err(|unreadable| unreadable.fault("read a variation"))?;
                products.push(variation);
            }
            if count < limit {
                return Ok(row);
            }
        }
        Err(Fault::new(Code::TooLarge, operation, format!("more than {VARIATION_PAGES} pages of variations")))
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
        Ok(labels.into_iter().filter_map(status_label).collect())
    }

    async fn pull(&self, ask: &Ask) -> Result<Page, Fault> {
        let site = self.site().await?;
        let operation = feed::operation(ask.feed);
        let mut query = feed::query(ask);
        if ask.feed == Feed::Products {
            query.push(("_fields", product::FIELDS.to_owned()));
        }
        let call = Call::get(operation, feed::path(ask.feed), query);
        let answer = self.call(&site, &call).await?;
        let rows = match ask.feed {
            Feed::Orders | Feed::Trash => Self::order_page(&answer, &site.panel, operation)?,
            Feed::Refunds => json::rows(json(&answer), operation)?.into_iter().map(feed::refund_row).collect(),
            Feed::Products => self.products(&site, &answer).await?,
        };
        Ok(Page { total: feed::total(&answer, rows.len(), ask.window), server_time: server_time(&answer), rows })
    }

    async fn stamps(&self, ask: &Ask) -> Result<StampPage, Fault> {
        let site = self.site().await?;
        let query = feed::stamp_query(ask);
        let call = Call::get(feed::operation(ask.feed), feed::path(ask.feed), query);
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
        let raw: &RawValue = serde_json::from_slice(json(&answer))
            .map_err(|_| Fault::new(Code::BadAnswer, operation, "the answer was cut short"))?;
        match feed::order_row(raw, &site.panel) {
            Row::Read { record: Record::Order(pulled), stamp } => {
                // A proxy that answers for another page must not make an order another.
                if stamp.native_id != *id {
                    return Err(Fault::new(Code::BadAnswer, operation, "another order came back"));
                }
                Ok(if pulled.order.status == "trash" {
                    Presence::Gone(Gone::Trashed(pulled))
                } else {
                    Presence::There(pulled)
                })
            }
            Row::Broken { fault, .. } => Err(fault),
            Row::Read { .. } => Err(Fault::new(Code::BadAnswer, operation, "no order came back")),
        }
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
        let detail = format!("{} is not carried out", write.edit.kind().code());
        Err(WriteFault { fault: Fault::new(Code::Refused, "change an order", detail), fate: Fate::Nothing })
    }

    async fn find(&self, _write: &Write<'_>) -> Result<Found, Fault> {
        Ok(Found::CannotTell)
    }

    async fn email_templates(&self, _order: &NativeId) -> Result<EmailTemplates, Fault> {
        Ok(Vec::new())
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
