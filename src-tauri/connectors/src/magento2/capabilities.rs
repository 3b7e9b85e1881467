//! What Magento lets a merchant do.

use std::sync::LazyLock;

use domain::{Capabilities, CustomerNotice, DocumentCapabilities, DocumentSupport, EditKind};

/// The status that says that everything went out.
const SHIPPING: &[&str] = &["complete"];

pub(crate) static CAPABILITIES: LazyLock<Capabilities> = LazyLock::new(|| Capabilities {
    pull: true,
    change_feed: true,
    // Orders are never deleted over the interface, and there is no bin.
    trash: false,
    notes_per_order: true,
    refund_feed: true,
    products: true,
    write: true,
    edits: vec![EditKind::SetStatus, EditKind::AddNote, EditKind::AddTrack, EditKind::RemoveTrack],
    // A change of status alone mails nobody; e-mails are asked for with a comment or a document.
    mailing_statuses: Vec::new(),
    shipping_statuses: SHIPPING.iter().map(|code| (*code).to_owned()).collect(),
    hold_status: Some("holded".to_owned()),
    cancel_status: Some("canceled".to_owned()),
    documents: DocumentCapabilities {
        invoices: DocumentSupport::Partial,
        shipments: DocumentSupport::Partial,
        credit_notes: DocumentSupport::Partial,
        capture: true,
        credit_online: true,
        credit_needs_paid_invoice: true,
        invoice_is_final: true,
    },
    status_notice: CustomerNotice::Never,
    page_limit: 100,
    // What Magento's own configuration for nginx allows PHP (`max_execution_time=600`, `fastcgi_read_timeout 600s`).
    late_effect_s: 600,
});
