//! Every screen, light and dark: screenshots to look at, and nothing for axe-core to find.

use anyhow::Result;
use serde_json::json;
use stories::rig::window::Window;

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn screenshots_of_every_screen_in_light_and_dark_and_axe_finds_nothing() -> Result<()> {
    let stage = Stage::new()?;
    let window = stage.open_demo(Vec::new()).await?;
    for theme in ["light", "dark"] {
        window.set_theme(theme).await?;
        window.find("[data-testid=row]").await?;
        window.press("j").await?;
        window.press("Enter").await?;
        window.find("[data-testid=item]").await?;
        picture(&window, "orders", theme).await?;
        for (screen, open, ready) in [
            ("health", "[data-testid=open-health]", "[data-testid=health]"),
            ("shops", "[data-testid=open-shops]", "[data-testid=shops]"),
            ("settings", "[data-testid=open-settings]", "[data-testid=settings]"),
        ] {
            window.click(open).await?;
            window.find(ready).await?;
            picture(&window, screen, theme).await?;
        }
        window.click("[data-testid=view-to_pack]").await?;
        window.find("[data-testid=row]").await?;
        picture(&window, "to-pack", theme).await?;
        window.press("Control+k").await?;
        window.find("[data-testid=palette-input]").await?;
        picture(&window, "palette", theme).await?;
        window.press("Escape").await?;
        window.press("?").await?;
        window.find("[data-testid=shortcuts]").await?;
        picture(&window, "shortcuts", theme).await?;
        window.press("Escape").await?;
        window.wait_gone("[data-testid=shortcuts]").await?;
    }
    window.close().await
}

/// In each language the window shows its own words and no message's bare name.
#[tokio::test(flavor = "multi_thread")]
async fn screenshots_in_six_languages() -> Result<()> {
    let stage = Stage::new()?;
    let window = stage.open_demo(Vec::new()).await?;
    for (language, words) in [
        ("nl", "Wachtend op betaling"),
        ("pl", "Oczekuje na płatność"),
        ("fr", "En attente de paiement"),
        ("nb", "Venter på betaling"),
        ("de", "Warten auf Zahlung"),
        ("en", "Awaiting payment"),
    ] {
        window.change_settings(|settings| settings["language"] = json!(language)).await?;
        window.wait_for_text("[data-testid=sidebar]", words).await?;
        window.find("[data-testid=row]").await?;
        window.shot(&format!("language-{language}")).await?;
    }
    window.close().await
}

async fn picture(window: &Window, screen: &str, theme: &str) -> Result<()> {
    window.shot(&format!("{screen}-{theme}")).await?;
    window.ensure_accessible(&format!("{screen}, {theme}")).await
}
