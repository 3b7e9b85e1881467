//! Each system's connector, signed in to a simulator of its own whose clock the test moves.

use std::{sync::Arc, time::Duration};

use anyhow::Result;
use connectors::{Connector, HttpTransport, Presence, PulledOrder, SignIn, SystemClock, connect};
use demo_shop::{Clock, DemoShop, Effect, Features, HandClock, Options, Running};
use domain::{EditKey, NativeId, System};
use jiff::Timestamp;
use serde_json::json;

/// A connector and the shop it is signed in to.
pub(super) struct Subject {
    /// For messages.
    pub name: &'static str,
    pub shop: Running,
    pub connector: Arc<dyn Connector>,
    /// The same shop by a key that may read alone.
    pub reader: Arc<dyn Connector>,
    clock: Arc<HandClock>,
}

/// One signed-in connector a system.
pub(super) async fn systems(seed: u64) -> Result<Vec<Subject>> {
    Ok(vec![woocommerce("WooCommerce", Features::default(), seed).await?])
}

/// The same in every shape in which a system carries edits out differently.
pub(super) async fn shapes(seed: u64) -> Result<Vec<Subject>> {
    let plain = Features {
        shipment_tracking: false,
        fulfillments: false,
        order_actions: false,
        notes_name_program: false,
        cancelled_mail: false,
    };
    Ok(vec![
        woocommerce("WooCommerce with a tracking plugin", Features::default(), seed).await?,
        woocommerce(
            "WooCommerce with fulfilments",
            Features { fulfillments: true, order_actions: true, ..plain },
            seed,
        )
        .await?,
        woocommerce("WooCommerce, bare", plain, seed).await?,
    ])
}

async fn woocommerce(name: &'static str, features: Features, seed: u64) -> Result<Subject> {
    let clock = Arc::new(HandClock::at(Timestamp::now()));
    let options = Options { orders: 230, seed, features, ..Options::default() };
    let shop = DemoShop::with_clock(options, Arc::clone(&clock) as Arc<dyn Clock>)?;
    let read_only = shop.keys()[1].clone();
    let shop = demo_shop::serve(shop, None).await?;
    let connector = |key: &str, secret: &str| {
        let sign_in = SignIn::new().with("url", &shop.url).with("key", key).with("secret", secret);
        connect(System::Woocommerce, &sign_in, Arc::new(HttpTransport::new(None)?), Arc::new(SystemClock))
    };
    let (reader, connector) = (connector(&read_only.key, &read_only.secret)?, connector(&shop.key, &shop.secret)?);
    Ok(Subject { name, connector, reader, clock, shop })
}

/// The state an order of a test is to be in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Waits for its money.
    Unpaid,
    /// Paid and to be packed.
    Paid,
    /// Paid by a provider that gives money back by itself.
    PaidOnline,
    /// In the bin.
    Binned,
}

impl Subject {
    /// Somebody orders three of one thing and two of another, for about 60 in the shop's currency; gives the order's number.
    pub fn place(&self, wanted: Wanted) -> Result<u64> {
        let address = json!({
            "first_name": "Zoë", "last_name": "in 't Veld", "address_1": "Keizersgracht 12", "city": "Amsterdam",
            "postcode": "1015 CJ", "country": "NL", "phone": "+31612345678", "email": "zoe@example.test",
        });
        let method = if wanted == Wanted::PaidOnline { "stripe" } else { "cod" };
        let body = json!({
            "set_paid": wanted != Wanted::Unpaid, "payment_method": method, "payment_method_title": "By some way",
            "billing": address, "shipping": address, "customer_note": "Please ring twice",
            "line_items": [{"sku": "KRS-OLA", "quantity": 3}, {"sku": "MOK-OLA", "quantity": 2}],
            "shipping_lines": [{"method_id": "flat_rate", "method_title": "PostNL", "total": "4.92"}],
        });
        let id = self.shop.shop.place_order_with(&body)?;
        if wanted == Wanted::Binned {
            self.shop.shop.trash_order(id)?;
        }
        Ok(id)
    }

    /// The order as the connector reads it, in the bin or out of it.
    pub async fn read(&self, id: &NativeId) -> Result<PulledOrder> {
        Ok(match self.connector.presence(id).await? {
            Presence::There(order) | Presence::Gone(connectors::Gone::Trashed(order)) => *order,
            Presence::Gone(connectors::Gone::Deleted) => anyhow::bail!("{}: {id} is gone", self.name),
        })
    }

    /// Moves the shop's clock on.
    pub fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// What took place at the shop since `from` effects, not counting what others did.
    pub fn effects_since(&self, from: usize) -> Vec<Effect> {
        self.shop.shop.effects().into_iter().skip(from).filter(|effect| !effect.by_shop).collect()
    }

    /// Replaces what goes wrong.
    pub fn faults(&self, words: &[&str]) -> Result<()> {
        self.shop.shop.set_faults(words.iter().map(|word| word.parse()).collect::<Result<_, _>>()?);
        Ok(())
    }
}

/// A mark never used before.
pub(super) fn key(number: usize) -> EditKey {
    EditKey(format!("{number:032x}"))
}
