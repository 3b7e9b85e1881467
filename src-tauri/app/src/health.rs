//! How every shop's sync stands, with everything that was not understood.

use domain::{Fault, ShopId};
use sync::ShopActivity;

use crate::{
    App,
    api::{ActivityView, Health, Phase, ShopHealthView},
    error::from_replica,
};

impl App {
    /// The health of all shops.
    ///
    /// # Errors
    /// The replica's.
    pub async fn health(&self) -> Result<Health, Fault> {
        let shops = self.replica().shops().await.map_err(from_replica("read shops"))?;
        let activities = self.activities();
        let mut views = Vec::new();
        for health in self.replica().health().await.map_err(from_replica("read health"))? {
            let Some(shop) = shops.iter().find(|shop| shop.id == health.shop) else { continue };
            views.push(ShopHealthView {
                shop: shop.id,
                tag: shop.tag.clone(),
                name: shop.name.clone(),
                orders: health.orders,
                last_checked: health.last_checked,
                trouble: health.trouble,
                quarantined: health.quarantined,
                findings: health.findings,
                unknown_statuses: health.unknown_statuses,
                notes_pending: health.notes_pending,
                activity: activities.iter().find(|activity| activity.shop == shop.id).cloned(),
            });
        }
        let data_dir = self.state().data_dir.display().to_string();
        Ok(Health { shops: views, notices: self.notices(), data_dir })
    }

    /// What every shop's sync is at; empty where another process owns it.
    #[must_use]
    pub fn activities(&self) -> Vec<ActivityView> {
        self.engine().map(|engine| engine.activity().into_iter().map(activity_view).collect()).unwrap_or_default()
    }

    /// Checks one shop, or all, now.
    ///
    /// # Errors
    /// The replica's, where another process owns the sync and is asked through the file.
    pub async fn sync_now(&self, shop: Option<ShopId>) -> Result<(), Fault> {
        match self.engine() {
            Some(engine) => {
                engine.sync_now(shop);
                Ok(())
            }
            None => self.ask_owner().await,
        }
    }
}

fn activity_view(activity: ShopActivity) -> ActivityView {
    let notes_left = if let sync::Phase::Notes { left } = activity.phase { left } else { 0 };
    let phase = match activity.phase {
        sync::Phase::Starting => Phase::Connecting,
        sync::Phase::FirstSync { done, total } => Phase::FirstSync { done, total },
        sync::Phase::Checking | sync::Phase::Feed { .. } | sync::Phase::Notes { .. } => Phase::Checking,
        sync::Phase::Audit { done, total } => Phase::Auditing { done, total },
        sync::Phase::Idle { next_check_at } => Phase::Idle { next_check_at: Some(next_check_at) },
        sync::Phase::Waiting { until, .. } => Phase::Waiting { until: Some(until) },
    };
    ActivityView { shop: activity.shop, phase, connections: activity.connections, notes_left }
}
