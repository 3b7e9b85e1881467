//! Entering edits: what asks is told first, then the edit is saved on this computer.

use std::{collections::BTreeSet, io::IsTerminal};

use app::{
    App, EditRequest, Grace,
    api::{EditWarning, EditsEntered, RefusedEdit, ShopView},
};
use domain::{Code, Edit, Fault, Notice, OrderCode, OrderId, OutboxEdit, Weight};
use serde::Serialize;

use crate::{args::Asking, edit_words, output::Output};

/// An edit with the orders it is wanted of.
pub(crate) struct Wish {
    /// The orders.
    pub ids: Vec<OrderId>,
    /// What is wanted of each.
    pub edit: Edit,
}

/// An edit in `--json`. Fields are only ever added.
#[derive(Debug, Serialize)]
pub(crate) struct ListedEdit<'a> {
    /// What it is.
    kind: &'static str,
    /// Tag of its shop.
    shop_tag: String,
    /// Code of its order; none of a test order.
    code: Option<String>,
    #[serde(flatten)]
    edit: &'a OutboxEdit,
}

/// What was entered, where it is not exactly one edit.
#[derive(Serialize)]
struct Entered<'a> {
    edits: Vec<ListedEdit<'a>>,
    refused: &'a [RefusedEdit],
}

impl<'a> ListedEdit<'a> {
    /// An edit as listed.
    pub(crate) fn new(edit: &'a OutboxEdit, shops: &[ShopView]) -> Self {
        let tag = shops.iter().find(|shop| shop.id == edit.shop).map(|shop| &shop.tag);
        let code = tag.filter(|_| !edit.number.is_empty()).map(|tag| OrderCode::new(tag, &edit.number).to_string());
        Self {
            kind: edit.edit.kind().code(),
            shop_tag: tag.map(|tag| tag.as_str().to_owned()).unwrap_or_default(),
            code,
            edit,
        }
    }

    /// Its columns for people.
    pub(crate) fn columns(&self) -> Vec<String> {
        vec![
            self.edit.id.0.to_string(),
            self.code.clone().unwrap_or_else(|| self.shop_tag.clone()),
            self.edit.state.code().to_owned(),
            edit_words::wish(&self.edit.edit),
            edit_words::outcome(self.edit),
        ]
    }
}

/// Enters edits, all of them after everything that asks was told and answered.
pub(crate) async fn enter(app: &App, wishes: Vec<Wish>, asking: Asking, out: &Output) -> Result<(), Fault> {
    let notice: Notice = asking.notice.into();
    let mut warnings = Vec::new();
    for wish in &wishes {
        warnings.extend(app.edit_preview(&wish.ids, &wish.edit, notice).await?.warnings);
    }
    let orders: BTreeSet<OrderId> = wishes.iter().flat_map(|wish| wish.ids.iter().copied()).collect();
    tell(&warnings, &orders, out);
    confirm(&warnings, asking.yes, out)?;
    let request = |Wish { ids, edit }| EditRequest { ids, edit, notice, confirmed: true, grace: Grace::None };
    let requests: Vec<EditRequest> = wishes.into_iter().map(request).collect();
    let EditsEntered { edits, refused, .. } = app.edits_enter(&requests).await?;
    answer(app, &edits, &refused, out).await
}

/// The edits, and where orders were left out, that as the fault.
async fn answer(app: &App, edits: &[OutboxEdit], refused: &[RefusedEdit], out: &Output) -> Result<(), Fault> {
    let shops = app.shops().await?;
    let listed: Vec<ListedEdit<'_>> = edits.iter().map(|edit| ListedEdit::new(edit, &shops)).collect();
    let text = || crate::output::table(&listed.iter().map(ListedEdit::columns).collect::<Vec<_>>());
    match (listed.as_slice(), refused.is_empty()) {
        ([one], true) => out.answer(one, text)?,
        ([], _) => {}
        _ => out.answer(
            &Entered { edits: edits.iter().map(|edit| ListedEdit::new(edit, &shops)).collect(), refused },
            text,
        )?,
    }
    let Some(first) = refused.first() else { return Ok(()) };
    let detail = match (edits.len(), refused.len()) {
        (0, 1) => edit_words::warning(&first.warning),
        (entered, left_out) => {
            format!("{left_out} orders were left out, {entered} edits entered; {}", edit_words::warning(&first.warning))
        }
    };
    Err(Fault::new(Code::Refused, "enter edit", detail))
}

/// One edit that was entered or answered.
pub(crate) async fn show_one(app: &App, edit: &OutboxEdit, out: &Output) -> Result<(), Fault> {
    answer(app, std::slice::from_ref(edit), &[], out).await
}

/// Several.
pub(crate) async fn show(app: &App, edits: &[OutboxEdit], out: &Output) -> Result<(), Fault> {
    answer(app, edits, &[], out).await
}

/// Warnings are for people: with `--json` what refuses or asks comes as the fault.
fn tell(warnings: &[EditWarning], orders: &BTreeSet<OrderId>, out: &Output) {
    if out.is_json() {
        return;
    }
    for EditWarning { warning, orders: about } in warnings {
        let of =
            if orders.len() > 1 { format!(" ({} of {} orders)", about.len(), orders.len()) } else { String::new() };
        out.remark(&format!("{}{of}", edit_words::warning(warning)));
    }
}

/// A yes to what asks: given before, or by who sits at the terminal.
fn confirm(warnings: &[EditWarning], yes: bool, out: &Output) -> Result<(), Fault> {
    let asks: Vec<String> = warnings
        .iter()
        .filter(|warning| warning.warning.weight == Weight::Asks)
        .map(|warning| edit_words::warning(&warning.warning))
        .collect();
    if yes || asks.is_empty() {
        return Ok(());
    }
    let watched = !out.is_json() && std::io::stdin().is_terminal();
    if watched && out.confirmed("Go on? [y/N] ")? {
        return Ok(());
    }
    Err(Fault::new(Code::BadInput, "confirm", format!("{}; --yes does not ask", asks.join("; "))))
}
