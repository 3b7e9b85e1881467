//! Warnings, states and outcomes of edits in words for a terminal.

use domain::{Address, Conflict, Doubt, Edit, Field, FieldValue, OutboxEdit, Outcome, Question, Side, Warning, Weight};

/// A warning, with how grave it is.
pub(crate) fn warning(warning: &Warning) -> String {
    let weight = match warning.weight {
        Weight::Refuses => "refused",
        Weight::Asks => "asks first",
        Weight::Tells => "note",
    };
    format!("{weight}: {}", doubt(&warning.doubt))
}

fn doubt(doubt: &Doubt) -> String {
    let text = match doubt {
        Doubt::NoSuchStatus => "the shop has no such status",
        Doubt::NotSupported => "the shop's system cannot do this over its interface",
        Doubt::SaysPaid => "the order is not paid; the customer would be told that it is",
        Doubt::ShopMails => "the shop mails the customer, by its own rules",
        Doubt::CannotBeSilenced => "the customer was to be left alone, but the shop mails by its own rules",
        Doubt::CannotTell => "the customer was to be told, but the shop does not mail for this",
        Doubt::MovesTax => "the shop may work out tax and total anew",
        Doubt::TotalOfPaid => "the order is paid, and its total may change all the same",
        Doubt::TooMuch { left } => return format!("more than the {left} that are left would be given back"),
        Doubt::Nothing => "nothing would be given back",
        Doubt::TooManyPieces => "more pieces than were ordered and not given back yet",
        Doubt::MovesMoney => "the payment provider sends the money back at once",
        Doubt::RefundsRest => "the shop records all that is left as given back, without sending money",
        Doubt::Final => "it cannot be undone at the shop",
        Doubt::Trashed => "the order lies in the bin",
        Doubt::Empty => "it is empty where it must not be",
        Doubt::NoSuchLine => "the order has no such line",
    };
    text.to_owned()
}

/// What an edit wants, on one line.
pub(crate) fn wish(edit: &Edit) -> String {
    let clipped = |text: &str| {
        let line: String = domain::text::visible(text).chars().take(60).collect();
        line.replace('\n', " ")
    };
    match edit {
        Edit::SetStatus { status } => format!("status {status}"),
        Edit::MarkPaid => "mark paid".to_owned(),
        Edit::ConfirmForCustomer => "confirm for the customer".to_owned(),
        Edit::AddNote { text, to_customer: false } => format!("note {:?}", clipped(text)),
        Edit::AddNote { text, to_customer: true } => format!("message to the customer {:?}", clipped(text)),
        Edit::SetReference { text } => format!("reference {:?}", clipped(text)),
        Edit::SetCustomerNote { text } => format!("customer's note {:?}", clipped(text)),
        Edit::SetAddress { side, address } => format!("{} {}", side_name(*side), postal(address)),
        Edit::SetPhone { side, phone } => format!("{} phone {:?}", side_name(*side), clipped(phone)),
        Edit::SetEmail { email } => format!("e-mail {:?}", clipped(email)),
        Edit::AddTrack { track } => format!("track {} {}", clipped(&track.carrier), clipped(&track.number)),
        Edit::RemoveTrack { number, .. } => format!("untrack {}", clipped(number)),
        Edit::SetQuantity { line, quantity } => format!("line {line}: {quantity} pieces"),
        Edit::Refund { refund } => {
            let how = if refund.through_gateway { "through the payment provider" } else { "as a record" };
            format!("refund {} {how}", refund.amount)
        }
        Edit::SendEmail { template } => format!("e-mail {}", clipped(template)),
        Edit::Trash => "move to the bin".to_owned(),
        Edit::Restore => "out of the bin".to_owned(),
        Edit::Delete => "delete for good".to_owned(),
        Edit::PlaceTestOrder { .. } => "test order".to_owned(),
    }
}

const fn side_name(side: Side) -> &'static str {
    match side {
        Side::Billing => "billing",
        Side::Shipping => "shipping",
    }
}

/// What an edit came to, or why it waits; empty where there is nothing to say.
pub(crate) fn outcome(edit: &OutboxEdit) -> String {
    let Some(outcome) = &edit.outcome else {
        let asked = edit.not_before.map(|at| format!("not before {}", moment(at)));
        return asked.unwrap_or_default();
    };
    match outcome {
        Outcome::Retrying { fault } => {
            let at = edit.not_before.map(|at| format!("; again at {}", moment(at))).unwrap_or_default();
            format!("{fault}{at}")
        }
        Outcome::Lost { fault } => {
            let at = edit.not_before.map(|at| format!("; the shop is asked at {}", moment(at))).unwrap_or_default();
            format!("the answer was lost ({fault}){at}")
        }
        Outcome::Failed { fault } => fault.to_string(),
        Outcome::Impossible { doubt } => format!("the order does not allow it any more: {}", self::doubt(doubt)),
        Outcome::Conflict { conflict } => self::conflict(conflict),
        Outcome::Asks { question } => self::question(question),
        Outcome::Unsure { fault } => format!("nobody can tell whether it took place ({fault}): look at the shop"),
        Outcome::Done { totals: Some(totals), .. } => {
            format!("the total went from {} to {}", totals.before, totals.after)
        }
        Outcome::Done { .. } => String::new(),
        Outcome::Already => "the shop had it so already".to_owned(),
        Outcome::Replaced { conflict } => {
            format!("another value stands there since: {}", value(&conflict.theirs))
        }
        Outcome::Superseded { by } => format!("edit {} took its place", by.0),
        Outcome::Undone => "taken back".to_owned(),
        Outcome::GivenUp { .. } => "given up".to_owned(),
        Outcome::SaidDone => "its user says that it took place".to_owned(),
    }
}

/// To the second, in UTC as everything the command line prints.
fn moment(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

fn question(question: &Question) -> String {
    match question {
        Question::Late => "it has waited for more than a day: should it still go?".to_owned(),
        Question::Cancelled => "the order was cancelled meanwhile".to_owned(),
        Question::Refunded { before, after } => {
            format!("money was given back meanwhile: {}, before {}", value(after), value(before))
        }
        Question::Total { before, after } => {
            format!("the total changed meanwhile: {}, before {}", value(after), value(before))
        }
        Question::Status { before, after } => {
            format!("the status changed meanwhile: {}, before {}", value(after), value(before))
        }
        Question::Paid => "the order was paid meanwhile".to_owned(),
        Question::Trashed => "the order lies in the bin".to_owned(),
    }
}

/// Before, mine, theirs.
pub(crate) fn conflict(conflict: &Conflict) -> String {
    let (base, ours, theirs) = (value(&conflict.base), value(&conflict.ours), value(&conflict.theirs));
    format!("{}: before {base} | mine {ours} | theirs {theirs}", field(&conflict.field))
}

fn field(field: &Field) -> String {
    match field {
        Field::Status => "status".to_owned(),
        Field::Paid => "paid".to_owned(),
        Field::Presence => "in the bin or not".to_owned(),
        Field::Address { side } => format!("{} address", side_name(*side)),
        Field::Phone { side } => format!("{} phone", side_name(*side)),
        Field::Email => "e-mail".to_owned(),
        Field::CustomerNote => "customer's note".to_owned(),
        Field::Reference => "reference".to_owned(),
        Field::Quantity { line } => format!("pieces of line {line}"),
        Field::Track { number } => format!("tracking number {}", domain::text::visible(number)),
        Field::Refunded => "given back".to_owned(),
    }
}

fn value(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => format!("{:?}", domain::text::visible(text)),
        FieldValue::Address(address) => postal(address),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Flag(true) => "yes".to_owned(),
        FieldValue::Flag(false) => "no".to_owned(),
    }
}

fn postal(address: &Address) -> String {
    let mut lines = address.postal_lines();
    lines.push(address.country.clone());
    let text: Vec<String> = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| domain::text::visible(line).to_string())
        .collect();
    format!("[{}]", text.join(", "))
}
