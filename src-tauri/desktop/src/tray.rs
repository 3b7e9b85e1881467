//! Whether the desktop shows tray icons at all. An app that hides into a tray nobody draws is gone for its user.

/// Whether a tray icon would be seen. Always on macOS and Windows; on Linux only where a host of StatusNotifier items
/// is registered (GNOME has none by itself). Takes 2 s at most.
#[cfg(any(target_os = "macos", windows))]
pub async fn host_is_present() -> bool {
    true
}

/// Whether a tray icon would be seen. Always on macOS and Windows; on Linux only where a host of StatusNotifier items
/// is registered (GNOME has none by itself). Takes 2 s at most.
#[cfg(not(any(target_os = "macos", windows)))]
pub async fn host_is_present() -> bool {
    tokio::time::timeout(std::time::Duration::from_secs(2), ask()).await.is_ok_and(|answer| answer.unwrap_or(false))
}

/// The freedesktop.org protocol of tray items names its watcher and the property that says whether a host draws them.
#[cfg(not(any(target_os = "macos", windows)))]
async fn ask() -> zbus::Result<bool> {
    const WATCHER: &str = "org.kde.StatusNotifierWatcher";
    let bus = zbus::Connection::session().await?;
    let watcher = zbus::Proxy::new(&bus, WATCHER, "/StatusNotifierWatcher", WATCHER).await?;
    watcher.get_property("IsStatusNotifierHostRegistered").await
}
