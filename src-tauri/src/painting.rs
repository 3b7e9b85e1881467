//! How the window is painted where there is no graphics processor.
//!
//! WebKitGTK composes a page from layers with OpenGL. Without a graphics processor (a virtual machine, a remote desktop, a
//! thin client) Mesa emulates one: it compiles every shader with LLVM before the first frame, which took 0.6 s of our
//! start, and keeps each layer twice, 100 MiB of our memory. WebKit's own painting without layers needs neither, and a
//! list of rows gains nothing from them.
//!
//! A window that WebKitWebDriver drives keeps its layers: the driver waits for ever for a picture of one without. So does
//! one started with `SHOPBELL_PAINTING=opengl`.

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Set to `opengl`, it keeps WebKit's own choice whatever the machine has.
const CHOICE: &str = "SHOPBELL_PAINTING";
/// Tauri's own switch for a window that is driven.
const DRIVEN: &str = "TAURI_WEBVIEW_AUTOMATION";
/// Where Linux shows graphics processors: render nodes of the kernel's own drivers, and NVIDIA's.
const DEVICES: &str = "/dev/dri";
const RENDER_NODE: &str = "renderD";
const NVIDIA: &str = "/dev/nvidiactl";

/// Has the window painted without OpenGL where that would be emulated.
pub(crate) fn choose(window: &WebviewWindow) -> tauri::Result<()> {
    let keeps = std::env::var_os(CHOICE).is_some_and(|choice| choice == "opengl");
    if keeps || std::env::var_os(DRIVEN).is_some() || has_graphics_processor() {
        return Ok(());
    }
    tracing::debug!("no graphics processor: the window is painted without OpenGL");
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

fn has_graphics_processor() -> bool {
    let is_render_node = |entry: std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with(RENDER_NODE);
    let mut devices = std::fs::read_dir(DEVICES).into_iter().flatten().flatten();
    devices.any(is_render_node) || std::path::Path::new(NVIDIA).exists()
}
