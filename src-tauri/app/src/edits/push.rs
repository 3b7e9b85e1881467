//! Emptying the outbox on request: for scripts, and for who does not want to wait for the next turn.

use domain::{Fault, ShopId};
use replica::OutboxQuery;

use crate::{App, api::PushReport, error::from_replica, owner::What};

impl App {
    /// Sends what the outbox holds for the named shops (all where none is named) until nothing more can be done now:
    /// here for the owner, else by asking it.
    ///
    /// # Errors
    /// The replica's; `Busy` where the owner does not answer. What a shop answers is in the report.
    pub async fn push_once(&self, shops: &[ShopId]) -> Result<PushReport, Fault> {
        match self.engine() {
            Some(_) => self.push_once_here(shops).await,
            None => self.ask_for(What::PushOnce { shops: shops.to_vec() }).await,
        }
    }

    pub(crate) async fn push_once_here(&self, shops: &[ShopId]) -> Result<PushReport, Fault> {
        let engine = self.engine_or_busy("push")?.clone();
        let wanted = self.shops_with_edits(shops).await?;
        let mut report = PushReport::default();
        if wanted.is_empty() {
            return Ok(report);
        }
        self.connect_all().await;
        let runs = wanted.iter().map(|shop| {
            let engine = engine.clone();
            async move { (*shop, engine.push_once(*shop).await) }
        });
        for (shop, pushed) in futures::future::join_all(runs).await {
            match pushed {
                Ok(pushed) => report.add(&pushed),
                Err(fault) => {
                    report.left += self.open_edits(shop, u32::MAX).await?;
                    report.faults.push(self.trouble_of(shop).await.unwrap_or(fault));
                }
            }
        }
        Ok(report)
    }

    async fn shops_with_edits(&self, shops: &[ShopId]) -> Result<Vec<ShopId>, Fault> {
        let all = self.replica().shops().await.map_err(from_replica("read shops"))?;
        let mut wanted = Vec::new();
        for shop in all.into_iter().filter(|shop| shops.is_empty() || shops.contains(&shop.id)) {
            if self.open_edits(shop.id, 1).await? > 0 {
                wanted.push(shop.id);
            }
        }
        Ok(wanted)
    }

    /// Edits of a shop that are not at the shop yet: what forgetting it would give up.
    ///
    /// # Errors
    /// The replica's.
    pub async fn open_edits_of(&self, shop: ShopId) -> Result<u32, Fault> {
        self.open_edits(shop, u32::MAX).await
    }

    async fn open_edits(&self, shop: ShopId, limit: u32) -> Result<u32, Fault> {
        let query = OutboxQuery { shop: Some(shop), states: Vec::new(), before: None, limit };
        let open = self.replica().outbox(&query).await.map_err(from_replica("read outbox"))?;
        Ok(u32::try_from(open.len()).unwrap_or(u32::MAX))
    }

    /// Why a shop could not even be signed in to, which says more than that it is not there.
    async fn trouble_of(&self, shop: ShopId) -> Option<Fault> {
        let health = self.replica().health().await.ok()?;
        health.into_iter().find(|health| health.shop == shop)?.trouble.map(|trouble| trouble.fault)
    }
}

impl PushReport {
    fn add(&mut self, pushed: &sync::PushReport) {
        self.settled += pushed.settled;
        self.failed += pushed.failed;
        self.conflicts += pushed.conflicts;
        self.asks += pushed.asks;
        self.unsure += pushed.unsure;
        self.left += pushed.left;
    }
}
