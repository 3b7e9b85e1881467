//! Finding orders, and keeping a search.

use anyhow::{Context, Result};
use domain::fold::fold;
use serde_json::json;

use super::stage::{Stage, rows};

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_found_without_its_accents() -> Result<()> {
    let stage = Stage::new()?;
    let window = stage.open_demo(Vec::new()).await?;
    let all = rows(&window, json!({})).await?;
    let names = all.iter().filter_map(|row| row["customer"].as_str());
    let latin = |name: &&str| !name.is_ascii() && fold(name).chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    let name = names.into_iter().find(latin).context("a name with accents")?.to_owned();
    window.press("/").await?;
    window.type_text(&fold(&name)).await?;
    let expected = all.iter().filter(|row| row["customer"] == name.as_str()).count();
    assert!(expected > 0);
    window.wait_for_text("[data-testid=row]", &name).await?;
    let shown = "return [...document.querySelectorAll('[data-testid=row]')].length > 0 && [...document.querySelectorAll('[data-testid=row]')].some(row => row.innerText.includes(arguments[0]))";
    window.wait_until("the found orders", shown, &[name.into()]).await?;
    window.shot("search-light").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_negative_search_becomes_a_view_with_the_right_count() -> Result<()> {
    const SEARCH: &str = "-status:cancelled paid:no";
    let stage = Stage::new()?;
    let window = stage.open_demo(Vec::new()).await?;
    // Counted here from the rows themselves, not by the search.
    let all = rows(&window, json!({})).await?;
    let is_paid = |row: &serde_json::Value| {
        ["paid", "part_refunded", "refunded", "authorized"].contains(&row["payment_state"].as_str().unwrap_or_default())
    };
    let expected = all.iter().filter(|row| row["status"] != "cancelled" && !is_paid(row)).count();
    assert!(expected > 0 && expected < all.len());

    window.press("/").await?;
    window.type_text(SEARCH).await?;
    window.click("[data-testid=save-view]").await?;
    window.find("[data-testid=save-view-name]").await?.send_keys("Bank check").await?;
    window.click("[data-testid=save-view-submit]").await?;
    window.wait_for_text("[data-testid^=saved-view-]", "Bank check").await?;
    let saved = window.invoke("counts", json!({})).await?;
    assert_eq!(saved["saved"][0][1], expected);
    let shown = "const view = [...document.querySelectorAll('[data-testid^=saved-view-]')].find(v => v.innerText.includes('Bank check')); return view?.innerText.replace(/[^0-9]/g, '') === arguments[0]";
    window.wait_until("the view's count", shown, &[expected.to_string().into()]).await?;
    window.close().await
}
