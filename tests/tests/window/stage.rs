//! What every test of the window stands on.

use anyhow::{Context, Result};
use demo_shop::Options;
use serde_json::{Value, json};
use stories::{
    rig::{
        dbus::SessionBus,
        display::Display,
        keyring::Keyring,
        window::{Home, Launch, Window},
    },
    world::serve,
};

/// A desktop with one window on it.
pub struct Stage {
    /// The display.
    pub display: Display,
    /// Its session bus.
    pub bus: SessionBus,
    /// The user's folders.
    pub home: Home,
    _keyring: Keyring,
}

impl Stage {
    /// An empty desktop with an unlocked key store.
    pub fn new() -> Result<Self> {
        let (display, bus) = (Display::start()?, SessionBus::start()?);
        let keyring = Keyring::start(&bus)?;
        Ok(Self { display, bus, home: Home::new()?, _keyring: keyring })
    }

    /// Starts the app with these arguments and variables.
    pub async fn open(&self, args: &[&str], variables: Vec<(String, String)>) -> Result<Window> {
        let launch = Launch::app()?.args(args.iter().copied()).environment(self.bus.environment());
        launch.environment(variables).open(&self.display, &self.home).await
    }

    /// Starts the app on its embedded demo shop and waits for orders.
    pub async fn open_demo(&self, variables: Vec<(String, String)>) -> Result<Window> {
        let window = self.open(&["--demo", "--demo-orders", "260", "--demo-rate", "0"], variables).await?;
        window.find("[data-testid=row]").await?;
        wait_synced(&window).await?;
        Ok(window)
    }

    /// Starts the app and connects a served shop through the form.
    pub async fn open_connected(&self, shop: &demo_shop::Running) -> Result<Window> {
        let window = self.open(&[], Vec::new()).await?;
        connect(&window, shop).await?;
        window.find("[data-testid=row]").await?;
        wait_synced(&window).await?;
        Ok(window)
    }
}

/// Fills in the sign-in form of the welcome.
pub async fn connect(window: &Window, shop: &demo_shop::Running) -> Result<()> {
    window.click("[data-testid=welcome-connect]").await?;
    for (field, value) in [("url", &shop.url), ("key", &shop.key), ("secret", &shop.secret)] {
        let field = window.find(&format!("[data-testid=sign-in-{field}]")).await?;
        field.send_keys(value).await?;
    }
    window.click("[data-testid=sign-in-add]").await
}

/// Waits until the first sync is over: history, notes and all.
pub async fn wait_synced(window: &Window) -> Result<()> {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
    loop {
        let health = window.invoke("health", json!({})).await?;
        let shop = &health["shops"][0];
        let read = shop["last_checked"].is_string() && shop["activity"]["phase"]["phase"] == "idle";
        if read || std::time::Instant::now() > deadline {
            return if read { Ok(()) } else { Err(anyhow::anyhow!("the first sync did not end: {health}")) };
        }
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    }
}

/// A served shop of a size at which every kind of order occurs.
pub async fn shop(seed: u64) -> Result<demo_shop::Running> {
    serve(Options { orders: 260, seed, ..Options::default() }).await
}

/// All rows of a list, through the window's own commands.
pub async fn rows(window: &Window, request: Value) -> Result<Vec<Value>> {
    let mut request = request;
    for (field, value) in [
        ("view", Value::Null),
        ("search", json!("")),
        ("shop", Value::Null),
        ("sort", json!("placed_at")),
        ("direction", json!("descending")),
    ] {
        if request.get(field).is_none() {
            request[field] = value;
        }
    }
    let opened = window.invoke("list_open", json!({ "request": request })).await?;
    let (list, total) = (&opened["list"], opened["total"].as_u64().context("total")?);
    let mut rows = Vec::new();
    for offset in (0..total).step_by(200) {
        let page = window.invoke("list_page", json!({ "list": list, "offset": offset, "limit": 200 })).await?;
        rows.extend(page.as_array().context("rows")?.iter().cloned());
    }
    Ok(rows)
}
