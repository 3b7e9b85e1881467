//! A demo shop, a data directory and the real command line between them; and the question that every story ends with:
//! is the replica the shop, field by field?

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use demo_shop::{DemoShop, Options, Running};
use domain::{NativeId, OrderState, ShopId};
use replica::{OpenOptions, Replica};
use serde_json::Value;
use tempfile::TempDir;

/// The passphrase of every story's secrets file.
pub const PASSPHRASE: &str = "the bench is by the window";

/// A program of the workspace, built before the tests: beside the test's own binary, or where `variable` says.
///
/// # Errors
/// Says how to build it where it is missing.
pub fn built(name: &str, variable: &str) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    let own = std::env::current_exe()?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let found = own.ancestors().skip(1).take(3).map(|dir| dir.join(&file)).find(|path| path.is_file());
    found.with_context(|| format!("{file} is not built: run `cargo xtask test`, or build it and set {variable}"))
}

/// The command line on one data directory.
pub struct Cli {
    program: PathBuf,
    data_dir: TempDir,
}

/// What a run of the command line gave.
#[derive(Debug)]
pub struct Ran {
    /// Its exit code; -1 where a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Its answer as JSON.
    ///
    /// # Errors
    /// Where it failed or did not answer in JSON.
    pub fn json(&self) -> Result<Value> {
        ensure!(self.code == 0, "exit code {}: {}", self.code, self.err);
        serde_json::from_str(&self.out).with_context(|| format!("not JSON: {}", self.out))
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A command that takes longer hangs.
const ENDS_WITHIN: Duration = Duration::from_secs(600);

impl Cli {
    /// On a new data directory.
    ///
    /// # Errors
    /// Where the program is not built.
    pub fn new() -> Result<Self> {
        Ok(Self { program: built("shopbell", "SHOPBELL_BIN")?, data_dir: TempDir::new()? })
    }

    /// Its data directory.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        self.data_dir.path()
    }

    /// A call, not started yet.
    #[must_use]
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(["--json", "--secrets", "file", "--data-dir"])
            .arg(self.data_dir.path())
            .args(args)
            .env("SHOPBELL_PASSPHRASE", PASSPHRASE)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs to the end.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub async fn run(&self, args: &[&str]) -> Result<Ran> {
        let mut command = tokio::process::Command::from(self.command(args));
        let output = tokio::time::timeout(ENDS_WITHIN, command.kill_on_drop(true).output()).await;
        Ok(output.with_context(|| format!("`{}` does not end", args.join(" ")))??.into())
    }

    /// Runs and expects an answer in JSON.
    ///
    /// # Errors
    /// Where it fails.
    pub async fn ask(&self, args: &[&str]) -> Result<Value> {
        self.run(args).await?.json().with_context(|| args.join(" "))
    }

    /// Connects a demo shop; the secret goes by standard input.
    ///
    /// # Errors
    /// Where the shop is not connected.
    pub async fn connect(&self, shop: &Running) -> Result<Value> {
        let mut command =
            self.command(&["shop", "add", "woocommerce", "--url", &shop.url, "--key", &shop.key, "--secret-stdin"]);
        command.stdin(Stdio::piped());
        let secret = shop.secret.clone();
        let output = tokio::task::spawn_blocking(move || -> Result<Output> {
            use std::io::Write;
            let mut child = command.spawn()?;
            child.stdin.take().context("standard input")?.write_all(secret.as_bytes())?;
            Ok(child.wait_with_output()?)
        });
        Ran::from(output.await??).json()
    }

    /// The replica, read beside whoever owns it.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub async fn replica(&self) -> Result<Replica> {
        let options = OpenOptions { beside_owner: true, ..OpenOptions::default() };
        Ok(Replica::open(self.data_dir.path(), options).await?)
    }
}

/// A demo shop, served.
///
/// # Errors
/// Where no port is free.
pub async fn serve(options: Options) -> Result<Running> {
    let shop = tokio::task::spawn_blocking(move || DemoShop::new(options)).await??;
    Ok(demo_shop::serve(shop, None).await?)
}

/// Every difference between the replica's one shop and the demo shop, in words; none is what a story wants. Orders
/// that the shop itself cannot give out are compared by their quarantine entry.
///
/// # Errors
/// Where the replica cannot be read.
pub async fn differences(replica: &Replica, shop: &Running) -> Result<Vec<String>> {
    let shops = replica.shops().await?;
    let [own] = shops.as_slice() else { bail!("one shop expected, {} found", shops.len()) };
    let poisoned: BTreeSet<u64> = shop.shop.poisoned_orders().into_iter().collect();
    let mut found = quarantine_differences(replica, own.id, &poisoned).await?;
    let mut theirs = BTreeMap::new();
    for entry in shop.shop.dump(&shop.url) {
        let id = entry["order"]["id"].as_u64().context("an order's id")?;
        theirs.insert(id.to_string(), entry);
    }
    let ours = replica.stored_placed(own.id, None, None, u32::MAX).await?;
    let our_ids: BTreeSet<String> = ours.iter().map(|stored| stored.native_id.to_string()).collect();
    for id in theirs.keys().filter(|id| !our_ids.contains(*id)) {
        if !id.parse().is_ok_and(|id| poisoned.contains(&id)) {
            found.push(format!("order {id}: missing"));
        }
    }
    for stored in ours {
        let id = stored.native_id.to_string();
        match theirs.get(&id) {
            None => found.push(format!("order {id}: not at the shop")),
            Some(_) if id.parse().is_ok_and(|id| poisoned.contains(&id)) => {}
            Some(entry) => found.extend(order_differences(replica, &stored, entry).await?),
        }
    }
    Ok(found)
}

async fn quarantine_differences(replica: &Replica, shop: ShopId, poisoned: &BTreeSet<u64>) -> Result<Vec<String>> {
    let rows = replica.quarantined(shop).await?;
    let orders = rows.iter().filter(|row| row.feed == "orders" || row.feed == "trash");
    let named: BTreeSet<u64> = orders.filter_map(|row| row.native_id.as_ref()?.as_str().parse().ok()).collect();
    let mut found: Vec<String> =
        poisoned.difference(&named).map(|id| format!("order {id}: cannot be read, and nobody says so")).collect();
    found.extend(named.difference(poisoned).map(|id| format!("order {id}: quarantined although it can be read")));
    Ok(found)
}

async fn order_differences(replica: &Replica, stored: &replica::Stored, entry: &Value) -> Result<Vec<String>> {
    let id = &stored.native_id;
    let raw = replica.raw(stored.id).await?.with_context(|| format!("order {id}: no bytes"))?;
    let raw: Value = serde_json::from_slice(&raw).with_context(|| format!("order {id}: bytes"))?;
    let mut found = Vec::new();
    compare(&format!("order {id}"), &entry["order"], &raw, &mut found);
    let order = replica.order(stored.id).await?.with_context(|| format!("order {id}: no row"))?;
    let is_trash = entry["order"]["status"] == "trash";
    if is_trash != (order.row.order_state == OrderState::Deleted) {
        found.push(format!("order {id}: in the bin there: {is_trash}, here: {:?}", order.row.order_state));
    }
    for (what, here, there) in [
        ("number", order.row.number.as_str(), &entry["order"]["number"]),
        ("status", order.order.status.as_str(), &entry["order"]["status"]),
        ("currency", order.order.currency.as_str(), &entry["order"]["currency"]),
    ] {
        if there.as_str() != Some(here) {
            found.push(format!("order {id}: {what} {here:?} here, {there} there"));
        }
    }
    let total: rust_decimal::Decimal = entry["order"]["total"].as_str().context("total")?.parse()?;
    if order.row.total.amount != total {
        found.push(format!("order {id}: total {} here, {total} there", order.row.total.amount));
    }
    if !is_trash {
        found.extend(refund_differences(id, &order.order.refunds, &entry["refunds"])?);
    }
    Ok(found)
}

pub(crate) fn refund_differences(id: &NativeId, ours: &[domain::Refund], theirs: &Value) -> Result<Vec<String>> {
    let theirs = theirs.as_array().context("refunds")?;
    let mut expected = BTreeSet::new();
    for refund in theirs {
        let amount: rust_decimal::Decimal = refund["amount"].as_str().context("amount")?.parse()?;
        let pieces: i64 =
            refund["line_items"].as_array().into_iter().flatten().filter_map(|line| line["quantity"].as_i64()).sum();
        let made = refund["date_created_gmt"].as_str().context("date")?.to_owned();
        expected.insert((
            refund["id"].to_string(),
            amount.normalize().to_string(),
            refund["reason"].as_str().unwrap_or_default().to_owned(),
            (-pieces).to_string(),
            made,
        ));
    }
    let here: BTreeSet<_> = ours
        .iter()
        .map(|refund| {
            let pieces: rust_decimal::Decimal = refund.lines.iter().map(|line| line.quantity).sum();
            let made = refund.created_at.map(|at| at.strftime("%Y-%m-%dT%H:%M:%S").to_string()).unwrap_or_default();
            (
                refund.native_id.to_string(),
                refund.amount.normalize().to_string(),
                refund.reason.clone(),
                pieces.normalize().to_string(),
                made,
            )
        })
        .collect();
    Ok(if here == expected {
        Vec::new()
    } else {
        vec![format!("order {id}: refunds {here:?} here, {expected:?} there")]
    })
}

/// Compares two JSON values down to their leaves. Links are the server's own navigation, not the order's content.
pub(crate) fn compare(path: &str, there: &Value, here: &Value, found: &mut Vec<String>) {
    match (there, here) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).filter(|key| *key != "_links").collect();
            for key in keys {
                compare(
                    &format!("{path}.{key}"),
                    a.get(key).unwrap_or(&Value::Null),
                    b.get(key).unwrap_or(&Value::Null),
                    found,
                );
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                compare(&format!("{path}[{i}]"), a, b, found);
            }
        }
        (a, b) if a == b => {}
        (a, b) => found.push(format!("{path}: {a} there, {b} here")),
    }
}
