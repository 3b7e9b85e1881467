//! `outbox …`, `conflicts …` and `push`.

use app::{
    App,
    api::{OutboxPage, OutboxRequest, PushReport},
};
use domain::{Answer, EditId, EditState, Fault, OutboxCounts, OutboxEdit, ShopId};
use serde::Serialize;
use serde_json::json;

use crate::{
    args::{Conflicts, EditIds, Outbox, OutboxList, Push},
    edits::{ListedEdit, show},
    exit::Ended,
    output::{Output, table},
};

/// Edits asked for at once.
const PAGE: u32 = 500;

/// `outbox …`
pub(crate) async fn run(app: &App, command: &Outbox, out: &Output) -> Result<(), Fault> {
    match command {
        Outbox::List(args) => list(app, args, out).await,
        Outbox::Retry(ids) => answer_all(app, ids, &Answer::Retry, out).await,
        Outbox::Drop(ids) => drop_all(app, ids, out).await,
        Outbox::Approve(ids) => answer_all(app, ids, &Answer::Approve, out).await,
        Outbox::Done(ids) => answer_all(app, ids, &Answer::SaidDone, out).await,
        Outbox::Undo(ids) => undo_all(app, ids, out).await,
        Outbox::Pause => pause(app, true, out).await,
        Outbox::Resume => pause(app, false, out).await,
    }
}

/// `conflicts …`
pub(crate) async fn conflicts(app: &App, command: &Conflicts, out: &Output) -> Result<(), Fault> {
    match command {
        Conflicts::List => {
            let listed = read(app, None, vec![EditState::Conflict], usize::MAX).await?;
            print(app, &listed, out).await
        }
        Conflicts::KeepMine(ids) => answer_all(app, ids, &Answer::KeepMine, out).await,
        Conflicts::TakeTheirs(ids) => answer_all(app, ids, &Answer::TakeTheirs, out).await,
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    edits: Vec<ListedEdit<'a>>,
    counts: &'a OutboxCounts,
    paused: bool,
}

async fn list(app: &App, args: &OutboxList, out: &Output) -> Result<(), Fault> {
    let shop = match &args.shop {
        Some(name) => Some(app.shop_named(name).await?.id),
        None => None,
    };
    let states = if args.all { EditState::ALL.to_vec() } else { Vec::new() };
    let page = read(app, shop, states, args.limit).await?;
    print(app, &page, out).await
}

/// As many pages as it takes.
async fn read(app: &App, shop: Option<ShopId>, states: Vec<EditState>, limit: usize) -> Result<OutboxPage, Fault> {
    let mut request = OutboxRequest { shop, states, before: None, limit: PAGE };
    let mut all = app.outbox_open(&request).await?;
    let mut last = all.edits.len();
    while last == PAGE as usize && all.edits.len() < limit {
        request.before = all.edits.last().map(|edit| edit.id);
        let next = app.outbox_open(&request).await?;
        last = next.edits.len();
        all.edits.extend(next.edits);
    }
    all.edits.truncate(limit);
    Ok(all)
}

async fn print(app: &App, page: &OutboxPage, out: &Output) -> Result<(), Fault> {
    let shops = app.shops().await?;
    let edits: Vec<ListedEdit<'_>> = page.edits.iter().map(|edit| ListedEdit::new(edit, &shops)).collect();
    let listed = Listed { edits, counts: &page.counts, paused: page.paused };
    out.answer(&listed, || {
        let head = ["edit", "order", "state", "what", ""].map(str::to_owned).to_vec();
        let rows = std::iter::once(head).chain(listed.edits.iter().map(ListedEdit::columns));
        let mut text = if listed.edits.is_empty() { String::new() } else { table(&rows.collect::<Vec<_>>()) };
        if page.paused {
            text.push_str("\npaused: nothing is sent until `shopbell outbox resume`");
        }
        text
    })
}

async fn answer_all(app: &App, ids: &EditIds, answer: &Answer, out: &Output) -> Result<(), Fault> {
    let mut answered = Vec::new();
    for id in &ids.ids {
        answered.push(app.edit_answer(EditId(*id), answer.clone()).await?);
    }
    show(app, &answered, out).await
}

async fn undo_all(app: &App, ids: &EditIds, out: &Output) -> Result<(), Fault> {
    let mut undone = Vec::new();
    for id in &ids.ids {
        undone.push(app.edit_undo(EditId(*id)).await?);
    }
    show(app, &undone, out).await
}

/// Gives up; what was never attempted is taken back without a trace.
async fn drop_all(app: &App, ids: &EditIds, out: &Output) -> Result<(), Fault> {
    let mut dropped = Vec::new();
    for id in &ids.ids {
        let edit = app.outbox_edit(EditId(*id)).await?;
        dropped.push(if edit.can_undo() {
            app.edit_undo(edit.id).await?
        } else {
            app.edit_answer(edit.id, Answer::GiveUp).await?
        });
    }
    show(app, &dropped, out).await
}

async fn pause(app: &App, paused: bool, out: &Output) -> Result<(), Fault> {
    app.outbox_pause(paused).await?;
    out.answer(&json!({ "paused": paused }), || {
        if paused { "paused: nothing is sent until `shopbell outbox resume`" } else { "sending again" }.to_owned()
    })
}

#[derive(Serialize)]
struct Pushed<'a> {
    #[serde(flatten)]
    report: &'a PushReport,
    paused: bool,
    /// Those that wait for their user.
    waiting: Vec<ListedEdit<'a>>,
}

/// `push --once`
pub(crate) async fn push(app: &App, args: &Push, out: &Output) -> Result<Ended, Fault> {
    let mut shops: Vec<ShopId> = Vec::new();
    for name in &args.shops {
        shops.push(app.shop_named(name).await?.id);
    }
    let report = app.push_once(&shops).await?;
    let states = EditState::ALL.iter().copied().filter(|state| state.needs_user()).collect();
    let page = read(app, None, states, usize::MAX).await?;
    let waiting: Vec<OutboxEdit> =
        page.edits.into_iter().filter(|edit| shops.is_empty() || shops.contains(&edit.shop)).collect();
    let known = app.shops().await?;
    let listed = Pushed {
        report: &report,
        paused: page.paused,
        waiting: waiting.iter().map(|edit| ListedEdit::new(edit, &known)).collect(),
    };
    out.answer(&listed, || text(&listed))?;
    if let Some(fault) = report.faults.first() {
        return Err(fault.clone());
    }
    Ok(match (waiting.is_empty(), report.left) {
        (false, _) => Ended::NeedsUser,
        (true, 0) => Ended::Done,
        (true, _) => Ended::Left,
    })
}

fn text(pushed: &Pushed<'_>) -> String {
    let report = pushed.report;
    let mut lines = vec![format!("{} settled, {} left to go", report.settled, report.left)];
    if pushed.paused {
        lines.push("paused: nothing is sent until `shopbell outbox resume`".to_owned());
    }
    if report.left > 0 && !pushed.paused && report.faults.is_empty() {
        lines.push("`shopbell outbox list` tells what they wait for".to_owned());
    }
    lines.extend(report.faults.iter().map(|fault| format!("! {fault}")));
    if !pushed.waiting.is_empty() {
        lines.push(format!("{} wait for you:", pushed.waiting.len()));
        lines.push(table(&pushed.waiting.iter().map(ListedEdit::columns).collect::<Vec<_>>()));
    }
    lines.join("\n")
}
