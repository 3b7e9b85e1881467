//! Secrets, keys and customers' data are in no log, error, file or process list.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

use std::collections::BTreeSet;

use anyhow::Result;
use demo_shop::Options;
use stories::world::{Cli, PASSPHRASE, serve};

#[tokio::test(flavor = "multi_thread")]
async fn logs_errors_and_the_process_list_keep_quiet() -> Result<()> {
    let shop = serve(Options { orders: 80, seed: 21, ..Options::default() }).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    shop.shop.set_faults(vec![
        "5xx=0.03".parse()?,
        "truncate=0.03".parse()?,
        "html=0.03".parse()?,
        "poison=1".parse()?,
    ]);
    let mut child = cli.command(&["sync", "--once"]).env("RUST_LOG", "debug").spawn()?;
    let mut seen = String::new();
    for _ in 0..10 {
        seen.push_str(&command_lines());
        tokio::time::sleep(std::time::Duration::from_millis(40)).await;
    }
    let output = tokio::task::spawn_blocking(move || {
        child.try_wait()?;
        child.wait_with_output()
    })
    .await??;
    seen.push_str(&String::from_utf8_lossy(&output.stderr));
    seen.push_str(&String::from_utf8_lossy(&output.stdout));
    assert!(seen.contains("DEBUG"), "the log was on");

    shop.shop.set_faults(Vec::new());
    shop.shop.set_down(true);
    seen.push_str(&cli.run(&["shop", "test", "1"]).await?.err);

    for hidden in private_words(&shop) {
        assert!(!seen.contains(&hidden), "{hidden:?} was said in: {}", around(&seen, &hidden));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_holds_the_secret_in_the_open() -> Result<()> {
    let shop = serve(Options { orders: 40, seed: 22, ..Options::default() }).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    assert_eq!(cli.run(&["sync", "--once"]).await?.code, 0);
    let mut folders = vec![cli.data_dir().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path)?;
            for secret in [shop.secret.as_bytes(), PASSPHRASE.as_bytes()] {
                assert!(!bytes.windows(secret.len()).any(|window| window == secret), "{}", path.display());
            }
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                assert_eq!(std::fs::metadata(&path)?.permissions().mode() & 0o077, 0, "{}", path.display());
            }
        }
    }
    Ok(())
}

/// The secret, the passphrase, and what customers are called and reached by. The key itself is an argument of
/// `shop add`, so the process list may show it there; logs may not.
fn private_words(shop: &demo_shop::Running) -> BTreeSet<String> {
    let mut words = BTreeSet::from([shop.secret.clone(), PASSPHRASE.to_owned()]);
    for entry in shop.shop.dump(&shop.url) {
        for part in ["billing", "shipping"] {
            for field in ["email", "phone", "last_name", "address_1"] {
                let text = entry["order"][part][field].as_str().unwrap_or_default();
                // Short names occur inside other words.
                if text.chars().count() >= 6 {
                    words.insert(text.to_owned());
                }
            }
        }
    }
    words
}

fn command_lines() -> String {
    let Ok(processes) = std::fs::read_dir("/proc") else { return String::new() };
    let lines = processes.flatten().filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    lines.map(|line| String::from_utf8_lossy(&line).replace('\0', " ")).collect::<Vec<_>>().join("\n")
}

fn around(text: &str, found: &str) -> String {
    let at = text.find(found).unwrap_or(0);
    let from = text.char_indices().map(|(i, _)| i).rfind(|i| *i + 160 < at).unwrap_or(0);
    text[from..].chars().take(400).collect()
}
