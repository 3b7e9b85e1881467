//! A slip on a real print queue, by keys alone.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;
use stories::{
    rig::cups::PrintRig,
    world::{Cli, Ran},
};

use super::stage::{Stage, rows};

#[tokio::test(flavor = "multi_thread")]
async fn keys_alone_open_an_order_and_print_its_slip() -> Result<()> {
    let printer = PrintRig::start()?;
    let stage = Stage::new()?;
    let window = stage.open_demo(printer.environment()).await?;
    let second = rows(&window, json!({})).await?.remove(1);
    let number = second["number"].as_str().context("a number")?.to_owned();
    // The first key may meet a list that nothing is selected in yet.
    for _ in 0..3 {
        window.press("j").await?;
        let pane =
            "return document.querySelector('[data-testid=order-number]')?.innerText.includes(arguments[0]) ?? false";
        tokio::time::sleep(Duration::from_millis(300)).await;
        if window.client().execute(pane, vec![number.clone().into()]).await? == json!(true) {
            break;
        }
    }
    window.press("Enter").await?;
    window.wait_for_text("[data-testid=order-number]", &number).await?;
    let opened = window.text("[data-testid=order-number]").await?;
    let code = window.text("[data-testid=order-code]").await?;
    window.press("p").await?;
    window.find("[data-testid=print-dialog]").await?;
    window.find("[data-testid=print-preview] canvas").await?;
    window.shot("print-light").await?;
    window.ensure_accessible("print dialog").await?;
    window.press("Enter").await?;
    let files = tokio::task::spawn_blocking(move || -> Result<String> {
        let files = printer.wait_for(1, Duration::from_secs(40))?;
        printer.text_of(files.first().context("a printed file")?)
    });
    let text = files.await??;
    assert!(text.contains(code.trim()), "{code} in:\n{text}");
    assert!(text.contains(opened.trim().trim_start_matches('#')), "{opened} in:\n{text}");
    assert!(text.contains("Packing slip"), "{text}");
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_prints_many_orders_in_one_go() -> Result<()> {
    let printer = PrintRig::start()?;
    let shop = super::stage::shop(61).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    assert_eq!(cli.run(&["sync", "--once"]).await?.code, 0);
    let listed = cli.ask(&["orders", "--limit", "3"]).await?;
    let codes: Vec<String> =
        listed.as_array().context("a list")?.iter().filter_map(|o| o["code"].as_str().map(str::to_owned)).collect();
    let mut args = vec!["print"];
    args.extend(codes.iter().map(String::as_str));
    args.extend(["--printer", printer.queue()]);
    let mut print = cli.command(&args);
    print.envs(printer.environment());
    let ran = Ran::from(tokio::task::spawn_blocking(move || print.output()).await??);
    assert_eq!(ran.json()?["orders"], 3);
    let text = tokio::task::spawn_blocking(move || -> Result<String> {
        let files = printer.wait_for(1, Duration::from_secs(40))?;
        printer.text_of(files.first().context("a printed file")?)
    });
    let text = text.await??;
    for code in codes {
        assert!(text.contains(&code), "{code} in:\n{text}");
    }
    Ok(())
}
