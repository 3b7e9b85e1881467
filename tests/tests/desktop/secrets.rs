//! Secrets in GNOME Keyring, and in the file that takes its place.

use std::{
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, Instant},
};

use ::desktop::secrets::{KeystoreState, Secret, SecretError, SecretMode, SecretStore};
use stories::rig::{
    dbus::SessionBus,
    keyring::Keyring,
    process::{is_inner, rerun},
};

const SERVICE: &str = "org.shopbell.Shopbell.test";

/// Runs `story` inside a process whose session bus is this one.
fn on_bus(test: &str, bus: &SessionBus) {
    rerun(test, bus.environment()).unwrap();
}

fn run<T>(story: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(story)
}

async fn keystore() -> SecretStore {
    SecretStore::open_keystore(SERVICE, Duration::from_secs(10)).await.unwrap()
}

async fn text(store: &SecretStore, account: &str) -> Option<String> {
    store.get(account).await.unwrap().map(|secret| secret.expose().to_owned())
}

#[test]
fn a_key_store_keeps_secrets_over_its_restart() {
    const TEST: &str = "desktop::secrets::a_key_store_keeps_secrets_over_its_restart";
    if !is_inner(TEST) {
        let bus = SessionBus::start().unwrap();
        let keyring = Keyring::start(&bus).unwrap();
        rerun(TEST, bus.environment().into_iter().chain([("STEP".to_owned(), "write".to_owned())])).unwrap();
        let _keyring = keyring.restart().unwrap();
        rerun(TEST, bus.environment().into_iter().chain([("STEP".to_owned(), "read".to_owned())])).unwrap();
        return;
    }
    let writes = std::env::var("STEP").unwrap() == "write";
    run(async {
        assert_eq!(SecretStore::keystore_state().await, KeystoreState::Ready);
        let store = keystore().await;
        if writes {
            assert_eq!(text(&store, "shop/AN").await, None);
            store.set("shop/AN", Secret::new("first")).await.unwrap();
            store.set("shop/AN", Secret::new("ck_1\ncs_2 🔑 ł")).await.unwrap();
            store.set("shop/BE", Secret::new("other")).await.unwrap();
            store.delete("shop/none").await.unwrap();
        }
        assert_eq!(text(&store, "shop/AN").await.as_deref(), Some("ck_1\ncs_2 🔑 ł"));
        if !writes {
            store.delete("shop/AN").await.unwrap();
            assert_eq!(text(&store, "shop/AN").await, None);
            assert_eq!(text(&store, "shop/BE").await.as_deref(), Some("other"));
        }
    });
}

#[test]
fn no_key_store_is_told_at_once() {
    const TEST: &str = "desktop::secrets::no_key_store_is_told_at_once";
    if !is_inner(TEST) {
        let bus = SessionBus::start().unwrap();
        on_bus(TEST, &bus);
        rerun(TEST, [("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")]).unwrap();
        return;
    }
    run(async {
        let started = Instant::now();
        assert_eq!(SecretStore::keystore_state().await, KeystoreState::Unavailable);
        let error = SecretStore::open(SecretMode::Keystore).await.unwrap_err();
        assert!(matches!(error, SecretError::Unavailable(_)) && error.offers_file(), "{error:?}");
        assert!(started.elapsed() < Duration::from_secs(5));
    });
}

/// The failed first try must not be remembered: the daemon may start after the app.
#[test]
fn a_key_store_that_comes_up_later_is_found() {
    const TEST: &str = "desktop::secrets::a_key_store_that_comes_up_later_is_found";
    if !is_inner(TEST) {
        let bus = SessionBus::start().unwrap();
        on_bus(TEST, &bus);
        return;
    }
    // The bus came by the environment; its rig lives in the outer process.
    run(async {
        SecretStore::open(SecretMode::Keystore).await.unwrap_err();
        let _keyring = Keyring::start_at(&std::env::var("DBUS_SESSION_BUS_ADDRESS").unwrap()).unwrap();
        let store = keystore().await;
        store.set("shop/AN", Secret::new("late")).await.unwrap();
        assert_eq!(text(&store, "shop/AN").await.as_deref(), Some("late"));
    });
}

#[test]
fn a_key_store_that_hangs_or_is_locked_stops_nobody() {
    const TEST: &str = "desktop::secrets::a_key_store_that_hangs_or_is_locked_stops_nobody";
    if !is_inner(TEST) {
        let bus = SessionBus::start().unwrap();
        on_bus(TEST, &bus);
        return;
    }
    let keyring = Keyring::start_at(&std::env::var("DBUS_SESSION_BUS_ADDRESS").unwrap()).unwrap();
    let limit = Duration::from_secs(1);
    run(async {
        let store = SecretStore::open_keystore(SERVICE, limit).await.unwrap();
        store.set("shop/AN", Secret::new("kept")).await.unwrap();

        keyring.freeze().unwrap();
        let started = Instant::now();
        let hung = futures_of(&store, 6).await;
        assert!(started.elapsed() < Duration::from_secs(3), "calls wait side by side, not one after another");
        assert!(hung.iter().all(|error| matches!(error, Some(SecretError::TimedOut(_)))), "{hung:?}");
        assert!(matches!(store.set("shop/AN", Secret::new("lost")).await, Err(SecretError::TimedOut(_))));

        keyring.resume().unwrap();
        let answered = store.get("shop/AN").await.unwrap();
        assert!(answered.is_some(), "a fresh connection serves");
        store.set("shop/AN", Secret::new("again")).await.unwrap();

        keyring.lock().unwrap();
        assert_eq!(SecretStore::keystore_state().await, KeystoreState::Locked);
        let started = Instant::now();
        let error = store.get("shop/AN").await.unwrap_err();
        assert!(matches!(error, SecretError::Locked(_) | SecretError::TimedOut(_)) && error.offers_file(), "{error:?}");
        assert!(started.elapsed() < Duration::from_secs(3));
    });
}

async fn futures_of(store: &SecretStore, count: usize) -> Vec<Option<SecretError>> {
    let calls: Vec<_> = (0..count)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.get("shop/AN").await.err() })
        })
        .collect();
    let mut errors = Vec::new();
    for call in calls {
        errors.push(call.await.unwrap());
    }
    errors
}

async fn file(path: &Path, passphrase: &str) -> Result<SecretStore, SecretError> {
    SecretStore::open(SecretMode::File { path: path.to_owned(), passphrase: Secret::new(passphrase) }).await
}

#[tokio::test]
async fn the_file_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    let store = file(&path, "correct horse").await.unwrap();
    store.set("shop/AN", Secret::new("cs_visible_nowhere")).await.unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(10).any(|part| part == b"cs_visible"));

    assert!(matches!(file(&path, "wrong").await, Err(SecretError::WrongPassphrase(_))));
    assert!(matches!(file(&path, "").await, Err(SecretError::EmptyPassphrase)));
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "a wrong passphrase changes nothing");

    let again = file(&path, "correct horse").await.unwrap();
    assert_eq!(text(&again, "shop/AN").await.as_deref(), Some("cs_visible_nowhere"));
    again.delete("shop/AN").await.unwrap();
    assert_eq!(text(&store, "shop/AN").await, None, "the first one sees what the second did");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_write_one_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    let (window, script) = (file(&path, "p").await.unwrap(), file(&path, "p").await.unwrap());
    let mut writers = Vec::new();
    for number in 0..20 {
        let store = if number % 2 == 0 { window.clone() } else { script.clone() };
        writers.push(tokio::spawn(async move {
            store.set(&format!("shop/{number}"), Secret::new(number.to_string())).await.unwrap();
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    for number in 0..20 {
        assert_eq!(text(&window, &format!("shop/{number}")).await, Some(number.to_string()));
    }
}
