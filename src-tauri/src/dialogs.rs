//! The system's own dialogs, viewer and browser.

use std::path::PathBuf;

use domain::{Code, Fault};
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

/// Asks for a logo's file; `None` when the dialog was closed.
pub(crate) async fn pick_logo(window: &AppHandle) -> Option<PathBuf> {
    let (answer, picked) = oneshot::channel();
    window.dialog().file().add_filter("PNG, JPEG", &["png", "jpg", "jpeg"]).pick_file(move |file| {
        answer.send(file).ok();
    });
    picked.await.ok().flatten().and_then(|file| file.into_path().ok())
}

/// Asks where to save a PDF; `None` when the dialog was closed.
pub(crate) async fn save_pdf(window: &AppHandle, name: &str) -> Option<PathBuf> {
    let (answer, picked) = oneshot::channel();
    window.dialog().file().add_filter("PDF", &["pdf"]).set_file_name(name).save_file(move |file| {
        answer.send(file).ok();
    });
    picked.await.ok().flatten().and_then(|file| file.into_path().ok())
}

/// Opens a link in the system's browser: http(s), and `mailto:`/`tel:` for a customer's own addresses. Nothing else,
/// whatever a shop put into a field.
pub(crate) fn open_link(window: &AppHandle, url: &str) -> Result<(), Fault> {
    let allowed = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme));
    if !allowed || url.chars().any(char::is_control) {
        return Err(Fault::new(Code::BadUrl, "open link", "only web, mail and phone links are opened"));
    }
    window
        .opener()
        .open_url(url, None::<&str>)
        .map_err(|error| Fault::new(Code::Internal, "open link", error.to_string()))
}

/// Opens a file in the system's viewer.
pub(crate) fn open_file(window: &AppHandle, path: &std::path::Path) -> Result<(), Fault> {
    window
        .opener()
        .open_path(path.to_string_lossy(), None::<&str>)
        .map_err(|error| Fault::new(Code::DocumentFailed, "open file", error.to_string()))
}
