//! `order …`: showing and changing orders.
//!
//! Every edit is saved on this computer at once and sent by the next push: `shopbell push --once`, or the window.

use clap::{Subcommand, ValueEnum};
use domain::Notice;

/// Changes are saved on this computer at once, and sent to the shop by `shopbell push --once` or by the window beside.
///
/// What asks first (money that moves, a payer who would be told something untrue) is printed; `--yes` says yes to it.
#[derive(Debug, Subcommand)]
pub(crate) enum Order {
    /// Show an order, with edits that are on their way.
    Show {
        /// A shop's number, an order code, or shop/number.
        #[arg(value_name = "REF")]
        reference: String,
    },
    /// Give orders another status.
    SetStatus {
        /// Orders: numbers, order codes, or shop/number.
        #[arg(required = true, value_name = "REF")]
        references: Vec<String>,
        /// One of the shop's own statuses, by its code or its label.
        #[arg(value_name = "STATUS")]
        status: String,
        #[command(flatten)]
        asking: Asking,
    },
    /// Record that orders were paid; the shop moves the status by its own rule.
    MarkPaid(Which),
    /// Put orders on hold.
    Hold(Which),
    /// Cancel orders.
    Cancel(Which),
    /// Confirm orders on the customer's behalf, where the system has that.
    Confirm(Which),
    /// Write a note, or a message that the shop mails to the customer.
    Note {
        #[command(flatten)]
        which: Which,
        /// The text.
        #[arg(long)]
        text: String,
        /// Mailed to the customer; otherwise for your own eyes.
        #[arg(long)]
        to_customer: bool,
    },
    /// Set your own reference field.
    Reference {
        #[command(flatten)]
        which: Which,
        /// The text; empty clears it.
        #[arg(long)]
        text: String,
    },
    /// Set what the customer wrote.
    CustomerNote {
        #[command(flatten)]
        which: Which,
        /// The text; empty clears it.
        #[arg(long)]
        text: String,
    },
    /// Change an address. Fields that are not named stay as they are.
    Address {
        /// A number, an order code, or shop/number.
        #[arg(value_name = "REF")]
        reference: String,
        /// Where it goes.
        #[arg(long, required_unless_present = "billing", conflicts_with = "billing")]
        shipping: bool,
        /// Who pays.
        #[arg(long)]
        billing: bool,
        /// first_name, last_name, company, line_1, line_2, postcode, city, region, country (two letters), phone, email.
        #[arg(required = true, value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        #[command(flatten)]
        asking: Asking,
    },
    /// Add a parcel's tracking number.
    Track {
        /// A number, an order code, or shop/number.
        #[arg(value_name = "REF")]
        reference: String,
        /// The carrier, as customers know it.
        #[arg(long)]
        carrier: String,
        /// The tracking number.
        #[arg(long)]
        number: String,
        /// Where the parcel can be followed.
        #[arg(long)]
        url: Option<String>,
        #[command(flatten)]
        asking: Asking,
    },
    /// Take a tracking number away.
    Untrack {
        /// A number, an order code, or shop/number.
        #[arg(value_name = "REF")]
        reference: String,
        /// The tracking number.
        #[arg(long)]
        number: String,
        #[command(flatten)]
        asking: Asking,
    },
    /// Change how many pieces of a line are ordered; its amounts follow.
    Quantity {
        /// A number, an order code, or shop/number.
        #[arg(value_name = "REF")]
        reference: String,
        /// The line, by SKU or by the shop's own identifier; 0 takes it out.
        #[arg(value_name = "SKU=QTY")]
        line: String,
        #[command(flatten)]
        asking: Asking,
    },
    /// Give money back: pieces of lines, shipping, or an amount.
    Refund(OrderRefund),
    /// Send one of the shop's own e-mails again; without --template, list them.
    Email {
        /// A number, an order code, or shop/number.
        #[arg(value_name = "REF")]
        reference: String,
        /// The e-mail's code at the shop.
        #[arg(long)]
        template: Option<String>,
        #[command(flatten)]
        asking: Asking,
    },
    /// Move orders to the shop's bin.
    Trash(Which),
    /// Take orders out of the bin.
    Restore(Which),
    /// Delete orders for good.
    Delete(Which),
}

/// Orders, and what to do where something asks.
#[derive(Debug, clap::Args)]
pub(crate) struct Which {
    /// Orders: numbers, order codes, or shop/number.
    #[arg(required = true, value_name = "REF")]
    pub references: Vec<String>,
    #[command(flatten)]
    pub asking: Asking,
}

/// What to do where something asks.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Asking {
    /// Yes to what asks first.
    #[arg(long)]
    pub yes: bool,
    /// Whether the customer is to be told. Where the shop cannot do as wanted, that asks first.
    #[arg(long, value_enum, default_value_t)]
    pub notice: NoticeArg,
}

/// Whether the customer is to be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum NoticeArg {
    /// As the shop decides.
    #[default]
    Shop,
    /// Yes.
    Tell,
    /// No.
    Quiet,
}

impl From<NoticeArg> for Notice {
    fn from(notice: NoticeArg) -> Self {
        match notice {
            NoticeArg::Shop => Self::ShopDecides,
            NoticeArg::Tell => Self::Tell,
            NoticeArg::Quiet => Self::Quiet,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct OrderRefund {
    /// A number, an order code, or shop/number.
    #[arg(value_name = "REF")]
    pub reference: String,
    /// Pieces of a line, by SKU or by the shop's own identifier; may be repeated. Their amounts come from the order.
    #[arg(long = "line", value_name = "SKU=QTY")]
    pub lines: Vec<String>,
    /// Of the shipping, tax included; `all`: what is left of it.
    #[arg(long, value_name = "AMOUNT")]
    pub shipping: Option<String>,
    /// All that is given back, tax included; `all`: what is left of the order. Left out: what lines and shipping come to.
    #[arg(long, value_name = "AMOUNT")]
    pub amount: Option<String>,
    /// Send the money back through the payment provider. Otherwise the refund is a record, and you pay it yourself.
    #[arg(long)]
    pub through_gateway: bool,
    /// Do not put the pieces back into stock.
    #[arg(long)]
    pub no_restock: bool,
    /// Why; the customer may see it.
    #[arg(long)]
    pub reason: String,
    #[command(flatten)]
    pub asking: Asking,
}
