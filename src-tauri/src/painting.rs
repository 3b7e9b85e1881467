//! How the window is painted where there is no graphics processor.
//!
//! WebKitGTK composes a page from layers with OpenGL. Without a graphics processor (a virtual machine, a remote desktop, a
//! thin client) Mesa emulates one: it compiles every shader with LLVM before the first frame, which took 0.6 s of our
//! start, and keeps each layer twice, 100 MiB of our memory. WebKit's own painting without layers needs neither, and a
//! list of rows gains nothing from them. `WEBKIT_FORCE_COMPOSITING_MODE=1` in the environment overrules this.

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Where Linux shows graphics processors: render nodes of the kernel's own drivers, and NVIDIA's.
const DEVICES: &str = "/dev/dri";
const RENDER_NODE: &str = "renderD";
const NVIDIA: &str = "/dev/nvidiactl";

/// Has the window painted without OpenGL where that would be emulated.
pub(crate) fn choose(window: &WebviewWindow) -> tauri::Result<()> {
    if has_graphics_processor() {
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
