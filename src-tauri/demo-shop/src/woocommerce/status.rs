//! Order statuses. The list of a real shop is open (plugins add to it); the simulated one has WooCommerce's own and one of a plugin.

use serde::{Deserialize, Serialize};

/// A status of the simulated shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Status {
    Pending,
    Processing,
    OnHold,
    #[default]
    Completed,
    Cancelled,
    Refunded,
    Failed,
    CheckoutDraft,
    /// A plugin's: packed, waits for the carrier.
    ReadyToShip,
    Trash,
    AutoDraft,
}

/// The statuses a shop names, in its order; the plugin's last.
pub const NAMED: [Status; 9] = [
    Status::Pending,
    Status::Processing,
    Status::OnHold,
    Status::Completed,
    Status::Cancelled,
    Status::Refunded,
    Status::Failed,
    Status::CheckoutDraft,
    Status::ReadyToShip,
];

impl Status {
    /// The status in answers, without the `wc-` of storage.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing => "processing",
            Self::OnHold => "on-hold",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
            Self::Failed => "failed",
            Self::CheckoutDraft => "checkout-draft",
            Self::ReadyToShip => "ready-to-ship",
            Self::Trash => "trash",
            Self::AutoDraft => "auto-draft",
        }
    }

    /// The name a shop in English shows.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "Pending payment",
            Self::Processing => "Processing",
            Self::OnHold => "On hold",
            Self::Completed => "Completed",
            Self::Cancelled => "Cancelled",
            Self::Refunded => "Refunded",
            Self::Failed => "Failed",
            Self::CheckoutDraft => "Draft",
            Self::ReadyToShip => "Ready to ship",
            // The shop has no label for these two.
            Self::Trash => "trash",
            Self::AutoDraft => "auto-draft",
        }
    }

    /// Reads a slug; `plugin`: the plugin's status is known.
    pub fn parse(slug: &str, plugin: bool) -> Option<Self> {
        let all = NAMED.into_iter().chain([Self::Trash, Self::AutoDraft]);
        all.filter(|status| plugin || *status != Self::ReadyToShip).find(|status| status.slug() == slug)
    }

    /// The order was paid for and is being or was carried out.
    pub const fn is_paid(self) -> bool {
        matches!(self, Self::Processing | Self::Completed)
    }

    /// Lists without a status filter show it.
    pub const fn is_listed(self) -> bool {
        !matches!(self, Self::Trash | Self::AutoDraft)
    }
}

/// The statuses this shop names.
pub fn named(plugin: bool) -> impl Iterator<Item = Status> {
    NAMED.into_iter().filter(move |status| plugin || *status != Status::ReadyToShip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_read_back_and_the_plugin_can_be_absent() {
        for status in NAMED {
            assert_eq!(Status::parse(status.slug(), true), Some(status));
        }
        assert_eq!(Status::parse("ready-to-ship", false), None);
        assert_eq!(Status::parse("wc-completed", true), None);
        assert_eq!(named(false).count(), 8);
    }
}
