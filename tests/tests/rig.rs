//! The rigs themselves: what they start comes up, can be driven, and is gone afterwards. The window's is held to
//! WebKit's own little browser, so that a red window test speaks of the app and not of the rig. (Linux.)
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

use std::{fs, path::PathBuf};

use stories::rig::{
    dbus::SessionBus,
    display::Display,
    window::{Home, Launch, Window},
};

#[test]
fn a_display_and_a_bus_come_up_side_by_side_and_go() {
    let (first, second) = (Display::start().unwrap(), Display::start().unwrap());
    assert_ne!(first.name(), second.name());
    let bus = SessionBus::start().unwrap();
    let socket = |display: &Display| PathBuf::from(format!("/tmp/.X11-unix/X{}", &display.name()[1..]));
    let at = socket(&first);
    assert!(at.exists());
    assert!(bus.address().starts_with("unix:path="));
    let file = PathBuf::from(bus.address().trim_start_matches("unix:path=").split(',').next().unwrap());
    assert!(file.exists());
    drop((first, second, bus));
    assert!(!at.exists() && !file.exists());
}

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>Rig</title></head><body><main><h1>Rig</h1>
<input aria-label="Name" id="name"><p id="told"></p><div id="bad" style="color:#ccc;background:#fff">pale</div>
<script>
  name_ = document.getElementById("name");
  name_.oninput = () => setTimeout(() => told.textContent = "Hello, " + name_.value, 200);
  document.onkeydown = event => { if (event.ctrlKey && event.key === "k") { bad.remove(); event.preventDefault(); } };
</script></main></body></html>"#;

/// WebKitGTK's own browser, which comes with the library.
fn browser() -> Launch {
    let found =
        fs::read_dir("/usr/lib").unwrap().flatten().map(|entry| entry.path().join("webkit2gtk-4.1/MiniBrowser"));
    let path = found.into_iter().find(|path| path.exists()).expect("MiniBrowser comes with libwebkit2gtk-4.1-0");
    Launch::program(path).args(["--automation"])
}

async fn open(display: &Display, home: &Home) -> Window {
    let page = home.path().join("page.html");
    fs::write(&page, PAGE).unwrap();
    let window = browser().open(display, home).await.unwrap();
    window.client().goto(&format!("file://{}", page.display())).await.unwrap();
    window
}

#[tokio::test]
async fn a_window_is_typed_into_read_pictured_and_checked() {
    let (display, home) = (Display::start().unwrap(), Home::new().unwrap());
    let window = open(&display, &home).await;
    window.click("#name").await.unwrap();
    window.type_text("Łukasz").await.unwrap();
    window.wait_for_text("#told", "Hello, Łukasz").await.unwrap();

    let shot = window.shot("rig").await.unwrap();
    assert!(fs::read(shot).unwrap().starts_with(b"\x89PNG"));

    let found = window.violations().await.unwrap();
    let rules: Vec<&str> = found.iter().map(|violation| violation.rule.as_str()).collect();
    assert_eq!(rules, ["color-contrast"], "{found:#?}");
    assert!(found[0].elements[0].starts_with("#bad: "), "{found:#?}");
    window.ensure_accessible("the page").await.unwrap_err();

    window.press("Control+k").await.unwrap();
    window.wait_gone("#bad").await.unwrap();
    window.ensure_accessible("the page").await.unwrap();

    let processes = window.processes().unwrap();
    assert!(processes.iter().any(|process| process.id == window.app() && process.name == "MiniBrowser"));
    assert!(processes.iter().any(|process| process.name.starts_with("WebKitWebProces")), "{processes:?}");
    window.close().await.unwrap();
    ensure_gone(&processes);
}

#[tokio::test]
async fn a_window_that_is_killed_or_dropped_leaves_nothing_behind() {
    let (display, home) = (Display::start().unwrap(), Home::new().unwrap());
    for kill in [true, false] {
        let window = open(&display, &home).await;
        let processes = window.processes().unwrap();
        assert!(processes.len() >= 2, "{processes:?}");
        if kill {
            window.kill().unwrap();
        } else {
            drop(window);
        }
        ensure_gone(&processes);
    }
}

fn ensure_gone(processes: &[stories::rig::window::Process]) {
    for process in processes {
        let gone = || {
            let state = fs::read_to_string(format!("/proc/{}/stat", process.id)).unwrap_or_default();
            state.rsplit_once(')').is_none_or(|(_, tail)| tail.trim_start().starts_with('Z')).then_some(())
        };
        let patience = std::time::Duration::from_secs(5);
        stories::rig::process::wait_for(&format!("{process:?} to end"), patience, || Ok(gone())).unwrap();
    }
}
