//! The arrows of the house, held to what `cargo metadata` says: imports only go down, and each foreign crate with a
//! room of its own stays in it. A red line here is a design decision to take, not a list to extend.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// Which rooms a room may import; for tests and build scripts too. Anything not named here is a new room and needs a
/// row.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("replica", &["domain"]),
    ("connectors", &["domain"]),
    ("documents", &["domain"]),
    ("desktop", &["domain"]),
    ("demo-shop", &["domain"]),
    ("sync", &["replica", "connectors", "domain"]),
    ("app", &["sync", "documents", "replica", "connectors", "domain"]),
    ("shopbell", &["app", "desktop", "demo-shop", "domain"]),
    ("shopbell-window", &["app", "desktop", "demo-shop", "domain"]),
    ("xtask", &[]),
    // The tests' room sees all rooms, but not the faces: it starts their binaries, and so links no Tauri.
    ("stories", &["app", "connectors", "demo-shop", "desktop", "documents", "domain", "replica", "sync"]),
];

/// Foreign crates, by the start of their name, and the one room that knows them.
const KEPT: &[(&str, &str)] = &[
    ("sqlx", "replica"),
    ("libsqlite3-sys", "replica"),
    ("reqwest", "connectors"),
    ("printpdf", "documents"),
    ("keyring", "desktop"),
    ("notify-rust", "desktop"),
    ("tauri", "shopbell-window"),
    ("wry", "shopbell-window"),
    ("tao", "shopbell-window"),
    ("gtk", "shopbell-window"),
    ("webkit2gtk", "shopbell-window"),
];

/// What the project's folder may hold, beyond what starts with a dot.
const TOP: &[&str] = &[
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "icons",
    "src-tauri",
    "tauri.conf.json",
    "tests",
    "ui",
];

/// A source file's code may not be longer, its comments and tests aside.
const FILE_LINES: usize = 400;

/// Where files may be longer: tests, and the demo shop with its tables of people, goods and answers.
const MAY_BE_LONG: &[&str] = &["/tests/", "_tests.rs", "/demo-shop/"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Every room's direct dependencies, of all kinds.
fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let packages = metadata["packages"].as_array().unwrap();
    let row = |package: &Value| (name(package), package["dependencies"].as_array().unwrap().iter().map(name).collect());
    packages.iter().map(row).collect()
}

/// What breaks an arrow or leaves its room.
fn trespasses(rooms: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut found = Vec::new();
    for (room, dependencies) in rooms {
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| name == room) else {
            found.push(format!("{room} is a room without arrows"));
            continue;
        };
        for dependency in dependencies {
            if rooms.contains_key(dependency) && !allowed.contains(&dependency.as_str()) {
                found.push(format!("{room} -> {dependency}"));
            }
            let keeper = KEPT.iter().find(|(start, _)| is_named(dependency, start));
            if let Some((_, keeper)) = keeper.filter(|(_, keeper)| keeper != room) {
                found.push(format!("{room} -> {dependency}, which only {keeper} knows"));
            }
        }
    }
    found
}

/// Whether a crate is the one of that name or of its family: `sqlx` and `sqlx-core`, but not `taos` for `tao`.
fn is_named(krate: &str, start: &str) -> bool {
    krate.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[test]
fn imports_only_go_down_and_foreign_crates_stay_in_their_rooms() {
    let rooms = rooms();
    assert_eq!(rooms.len(), ARROWS.len(), "a room went without its row: {:?}", rooms.keys());
    assert_eq!(trespasses(&rooms), Vec::<String>::new());
}

#[test]
fn a_trespass_is_seen() {
    let rooms = [
        ("domain", vec!["serde", "sqlx-core"]),
        ("replica", vec!["domain", "sqlx", "sync"]),
        ("app", vec!["replica", "demo-shop", "taos"]),
        ("sync", vec![]),
        ("demo-shop", vec![]),
        ("sheds", vec![]),
    ];
    let rooms = rooms.into_iter().map(|(room, names)| (room.into(), names.into_iter().map(String::from).collect()));
    assert_eq!(
        trespasses(&rooms.collect()),
        [
            "app -> demo-shop",
            "domain -> sqlx-core, which only replica knows",
            "replica -> sync",
            "sheds is a room without arrows",
        ]
    );
}

/// Files that belong to the project, those not committed yet included.
fn files() -> Vec<String> {
    let listing = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(listing).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).unwrap();
    names.lines().filter(|name| root().join(name).is_file()).map(str::to_owned).collect()
}

#[test]
fn the_top_of_the_house_holds_what_the_design_says() {
    let top: BTreeSet<String> = files().iter().map(|file| file.split('/').next().unwrap().to_owned()).collect();
    let extra: Vec<&String> =
        top.iter().filter(|name| !name.starts_with('.') && !TOP.contains(&name.as_str())).collect();
    assert!(extra.is_empty(), "not in the design: {extra:?}");
}

/// A source file without its comments' lines and its trailing tests.
fn code(text: &str) -> Vec<(usize, &str)> {
    let body = text.split("#[cfg(test)]\nmod ").next().unwrap();
    body.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")).collect()
}

#[test]
fn errors_are_types_and_files_stay_readable() {
    let mut found = Vec::new();
    for file in files().into_iter().filter(|file| file.starts_with("src-tauri/") && file.ends_with(".rs")) {
        let text = std::fs::read_to_string(root().join(&file)).unwrap();
        let lines = code(&text);
        if lines.len() > FILE_LINES && !MAY_BE_LONG.iter().any(|part| file.contains(part)) {
            found.push(format!("{file} has {} lines of code", lines.len()));
        }
        for (index, line) in lines {
            if has_text_as_error(line) && !file.contains("/tests/") {
                found.push(format!("{file}:{}: Result<_, String>", index + 1));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Whether a line names a `Result<_, String>`: such an error can be shown, but not acted upon.
fn has_text_as_error(line: &str) -> bool {
    line.split("Result<").skip(1).any(|inside| {
        let (mut depth, mut last_comma, mut end) = (0_i32, None, None);
        for (at, letter) in inside.char_indices() {
            match letter {
                '<' | '(' | '[' => depth += 1,
                '>' | ')' | ']' if depth == 0 => {
                    end = Some(at);
                    break;
                }
                // An arrow is no bracket.
                '>' if inside[..at].ends_with('-') => {}
                '>' | ')' | ']' => depth -= 1,
                ',' if depth == 0 => last_comma = Some(at),
                _ => {}
            }
        }
        matches!((last_comma, end), (Some(comma), Some(end)) if inside[comma + 1..end].trim() == "String")
    })
}

#[test]
fn a_text_as_error_is_seen() {
    for (line, is_one) in [
        ("fn a() -> Result<Order, String> {", true),
        ("fn a() -> Result<BTreeMap<u8, Vec<u8>>, String> {", true),
        ("fn a() -> Result<Map<String, String>> {", false),
        ("fn a() -> Result<(String, String), Fault> {", false),
        ("fn a() -> Result<String, Fault>;", false),
    ] {
        assert_eq!(has_text_as_error(line), is_one, "{line}");
    }
}

#[test]
fn the_window_writes_no_markup_of_others() {
    let is_page = |file: &String| file.starts_with("ui/") && file.ends_with(".svelte");
    let marked = files().into_iter().filter(is_page).filter(|file| {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        text.contains("{@html")
    });
    assert_eq!(marked.collect::<Vec<_>>(), Vec::<String>::new(), "a shop's texts are text, never markup");
}
