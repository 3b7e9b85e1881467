//! The tray: the bell goes on ringing while the window is away.

use domain::words::Words;
use tauri::{
    AppHandle,
    image::Image,
    menu::{Menu, MenuItem},
    tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent},
};

use crate::window;

const ID: &str = "shopbell";

/// The bell, with a dot while orders came in that nobody has looked at. macOS colours a template by itself; the panels of
/// the other systems are dark as a rule.
fn icon(new_orders: bool) -> tauri::Result<Image<'static>> {
    let png: &'static [u8] = match (cfg!(target_os = "macos"), new_orders) {
        (true, false) => include_bytes!("../../icons/tray-light.png"),
        (true, true) => include_bytes!("../../icons/tray-light-new.png"),
        (false, false) => include_bytes!("../../icons/tray-dark.png"),
        (false, true) => include_bytes!("../../icons/tray-dark-new.png"),
    };
    Image::from_bytes(png)
}

/// Shows or takes away the dot.
pub(crate) fn mark(app: &AppHandle, new_orders: bool) {
    let Some(tray) = app.tray_by_id(ID) else { return };
    let shown = icon(new_orders).and_then(|icon| tray.set_icon(Some(icon)));
    if let Err(error) = shown {
        tracing::warn!(%error, "the tray icon could not be changed");
    }
}

/// Puts the icon and its menu into the tray.
pub(crate) fn create(app: &AppHandle, words: &Words) -> tauri::Result<()> {
    let open = MenuItem::with_id(app, "open", words.get("bell-open"), true, None::<&str>)?;
    let quit = MenuItem::with_id(app, "quit", words.get("tray-quit"), true, None::<&str>)?;
    let menu = Menu::with_items(app, &[&open, &quit])?;
    TrayIconBuilder::with_id(ID)
        .icon(icon(false)?)
        .icon_as_template(cfg!(target_os = "macos"))
        .tooltip("Shopbell")
        .menu(&menu)
        .show_menu_on_left_click(false)
        .on_menu_event(|app, event| match event.id().as_ref() {
            "open" => window::raise(app),
            "quit" => crate::shell::quit(app),
            _ => {}
        })
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                window::raise(tray.app_handle());
            }
        })
        .build(app)?;
    Ok(())
}
