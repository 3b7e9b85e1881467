//! One edit of each kind with an order it makes sense on, and how to tell at the shop that it took place.

use anyhow::{Context, Result};
use connectors::{Gone, Presence, PulledOrder, Write};
use demo_shop::Effect;
use domain::{
    Address, Capabilities, Edit, EditKey, EditKind, NativeId, NoteKind, Notice, RefundDraft, RefundPiece, Seen, Side,
    Track, Verdict,
    edit::{judge, mails},
};
use jiff::Timestamp;
use rust_decimal::Decimal;

use super::subject::{Subject, Wanted};

/// An edit ready to be carried out.
pub(super) struct Case {
    pub edit: Edit,
    /// The order as read right before; `None` for an order that is yet to be made.
    pub before: Option<PulledOrder>,
    /// How many effects there were before.
    effects: usize,
    begun_at: Timestamp,
}

/// Amounts in hundredths.
fn cents(cents: i64) -> Decimal {
    Decimal::new(cents, 2)
}

/// A case of a kind; `None` where this shop has nothing to try it with.
pub(super) async fn case(subject: &Subject, kind: EditKind) -> Result<Option<Case>> {
    let wanted = match kind {
        EditKind::MarkPaid => Wanted::Unpaid,
        EditKind::Restore => Wanted::Binned,
        _ => Wanted::Paid,
    };
    let order = NativeId::from(subject.place(wanted)?);
    if kind == EditKind::RemoveTrack {
        let there = Case::of(subject, Edit::AddTrack { track: track(&order) }, Some(subject.read(&order).await?));
        let key = EditKey("f".repeat(32));
        subject.connector.push(&there.write(&key)).await?;
    }
    let before = subject.read(&order).await?;
    let Some(edit) = edit(subject, kind, &before).await? else { return Ok(None) };
    let before = (kind != EditKind::PlaceTestOrder).then_some(before);
    Ok(Some(Case::of(subject, edit, before)))
}

/// Cases of every kind the system carries out and this shop has something to try with.
pub(super) async fn all(subject: &Subject) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for kind in &subject.connector.capabilities().edits {
        cases.extend(case(subject, *kind).await?);
        // The other half of the kind: what is mailed, what moves money.
        match kind {
            EditKind::AddNote => {
                let order = subject.read(&subject.place(Wanted::Paid)?.into()).await?;
                let text = "On its way & soon <there> 🚲".to_owned();
                cases.push(Case::of(subject, Edit::AddNote { text, to_customer: true }, Some(order)));
            }
            EditKind::Refund => {
                let order = subject.read(&subject.place(Wanted::PaidOnline)?.into()).await?;
                cases.push(Case::of(subject, refund(first_line(&order)?, true), Some(order)));
            }
            _ => {}
        }
    }
    Ok(cases)
}

async fn edit(subject: &Subject, kind: EditKind, order: &PulledOrder) -> Result<Option<Edit>> {
    let connector = &subject.connector;
    Ok(Some(match kind {
        EditKind::SetStatus => {
            let status = connector.capabilities().hold_status.clone().context("a status to put on hold by")?;
            Edit::SetStatus { status }
        }
        EditKind::MarkPaid => Edit::MarkPaid,
        EditKind::ConfirmForCustomer => Edit::ConfirmForCustomer,
        EditKind::AddNote => {
            Edit::AddNote { text: "packed by Anna\nsecond <b>line</b>".to_owned(), to_customer: false }
        }
        EditKind::SetReference => Edit::SetReference { text: "PO-2026/17 ✓".to_owned() },
        EditKind::SetCustomerNote => Edit::SetCustomerNote { text: "Leave it \"next door\"".to_owned() },
        EditKind::SetAddress => Edit::SetAddress { side: Side::Shipping, address: moved() },
        EditKind::SetPhone => Edit::SetPhone { side: Side::Billing, phone: "+49 30 901820".to_owned() },
        EditKind::SetEmail => Edit::SetEmail { email: "zoe.new@example.test".to_owned() },
        EditKind::AddTrack => Edit::AddTrack { track: track(&order.order.native_id) },
        EditKind::RemoveTrack => {
            let Track { carrier, number, .. } = track(&order.order.native_id);
            Edit::RemoveTrack { carrier, number }
        }
        EditKind::SetQuantity => Edit::SetQuantity { line: first_line(order)?, quantity: Decimal::ONE },
        EditKind::Refund => refund(first_line(order)?, false),
        EditKind::SendEmail => match connector.email_templates(&order.order.native_id).await?.first() {
            Some(template) => Edit::SendEmail { template: template.code.clone() },
            None => return Ok(None),
        },
        EditKind::Trash => Edit::Trash,
        EditKind::Restore => Edit::Restore,
        EditKind::Delete => Edit::Delete,
        EditKind::PlaceTestOrder => Edit::PlaceTestOrder { product: None },
    }))
}

fn first_line(order: &PulledOrder) -> Result<NativeId> {
    Ok(order.order.lines.first().context("a line")?.native_id.clone())
}

fn moved() -> Address {
    Address {
        first_name: "Zoë".to_owned(),
        last_name: "Ødegård".to_owned(),
        line_1: "Noordeinde 68".to_owned(),
        postcode: "2514 GL".to_owned(),
        city: "Den Haag".to_owned(),
        country: "NL".to_owned(),
        ..Address::default()
    }
}

/// A number of this order's own.
fn track(order: &NativeId) -> Track {
    Track { carrier: "PostNL".to_owned(), number: format!("3S{order}"), url: None, shipped_at: None }
}

/// One piece of a line and a part of the shipping, as a record only.
fn refund(line: NativeId, through_gateway: bool) -> Edit {
    Edit::Refund {
        refund: RefundDraft {
            amount: cents(242 + 121),
            pieces: vec![RefundPiece { line, quantity: Decimal::ONE, total: cents(200), tax: cents(42) }],
            shipping: cents(100),
            shipping_tax: cents(21),
            reason: "one was broken".to_owned(),
            through_gateway,
            restock: true,
        },
    }
}

impl Case {
    /// An edit on an order as it is now.
    pub fn of(subject: &Subject, edit: Edit, before: Option<PulledOrder>) -> Self {
        Self { edit, before, effects: subject.shop.shop.effects().len(), begun_at: subject.shop.shop.clock() }
    }

    /// What is asked of the connector.
    pub fn write<'a>(&'a self, key: &'a EditKey) -> Write<'a> {
        let (edit, order) = (&self.edit, self.before.as_ref());
        Write { key, edit, notice: Notice::ShopDecides, order, begun_at: self.begun_at }
    }

    /// The order's identifier; `None` for one that is yet to be made.
    pub fn order(&self) -> Option<&NativeId> {
        self.before.as_ref().map(|before| &before.order.native_id)
    }

    /// The effects on its order, or on those that were made since.
    pub fn effects(&self, subject: &Subject) -> Vec<Effect> {
        let mut effects = subject.effects_since(self.effects);
        let made: Vec<u64> =
            effects.iter().filter(|effect| effect.kind == "order.created").map(|effect| effect.order).collect();
        let own = self.order().map(ToString::to_string);
        effects.retain(|effect| match &own {
            Some(order) => effect.order.to_string() == *order,
            None => made.contains(&effect.order),
        });
        effects
    }

    /// Carries it out once more on the order as it is now, as is done after a look that found nothing.
    pub async fn again(&self, subject: &Subject, key: &EditKey) -> Result<()> {
        let order = match self.order() {
            Some(order) => Some(subject.read(order).await?),
            None => None,
        };
        let write = Write { order: order.as_ref(), ..self.write(key) };
        subject.connector.push(&write).await?;
        Ok(())
    }

    /// How often it took place, as the shop itself counts.
    pub fn times(&self, subject: &Subject) -> usize {
        let kind = effect_of(&self.edit);
        self.effects(subject).iter().filter(|effect| effect.kind == kind).count()
    }

    /// Nothing beside the edit itself that would hurt: no money unless asked for, and mail only where the capabilities say that
    /// the shop mails for it.
    pub fn check_side_effects(&self, subject: &Subject) {
        let name = subject.name;
        let effects = self.effects(subject);
        let count = |kind: &str| effects.iter().filter(|effect| effect.kind == kind).count();
        let money = matches!(&self.edit, Edit::Refund { refund } if refund.through_gateway);
        assert_eq!(count("refund.gateway"), usize::from(money), "{name}: {:?}: {effects:#?}", self.edit);
        let mailed = mails(&self.edit, subject.connector.capabilities());
        assert!(mailed || count("mail.sent") == 0, "{name}: {:?} mails unannounced: {effects:#?}", self.edit);
        assert!(count("mail.sent") <= 1, "{name}: {:?} mails more than once: {effects:#?}", self.edit);
    }

    /// The connector reads it back as it was wanted.
    pub async fn read_back(&self, subject: &Subject) -> Result<()> {
        let said = format!("{}: {:?}", subject.name, self.edit);
        let connector = &subject.connector;
        let Some(order) = self.order() else {
            return Ok(());
        };
        match &self.edit {
            Edit::AddNote { text, to_customer } => {
                let notes = connector.notes(order).await?;
                let kind = |kind| (kind == NoteKind::ToCustomer) == *to_customer;
                let found = notes.iter().filter(|note| note.text == *text && kind(note.kind)).count();
                assert_eq!(found, 1, "{said}: {notes:#?}");
            }
            Edit::Refund { refund } => {
                let refunds = connector.refunds(order).await?;
                let [made] = refunds.as_slice() else { panic!("{said}: {refunds:#?}") };
                assert_eq!((made.amount, made.reason.as_str()), (refund.amount, refund.reason.as_str()), "{said}");
                assert_eq!(made.through_gateway, Some(refund.through_gateway), "{said}");
                let [line] = made.lines.as_slice() else { panic!("{said}: {made:#?}") };
                assert_eq!((line.quantity, line.total, line.tax), (Decimal::ONE, cents(200), cents(42)), "{said}");
            }
            Edit::Delete => {
                assert!(matches!(connector.presence(order).await?, Presence::Gone(Gone::Deleted)), "{said}");
            }
            Edit::SendEmail { .. } => {}
            edit => {
                let after = subject.read(order).await?.order;
                assert!(is_so(edit, &after, connector.capabilities()), "{said}: {after:#?}");
            }
        }
        Ok(())
    }
}

/// Whether an order has what an edit wants of it.
fn is_so(edit: &Edit, order: &domain::Order, capabilities: &Capabilities) -> bool {
    judge(edit, &Seen::of(order, edit), Some(order), capabilities, true) == Verdict::Already
}

/// The effect that is counted for an edit.
fn effect_of(edit: &Edit) -> &'static str {
    match edit {
        Edit::SetStatus { .. } | Edit::MarkPaid | Edit::ConfirmForCustomer | Edit::Restore => "order.status",
        Edit::AddNote { to_customer: true, .. } => "note.customer",
        Edit::AddNote { .. } => "note.created",
        Edit::SetReference { .. }
        | Edit::SetCustomerNote { .. }
        | Edit::SetAddress { .. }
        | Edit::SetPhone { .. }
        | Edit::SetEmail { .. }
        | Edit::SetQuantity { .. } => "order.updated",
        Edit::AddTrack { .. } => "track.added",
        Edit::RemoveTrack { .. } => "track.removed",
        Edit::Refund { .. } => "refund.created",
        Edit::SendEmail { .. } => "mail.sent",
        Edit::Trash => "order.trashed",
        Edit::Delete => "order.deleted",
        Edit::PlaceTestOrder { .. } => "order.created",
    }
}
