//! The first picture, in one answer.

use domain::Fault;

use crate::{
    App,
    api::{Boot, KeyStoreState},
};

impl App {
    /// All a window needs to paint its first picture. What only the face knows (the demo, the key store) it fills in
    /// itself.
    ///
    /// # Errors
    /// The replica's.
    pub async fn boot(&self) -> Result<Boot, Fault> {
        let (shops, views, counts, today, (outbox, outbox_paused)) =
            futures::try_join!(self.shops(), self.views(), self.counts(), self.today(), self.outbox_state())?;
        Ok(Boot {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            platform: std::env::consts::OS.to_owned(),
            language: self.language(),
            settings: self.settings(),
            shops,
            views,
            counts,
            notices: self.notices(),
            demo: false,
            key_store: KeyStoreState::KeyStore,
            today,
            outbox,
            outbox_paused,
        })
    }
}
