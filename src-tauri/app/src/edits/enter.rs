//! From "I want this" to a durable edit: warnings first, then one transaction.

use domain::{Edit, EditState, Fault, NewEdit, Notice, OrderId, OutboxEdit};
use jiff::SignedDuration;

use super::{judged::Judged, new_key};
use crate::{
    App,
    api::{EditPreview, EditsEntered, EditsUndone, RefusedEdit},
    error::{bad_input, from_replica},
};

/// How long what mails or moves money can be taken back in the window before it is sent, in seconds.
const GRACE_S: u32 = 8;

/// Whether the face gives its user a moment to take back what mails or moves money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grace {
    /// Eight seconds: somebody looks at a window with an "Undo".
    Window,
    /// None: a script has no second thoughts.
    None,
}

/// An edit of one order or of many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRequest {
    /// Orders, each once.
    pub ids: Vec<OrderId>,
    /// What is wanted of each.
    pub edit: Edit,
    /// Whether customers are to be told.
    pub notice: Notice,
    /// The user has said yes to what asks.
    pub confirmed: bool,
    /// Whether it can be taken back for a moment.
    pub grace: Grace,
}

impl App {
    /// What to know before an edit is made.
    ///
    /// # Errors
    /// `NoSuchOrder`, `BadInput` for several orders where an edit is about one; the replica's.
    pub async fn edit_preview(&self, ids: &[OrderId], edit: &Edit, notice: Notice) -> Result<EditPreview, Fault> {
        about_one(ids, edit)?;
        let judged = self.judged(ids, edit, notice).await?;
        let (totals, totals_after) = judged.totals(edit);
        let can_undo_s = if judged.mails_or_moves_money(edit) { GRACE_S } else { 0 };
        Ok(EditPreview { warnings: judged.by_warning(), totals, totals_after, can_undo_s })
    }

    /// Enters an edit: it is durable, and the orders are shown with it, when this returns. All orders or none; those
    /// that a warning refuses are left out and named.
    ///
    /// # Errors
    /// `BadInput` (operation `confirm`) where something asks and was not confirmed: nothing is entered then;
    /// `NoSuchOrder`, the replica's.
    pub async fn edit_enter(&self, request: &EditRequest) -> Result<EditsEntered, Fault> {
        self.edits_enter(std::slice::from_ref(request)).await
    }

    /// As [`App::edit_enter`], of several edits at once (an address and its phone number): one transaction, one batch,
    /// each order's edits in their order.
    ///
    /// # Errors
    /// As [`App::edit_enter`].
    pub async fn edits_enter(&self, requests: &[EditRequest]) -> Result<EditsEntered, Fault> {
        let batch = new_key().0;
        let (mut refused, mut new) = (Vec::new(), Vec::new());
        for request in requests {
            about_one(&request.ids, &request.edit)?;
            let judged = self.judged(&request.ids, &request.edit, request.notice).await?;
            let graced = request.grace == Grace::Window && judged.mails_or_moves_money(&request.edit);
            let not_before = graced.then(|| self.now() + SignedDuration::from_secs(i64::from(GRACE_S)));
            for judged in judged.orders {
                if let Some(warning) = judged.refusal() {
                    refused.push(RefusedEdit { id: judged.stored.row.id, warning: warning.clone() });
                    continue;
                }
                if !request.confirmed {
                    unasked(&judged)?;
                }
                new.push(NewEdit {
                    shop: judged.stored.row.shop,
                    order: Some(judged.stored.row.native_id),
                    key: new_key(),
                    edit: request.edit.clone(),
                    notice: request.notice,
                    not_before,
                    batch: Some(batch.clone()),
                });
            }
        }
        let edits = self.enter(new).await?;
        Ok(EditsEntered { batch, edits, refused })
    }

    /// Takes back what was entered together, where nothing of it was attempted.
    ///
    /// # Errors
    /// The replica's.
    pub async fn edits_undo(&self, batch: &str) -> Result<EditsUndone, Fault> {
        let taken = self.replica().undo_batch(batch, self.now()).await.map_err(from_replica("take back edits"))?;
        self.edits_moved(&taken.undone).await;
        let dropped = |edit: &&OutboxEdit| edit.state != EditState::Dropped;
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(EditsUndone {
            undone: count(taken.undone.len()),
            too_late: count(taken.too_late.iter().filter(dropped).count()),
        })
    }

    /// One transaction for all of them; then the sync is told.
    pub(super) async fn enter(&self, edits: Vec<NewEdit>) -> Result<Vec<OutboxEdit>, Fault> {
        if edits.is_empty() {
            return Ok(Vec::new());
        }
        let entered = self.replica().enter(edits, self.now()).await.map_err(from_replica("enter edit"))?;
        self.edits_moved(&entered).await;
        Ok(entered)
    }
}

/// A question that nobody answered yet.
fn unasked(judged: &Judged) -> Result<(), Fault> {
    let Some(question) = judged.questions().next() else { return Ok(()) };
    let doubt = serde_json::to_string(&question.doubt).unwrap_or_default();
    Err(bad_input("confirm", format!("{} asks first: {doubt}", judged.stored.row.code)))
}

/// Lines, amounts and templates are one order's own.
fn about_one(ids: &[OrderId], edit: &Edit) -> Result<(), Fault> {
    let one = matches!(
        edit,
        Edit::Refund { .. } | Edit::SetQuantity { .. } | Edit::AddTrack { .. } | Edit::RemoveTrack { .. }
    );
    if one && ids.len() > 1 {
        return Err(bad_input("enter edit", "this is done one order at a time"));
    }
    if matches!(edit, Edit::PlaceTestOrder { .. }) {
        return Err(bad_input("enter edit", "a test order belongs to a shop, not to an order"));
    }
    Ok(())
}
