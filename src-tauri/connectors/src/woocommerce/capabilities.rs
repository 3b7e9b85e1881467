//! What WooCommerce lets a merchant do.

use std::sync::LazyLock;

use domain::{Capabilities, CustomerNotice, DocumentCapabilities, DocumentSupport, EditKind};

/// Statuses for which WooCommerce mails the customer by itself, each mail to be switched off in the shop's settings.
const MAILING: &[&str] = &["on-hold", "processing", "completed", "refunded", "failed", "ready-for-pickup"];
/// Statuses that say that goods went out: WooCommerce's own, and those of Advanced Shipment Tracking.
const SHIPPING: &[&str] = &["completed", "shipped", "partial-shipped", "delivered"];

fn owned(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

pub(crate) static CAPABILITIES: LazyLock<Capabilities> = LazyLock::new(|| Capabilities {
    pull: true,
    change_feed: true,
    trash: true,
    notes_per_order: true,
    refund_feed: true,
    products: true,
    write: true,
    // No order of WooCommerce's waits for its customer's confirmation.
    edits: EditKind::ALL.iter().copied().filter(|kind| *kind != EditKind::ConfirmForCustomer).collect(),
    mailing_statuses: owned(MAILING),
    shipping_statuses: owned(SHIPPING),
    hold_status: Some("on-hold".to_owned()),
    cancel_status: Some("cancelled".to_owned()),
    // Its refunds are credit notes; parcels and invoices are plugins' matters and follow from the status.
    documents: DocumentCapabilities {
        credit_notes: DocumentSupport::Partial,
        credit_online: true,
        ..DocumentCapabilities::default()
    },
    status_notice: CustomerNotice::ShopDecides,
    page_limit: 100,
    late_effect_s: 120,
});
