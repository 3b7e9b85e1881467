//! A window with one static page and nothing else: what Tauri and the web view take by themselves. `cargo xtask bench`
//! measures the app's start and memory beside it.
#![allow(clippy::print_stderr, reason = "whoever measures waits for the line")]

use std::{process::ExitCode, time::Instant};

use tauri::{State, WebviewUrl, WebviewWindowBuilder};

/// When the process started.
struct Started(Instant);

/// The page was painted: two animation frames passed since its script ran.
#[tauri::command]
fn painted(started: State<'_, Started>) {
    eprintln!("painted total_ms={}", started.0.elapsed().as_millis());
}

fn main() -> ExitCode {
    let started = Started(Instant::now());
    let shown = tauri::Builder::default()
        .manage(started)
        .invoke_handler(tauri::generate_handler![painted])
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
                .title("Bare window")
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("src-tauri/examples/bare/tauri.conf.json"));
    match shown {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
