//! The command line's grammar. Secrets are never arguments: a process list shows those to everybody.

mod order;
mod outbox;

pub(crate) use order::{Asking, Order, OrderRefund, Which};
pub(crate) use outbox::{Conflicts, EditIds, Outbox, OutboxList, Push};

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use demo_shop::{Fault, Pace};

/// Every order from every shop, without a window.
///
/// Exit codes: 0 done; 1 failed; 2 wrong usage; 3 no such order, shop or printer (or several); 4 the shop or network
/// has trouble, try again later; 5 the shop refuses the sign-in; 6 the key store or secrets file cannot be used; 7 the
/// data directory cannot be used; 8 done, but edits wait for you (`shopbell outbox list`).
#[derive(Debug, Parser)]
#[command(name = "shopbell", version, propagate_version = true)]
pub(crate) struct Args {
    /// Keep data here instead of the user's data directory.
    #[arg(long, global = true, value_name = "DIR", env = "SHOPBELL_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// Print one JSON document instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// Where the shops' secrets are kept: the system's key store, or an encrypted file whose passphrase comes from
    /// SHOPBELL_PASSPHRASE or a prompt.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub secrets: Secrets,
    #[command(subcommand)]
    pub command: Command,
}

/// Where secrets are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Secrets {
    /// The system's key store.
    #[default]
    Keystore,
    /// An encrypted file in the data directory.
    File,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve a demo shop on this machine; prints one JSON line with url, key and secret first.
    Demo(Demo),
    /// Connect, list, test and remove shops.
    Shop {
        #[command(subcommand)]
        command: Shop,
    },
    /// Read the shops.
    Sync(Sync),
    /// List orders.
    Orders(Orders),
    /// One order: show it, change it.
    Order {
        #[command(subcommand)]
        command: Box<Order>,
    },
    /// Edits on their way to the shops, and those that wait for you.
    Outbox {
        #[command(subcommand)]
        command: Outbox,
    },
    /// Edits of fields that the shop has changed too.
    Conflicts {
        #[command(subcommand)]
        command: Conflicts,
    },
    /// Send what the outbox holds.
    Push(Push),
    /// Save packing slips as one PDF.
    Slip(Slip),
    /// Print packing slips.
    Print(Print),
    /// List printers.
    Printers,
    /// Compare every shop with the replica, mend what differs, and list what was found.
    Audit,
    /// How every shop's sync stands, with everything that could not be read or was not understood.
    Status,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// Orders to start with, 10 to 1,000,000.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(10..=1_000_000))]
    pub orders: u32,
    /// Fixes orders, customers, key and secret.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// What the shop's clock shows at the start, as 2026-11-22T12:00:00Z; also fixes the orders' dates.
    #[arg(long)]
    pub now: Option<jiff::Timestamp>,
    /// Port on 127.0.0.1; any free one where it is left out.
    #[arg(long)]
    pub port: Option<u16>,
    /// Keep the shop's state in this file.
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// New orders a minute.
    #[arg(long, value_name = "R", default_value_t = 0.0)]
    pub place_per_minute: f64,
    /// How long answers take: `real` as on a real shop, or `none`.
    #[arg(long, default_value = "none")]
    pub pace: Pace,
    /// What goes wrong, as KIND=RATE; may be repeated. `--fault help` lists the kinds.
    #[arg(long = "fault", value_name = "KIND=RATE")]
    pub faults: Vec<Fault>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Shop {
    /// Connect a shop.
    Add {
        #[command(subcommand)]
        system: AddShop,
    },
    /// List connected shops.
    List,
    /// Sign in to a shop and say what was found.
    Test {
        /// Its tag, name or number.
        shop: String,
    },
    /// Have a test order made in a shop, to hear the bell and print a slip. `order delete` takes it away again.
    TestOrder {
        /// Its tag, name or number.
        shop: String,
    },
    /// Forget a shop, its orders, pictures, secret, and edits not sent yet.
    Remove {
        /// Its tag, name or number.
        shop: String,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AddShop {
    /// A WooCommerce shop (WooCommerce > Settings > Advanced > REST API makes its key and secret).
    Woocommerce {
        /// The shop's address.
        #[arg(long)]
        url: String,
        /// Consumer key (ck_…).
        #[arg(long)]
        key: String,
        /// Read the consumer secret from standard input instead of asking for it.
        #[arg(long)]
        secret_stdin: bool,
        /// Tag for order codes, 2–4 letters; proposed from the shop's name where left out.
        #[arg(long)]
        tag: Option<String>,
        /// Agree to plain http, where requests are signed but can be read on the way.
        #[arg(long)]
        allow_plain_http: bool,
        /// Trust exactly this certificate: its SHA-256 fingerprint, compared with the shop's own.
        #[arg(long, value_name = "SHA256")]
        trust_certificate: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Sync {
    /// Read everything once (history and audit included) and end. The default.
    #[arg(long, conflicts_with = "follow")]
    pub once: bool,
    /// Go on until interrupted.
    #[arg(long)]
    pub follow: bool,
    /// Only these shops, by tag, name or number.
    #[arg(long = "shop", value_name = "SHOP")]
    pub shops: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Orders {
    /// to-pack, awaiting-payment, on-hold, problems, shipped-today, all, or the name of a saved view.
    #[arg(long)]
    pub view: Option<String>,
    /// What must hold, as in the window: `-status:cancelled paid:no dabrowska`.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    pub search: String,
    /// At most so many.
    #[arg(long, default_value_t = 50)]
    pub limit: usize,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Slip {
    /// Orders: numbers, order codes, or shop/number.
    #[arg(required = true, value_name = "REF")]
    pub references: Vec<String>,
    /// The PDF to write; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    #[command(flatten)]
    pub paper: Paper,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Print {
    /// Orders: numbers, order codes, or shop/number.
    #[arg(required = true, value_name = "REF")]
    pub references: Vec<String>,
    /// The printer's name; the settings' or the system's default where left out.
    #[arg(long)]
    pub printer: Option<String>,
    /// Copies.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=99))]
    pub copies: Option<u16>,
    #[command(flatten)]
    pub paper: Paper,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Paper {
    /// a4, a5, letter or 100x150; the settings' where left out.
    #[arg(long)]
    pub paper: Option<String>,
    /// Prices on the slip.
    #[arg(long)]
    pub prices: bool,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_grammar_holds_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn edits_are_read_as_they_are_written() {
        for line in [
            "order set-status 1174 completed",
            "order set-status 1174 AN-1171-E AN/1165 on-hold --yes --notice quiet",
            "order note 1174 --text packed --to-customer",
            "order address 1174 --shipping city=Sneek phone=",
            "order address 1174 --billing email=j@example.test --yes",
            "order track 1174 --carrier PostNL --number 3S1 --url https://example.test/3S1",
            "order refund 1174 --line A=1 --line B=0.5 --shipping all --amount 12.50 --no-restock --reason worn",
            "order refund 1174 --amount 1 --through-gateway --reason x --yes",
            "order delete 1174 --yes",
            "order email 1174",
            "outbox list --all --shop AN --limit 5",
            "outbox retry 1 2 3",
            "conflicts keep-mine 4",
            "push --once --shop AN --json",
            "shop test-order AN",
        ] {
            let args = Args::try_parse_from(std::iter::once("shopbell").chain(line.split(' ')));
            assert!(args.is_ok(), "{line}: {}", args.unwrap_err());
        }
        for line in [
            "order set-status 1174",
            "order note 1174",
            "order refund 1174 --amount 1",
            "order address 1174 a=b",
            "outbox drop",
        ] {
            assert!(Args::try_parse_from(std::iter::once("shopbell").chain(line.split(' '))).is_err(), "{line}");
        }
        let args = Args::try_parse_from("shopbell order set-status 1 2 3 on-hold".split(' ')).unwrap();
        let Command::Order { command } = args.command else { unreachable!() };
        let Order::SetStatus { references, status, .. } = *command else { unreachable!() };
        assert_eq!((references.len(), status.as_str()), (3, "on-hold"));
    }
}
