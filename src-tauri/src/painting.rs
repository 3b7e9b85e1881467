//! How the window is painted where there is no graphics processor.
//!
//! WebKitGTK composes a page from layers with OpenGL. Without a graphics processor (a virtual machine, a remote desktop, a
//! thin client) Mesa emulates one: it compiles every shader with LLVM before the first frame, which took 0.6 s of our
//! start, and keeps each layer twice, 100 MiB of our memory. WebKit's own painting without layers needs neither, and a
//! list of rows gains nothing from them.
//!
//! It is chosen by WebKit's variable and not by the web view's setting of the same meaning: that one comes after the page
//! was made, which then waits for a layer to turn the wheel in, and lists do not scroll.

use std::{env, fs, path::Path};

/// WebKit's switches: without layers, and with them whatever else is said.
const WITHOUT: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
const WITH: &str = "WEBKIT_FORCE_COMPOSITING_MODE";
/// Tauri's switch for a window that WebKitWebDriver drives: it waits for ever for a picture of one without layers.
const DRIVEN: &str = "TAURI_WEBVIEW_AUTOMATION";
/// Where Linux shows graphics processors: render nodes of the kernel's own drivers, and NVIDIA's.
const DEVICES: &str = "/dev/dri";
const RENDER_NODE: &str = "renderD";
const NVIDIA: &str = "/dev/nvidiactl";

/// Has WebKit paint without OpenGL where that would be emulated, unless the environment says how. To be called before
/// anything else of the process runs.
#[allow(unsafe_code, reason = "WebKit takes this from the environment alone")]
pub(crate) fn choose() {
    let is_said = [WITHOUT, WITH, DRIVEN].iter().any(|name| env::var_os(name).is_some());
    if is_said || has_graphics_processor() {
        return;
    }
    // SAFETY: the first thing that the process does: no other thread is there that could read the environment meanwhile.
    unsafe { env::set_var(WITHOUT, "1") };
}

fn has_graphics_processor() -> bool {
    let is_render_node = |entry: fs::DirEntry| entry.file_name().to_string_lossy().starts_with(RENDER_NODE);
    let mut devices = fs::read_dir(DEVICES).into_iter().flatten().flatten();
    devices.any(is_render_node) || Path::new(NVIDIA).exists()
}
