//! Lists and orders.

use app::{
    App,
    api::{ListRequest, OrderRow, OrderView, TimelineKind},
};
use domain::{BuiltInView, Fault, format};
use serde::Serialize;

use crate::{
    args::Orders,
    edit_words,
    output::{Output, table},
};

/// An order in a `--json` list. Fields are only ever added.
#[derive(Debug, Serialize)]
pub(crate) struct ListedOrder {
    shop: String,
    number: String,
    code: String,
    native_id: String,
    status: String,
    status_label: String,
    order_state: &'static str,
    payment_state: &'static str,
    fulfilment_state: &'static str,
    total: String,
    currency: String,
    customer: String,
    company: String,
    city: String,
    country: String,
    shipping: String,
    pieces: String,
    placed_at: String,
    modified_at: Option<String>,
    unseen: bool,
    problem: bool,
}

impl From<&OrderRow> for ListedOrder {
    fn from(row: &OrderRow) -> Self {
        Self {
            shop: row.code.tag().as_str().to_owned(),
            number: row.number.clone(),
            code: row.code.to_string(),
            native_id: row.native_id.to_string(),
            status: row.status.clone(),
            status_label: row.status_label.clone(),
            order_state: row.order_state.code(),
            payment_state: row.payment_state.code(),
            fulfilment_state: row.fulfilment_state.code(),
            total: row.total.amount.to_string(),
            currency: row.total.currency.to_string(),
            customer: row.customer.clone(),
            company: row.company.clone(),
            city: row.city.clone(),
            country: row.country.clone(),
            shipping: row.shipping.clone(),
            pieces: row.pieces.clone(),
            placed_at: row.placed_at.to_string(),
            modified_at: row.modified_at.map(|at| at.to_string()),
            unseen: row.unseen,
            problem: row.problem,
        }
    }
}

/// `orders`
pub(crate) async fn list(app: &App, args: &Orders, out: &Output) -> Result<(), Fault> {
    let request = request(app, args).await?;
    let rows = app.find(&request.query()?, args.limit).await?;
    let listed: Vec<ListedOrder> = rows.iter().map(ListedOrder::from).collect();
    let language = app.language();
    out.answer(&listed, || {
        let head = ["order", "status", "customer", "to", "shipping", "total", "placed"].map(str::to_owned).to_vec();
        let row = |row: &OrderRow| {
            vec![
                row.code.to_string(),
                row.status_label.clone(),
                row.customer.clone(),
                format!("{} {}", row.country, row.city),
                row.shipping.clone(),
                format::money(language, row.total.amount, &row.total.currency),
                row.placed_at.strftime("%Y-%m-%d %H:%M").to_string(),
            ]
        };
        table(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
    })
}

async fn request(app: &App, args: &Orders) -> Result<ListRequest, Fault> {
    let mut request = ListRequest { search: args.search.clone(), ..ListRequest::default() };
    let Some(name) = &args.view else { return Ok(request) };
    if let Some(view) = BuiltInView::from_code(name) {
        request.view = Some(view);
        return Ok(request);
    }
    let views = app.views().await?;
    let Some(saved) = views.iter().find(|view| domain::fold::fold(&view.name) == domain::fold::fold(name)) else {
        let known: Vec<&str> = BuiltInView::ALL
            .iter()
            .map(|view| view.code())
            .chain(views.iter().map(|view| view.name.as_str()))
            .collect();
        return Err(Fault::new(
            domain::Code::BadInput,
            "find view",
            format!("no view {name:?}; there are: {}", known.join(", ")),
        ));
    };
    request.view = saved.view;
    request.search = format!("{} {}", saved.search, args.search);
    Ok(request)
}

/// `order show`
pub(crate) async fn show(app: &App, reference: &str, out: &Output) -> Result<(), Fault> {
    let view = app.order_view(app.resolve(reference).await?, None).await?;
    out.answer(&Shown { listed: ListedOrder::from(&view.row), view: &view }, || text(app, &view))
}

/// `order show --json`: what a list has, and everything else.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    listed: ListedOrder,
    #[serde(rename = "detail")]
    view: &'a OrderView,
}

fn text(app: &App, view: &OrderView) -> String {
    let (row, order, language) = (&view.row, &view.order, app.language());
    let amount = |value| format::money(language, value, &order.currency);
    let mut lines = vec![
        format!("{}  {}  {} ({})", row.code, row.number, row.status_label, row.status),
        format!(
            "placed {}  payment {}  fulfilment {}",
            row.placed_at,
            row.payment_state.code(),
            row.fulfilment_state.code()
        ),
        String::new(),
        "Ship to".to_owned(),
    ];
    let to = order.ship_to();
    lines.extend(
        to.postal_lines()
            .into_iter()
            .chain([to.country.clone()])
            .map(|line| format!("  {}", domain::text::visible(&line))),
    );
    lines.push(format!("  {}  {}", order.billing.email, order.billing.phone));
    lines.push(String::new());
    for line in &order.lines {
        let attributes: Vec<String> = line.attributes.iter().map(|a| format!("{}: {}", a.label, a.value)).collect();
        lines.push(format!(
            "  {} × {}  {}  {}  {}",
            line.quantity,
            domain::text::visible(&line.name),
            line.sku,
            attributes.join(", "),
            amount(line.total + line.tax)
        ));
    }
    lines.push(format!("  {}  {}", order.shipping_title(), amount(order.totals.shipping)));
    lines.push(format!(
        "  total {}  tax {}  refunded {}",
        amount(order.totals.total),
        amount(order.totals.tax),
        amount(order.totals.refunded)
    ));
    if !order.customer_note.is_empty() {
        lines.push(format!("\nCustomer's note: {}", domain::text::visible(&order.customer_note)));
    }
    lines.extend(edits(view));
    lines.push(if view.notes_fetched { "\nNotes".to_owned() } else { "\nNotes: not fetched yet".to_owned() });
    for entry in &view.timeline {
        if let TimelineKind::Note { note } = &entry.what {
            lines.push(format!(
                "  {}  {}",
                entry.at.map(|at| at.to_string()).unwrap_or_default(),
                domain::text::visible(&note.text)
            ));
        }
    }
    lines.join("\n")
}

/// What is on its way, or waits for its user.
fn edits(view: &OrderView) -> Vec<String> {
    let open: Vec<_> = view.edits.iter().filter(|edit| edit.state.open()).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let line = |edit: &&domain::OutboxEdit| {
        let (state, wish) = (edit.state.code(), edit_words::wish(&edit.edit));
        format!("  {}  {state}  {wish}  {}", edit.id.0, edit_words::outcome(edit)).trim_end().to_owned()
    };
    let at_shop = view.mirror_status.iter().map(|status| format!("  at the shop: status {status}"));
    std::iter::once("\nNot at the shop yet".to_owned()).chain(open.iter().map(line)).chain(at_shop).collect()
}
