//! The shell: the only room that knows Tauri. It opens the window, passes its commands to `app`, and relays events to
//! the window, the tray and the notifier.

mod args;
mod commands;
mod demo;
mod dialogs;
mod events;
#[cfg(target_os = "linux")]
mod painting;
mod pictures;
mod shell;
mod slips;
mod tray;
mod vault;
mod window;

use std::{process::ExitCode, sync::Arc, time::Instant};

use args::Args;
use clap::Parser;
use domain::words::{Language, Words};
use shell::Shell;
use tauri::{AppHandle, Manager, RunEvent};
use tauri_plugin_autostart::MacosLauncher;
use tauri_plugin_window_state::StateFlags;

/// Runs the window until it is quit.
#[must_use]
pub fn run() -> ExitCode {
    let started = Instant::now();
    #[cfg(target_os = "linux")]
    painting::choose();
    let args = Args::parse();
    start_log();
    let context = tauri::generate_context!();
    let built = builder(args, started).build(context);
    match built {
        Ok(app) => {
            app.run(on_event);
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be started");
            ExitCode::FAILURE
        }
    }
}

fn builder(args: Args, started: Instant) -> tauri::Builder<tauri::Wry> {
    tauri::Builder::default()
        // First, so that a second start does nothing else.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| second_start(app, arguments)))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        // Whether it is shown is no state to remember: it may have been put away into the tray.
        .plugin(
            tauri_plugin_window_state::Builder::new().with_state_flags(StateFlags::all() - StateFlags::VISIBLE).build(),
        )
        .plugin(tauri_plugin_autostart::init(MacosLauncher::LaunchAgent, None))
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, |context, request, responder| {
            let shell = Arc::clone(&context.app_handle().state::<Arc<Shell>>());
            let path = request.uri().path().to_owned();
            tauri::async_runtime::spawn(async move { responder.respond(pictures::answer(shell, path).await) });
        })
        .invoke_handler(tauri::generate_handler![
            commands::boot,
            commands::list_open,
            commands::list_page,
            commands::list_ids,
            commands::counts,
            commands::today,
            commands::order_open,
            commands::order_refresh,
            commands::order_find,
            commands::search_check,
            commands::views,
            commands::view_save,
            commands::view_update,
            commands::view_delete,
            commands::sign_in_forms,
            commands::shop_probe,
            commands::shop_add,
            commands::shops,
            commands::shop_test,
            commands::shop_update,
            commands::shop_remove,
            commands::shop_pick_logo,
            commands::shop_clear_logo,
            commands::start_demo,
            commands::health,
            commands::sync_now,
            commands::settings_set,
            commands::printers,
            commands::slip_preview,
            commands::slip_print,
            commands::slip_settled,
            commands::slip_save,
            commands::slip_open,
            commands::open_link,
            commands::key_store,
            commands::secrets_file_unlock,
            commands::window_ready,
            commands::edits::edit_preview,
            commands::edits::edit_enter,
            commands::edits::edits_undo,
            commands::edits::edit_answer,
            commands::edits::outbox_open,
            commands::edits::outbox_pause,
            commands::edits::batch_progress,
            commands::edits::refund_draft,
            commands::edits::email_templates,
            commands::edits::test_order,
        ])
        .setup(move |app| set_up(app.handle(), args, started))
}

fn set_up(handle: &AppHandle, args: Args, started: Instant) -> Result<(), Box<dyn std::error::Error>> {
    let data_dir = data_dir(&args).ok_or("no home folder: name a data directory with --data-dir")?;
    let shell = Arc::new(Shell::new(handle.clone(), args, data_dir, started));
    handle.manage(Arc::clone(&shell));
    // The window and the data file open at the same time; the window's first command waits for the file.
    tauri::async_runtime::spawn(Arc::clone(&shell).open());
    shell.reached("set up");
    window::create(handle)?;
    shell.reached("window made");
    if let Err(error) = tray::create(handle, &Words::new(Language::default())) {
        tracing::warn!(%error, "no tray icon");
    }
    Ok(())
}

/// The demo has a directory of its own beside the user's, so that trying it out leaves nothing among real orders.
fn data_dir(args: &Args) -> Option<std::path::PathBuf> {
    let own = || {
        let dir = desktop::paths::data_dir()?;
        Some(if args.demo { dir.with_file_name("shopbell-demo") } else { dir })
    };
    args.data_dir.clone().or_else(own)
}

fn second_start(app: &AppHandle, arguments: Vec<String>) {
    window::raise(app);
    let shell = Arc::clone(&app.state::<Arc<Shell>>());
    let Some(reference) = Args::try_parse_from(arguments).ok().and_then(|args| args.order) else { return };
    tauri::async_runtime::spawn(async move { shell.open_reference(reference).await });
}

fn on_event(app: &AppHandle, event: RunEvent) {
    if let RunEvent::ExitRequested { code: None, api, .. } = event {
        // The last window was closed: stop in order, then end.
        api.prevent_exit();
        shell::quit(app);
    }
}

fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,shopbell_window=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
