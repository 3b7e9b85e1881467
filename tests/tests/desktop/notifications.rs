//! Notifications on a real daemon.

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use ::desktop::notifications::{Action, Choice, Identity, Notification, Notifier, NotifyError};
use stories::rig::{
    dbus::SessionBus,
    notifications::NotificationDaemon,
    process::{Daemon, is_inner, program, rerun},
};

const SOON: Duration = Duration::from_secs(10);
const NEW_ORDER: &str = "<img src=x onerror=alert(1)> & \"Söhne\" \u{202e}live";

fn new_order(tag: &str, body: &str) -> Notification {
    Notification {
        tag: tag.to_owned(),
        title: "New order AN-10482-K".to_owned(),
        body: body.to_owned(),
        sound: true,
        actions: vec![Action { key: "print".to_owned(), label: "Print slip".to_owned() }],
    }
}

/// A display of the test's own: its server and its name.
fn display() -> (Daemon, String) {
    use std::io::{BufRead, BufReader};
    let mut server = Daemon::spawn(
        Command::new(program("Xvfb", "xvfb").unwrap())
            .args(["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    )
    .unwrap();
    let mut number = String::new();
    BufReader::new(server.child().stdout.take().unwrap()).read_line(&mut number).unwrap();
    (server, format!(":{}", number.trim()))
}

#[test]
fn shown_clicked_and_pressed() {
    const TEST: &str = "desktop::notifications::shown_clicked_and_pressed";
    if !is_inner(TEST) {
        return rerun(TEST, SessionBus::start().unwrap().environment()).unwrap();
    }
    let (_server, display) = display();
    let bus = SessionBus::of_environment().unwrap();
    let daemon = NotificationDaemon::start(&display, &bus).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (notifier, mut responses) = Notifier::new(Identity::installed());
    let mut next = || runtime.block_on(async { tokio::time::timeout(SOON, responses.recv()).await.unwrap().unwrap() });

    let can = runtime.block_on(notifier.capabilities()).unwrap();
    assert!(can.daemon.starts_with("dunst") && can.actions, "{can:?}");

    runtime.block_on(notifier.show(&new_order("order/1", NEW_ORDER))).unwrap();
    let shown = daemon.wait_for(1, SOON).unwrap();
    assert_eq!((shown[0].app.as_str(), shown[0].title.as_str()), ("Shopbell", "New order AN-10482-K"));
    assert_eq!(shown[0].body(), "<img src=x onerror=alert(1)> & \"Söhne\" ⟨U+202E⟩live");
    assert_eq!((shown[0].desktop_entry.as_str(), shown[0].category.as_str()), (desktop_id(), "x-shopbell.order"));
    if let Ok(picture) = std::env::var("SHOPBELL_PICTURE") {
        std::thread::sleep(Duration::from_millis(300));
        Command::new("import").args(["-display", &display, "-window", "root", &picture]).status().unwrap();
    }

    daemon.click_latest().unwrap();
    let click = next();
    assert_eq!((click.tag.as_str(), &click.choice), ("order/1", &Choice::Default));

    runtime.block_on(notifier.show(&new_order("order/2", "Ana"))).unwrap();
    daemon.wait_for(2, SOON).unwrap();
    daemon.press("Print slip").unwrap();
    let press = next();
    assert_eq!((press.tag.as_str(), &press.choice), ("order/2", &Choice::Action("print".to_owned())));

    // The same tag again replaces what is on the screen; withdrawn, it is gone.
    let before = daemon.on_screen().unwrap();
    runtime.block_on(notifier.show(&new_order("orders", "2 new orders"))).unwrap();
    runtime.block_on(notifier.show(&new_order("orders", "3 new orders"))).unwrap();
    let shown = daemon.wait_for(4, SOON).unwrap();
    assert_eq!((shown[2].id, daemon.on_screen().unwrap()), (shown[3].id, before + 1));
    runtime.block_on(notifier.withdraw("orders")).unwrap();
    assert_eq!(daemon.on_screen().unwrap(), before);
    runtime.block_on(notifier.withdraw("orders")).unwrap();

    drop(notifier);
    let ended = runtime.block_on(async { tokio::time::timeout(SOON, responses.recv()).await.unwrap() });
    assert_eq!(ended, None, "the channel ends with its notifier");
}

const fn desktop_id() -> &'static str {
    ::desktop::APP_ID
}

#[test]
fn a_daemon_may_be_missing_hang_or_start_anew() {
    const TEST: &str = "desktop::notifications::a_daemon_may_be_missing_hang_or_start_anew";
    if !is_inner(TEST) {
        return rerun(TEST, SessionBus::start().unwrap().environment()).unwrap();
    }
    let (_server, display) = display();
    let bus = SessionBus::of_environment().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (notifier, mut responses) = Notifier::new(Identity::installed());

    let missing = runtime.block_on(notifier.show(&new_order("order/1", "Ana")));
    assert!(matches!(missing, Err(NotifyError::Unavailable(_))), "{missing:?}");

    let daemon = NotificationDaemon::start(&display, &bus).unwrap();
    runtime.block_on(notifier.show(&new_order("order/1", "Ana"))).unwrap();
    daemon.wait_for(1, SOON).unwrap();

    daemon.freeze().unwrap();
    let started = Instant::now();
    let hung = runtime.block_on(notifier.show(&new_order("order/2", "Bo")));
    assert!(matches!(hung, Err(NotifyError::TimedOut)), "{hung:?}");
    assert!(started.elapsed() < Duration::from_secs(8));
    daemon.resume().unwrap();

    drop(daemon);
    let daemon = NotificationDaemon::start(&display, &bus).unwrap();
    runtime.block_on(notifier.show(&new_order("order/3", "Cy"))).unwrap();
    daemon.wait_for(1, SOON).unwrap();
    daemon.click_latest().unwrap();
    let click = runtime.block_on(async { tokio::time::timeout(SOON, responses.recv()).await.unwrap().unwrap() });
    assert_eq!(click.tag, "order/3");
}

/// Every notification of a busy day: one connection, and each click finds its own.
#[test]
fn three_hundred_notifications_need_one_connection() {
    const TEST: &str = "desktop::notifications::three_hundred_notifications_need_one_connection";
    if !is_inner(TEST) {
        return rerun(TEST, SessionBus::start().unwrap().environment()).unwrap();
    }
    let (_server, display) = display();
    let bus = SessionBus::of_environment().unwrap();
    let daemon = NotificationDaemon::start(&display, &bus).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (notifier, mut responses) = Notifier::new(Identity::installed());
    let before = threads();
    for number in 0..300 {
        runtime.block_on(notifier.show(&new_order(&format!("order/{number}"), "Ana"))).unwrap();
        daemon.close_latest().unwrap();
    }
    assert!(threads() <= before + 8, "{before} threads became {}", threads());
    runtime.block_on(notifier.show(&new_order("order/last", "Ana"))).unwrap();
    daemon.click_latest().unwrap();
    let click = runtime.block_on(async { tokio::time::timeout(SOON, responses.recv()).await.unwrap().unwrap() });
    assert_eq!(click.tag, "order/last");
}

fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").unwrap().count()
}
