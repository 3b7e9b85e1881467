//! `order …` where it changes something: from arguments to edits.

use std::collections::BTreeMap;

use app::{
    App,
    api::{OrderView, RefundPick, RefundRequest, ShopView},
};
use domain::{Address, Code, Edit, Fault, Line, NativeId, OrderId, ShopId, Side, Track, fold::fold, format};
use rust_decimal::Decimal;

use crate::{
    args::{Asking, Order, OrderRefund, Which},
    edits::{Wish, enter},
    output::{Output, table},
};

/// `order …`, all but `show`.
pub(crate) async fn run(app: &App, command: &Order, out: &Output) -> Result<(), Fault> {
    match command {
        Order::Show { reference } => crate::orders::show(app, reference, out).await,
        Order::SetStatus { references, status, asking } => set_status(app, references, status, *asking, out).await,
        Order::MarkPaid(which) => same(app, which, Edit::MarkPaid, out).await,
        Order::Hold(which) => to_status(app, which, "on hold", |shop| shop.capabilities.hold_status.clone(), out).await,
        Order::Cancel(which) => {
            to_status(app, which, "cancelled", |shop| shop.capabilities.cancel_status.clone(), out).await
        }
        Order::Confirm(which) => same(app, which, Edit::ConfirmForCustomer, out).await,
        Order::Note { which, text, to_customer } => {
            same(app, which, Edit::AddNote { text: text.clone(), to_customer: *to_customer }, out).await
        }
        Order::Reference { which, text } => same(app, which, Edit::SetReference { text: text.clone() }, out).await,
        Order::CustomerNote { which, text } => {
            same(app, which, Edit::SetCustomerNote { text: text.clone() }, out).await
        }
        Order::Address { reference, shipping, fields, asking, .. } => {
            let side = if *shipping { Side::Shipping } else { Side::Billing };
            address(app, reference, side, fields, *asking, out).await
        }
        Order::Track { reference, carrier, number, url, asking } => {
            let track = track(carrier, number, url.as_deref())?;
            one(app, reference, Edit::AddTrack { track }, *asking, out).await
        }
        Order::Untrack { reference, number, asking } => untrack(app, reference, number, *asking, out).await,
        Order::Quantity { reference, line, asking } => quantity(app, reference, line, *asking, out).await,
        Order::Refund(refund) => self::refund(app, refund, out).await,
        Order::Email { reference, template, asking } => email(app, reference, template.as_deref(), *asking, out).await,
        Order::Trash(which) => same(app, which, Edit::Trash, out).await,
        Order::Restore(which) => same(app, which, Edit::Restore, out).await,
        Order::Delete(which) => same(app, which, Edit::Delete, out).await,
    }
}

async fn resolve(app: &App, references: &[String]) -> Result<Vec<OrderId>, Fault> {
    let mut ids = Vec::with_capacity(references.len());
    for reference in references {
        ids.push(app.resolve(reference).await?);
    }
    Ok(ids)
}

/// The same edit of all.
async fn same(app: &App, which: &Which, edit: Edit, out: &Output) -> Result<(), Fault> {
    let ids = resolve(app, &which.references).await?;
    enter(app, vec![Wish { ids, edit }], which.asking, out).await
}

async fn one(app: &App, reference: &str, edit: Edit, asking: Asking, out: &Output) -> Result<(), Fault> {
    let ids = vec![app.resolve(reference).await?];
    enter(app, vec![Wish { ids, edit }], asking, out).await
}

/// One wish a shop, since each has statuses of its own.
async fn by_shop(
    app: &App,
    references: &[String],
    status: impl Fn(&ShopView) -> Result<String, Fault>,
    asking: Asking,
    out: &Output,
) -> Result<(), Fault> {
    let shops = app.shops().await?;
    let mut groups: BTreeMap<ShopId, Vec<OrderId>> = BTreeMap::new();
    for id in resolve(app, references).await? {
        groups.entry(app.shop_of(id).await?).or_default().push(id);
    }
    let mut wishes = Vec::new();
    for (shop, ids) in groups {
        let shop = shops.iter().find(|known| known.id == shop);
        let shop = shop.ok_or_else(|| Fault::new(Code::NoSuchShop, "find shop", "the shop is no longer connected"))?;
        wishes.push(Wish { ids, edit: Edit::SetStatus { status: status(shop)? } });
    }
    enter(app, wishes, asking, out).await
}

async fn set_status(app: &App, references: &[String], status: &str, asking: Asking, out: &Output) -> Result<(), Fault> {
    let named = |shop: &ShopView| {
        let code = shop.statuses.iter().find(|label| label.code == status);
        let label = || shop.statuses.iter().find(|label| fold(&label.label) == fold(status));
        code.or_else(label).map(|label| label.code.clone()).ok_or_else(|| {
            let known: Vec<&str> = shop.statuses.iter().map(|label| label.code.as_str()).collect();
            bad_input(format!("{} has no status {status:?}; there are: {}", shop.name, known.join(", ")))
        })
    };
    by_shop(app, references, named, asking, out).await
}

async fn to_status(
    app: &App,
    which: &Which,
    what: &str,
    status: impl Fn(&ShopView) -> Option<String>,
    out: &Output,
) -> Result<(), Fault> {
    let status = |shop: &ShopView| {
        let none =
            || Fault::new(Code::Refused, "change order", format!("{} has no status for {what}", shop.system_name));
        status(shop).ok_or_else(none)
    };
    by_shop(app, &which.references, status, which.asking, out).await
}

/// Postal fields are one edit, phone and e-mail one each.
async fn address(
    app: &App,
    reference: &str,
    side: Side,
    fields: &[String],
    asking: Asking,
    out: &Output,
) -> Result<(), Fault> {
    let id = app.resolve(reference).await?;
    let order = app.order_view(id, None).await?.order;
    let mut edits = Vec::new();
    // A parcel that goes to the billing address so far goes to that one with the change.
    let before = match side {
        Side::Billing => &order.billing,
        Side::Shipping => order.ship_to(),
    };
    let mut address = before.clone();
    for field in fields {
        let (name, value) = pair(field, "FIELD=VALUE")?;
        match name {
            "phone" => edits.push(Edit::SetPhone { side, phone: value.to_owned() }),
            "email" if side == Side::Billing => edits.push(Edit::SetEmail { email: value.to_owned() }),
            "email" => return Err(bad_input("the e-mail address belongs to --billing".to_owned())),
            _ => set_field(&mut address, name, value)?,
        }
    }
    if address != *before {
        edits.insert(0, Edit::SetAddress { side, address });
    }
    if edits.is_empty() {
        return Err(bad_input("the address is so already".to_owned()));
    }
    enter(app, edits.into_iter().map(|edit| Wish { ids: vec![id], edit }).collect(), asking, out).await
}

fn set_field(address: &mut Address, name: &str, value: &str) -> Result<(), Fault> {
    let field = match name {
        "first_name" => &mut address.first_name,
        "last_name" => &mut address.last_name,
        "company" => &mut address.company,
        "line_1" => &mut address.line_1,
        "line_2" => &mut address.line_2,
        "postcode" => &mut address.postcode,
        "city" => &mut address.city,
        "region" => &mut address.region,
        "country" => {
            if value.len() != 2 || !value.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                return Err(bad_input(format!("{value:?} is no country's code of two letters")));
            }
            address.country = value.to_ascii_uppercase();
            return Ok(());
        }
        _ => {
            let known = "first_name, last_name, company, line_1, line_2, postcode, city, region, country, phone, email";
            return Err(bad_input(format!("an address has no {name:?}; there are: {known}")));
        }
    };
    value.trim().clone_into(field);
    Ok(())
}

fn track(carrier: &str, number: &str, url: Option<&str>) -> Result<Track, Fault> {
    if let Some(url) = url.filter(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
        return Err(bad_input(format!("{url:?} is no web address")));
    }
    Ok(Track {
        carrier: carrier.trim().to_owned(),
        number: number.trim().to_owned(),
        url: url.map(str::to_owned),
        shipped_at: Some(jiff::Timestamp::now()),
    })
}

async fn untrack(app: &App, reference: &str, number: &str, asking: Asking, out: &Output) -> Result<(), Fault> {
    let view = app.order_view(app.resolve(reference).await?, None).await?;
    let Some(track) = view.order.tracks.iter().find(|track| track.number.trim() == number.trim()) else {
        return Err(bad_input(format!("the order has no tracking number {number:?}")));
    };
    let edit = Edit::RemoveTrack { carrier: track.carrier.clone(), number: track.number.clone() };
    enter(app, vec![Wish { ids: vec![view.row.id], edit }], asking, out).await
}

async fn quantity(app: &App, reference: &str, wanted: &str, asking: Asking, out: &Output) -> Result<(), Fault> {
    let view = app.order_view(app.resolve(reference).await?, None).await?;
    let (line, quantity) = pick(&view, wanted)?;
    enter(app, vec![Wish { ids: vec![view.row.id], edit: Edit::SetQuantity { line, quantity } }], asking, out).await
}

async fn refund(app: &App, args: &OrderRefund, out: &Output) -> Result<(), Fault> {
    let view = app.order_view(app.resolve(&args.reference).await?, None).await?;
    let picks = args.lines.iter().map(|line| pick(&view, line).map(|(line, quantity)| RefundPick { line, quantity }));
    let request = RefundRequest {
        pieces: picks.collect::<Result<_, _>>()?,
        shipping: args.shipping.clone(),
        amount: args.amount.clone(),
        reason: args.reason.clone(),
        through_gateway: args.through_gateway,
        restock: !args.no_restock,
    };
    let refund = app.refund_draft(view.row.id, &request).await?;
    if !out.is_json() {
        let amount = format::money(app.language(), refund.amount, &view.order.currency);
        out.remark(&format!("gives back {amount} of {}", view.row.code));
    }
    enter(app, vec![Wish { ids: vec![view.row.id], edit: Edit::Refund { refund } }], args.asking, out).await
}

async fn email(app: &App, reference: &str, template: Option<&str>, asking: Asking, out: &Output) -> Result<(), Fault> {
    let id = app.resolve(reference).await?;
    if let Some(template) = template {
        return enter(
            app,
            vec![Wish { ids: vec![id], edit: Edit::SendEmail { template: template.to_owned() } }],
            asking,
            out,
        )
        .await;
    }
    let templates = app.email_templates(id).await?;
    out.answer(&templates, || {
        let row = |t: &domain::EmailTemplate| vec![t.code.clone(), t.title.clone(), t.description.clone()];
        table(&templates.iter().map(row).collect::<Vec<_>>())
    })
}

/// A line, by SKU or by the shop's own identifier, with a number of pieces.
fn pick(view: &OrderView, text: &str) -> Result<(NativeId, Decimal), Fault> {
    let (name, quantity) = text.rsplit_once('=').ok_or_else(|| bad_input(format!("{text:?}: SKU=QTY")))?;
    let quantity: Decimal =
        quantity.trim().parse().map_err(|_| bad_input(format!("{quantity:?} is no number of pieces")))?;
    let name = name.trim();
    let found: Vec<&Line> = view
        .order
        .lines
        .iter()
        .filter(|line| line.native_id.as_str() == name || (!name.is_empty() && line.sku.eq_ignore_ascii_case(name)))
        .collect();
    let label = |line: &Line| format!("{} ({} × {} {})", line.native_id, line.quantity, line.sku, line.name);
    let labels = |lines: &[&Line]| lines.iter().map(|line| label(line)).collect::<Vec<_>>().join("; ");
    match found.as_slice() {
        [line] => Ok((line.native_id.clone(), quantity)),
        [] => {
            let all: Vec<&Line> = view.order.lines.iter().collect();
            Err(bad_input(format!("the order has no line {name:?}; there are: {}", labels(&all))))
        }
        several => {
            Err(bad_input(format!("{name:?} is several lines, name one by its identifier: {}", labels(several))))
        }
    }
}

fn pair<'a>(text: &'a str, form: &str) -> Result<(&'a str, &'a str), Fault> {
    text.split_once('=').ok_or_else(|| bad_input(format!("{text:?}: {form}")))
}

fn bad_input(detail: String) -> Fault {
    Fault::new(Code::BadInput, "change order", detail)
}
