//! The shop's own e-mails, sent again (WooCommerce 9.8 and later).
//!
//! The shop writes a note that names the e-mail and the program that asked for it. That program's name is ours to choose, so it
//! bears the edit's mark.

use domain::{Code, EmailTemplate, Fault, NativeId};
use http::Method;
use serde::Deserialize;
use serde_json::json;

use super::{
    super::{
        WooCommerce,
        client::{Call, Client},
        diagnosis::{check, json as body_of, server_code},
        json::{self, Value},
        order_path,
        text::label,
    },
    Attempt, note,
};
use crate::{Found, Pushed, WriteFault, http::USER_AGENT, lost_note::CLOCK_STEP};

const OPERATION: &str = "read the shop's e-mails";

/// The e-mails that can be sent for an order; none where the shop is too old to be asked.
pub(in super::super) async fn templates(shop: &WooCommerce, order: &NativeId) -> Result<Vec<EmailTemplate>, Fault> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Wire<'a> {
        #[serde(borrow)]
        id: Value<'a>,
        #[serde(borrow)]
        title: Value<'a>,
        #[serde(borrow)]
        description: Value<'a>,
    }
    let call = Call::get(OPERATION, order_path(order, "/actions/email_templates", OPERATION)?, Vec::new());
    let site = shop.site().await?;
    let answer = shop.ask(&site, &call).await?;
    if server_code(&answer).as_deref() == Some("rest_no_route") {
        return Ok(Vec::new());
    }
    let answer = check(answer, Client::asked(&call))?;
    let mut found = Vec::new();
    for raw in json::rows(body_of(&answer), OPERATION)? {
        let wire: Wire<'_> = Value::of(raw).object("template").map_err(|unreadable| unreadable.fault(OPERATION))?;
        let code = wire.id.string();
        if !is_code(&code) {
            continue;
        }
        let title = Some(label(wire.title)).filter(|title| !title.is_empty()).unwrap_or_else(|| code.clone());
        found.push(EmailTemplate { title, description: label(wire.description), code });
    }
    Ok(found)
}

/// Has one sent.
pub(super) async fn send(attempt: &Attempt<'_>, template: &str) -> Result<Pushed, WriteFault> {
    if !is_code(template) {
        return Err(attempt.nothing(Code::BadInput, "that is no e-mail of the shop's"));
    }
    let mut call = attempt.call(Method::POST, "/actions/send_email", Some(&json!({ "template_id": template })))?;
    call.agent = Some(format!("{USER_AGENT} ({})", attempt.write.key.as_str()));
    attempt.send(&call).await?;
    Ok(Pushed::default())
}

/// Looks for the note that tells of it. A shop that writes none leaves nothing to tell by.
pub(super) async fn find(attempt: &Attempt<'_>, template: &str) -> Result<Found, Fault> {
    let notes = note::since(attempt, CLOCK_STEP).await?;
    let done = || Ok(Found::Done(Box::default()));
    if notes.iter().any(|note| note.text.contains(attempt.write.key.as_str())) {
        return done();
    }
    let known = templates(attempt.shop, &attempt.order()?.order.native_id).await?;
    let title = known.into_iter().find(|known| known.code == template).map(|known| known.title);
    // The note names the e-mail and whom it went to. One that names another program tells of another sending.
    let names = |text: &str| {
        let title = title.as_ref().is_some_and(|title| text.contains(title.as_str()));
        (title || text.contains(template)) && text.contains('@') && !text.contains("Shopbell/")
    };
    if notes.iter().filter(|note| names(&note.text)).count() == 1 { done() } else { Ok(Found::CannotTell) }
}

fn is_code(template: &str) -> bool {
    (1..=100).contains(&template.len())
        && template.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}
