//! Builds the window's UI before the app that embeds it, so that `cargo build` alone is enough on a fresh clone.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

use std::{error::Error, path::Path, process::Command};

fn npm(args: &[&str]) -> Result<(), Box<dyn Error>> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let status = Command::new(program)
        .args(args)
        .current_dir("ui")
        .status()
        .map_err(|error| format!("cannot run npm ({error}): install Node 20.19 or newer"))?;
    if status.success() { Ok(()) } else { Err(format!("npm {} failed", args.join(" ")).into()) }
}

/// Skipped for the UI developer's server (without the `custom-protocol` feature) and with `SKIP_UI_BUILD=1`, when the
/// built files must be there already.
fn build_ui() -> Result<(), Box<dyn Error>> {
    // The built files themselves are not listed: they are written after this script's stamp and would make every
    // build dirty.
    for path in ["src", "index.html", "package.json", "package-lock.json", "vite.config.ts"] {
        println!("cargo:rerun-if-changed=ui/{path}");
    }
    println!("cargo:rerun-if-changed=src-tauri/domain/locales");
    println!("cargo:rerun-if-env-changed=SKIP_UI_BUILD");
    if std::env::var_os("CARGO_FEATURE_CUSTOM_PROTOCOL").is_none() {
        std::fs::create_dir_all("ui/dist")?;
        return Ok(());
    }
    if std::env::var_os("SKIP_UI_BUILD").is_some() {
        return Ok(());
    }
    if !Path::new("ui/node_modules/.package-lock.json").exists() {
        npm(&["ci", "--no-audit", "--no-fund"])?;
    }
    npm(&["run", "--silent", "build"])
}

fn main() -> Result<(), Box<dyn Error>> {
    build_ui()?;
    // With a pattern of our own, Tauri does not watch the folder itself.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*");
    tauri_build::try_build(attributes)?;
    Ok(())
}
