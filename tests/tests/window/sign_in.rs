//! Connecting a shop, and what is said when that fails.

use anyhow::Result;
use serde_json::json;

use super::stage::{Stage, connect, shop};

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_is_named_and_the_right_one_connects() -> Result<()> {
    let stage = Stage::new()?;
    let shop = shop(51).await?;
    let window = stage.open(&[], Vec::new()).await?;
    window.click("[data-testid=welcome-connect]").await?;
    for (field, value) in
        [("url", shop.url.as_str()), ("key", &shop.key), ("secret", "cs_0000000000000000000000000000000000000000")]
    {
        window.find(&format!("[data-testid=sign-in-{field}]")).await?.send_keys(value).await?;
    }
    window.click("[data-testid=sign-in-add]").await?;
    window.find("[data-code=wrong_secret]").await?;
    window.shot("sign-in-refused-light").await?;
    window.ensure_accessible("sign-in").await?;
    let secret = window.find("[data-testid=sign-in-secret]").await?;
    secret.clear().await?;
    secret.send_keys(&shop.secret).await?;
    window.click("[data-testid=sign-in-add]").await?;
    window.find("[data-testid=row]").await?;
    let shops = window.invoke("shops", json!({})).await?;
    assert!(!shops.to_string().contains(&shop.secret), "the window is never told a secret again");
    window.close().await
}

/// The secret is in the key store: after a restart the shop is signed in to without being asked again.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_the_shop_is_signed_in_to_by_itself() -> Result<()> {
    let stage = Stage::new()?;
    let shop = shop(52).await?;
    let window = stage.open(&[], Vec::new()).await?;
    connect(&window, &shop).await?;
    window.find("[data-testid=row]").await?;
    window.close().await?;
    let id = shop.shop.place_order();
    let window = stage.open(&[], Vec::new()).await?;
    window.find(&format!("[data-testid=row][data-number=\"{id}\"]")).await?;
    window.close().await
}
