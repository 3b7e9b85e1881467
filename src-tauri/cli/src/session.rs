//! One data directory, opened for one command.

use std::{path::PathBuf, sync::Arc};

use app::{App, Parts};
use desktop::lock::InstanceLock;
use domain::{Code, Fault, words::Language};

use crate::{
    args::{Args, Command},
    vault::CliVault,
};

/// An opened data directory with its lock, where nobody else has it.
pub(crate) struct Session {
    /// The app on it.
    pub app: App,
    /// Held until the end where this process owns the directory.
    _lock: Option<InstanceLock>,
}

impl Session {
    /// Opens the data directory that the arguments name.
    pub(crate) async fn open(args: &Args) -> Result<Self, Fault> {
        let data_dir = data_dir(args)?;
        let disk = |error: std::io::Error| {
            Fault::new(Code::Disk, "open data directory", format!("{}: {error}", data_dir.display()))
        };
        desktop::private::create_dir(&data_dir).map_err(disk)?;
        let lock = InstanceLock::acquire(&data_dir).map_err(disk)?;
        let parts = Parts {
            owner: lock.is_some(),
            vault: Arc::new(CliVault::new(args.secrets, &data_dir)),
            picture_base: String::new(),
            resource_dir: None,
            system_language: system_language(),
            data_dir,
        };
        // A command that reads or enters something leaves the shops alone; only who goes on and on keeps in step.
        let goes_on = matches!(&args.command, Command::Sync(sync) if sync.follow);
        let app = if goes_on { App::open(parts).await? } else { App::open_at_rest(parts).await? };
        Ok(Self { app, _lock: lock })
    }

    /// Closes it, bounded.
    pub(crate) async fn close(self) {
        self.app.close().await;
    }
}

fn data_dir(args: &Args) -> Result<PathBuf, Fault> {
    let none = || Fault::new(Code::Disk, "find data directory", "no home folder: name one with --data-dir");
    args.data_dir.clone().or_else(desktop::paths::data_dir).ok_or_else(none)
}

fn system_language() -> Language {
    desktop::locale::tag().and_then(|tag| Language::from_tag(&tag)).unwrap_or_default()
}

/// Logs go to standard error, as much as `RUST_LOG` asks for; warnings by default.
pub(crate) fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// Ends when the user or the system asks the process to stop.
pub(crate) async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Where signals cannot be caught the process simply ends, which loses nothing.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
