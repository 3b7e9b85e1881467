//! Connecting, testing, changing and removing shops.

use std::{path::Path, sync::Arc};

use connectors::{Connector, Fingerprint, HttpTransport, Secret, SignIn};
use domain::{Code, Fault, ShopFacts, ShopId, ShopTag, System};
use replica::{Change, NewShop, Shop, ShopUpdate, Trouble};
use serde_json::Value;

use crate::{
    App,
    api::{Diagnosis, ShopUpdateRequest, ShopView, SignInField, SignInForm, SignInRequest, UiEvent},
    error::{bad_input, from_replica},
};

/// Marks the sign-in of the embedded demo shop, whose secret lives only as long as the process.
const DEMO: &str = "demo";
const LOGO_LIMIT: u64 = 2 * 1024 * 1024;
/// A clock this far off makes signed requests fail at some shops, and times look wrong at all.
const CLOCK_TOLERANCE_S: i64 = 300;

impl App {
    /// The sign-in forms of all systems that can be connected.
    #[must_use]
    pub fn sign_in_forms(&self) -> Vec<SignInForm> {
        System::OFFERED.iter().map(|system| form_view(*system)).collect()
    }

    /// Tries to sign in, and says what was found: the shop's facts, or why not and what to do.
    ///
    /// # Errors
    /// Only where the form itself cannot be used; what the shop answers is the diagnosis.
    pub async fn shop_probe(&self, request: &SignInRequest) -> Result<Diagnosis, Fault> {
        self.diagnose(request.system, &sign_in(request)?).await
    }

    /// Connects a shop: signs in, keeps its secret, and starts its first sync.
    ///
    /// # Errors
    /// What keeps it from being signed in to; `ShopExists`, `BadInput` for a tag that is taken, the key store's.
    pub async fn shop_add(&self, request: &SignInRequest) -> Result<ShopView, Fault> {
        let sign_in = sign_in(request)?;
        let diagnosis = self.diagnose(request.system, &sign_in).await?;
        let Some(facts) = diagnosis.facts else { return Err(first_fault(diagnosis.faults)) };
        let form = connectors::sign_in_form(request.system);
        let shop = self.keep_shop(request, &facts, sign_in.public(&form)).await?;
        let secrets = sign_in.secrets(&form);
        if let Err(fault) = self.state().vault.set(&shop.secret_account(), secrets.reveal()).await {
            // Without its secret the shop could never be read: it is not connected at all.
            self.replica().remove_shop(shop.id).await.map_err(from_replica("undo adding the shop"))?;
            return Err(fault);
        }
        self.started(shop, &sign_in).await
    }

    /// Connects the embedded demo shop, or finds it again after a restart under a new address. Its secret is not kept.
    ///
    /// # Errors
    /// As [`App::shop_add`].
    pub async fn connect_demo(&self, request: &SignInRequest) -> Result<ShopView, Fault> {
        let sign_in = sign_in(request)?;
        let form = connectors::sign_in_form(request.system);
        let mut public = sign_in.public(&form);
        if let Some(fields) = public.as_object_mut() {
            fields.insert(DEMO.to_owned(), Value::Bool(true));
        }
        let known = self.replica().shops().await.map_err(from_replica("read shops"))?.into_iter().find(is_demo);
        let shop = match known {
            Some(shop) => {
                let update = ShopUpdate { sign_in: Some(public), ..ShopUpdate::default() };
                self.replica().update_shop(shop.id, update).await.map_err(from_replica("change shop"))?
            }
            None => {
                let diagnosis = self.diagnose(request.system, &sign_in).await?;
                let Some(facts) = diagnosis.facts else { return Err(first_fault(diagnosis.faults)) };
                self.keep_shop(request, &facts, public).await?
            }
        };
        if let Ok(mut secrets) = self.state().passing_secrets.lock() {
            secrets.insert(shop.id, sign_in.secrets(&form).reveal().to_owned());
        }
        self.started(shop, &sign_in).await
    }

    /// All connected shops.
    ///
    /// # Errors
    /// The replica's.
    pub async fn shops(&self) -> Result<Vec<ShopView>, Fault> {
        let shops = self.replica().shops().await.map_err(from_replica("read shops"))?;
        Ok(shops.into_iter().map(shop_view).collect())
    }

    /// The shop a name, tag or number names.
    ///
    /// # Errors
    /// `NoSuchShop` with the names there are.
    pub async fn shop_named(&self, name: &str) -> Result<ShopView, Fault> {
        let shops = self.shops().await?;
        let folded = domain::fold::fold(name.trim());
        let is_it = |shop: &&ShopView| {
            shop.tag.as_str().eq_ignore_ascii_case(name.trim())
                || domain::fold::fold(&shop.name) == folded
                || shop.id.0.to_string() == folded
        };
        if let Some(shop) = shops.iter().find(is_it) {
            return Ok(shop.clone());
        }
        let known: Vec<&str> = shops.iter().map(|shop| shop.tag.as_str()).collect();
        Err(Fault::new(Code::NoSuchShop, "find shop", format!("no shop {name:?}; there are: {}", known.join(", "))))
    }

    /// Signs in to a connected shop and says what was found.
    ///
    /// # Errors
    /// `NoSuchShop`, `SecretMissing`, the key store's.
    pub async fn shop_test(&self, id: ShopId) -> Result<Diagnosis, Fault> {
        let shop = self.shop_row(id).await?;
        let sign_in = self.stored_sign_in(&shop).await?;
        self.diagnose(shop.system, &sign_in).await
    }

    /// Changes what the merchant says of a shop.
    ///
    /// # Errors
    /// `BadInput` for an empty or overlong text, the replica's.
    pub async fn shop_update(&self, id: ShopId, request: &ShopUpdateRequest) -> Result<ShopView, Fault> {
        let shop = self.shop_row(id).await?;
        let name = request.name.as_deref().map(str::trim).map(str::to_owned);
        if name.as_ref().is_some_and(|name| name.is_empty() || name.chars().count() > 80) {
            return Err(bad_input("change shop", "a name of 1 to 80 characters"));
        }
        let slip_settings = request.slip_contact.as_deref().map(|contact| {
            let mut settings = shop.slip_settings.as_object().cloned().unwrap_or_default();
            settings.insert("contact".to_owned(), contact.trim().chars().take(300).collect::<String>().into());
            Value::Object(settings)
        });
        self.changed(id, ShopUpdate { name, slip_settings, ..ShopUpdate::default() }).await
    }

    /// Sets or clears the logo of a shop's slips.
    ///
    /// # Errors
    /// `BadInput` for a file that is no PNG or JPEG of at most 2 MB.
    pub async fn shop_set_logo(&self, id: ShopId, file: Option<&Path>) -> Result<ShopView, Fault> {
        let logo = match file {
            None => None,
            Some(file) => Some(read_logo(file).await?),
        };
        self.changed(id, ShopUpdate { logo: Some(logo), ..ShopUpdate::default() }).await
    }

    /// Forgets a shop: its orders, pictures and secret. Gives how many orders left.
    ///
    /// # Errors
    /// `NoSuchShop`, the replica's, the key store's.
    pub async fn shop_remove(&self, id: ShopId) -> Result<u64, Fault> {
        let shop = self.shop_row(id).await?;
        if let Some(engine) = self.engine() {
            engine.remove_shop(id).await;
        }
        // The secret first: a shop that is gone from the list must not leave its key behind.
        if !is_demo(&shop) {
            self.state().vault.delete(&shop.secret_account()).await?;
        }
        self.forget_pictures(id).await;
        let removed = self.replica().remove_shop(id).await.map_err(from_replica("remove shop"))?;
        self.emit(UiEvent::Shops);
        self.tell_owner_shops_changed().await?;
        Ok(removed.orders)
    }

    /// Signs every shop in to the sync that is not there yet, and takes out those that left. A shop whose secret
    /// cannot be had shows that as its trouble.
    pub(crate) async fn connect_all(&self) {
        let Some(engine) = self.engine() else { return };
        // One at a time: what a second caller would start, the first has started.
        let _turn = self.state().connecting.lock().await;
        let shops = match self.replica().shops().await {
            Ok(shops) => shops,
            Err(error) => return tracing::error!(%error, "shops could not be read"),
        };
        let running: Vec<ShopId> = engine.activity().into_iter().map(|activity| activity.shop).collect();
        for gone in running.iter().filter(|id| shops.iter().all(|shop| shop.id != **id)) {
            engine.remove_shop(*gone).await;
        }
        for shop in shops.into_iter().filter(|shop| !running.contains(&shop.id)) {
            if let Err(fault) = self.connect(&shop).await {
                self.set_trouble(shop.id, fault).await;
            }
        }
    }

    /// Connects what could not be connected before: a key store or secrets file was unlocked.
    pub async fn secrets_unlocked(&self) {
        self.connect_all().await;
    }

    pub(crate) async fn shop_row(&self, id: ShopId) -> Result<Shop, Fault> {
        let shop = self.replica().shop(id).await.map_err(from_replica("read shop"))?;
        shop.ok_or_else(|| Fault::new(Code::NoSuchShop, "read shop", "the shop is no longer connected"))
    }

    async fn connect(&self, shop: &Shop) -> Result<(), Fault> {
        if is_demo(shop) && !self.has_passing_secret(shop.id) {
            // The demo shop is connected when it runs; until then there is nobody to talk to.
            return Ok(());
        }
        let sign_in = self.stored_sign_in(shop).await?;
        let connector = connector(shop.system, &sign_in)?;
        match self.engine() {
            Some(engine) => engine.add_shop(shop.clone(), connector).await,
            None => Ok(()),
        }
    }

    async fn started(&self, shop: Shop, sign_in: &SignIn) -> Result<ShopView, Fault> {
        if let Some(engine) = self.engine() {
            engine.add_shop(shop.clone(), connector(shop.system, sign_in)?).await?;
        }
        self.emit(UiEvent::Shops);
        self.tell_owner_shops_changed().await?;
        Ok(shop_view(shop))
    }

    async fn keep_shop(&self, request: &SignInRequest, facts: &ShopFacts, public: Value) -> Result<Shop, Fault> {
        let shops = self.replica().shops().await.map_err(from_replica("read shops"))?;
        let same = |shop: &&Shop| shop.facts.as_ref().is_some_and(|known| known.api_url == facts.api_url);
        if let Some(shop) = shops.iter().find(same) {
            return Err(Fault::new(Code::ShopExists, "add shop", format!("{} is connected already", shop.name)));
        }
        let taken: Vec<ShopTag> = shops.iter().map(|shop| shop.tag.clone()).collect();
        let tag = match request.tag.as_deref().map(str::trim).filter(|tag| !tag.is_empty()) {
            Some(tag) => ShopTag::new(tag).map_err(|error| bad_input("add shop", error))?,
            None => ShopTag::propose(&facts.name, &taken),
        };
        if taken.contains(&tag) {
            return Err(bad_input("add shop", format!("the tag {} is taken by another shop", tag.as_str())));
        }
        let name = if facts.name.trim().is_empty() { facts.home_url.clone() } else { facts.name.clone() };
        let shop = NewShop {
            system: request.system,
            tag,
            name,
            sign_in: public,
            facts: Some(facts.clone()),
            connected_at: self.now(),
        };
        self.replica().add_shop(shop).await.map_err(from_replica("add shop"))
    }

    async fn diagnose(&self, system: System, sign_in: &SignIn) -> Result<Diagnosis, Fault> {
        let taken = self.replica().shops().await.map_err(from_replica("read shops"))?;
        let taken: Vec<ShopTag> = taken.into_iter().map(|shop| shop.tag).collect();
        let found = match connector(system, sign_in) {
            Ok(connector) => connector.facts().await,
            Err(fault) => Err(fault),
        };
        Ok(match found {
            Ok(facts) => Diagnosis {
                faults: warnings(&facts),
                proposed_tag: Some(ShopTag::propose(&facts.name, &taken)),
                fingerprint: None,
                facts: Some(facts),
            },
            Err(fault) => Diagnosis {
                facts: None,
                proposed_tag: None,
                fingerprint: Fingerprint::refused(&fault).map(|fingerprint| fingerprint.to_string()),
                faults: vec![fault],
            },
        })
    }

    async fn stored_sign_in(&self, shop: &Shop) -> Result<SignIn, Fault> {
        let form = connectors::sign_in_form(shop.system);
        let passing = self.state().passing_secrets.lock().ok().and_then(|secrets| secrets.get(&shop.id).cloned());
        let secrets = match passing {
            Some(secrets) => Some(secrets),
            None => self.state().vault.get(&shop.secret_account()).await?,
        };
        let missing = || Fault::new(Code::SecretMissing, "sign in", "the shop's secret is not in the key store");
        SignIn::restore(&form, &shop.sign_in, &Secret::new(secrets.ok_or_else(missing)?))
    }

    fn has_passing_secret(&self, id: ShopId) -> bool {
        self.state().passing_secrets.lock().is_ok_and(|secrets| secrets.contains_key(&id))
    }

    async fn set_trouble(&self, shop: ShopId, fault: Fault) {
        let trouble = Change::SetTrouble(Some(Trouble { fault, since: self.now(), retry_at: None }));
        let rules = replica::BellRules { policy: self.settings().notifications.policy };
        if let Err(error) = self.replica().apply(shop, vec![trouble], rules, self.now()).await {
            tracing::error!(%error, "a shop's trouble could not be kept");
        }
        self.emit(UiEvent::Health { shop });
    }

    async fn changed(&self, id: ShopId, update: ShopUpdate) -> Result<ShopView, Fault> {
        let shop = self.replica().update_shop(id, update).await.map_err(from_replica("change shop"))?;
        self.emit(UiEvent::Shops);
        Ok(shop_view(shop))
    }
}

fn sign_in(request: &SignInRequest) -> Result<SignIn, Fault> {
    let fingerprint = match request.trusted_fingerprint.as_deref() {
        None => None,
        Some(text) => Some(text.parse().map_err(|error| bad_input("trust certificate", error))?),
    };
    let form = connectors::sign_in_form(request.system);
    let mut sign_in =
        SignIn::new().with_plain_http_consent(request.plain_http_consent).with_trusted_fingerprint(fingerprint);
    for field in form.fields {
        sign_in = sign_in.with(field.name, request.values.get(field.name).map_or("", String::as_str));
    }
    Ok(sign_in)
}

fn connector(system: System, sign_in: &SignIn) -> Result<Arc<dyn Connector>, Fault> {
    let transport = HttpTransport::new(sign_in.trusted_fingerprint)?;
    connectors::connect(system, sign_in, Arc::new(transport), Arc::new(connectors::SystemClock))
}

/// What will not work although the shop could be signed in to.
fn warnings(facts: &ShopFacts) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !facts.can_write {
        faults.push(Fault::new(Code::ReadOnlyKey, "sign in", "the key may only read: changes cannot be sent"));
    }
    if facts.clock_offset_s.abs() > CLOCK_TOLERANCE_S {
        let detail = format!("the shop's clock and this computer's differ by {} s", facts.clock_offset_s.abs());
        faults.push(Fault::new(Code::Clock, "sign in", detail));
    }
    faults
}

fn first_fault(faults: Vec<Fault>) -> Fault {
    faults.into_iter().next().unwrap_or_else(|| Fault::new(Code::Internal, "sign in", "no facts and no fault"))
}

fn form_view(system: System) -> SignInForm {
    let form = connectors::sign_in_form(system);
    let field = |field: &connectors::SignInField| SignInField {
        name: field.name.to_owned(),
        secret: field.secret,
        placeholder: field.placeholder.to_owned(),
    };
    SignInForm { system, name: system.name().to_owned(), fields: form.fields.iter().map(field).collect() }
}

fn shop_view(shop: Shop) -> ShopView {
    let demo = is_demo(&shop);
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    ShopView {
        id: shop.id,
        system: shop.system,
        system_name: shop.system.name().to_owned(),
        tag: shop.tag,
        name: shop.name,
        url: shop.facts.as_ref().map_or_else(|| text(&shop.sign_in, "url"), |facts| facts.home_url.clone()),
        capabilities: connectors::capabilities(shop.system),
        has_logo: shop.logo.is_some(),
        slip_contact: text(&shop.slip_settings, "contact"),
        facts: shop.facts,
        statuses: shop.statuses,
        demo,
    }
}

fn is_demo(shop: &Shop) -> bool {
    shop.sign_in.get(DEMO).and_then(Value::as_bool).unwrap_or(false)
}

async fn read_logo(file: &Path) -> Result<Vec<u8>, Fault> {
    let refuse = |why: String| bad_input("read logo", why);
    let size = tokio::fs::metadata(file).await.map_err(|error| refuse(error.to_string()))?.len();
    if size > LOGO_LIMIT {
        return Err(refuse("the picture is larger than 2 MB".to_owned()));
    }
    let bytes = tokio::fs::read(file).await.map_err(|error| refuse(error.to_string()))?;
    let is_picture = bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xff\xd8\xff");
    if is_picture { Ok(bytes) } else { Err(refuse("a logo is a PNG or JPEG file".to_owned())) }
}
