//! The tray: the bell goes on ringing while the window is away.

use domain::words::Words;
use tauri::{
    AppHandle,
    menu::{Menu, MenuItem},
    tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent},
};

use crate::window;

/// Puts the icon and its menu into the tray.
pub(crate) fn create(app: &AppHandle, words: &Words) -> tauri::Result<()> {
    let open = MenuItem::with_id(app, "open", words.get("bell-open"), true, None::<&str>)?;
    let quit = MenuItem::with_id(app, "quit", words.get("tray-quit"), true, None::<&str>)?;
    let menu = Menu::with_items(app, &[&open, &quit])?;
    let icon = tauri::image::Image::from_bytes(include_bytes!("../../icons/tray.png"))?;
    TrayIconBuilder::with_id("shopbell")
        .icon(icon)
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
