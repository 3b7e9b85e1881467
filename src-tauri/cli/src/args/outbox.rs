//! `outbox …`, `conflicts …`, `push`.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Outbox {
    /// List edits that are not at the shop yet, newest first.
    List(OutboxList),
    /// Try again: what failed, or (having looked that it did not take place) what is unsure.
    Retry(EditIds),
    /// Give up.
    Drop(EditIds),
    /// Say yes to what asks.
    Approve(EditIds),
    /// Say of what is unsure: I looked, it took place.
    Done(EditIds),
    /// Take back what was never attempted.
    Undo(EditIds),
    /// Send nothing until `resume`.
    Pause,
    /// Send again.
    Resume,
}

#[derive(Debug, clap::Args)]
pub(crate) struct OutboxList {
    /// Also those that are settled or dropped.
    #[arg(long)]
    pub all: bool,
    /// Only this shop's, by tag, name or number.
    #[arg(long, value_name = "SHOP")]
    pub shop: Option<String>,
    /// At most so many.
    #[arg(long, default_value_t = 1000)]
    pub limit: usize,
}

#[derive(Debug, clap::Args)]
pub(crate) struct EditIds {
    /// Numbers of edits, as `outbox list` shows them.
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<i64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Conflicts {
    /// List them: what was there, what you want, what the shop has.
    List,
    /// Send what you want over what the shop has now.
    KeepMine(EditIds),
    /// Leave what the shop has.
    TakeTheirs(EditIds),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Push {
    /// End when nothing more can be done now. The default, and the only way: the window and `sync --follow` go on.
    #[arg(long)]
    pub once: bool,
    /// Only these shops, by tag, name or number.
    #[arg(long = "shop", value_name = "SHOP")]
    pub shops: Vec<String>,
}
