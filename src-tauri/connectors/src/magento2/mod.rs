//! Magento 2 (2.4.6 to 2.4.9, Mage-OS), by its REST interface.
//!
//! `discovery` finds the interface, `client` signs (`sign`) and sends, `diagnosis` says what a refusal means, `criteria` and `feed`
//! turn a window into a request and rows into records, `lists` asks for them; `order`, `lines`, `taxes`, `status`, `documents`,
//! `note` and `product` put Magento's words into the trade's; `attached` brings an order's documents, `bundles` what their
//! products know. `write` carries edits out and finds them again.

/// Fields of a JSON object, each kept as received until it is needed. An absent one is nothing.
macro_rules! wire {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct $name<'a> { $(#[serde(borrow)] $field: crate::json::Value<'a>),+ }
    };
}

mod attached;
mod bundles;
mod capabilities;
mod client;
mod criteria;
mod diagnosis;
mod discovery;
mod documents;
mod facts;
mod feed;
mod lines;
mod lists;
mod note;
mod order;
mod product;
mod sign;
mod status;
mod taxes;
mod text;
mod write;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicU32},
};

use async_trait::async_trait;
use domain::{Capabilities, Code, Documents, EmailTemplate, Fault, NativeId, Note, Refund, ShopFacts, StatusLabel};
use http::StatusCode;
use tokio::sync::OnceCell;

use self::{
    client::{Call, Client},
    discovery::Site,
    lists::Listed,
    sign::Keys,
};
use crate::{
    Answer, Ask, Clock, Connector, Feed, Found, Gone, Page, Presence, Pushed, Record, Row, SignIn, SignInField,
    SignInForm, StampPage, Transport, Window, Write, WriteFault,
    json::Value,
    location::{self, Places},
    whereabouts::Whereabouts,
};
pub(crate) use capabilities::CAPABILITIES;

/// What Magento asks a merchant for: the four keys of an integration. The access token alone is taken as a bearer token; because
/// it opens the shop where those are switched on, it belongs in the key store like the secrets.
pub(crate) const FORM: SignInForm = SignInForm {
    fields: &[
        SignInField { name: "url", label: "sign-in-url", secret: false, placeholder: "https://shop.example" },
        SignInField { name: "consumer_key", label: "sign-in-consumer-key", secret: false, placeholder: "" },
        SignInField { name: "consumer_secret", label: "sign-in-consumer-secret", secret: true, placeholder: "" },
        SignInField { name: "token", label: "sign-in-access-token", secret: true, placeholder: "" },
        SignInField { name: "token_secret", label: "sign-in-access-token-secret", secret: true, placeholder: "" },
    ],
};

/// A way to one Magento shop.
pub(crate) struct Magento2 {
    client: Client,
    places: Places,
    plain_http_consent: bool,
    whereabouts: Whereabouts<Site>,
    bundles: bundles::Bundles,
    /// The merchant's own statuses with the state of each, as far as orders had them.
    statuses: Mutex<HashMap<String, String>>,
    /// Where the shop keeps its pictures.
    media: OnceCell<String>,
    /// Rows the shop gives a page at most, as far as it said so.
    most: AtomicU32,
}

impl Magento2 {
    /// A way to the shop of a filled-in form. Sends nothing yet.
    pub fn new(sign_in: &SignIn, transport: Arc<dyn Transport>, clock: Arc<dyn Clock>) -> Result<Self, Fault> {
        let places = location::places(sign_in.value("url"), discovery::INNER)?;
        Ok(Self {
            client: Client::new(transport, clock, Keys::of(sign_in)?),
            places,
            plain_http_consent: sign_in.plain_http_consent,
            whereabouts: Whereabouts::new(),
            bundles: bundles::Bundles::default(),
            statuses: Mutex::default(),
            media: OnceCell::new(),
            most: AtomicU32::new(u32::MAX),
        })
    }

    async fn site(&self) -> Result<Arc<Site>, Fault> {
        self.whereabouts.site(discovery::find(&self.client, &self.places, self.plain_http_consent)).await
    }

    /// Asks, and gives any answer. A shop that answers from elsewhere is looked for anew at the next call.
    async fn ask(&self, site: &Site, call: &Call) -> Result<Answer, Fault> {
        let answer = self.client.ask(&site.root, call).await?;
        let moved = answer.status().is_redirection()
            || (answer.status() == StatusCode::NOT_FOUND && diagnosis::server_error(&answer).is_none());
        if moved {
            self.whereabouts.forget().await;
        }
        Ok(answer)
    }

    /// Asks, and passes only an answer with JSON in it.
    async fn call(&self, site: &Site, call: &Call) -> Result<Answer, Fault> {
        self.client.check(self.ask(site, call).await?, call)
    }

    /// Where the shop keeps its pictures; empty where it does not say.
    async fn media(&self, site: &Site) -> &str {
        self.media.get_or_init(|| facts::media(&self.client, &site.root)).await
    }
}

#[async_trait]
impl Connector for Magento2 {
    fn capabilities(&self) -> &Capabilities {
        &CAPABILITIES
    }

    fn side_feeds(&self) -> &'static [Feed] {
        &[Feed::OrderLines, Feed::Shipments, Feed::Invoices]
    }

    async fn facts(&self) -> Result<ShopFacts, Fault> {
        // A sign-in is a diagnosis: it starts from what was typed.
        self.whereabouts.forget().await;
        self.bundles.forget();
        let site = self.site().await?;
        facts::read(&self.client, &site).await
    }

    async fn statuses(&self) -> Result<Vec<StatusLabel>, Fault> {
        let site = self.site().await?;
        self.status_labels(&site).await
    }

    async fn pull(&self, ask: &Ask) -> Result<Page, Fault> {
        let path = feed::path(ask.feed)?;
        let site = self.site().await?;
        let operation = feed::operation(ask.feed);
        let (answer, page) =
            self.window(&site, operation, path, ask.window, |page| feed::query(ask, page, true)).await?;
        let listed = Listed::of(&answer, operation)?;
        let rows = page.slice(listed.rows);
        let rows = match ask.feed {
            Feed::Products => self.products(&site, &rows).await?,
            Feed::Orders => self.with_documents(&site, rows.into_iter().map(feed::order_row).collect()).await?,
            feed => rows.into_iter().map(|raw| feed::row(feed, raw)).collect(),
        };
        Ok(Page { rows, total: listed.total, server_time: crate::answers::server_time(&answer) })
    }

    async fn stamps(&self, ask: &Ask) -> Result<StampPage, Fault> {
        let operation = feed::operation(ask.feed);
        let path = feed::path(ask.feed)?;
        let site = self.site().await?;
        let (answer, page) =
            self.window(&site, operation, path, ask.window, |page| feed::query(ask, page, false)).await?;
        let listed = Listed::of(&answer, operation)?;
        // One without a name makes the page unreadable: the audit must not take it for gone.
        let stamps = page.slice(listed.rows).into_iter();
        let stamps = stamps
            .map(|raw| feed::stamp(raw).map_err(|unreadable| unreadable.fault(operation)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(StampPage { stamps, total: listed.total, server_time: crate::answers::server_time(&answer) })
    }

    async fn orders(&self, ids: &[NativeId]) -> Result<Page, Fault> {
        let operation = "read orders";
        if ids.len() > usize::from(CAPABILITIES.page_limit) {
            return Err(Fault::new(Code::BadInput, operation, "more than a page of orders"));
        }
        if ids.is_empty() {
            return Ok(Page { rows: Vec::new(), total: Some(0), server_time: None });
        }
        let site = self.site().await?;
        let mut rows = Vec::new();
        let answers = self.named(&site, operation, "orders", "entity_id", ids, None).await?;
        for answer in &answers {
            rows.extend(Listed::of(answer, operation)?.rows.into_iter().map(feed::order_row));
        }
        let rows = self.with_documents(&site, rows).await?;
        let server_time = answers.last().and_then(crate::answers::server_time);
        Ok(Page { total: Some(rows.len() as u64), server_time, rows })
    }

    async fn presence(&self, id: &NativeId) -> Result<Presence, Fault> {
        let operation = "look for an order";
        let page = self.orders(std::slice::from_ref(id)).await?;
        match page.rows.into_iter().next() {
            Some(Row::Read { stamp, .. }) if stamp.native_id != *id => {
                Err(Fault::new(Code::BadAnswer, operation, "another order came back"))
            }
            Some(Row::Read { record: Record::Order(pulled), .. }) => Ok(Presence::There(pulled)),
            Some(Row::Broken { fault, .. }) => Err(fault),
            Some(Row::Read { .. }) => Err(Fault::new(Code::BadAnswer, operation, "no order came back")),
            None => self.proof_of_absence(id, operation).await,
        }
    }

    async fn refunds(&self, order: &NativeId) -> Result<Vec<Refund>, Fault> {
        let operation = "read an order's credit memos";
        let site = self.site().await?;
        let notes = self.credit_notes(&site, operation, std::slice::from_ref(order)).await?;
        Ok(notes.iter().map(|(_, note)| documents::refund(note)).collect())
    }

    async fn notes(&self, order: &NativeId) -> Result<Vec<Note>, Fault> {
        let operation = "read an order's comments";
        let path = order_path(order, "/comments", operation)?;
        let site = self.site().await?;
        let answer = self.call(&site, &Call::get(operation, path, Vec::new())).await?;
        let rows = Listed::of(&answer, operation)?.rows.into_iter();
        let mut notes = rows
            .map(|raw| note::read(Value::of(raw)).map_err(|unreadable| unreadable.fault(operation)))
            .collect::<Result<Vec<_>, _>>()?;
        // The list is oldest first; of one second, the one that came later counts as newer.
        notes.reverse();
        notes.sort_by_key(|note| std::cmp::Reverse(note.created_at));
        Ok(notes)
    }

    async fn documents(&self, orders: &[NativeId]) -> Result<Vec<(NativeId, Documents)>, Fault> {
        let site = self.site().await?;
        self.documents_of(&site, orders).await
    }

    async fn push(&self, write: &Write<'_>) -> Result<Pushed, WriteFault> {
        write::push(self, write).await
    }

    async fn find(&self, write: &Write<'_>) -> Result<Found, Fault> {
        write::find(self, write).await
    }

    async fn email_templates(&self, _order: &NativeId) -> Result<Vec<EmailTemplate>, Fault> {
        Ok(Vec::new())
    }
}

impl Magento2 {
    /// The state that one of the merchant's own statuses hangs under.
    fn state_of(&self, status: &str) -> Option<String> {
        self.statuses.lock().unwrap_or_else(PoisonError::into_inner).get(status).cloned()
    }

    /// What the list leaves out is asked for by name: gone only where Magento itself says so.
    async fn proof_of_absence(&self, id: &NativeId, operation: &'static str) -> Result<Presence, Fault> {
        let site = self.site().await?;
        let call =
            Call::get(operation, order_path(id, "", operation)?, vec![("fields".to_owned(), "entity_id".to_owned())]);
        let answer = self.ask(&site, &call).await?;
        let gone = answer.status() == StatusCode::NOT_FOUND && diagnosis::server_error(&answer).is_some();
        if gone {
            return Ok(Presence::Gone(Gone::Deleted));
        }
        self.client.check(answer, &call)?;
        Err(Fault::new(Code::BadAnswer, operation, "the order is there, and is not listed"))
    }

    /// Magento's own statuses, and those of the merchant's that orders have. Its interface lists none.
    async fn status_labels(&self, site: &Site) -> Result<Vec<StatusLabel>, Fault> {
        let operation = "read statuses";
        let own = status::OWN.iter().map(|(code, state, label)| StatusLabel {
            code: (*code).to_owned(),
            label: (*label).to_owned(),
            states: status::usual(state, code),
            known: true,
        });
        let mut labels: Vec<StatusLabel> = own.collect();
        let codes: Vec<&str> = status::OWN.iter().map(|(code, ..)| *code).collect();
        let others =
            criteria::Criteria::default().only("status", criteria::Is::NotIn, codes.join(",")).by("entity_id", false);
        let window = Window { skip: 0, take: CAPABILITIES.page_limit };
        let query = |page| others.clone().page(page).fields("status,state").query();
        let (answer, _) = self.window(site, operation, "orders", window, query).await?;
        for raw in Listed::of(&answer, operation)?.rows {
            let Ok(order) = Value::of(raw).object::<WireStatus<'_>>("order") else { continue };
            let (code, state) = (order.status.string(), order.state.string());
            self.statuses.lock().unwrap_or_else(PoisonError::into_inner).insert(code.clone(), state.clone());
            if !code.is_empty() && !labels.iter().any(|label| label.code == code) {
                labels.push(StatusLabel {
                    label: code.clone(),
                    states: status::usual(&state, &code),
                    code,
                    known: false,
                });
            }
        }
        Ok(labels)
    }
}

wire!(WireStatus { status, state });

fn order_path(id: &NativeId, below: &str, operation: &str) -> Result<String, Fault> {
    let number = feed::number(id).ok_or_else(|| Fault::new(Code::BadInput, operation, "not an order's number"))?;
    Ok(format!("orders/{number}{below}"))
}
