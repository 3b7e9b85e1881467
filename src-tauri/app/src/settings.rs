//! Settings and saved views: ledgers that exist nowhere else.

use domain::{BuiltInView, Fault, Language};
use replica::{Counts, SavedView};

use crate::{
    App,
    api::{Settings, UiEvent},
    error::{bad_input, from_replica, internal},
    lists::parse,
};

const KEY: &str = "settings";
const NAME_LIMIT: usize = 80;

impl App {
    /// The settings in force.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.state().settings.read().map(|settings| settings.clone()).unwrap_or_default()
    }

    /// Keeps new settings and tells everyone who shows them.
    ///
    /// # Errors
    /// `BadInput` for a paper or a number of copies that there is not; the replica's.
    pub async fn settings_set(&self, settings: Settings) -> Result<Settings, Fault> {
        crate::slips::paper(&settings.printing.paper)?;
        if !(1..=99).contains(&settings.printing.copies) {
            return Err(bad_input("keep settings", "copies: 1 to 99"));
        }
        let value = serde_json::to_value(&settings).map_err(|error| internal("keep settings", error))?;
        self.replica().set_setting(KEY, value).await.map_err(from_replica("keep settings"))?;
        if let Ok(mut current) = self.state().settings.write() {
            current.clone_from(&settings);
        }
        if let Some(engine) = self.engine() {
            engine.set_rules(replica::BellRules { policy: settings.notifications.policy });
        }
        self.emit(UiEvent::Settings { settings: settings.clone() });
        Ok(settings)
    }

    /// The language in force: the setting, else the system's, else English.
    #[must_use]
    pub fn language(&self) -> Language {
        self.settings().language.unwrap_or(self.state().system_language)
    }

    pub(crate) async fn load_settings(replica: &replica::Replica) -> Settings {
        match replica.setting(KEY).await {
            Ok(Some(value)) => serde_json::from_value(value).unwrap_or_default(),
            Ok(None) => Settings::default(),
            Err(error) => {
                tracing::warn!(%error, "settings could not be read; the defaults are used");
                Settings::default()
            }
        }
    }

    /// Saved views, in their place.
    ///
    /// # Errors
    /// The replica's.
    pub async fn views(&self) -> Result<Vec<SavedView>, Fault> {
        self.replica().saved_views().await.map_err(from_replica("read views"))
    }

    /// Keeps a search as a view of the merchant's own.
    ///
    /// # Errors
    /// `BadSearch`, `BadInput` for an empty or overlong name, the replica's.
    pub async fn view_save(&self, name: &str, search: &str, view: Option<BuiltInView>) -> Result<SavedView, Fault> {
        let name = checked_name(name)?;
        parse(search)?;
        let saved = self.replica().save_view(name, search.trim(), view).await.map_err(from_replica("save view"))?;
        self.emit(UiEvent::Views);
        Ok(saved)
    }

    /// Renames a saved view or changes its search.
    ///
    /// # Errors
    /// As [`App::view_save`].
    pub async fn view_update(&self, id: i64, name: &str, search: &str) -> Result<SavedView, Fault> {
        let name = checked_name(name)?;
        parse(search)?;
        let changed = self.replica().update_view(id, Some(name), Some(search.trim()), None).await;
        let saved = changed.map_err(from_replica("change view"))?;
        self.emit(UiEvent::Views);
        Ok(saved)
    }

    /// Forgets a saved view.
    ///
    /// # Errors
    /// The replica's.
    pub async fn view_delete(&self, id: i64) -> Result<(), Fault> {
        self.replica().delete_view(id).await.map_err(from_replica("delete view"))?;
        self.emit(UiEvent::Views);
        Ok(())
    }

    /// Whether a search can be read.
    ///
    /// # Errors
    /// `BadSearch` names the piece that cannot.
    pub fn search_check(&self, text: &str) -> Result<(), Fault> {
        parse(text).map(|_| ())
    }

    /// Counts of all views.
    ///
    /// # Errors
    /// The replica's.
    pub async fn counts(&self) -> Result<Counts, Fault> {
        self.replica().counts(self.now()).await.map_err(from_replica("count views"))
    }
}

fn checked_name(name: &str) -> Result<&str, Fault> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_LIMIT {
        return Err(bad_input("name view", format!("a name of 1 to {NAME_LIMIT} characters")));
    }
    Ok(name)
}
