//! The writing half: one edit, once.
//!
//! No answer is trusted further than it goes: a refusal in Magento's own words left nothing behind, anything else is looked for
//! later, by a mark where Magento keeps one (a parcel number's description), else by what the order says. Over-eager
//! requests are the danger here: Magento ignores a key it does not know and carries out the rest, so every body is built
//! in one place and none is empty where that would mean "everything".

mod fate;
mod note;
mod status;
mod track;

use std::sync::Arc;

use domain::{
    Code, Edit, Fault, Seen,
    edit::{Verdict, judge},
};
use http::Method;
use serde::Serialize;

use super::{CAPABILITIES, Magento2, client::Call, discovery::Site, feed};
use crate::{Answer, Connector, Found, Gone, Presence, PulledOrder, Pushed, Write, WriteFault};

/// Carries out an edit.
pub(super) async fn push(shop: &Magento2, write: &Write<'_>) -> Result<Pushed, WriteFault> {
    let attempt = Attempt::begin(shop, write).await.map_err(WriteFault::nothing)?;
    match write.edit {
        Edit::SetStatus { status } => status::set(&attempt, status).await,
        Edit::AddNote { text, to_customer } => note::add(&attempt, text, *to_customer).await,
        Edit::AddTrack { track } => track::add(&attempt, track).await,
        Edit::RemoveTrack { carrier, number } => track::remove(&attempt, carrier, number).await,
        _ => Err(attempt.nothing(Code::Refused, "Magento is not asked for that here")),
    }
}

/// Looks for what an edit, once sent, may have done.
pub(super) async fn find(shop: &Magento2, write: &Write<'_>) -> Result<Found, Fault> {
    let attempt = Attempt::begin(shop, write).await?;
    match write.edit {
        Edit::AddNote { text, to_customer } => note::find(&attempt, text, *to_customer).await,
        Edit::AddTrack { .. } => track::find(&attempt).await,
        Edit::SetStatus { .. } | Edit::RemoveTrack { .. } => find_content(&attempt).await,
        _ => Ok(Found::NotDone),
    }
}

/// Looks whether the order is as the edit wants it.
async fn find_content(attempt: &Attempt<'_>) -> Result<Found, Fault> {
    let (Presence::There(at_shop) | Presence::Gone(Gone::Trashed(at_shop))) = attempt.look().await? else {
        return Ok(Found::NotDone);
    };
    let edit = attempt.write.edit;
    let so = judge(edit, &Seen::of(&at_shop.order, edit), Some(&at_shop.order), &CAPABILITIES, true);
    if so != Verdict::Already {
        return Ok(Found::NotDone);
    }
    Ok(Found::Done(Box::new(Pushed { order: Some(*at_shop), ..Pushed::default() })))
}

/// One edit with the shop it goes to.
struct Attempt<'a> {
    shop: &'a Magento2,
    site: Arc<Site>,
    write: &'a Write<'a>,
    /// What is being done, for faults.
    operation: &'static str,
}

impl<'a> Attempt<'a> {
    async fn begin(shop: &'a Magento2, write: &'a Write<'a>) -> Result<Self, Fault> {
        let operation = match write.edit {
            Edit::SetStatus { .. } => "set a status",
            Edit::AddNote { .. } => "add a comment",
            Edit::AddTrack { .. } => "add a tracking number",
            Edit::RemoveTrack { .. } => "remove a tracking number",
            _ => "change an order",
        };
        Ok(Self { shop, site: shop.site().await?, write, operation })
    }

    /// The order as read right before.
    fn order(&self) -> Result<&'a PulledOrder, Fault> {
        self.write.order.ok_or_else(|| self.fault(Code::BadInput, "no order is given"))
    }

    /// The order's number.
    fn number(&self) -> Result<u64, Fault> {
        let id = &self.order()?.order.native_id;
        let number = feed::number(id).and_then(|number| number.parse().ok());
        number.ok_or_else(|| self.fault(Code::BadInput, "not an order's number"))
    }

    fn fault(&self, code: Code, detail: impl Into<String>) -> Fault {
        Fault::new(code, self.operation, detail)
    }

    /// A failure of our own, before anything was sent.
    fn nothing(&self, code: Code, detail: impl Into<String>) -> WriteFault {
        WriteFault::nothing(self.fault(code, detail))
    }

    /// Sends what changes something, once, and passes only an answer that says it took place.
    async fn post<B: Serialize>(&self, path: String, body: Option<&B>) -> Result<Answer, WriteFault> {
        let body = body.map(serde_json::to_string).transpose();
        let body = body.map_err(|_| self.nothing(Code::Internal, "the request cannot be written"))?;
        self.send(&Call::post(self.operation, path, body)).await
    }

    /// The same for what takes something away.
    async fn delete(&self, path: String) -> Result<Answer, WriteFault> {
        let call = Call { method: Method::DELETE, ..Call::get(self.operation, path, Vec::new()) };
        self.send(&call).await
    }

    async fn send(&self, call: &Call) -> Result<Answer, WriteFault> {
        let answer = self.shop.client.write(&self.site.root, call).await?;
        let moved = answer.status().is_redirection();
        if moved {
            self.shop.whereabouts.forget().await;
        }
        fate::accepted(&self.shop.client, answer, call)
    }

    /// The order as it is now.
    async fn look(&self) -> Result<Presence, Fault> {
        self.shop.presence(&self.order()?.order.native_id).await
    }

    /// The order after an answer that does not show it. What took place has taken place: a failure to read it is left to
    /// the next reading.
    async fn after(&self) -> Pushed {
        let order = match self.look().await {
            Ok(Presence::There(order)) => Some(*order),
            _ => None,
        };
        Pushed { order, ..Pushed::default() }
    }
}
