//! The writing half: one edit, once.
//!
//! Every edit is one request that changes something, or a few of which each may be made again; what is read around it changes
//! nothing. No answer is trusted further than it goes: a refusal in WooCommerce's own words left nothing behind, anything
//! else is looked for later. A mark is put beside the effect wherever WooCommerce keeps one: refunds and shipments bear it in
//! their meta data, orders in `created_via`, e-mails in the note that tells who had them sent.

mod body;
mod email;
mod fate;
mod fields;
mod note;
mod presence;
mod quantity;
mod raw;
mod refund;
mod share;
mod test_order;
mod track;

use std::sync::Arc;

use domain::{
    Code, Edit, EditKind, Fault, Seen,
    edit::{Verdict, judge},
};
use http::Method;
use serde::Serialize;

pub(super) use email::templates;
pub(super) use track::Shipments;

use super::{
    CAPABILITIES, WooCommerce,
    client::{Call, Client},
    diagnosis::server_code,
    discovery::Site,
    order_path, pulled,
};
use crate::{Answer, Connector, Found, Gone, Presence, PulledOrder, Pushed, Write, WriteFault};

/// The meta data under which refunds, shipments and orders bear the mark of the edit that made them.
const MARK: &str = "_shopbell_edit";

/// Carries out an edit.
pub(super) async fn push(shop: &WooCommerce, write: &Write<'_>) -> Result<Pushed, WriteFault> {
    let attempt = Attempt::begin(shop, write).await.map_err(WriteFault::nothing)?;
    match write.edit {
        Edit::SetStatus { status } => fields::set_status(&attempt, status).await,
        Edit::MarkPaid
        | Edit::SetReference { .. }
        | Edit::SetCustomerNote { .. }
        | Edit::SetAddress { .. }
        | Edit::SetPhone { .. }
        | Edit::SetEmail { .. } => fields::set(&attempt).await,
        Edit::SetQuantity { line, quantity } => quantity::set(&attempt, line, *quantity).await,
        Edit::Trash => presence::trash(&attempt).await,
        Edit::Restore => presence::restore(&attempt).await,
        Edit::Delete => presence::delete(&attempt).await,
        Edit::AddNote { text, to_customer } => note::add(&attempt, text, *to_customer).await,
        Edit::Refund { refund } => refund::give(&attempt, refund).await,
        Edit::AddTrack { track } => track::add(&attempt, track).await,
        Edit::RemoveTrack { number, .. } => track::remove(&attempt, number).await,
        Edit::SendEmail { template } => email::send(&attempt, template).await,
        Edit::PlaceTestOrder { product } => test_order::place(&attempt, product.as_ref()).await,
        Edit::ConfirmForCustomer => {
            Err(attempt.nothing(Code::Refused, "WooCommerce has no orders that wait for their customer"))
        }
    }
}

/// Looks for what an edit, once sent, may have done.
pub(super) async fn find(shop: &WooCommerce, write: &Write<'_>) -> Result<Found, Fault> {
    let attempt = Attempt::begin(shop, write).await?;
    match write.edit {
        Edit::AddNote { text, to_customer } => note::find(&attempt, text, *to_customer).await,
        Edit::Refund { .. } => refund::find(&attempt).await,
        Edit::AddTrack { track } => track::find(&attempt, &track.number).await,
        Edit::SendEmail { template } => email::find(&attempt, template).await,
        Edit::PlaceTestOrder { .. } => test_order::find(&attempt).await,
        Edit::ConfirmForCustomer => Ok(Found::NotDone),
        _ => find_content(&attempt).await,
    }
}

/// Looks whether the order is as the edit wants it.
async fn find_content(attempt: &Attempt<'_>) -> Result<Found, Fault> {
    let removes = matches!(attempt.write.edit, Edit::Trash | Edit::Delete);
    let done = |order: PulledOrder| Found::Done(Box::new(Pushed { order: Some(order), ..Pushed::default() }));
    let at_shop = match attempt.look().await? {
        Presence::There(order) => *order,
        Presence::Gone(Gone::Trashed(order)) if matches!(attempt.write.edit, Edit::Trash) => return Ok(done(*order)),
        Presence::Gone(Gone::Trashed(order)) => *order,
        Presence::Gone(Gone::Deleted) if removes => {
            return Ok(Found::Done(Box::new(Pushed { gone: true, ..Pushed::default() })));
        }
        Presence::Gone(Gone::Deleted) => return Ok(Found::NotDone),
    };
    Ok(if is_so(attempt.write.edit, &at_shop) { done(at_shop) } else { Found::NotDone })
}

/// Whether an order has what an edit wants of it.
fn is_so(edit: &Edit, at_shop: &PulledOrder) -> bool {
    judge(edit, &Seen::of(&at_shop.order, edit), Some(&at_shop.order), &CAPABILITIES, true) == Verdict::Already
}

/// One edit with the shop it goes to.
struct Attempt<'a> {
    shop: &'a WooCommerce,
    site: Arc<Site>,
    write: &'a Write<'a>,
    /// What is being done, for faults.
    operation: &'static str,
}

impl<'a> Attempt<'a> {
    async fn begin(shop: &'a WooCommerce, write: &'a Write<'a>) -> Result<Self, Fault> {
        Ok(Self { shop, site: shop.site().await?, write, operation: operation(write.edit.kind()) })
    }

    /// The order as read right before.
    fn order(&self) -> Result<&'a PulledOrder, Fault> {
        self.write.order.ok_or_else(|| self.fault(Code::BadInput, "no order is given"))
    }

    /// A path of the order, or below it.
    fn path(&self, below: &str) -> Result<String, Fault> {
        order_path(&self.order()?.order.native_id, below, self.operation)
    }

    fn fault(&self, code: Code, detail: impl Into<String>) -> Fault {
        Fault::new(code, self.operation, detail)
    }

    /// A failure of our own, before anything was sent.
    fn nothing(&self, code: Code, detail: impl Into<String>) -> WriteFault {
        WriteFault::nothing(self.fault(code, detail))
    }

    /// Reads. Whatever goes wrong here, nothing was changed by it.
    async fn read(&self, call: &Call<'_>) -> Result<Answer, Fault> {
        self.shop.call(&self.site, call).await
    }

    /// A request of this edit that changes something, below the order.
    fn call<B: Serialize>(&self, method: Method, below: &str, body: Option<&B>) -> Result<Call<'static>, WriteFault> {
        let path = self.path(below).map_err(WriteFault::nothing)?;
        let body = body.map(serde_json::to_string).transpose();
        let body = body.map_err(|_| self.nothing(Code::Internal, "the request cannot be written"))?;
        Ok(Call::write(method, self.operation, path, body))
    }

    /// Sends what changes something, once; any answer is one.
    async fn exchange(&self, call: &Call<'_>) -> Result<Answer, WriteFault> {
        let answer = self.shop.client.write(&self.site.root, call).await?;
        // The next attempt goes another way; this one is not made again in here.
        self.shop.client.sees_verbs_blocked(call, &answer);
        let moved = answer.status().is_redirection()
            || (answer.status() == http::StatusCode::NOT_FOUND && server_code(&answer).is_none());
        if moved {
            self.shop.whereabouts.forget().await;
        }
        Ok(answer)
    }

    /// Sends what changes something, once, and passes only an answer that says it took place.
    async fn send(&self, call: &Call<'_>) -> Result<Answer, WriteFault> {
        fate::accepted(self.exchange(call).await?, Client::asked(call))
    }

    /// Changes the order itself; what comes back shows the change.
    async fn put<B: Serialize>(&self, body: &B) -> Result<Pushed, WriteFault> {
        let before = self.order().map_err(WriteFault::nothing)?;
        let answer = self.send(&self.call(Method::PUT, "", Some(body))?).await?;
        let after = pulled(&answer, &self.site.panel, &before.order.native_id, self.operation);
        let after = *after.map_err(WriteFault::unknown)?;
        let edit = self.write.edit;
        // What the shop turned into something else still is what the shop made of it; what it left as it was, it ignored.
        if !is_so(edit, &after) && Seen::of(&after.order, edit).values == Seen::of(&before.order, edit).values {
            return Err(self.nothing(Code::Refused, "the shop accepted the change and did not carry it out"));
        }
        Ok(Pushed { order: Some(after), ..Pushed::default() })
    }

    /// The order as it is now.
    async fn look(&self) -> Result<Presence, Fault> {
        self.shop.presence(&self.order()?.order.native_id).await
    }

    /// The order after an answer that does not show it. What took place has taken place: a failure to read it is left to
    /// the next reading.
    async fn after(&self) -> Option<PulledOrder> {
        match self.look().await.ok()? {
            Presence::There(order) | Presence::Gone(Gone::Trashed(order)) => Some(*order),
            Presence::Gone(Gone::Deleted) => None,
        }
    }
}

/// What a kind of edit does, for faults.
const fn operation(kind: EditKind) -> &'static str {
    match kind {
        EditKind::SetStatus => "set a status",
        EditKind::MarkPaid => "mark an order as paid",
        EditKind::ConfirmForCustomer => "confirm an order",
        EditKind::AddNote => "add a note",
        EditKind::SetReference => "set a reference",
        EditKind::SetCustomerNote => "change the customer's note",
        EditKind::SetAddress => "change an address",
        EditKind::SetPhone => "change a phone number",
        EditKind::SetEmail => "change an e-mail address",
        EditKind::AddTrack => "add a tracking number",
        EditKind::RemoveTrack => "remove a tracking number",
        EditKind::SetQuantity => "change a line",
        EditKind::Refund => "refund",
        EditKind::SendEmail => "send an e-mail",
        EditKind::Trash => "move an order to the bin",
        EditKind::Restore => "take an order out of the bin",
        EditKind::Delete => "delete an order",
        EditKind::PlaceTestOrder => "place a test order",
    }
}
