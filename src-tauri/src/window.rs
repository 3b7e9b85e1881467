//! The one window: how it is made, shown, hidden, and how it asks the sync for attention.

use std::time::Duration;

use app::api::{Settings, Theme};
use tauri::{
    AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::{PageLoadEvent, PageLoadPayload},
};
use tauri_plugin_autostart::ManagerExt;

use crate::shell::Shell;

/// Its label in capabilities.
pub(crate) const LABEL: &str = "main";

/// How long the window waits for its page before it is shown all the same, so that a failure is seen.
const PAGE_LIMIT: Duration = Duration::from_secs(5);

/// Makes the window. It is shown when its page begins to load: WebKitGTK stops for up to half a second where a window
/// that it paints itself changes its size before that, as one does that comes up maximised.
pub(crate) fn create(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let shell = std::sync::Arc::clone(&app.state::<std::sync::Arc<Shell>>());
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Shopbell")
        .inner_size(1280.0, 800.0)
        .min_inner_size(760.0, 480.0)
        .visible(false)
        .initialization_script(include_str!("early.js"))
        .on_page_load(page_loads)
        // Links are opened by a command of ours; nothing else may navigate the window away from the app.
        .on_navigation(|url| matches!(url.scheme(), "tauri" | "about") || is_own_host(url))
        .build()?;
    tauri::async_runtime::spawn(show_in_time(window.clone()));
    let handle = window.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { api, .. } if shell.keeps_running() => {
            api.prevent_close();
            put_away(&handle, shell.has_tray());
        }
        WindowEvent::Focused(focused) => {
            shell.attention(*focused);
            if *focused {
                crate::tray::mark(handle.app_handle(), false);
            }
        }
        _ => {}
    });
    Ok(window)
}

fn page_loads(window: WebviewWindow, page: PageLoadPayload<'_>) {
    let shell = window.state::<std::sync::Arc<Shell>>();
    // Shown once: a page loaded anew does not bring up a window that was put away.
    if page.event() == PageLoadEvent::Started && shell.first_page() {
        shell.reached("page");
        show(&window);
    }
}

/// Shows the window where its page did not load in time.
async fn show_in_time(window: WebviewWindow) {
    tokio::time::sleep(PAGE_LIMIT).await;
    if window.state::<std::sync::Arc<Shell>>().first_page() {
        tracing::warn!("the page did not load in time");
        show(&window);
    }
}

fn show(window: &WebviewWindow) {
    for step in [window.show(), window.set_focus()] {
        if let Err(error) = step {
            tracing::warn!(%error, "the window could not be shown");
        }
    }
}

/// `http://tauri.localhost` on Windows, the UI developer's server in development.
fn is_own_host(url: &tauri::Url) -> bool {
    matches!(url.host_str(), Some("tauri.localhost")) || (cfg!(debug_assertions) && url.host_str() == Some("localhost"))
}

/// Hides the window into the tray; where the desktop shows no tray it is minimised, so that it can be found again.
fn put_away(window: &WebviewWindow, has_tray: bool) {
    let done = if has_tray { window.hide() } else { window.minimize() };
    if let Err(error) = done {
        tracing::warn!(%error, "the window could not be put away");
    }
}

/// Whether its user looks at the window.
pub(crate) fn is_focused(app: &AppHandle) -> bool {
    app.get_webview_window(LABEL).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Brings the window up.
pub(crate) fn raise(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    for step in [window.show(), window.unminimize(), window.set_focus()] {
        if let Err(error) = step {
            tracing::warn!(%error, "the window could not be raised");
        }
    }
}

/// Carries out what settings ask of the window itself.
pub(crate) fn apply_settings(app: &AppHandle, settings: &Settings) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let theme = match settings.theme {
            Theme::System => None,
            Theme::Light => Some(tauri::Theme::Light),
            Theme::Dark => Some(tauri::Theme::Dark),
        };
        if let Err(error) = window.set_theme(theme) {
            tracing::warn!(%error, "the theme could not be set");
        }
    }
    let autostart = app.autolaunch();
    let is_on = autostart.is_enabled().unwrap_or(false);
    let done = match (settings.window.autostart, is_on) {
        (true, false) => autostart.enable(),
        (false, true) => autostart.disable(),
        _ => Ok(()),
    };
    if let Err(error) = done {
        tracing::warn!(%error, "start with the computer could not be set");
    }
}
