//! Notes and e-mails: sent as written, found again by what the shop keeps of them.

use connectors::Found;
use domain::{Code, Edit, NoteKind};
use serde_json::{Value, json};

use super::desk::{Desk, KEY};

fn note(text: &str, to_customer: bool) -> Edit {
    Edit::AddNote { text: text.to_owned(), to_customer }
}

fn kept(id: u32, html: &str, to_customer: bool, at: &str) -> Value {
    json!({
        "id": id, "author": "admin", "date_created_gmt": format!("2026-11-22T{at}"), "note": html,
        "customer_note": to_customer,
    })
}

#[tokio::test]
async fn a_note_comes_back_as_it_was_written() {
    let desk = Desk::new();
    let text = "Track & trace <3S1>\nsecond line";
    let html = "Track &amp; trace &lt;3S1&gt;\nsecond line";
    desk.serves("/notes", 201, &kept(6432, html, true, "00:40:00").to_string());
    let pushed = desk.push(&note(text, true)).await.unwrap();
    let body: Value = serde_json::from_str(desk.written()[0].strip_prefix("POST orders/7/notes ").unwrap()).unwrap();
    assert_eq!(body, json!({ "note": html, "customer_note": true, "added_by_user": true }));
    let made = pushed.note.unwrap();
    assert_eq!((made.text.as_str(), made.kind, pushed.made), (text, NoteKind::ToCustomer, Some("6432".into())));
}

/// The attempt was begun at 00:40:00.
#[tokio::test]
async fn a_lost_note_is_known_by_its_text_and_its_time() {
    let is = |id, at: &str| kept(id, "Sent today", true, at);
    let own = |id, at: &str| kept(id, "Sent today", false, at);
    for (to_customer, notes, found) in [
        (true, vec![], "not done"),
        (true, vec![is(1, "00:40:00")], "done"),
        (true, vec![is(1, "00:41:00")], "done"),
        // The shop's clock is known by the second.
        (true, vec![is(1, "00:39:58")], "done"),
        (true, vec![is(1, "00:39:45")], "cannot tell"),
        (true, vec![is(1, "00:20:00")], "not done"),
        (true, vec![is(1, "00:20:00"), is(2, "00:41:00")], "done"),
        (true, vec![is(1, "00:41:00"), is(2, "00:42:00")], "cannot tell"),
        (true, vec![own(1, "00:41:00")], "not done"),
        (true, vec![kept(1, "Sent today!", true, "00:41:00")], "not done"),
        (false, vec![own(1, "00:41:00")], "done"),
        (false, vec![own(1, "00:41:00"), own(2, "00:42:00")], "done"),
        (false, vec![is(1, "00:41:00")], "not done"),
    ] {
        let desk = Desk::new();
        desk.serves("/notes", 200, &Value::from(notes.clone()).to_string());
        assert_eq!(told(&desk.find(&note("Sent  today ", to_customer)).await), found, "{notes:?}");
    }
}

fn told(found: &Found) -> &'static str {
    match found {
        Found::Done(_) => "done",
        Found::NotDone => "not done",
        Found::CannotTell => "cannot tell",
    }
}

const TEMPLATES: &str = r#"[{"id":"customer_invoice","title":"Order details","description":"With a link to pay."},
    {"id":"customer_completed_order","title":"Completed &ldquo;order&rdquo;","description":""},{"id":"../x","title":"x"}]"#;

#[tokio::test]
async fn the_shop_s_e_mails_are_listed() {
    let desk = Desk::new();
    desk.serves("/actions/email_templates", 200, TEMPLATES);
    let templates = desk.connector.email_templates(&"7".into()).await.unwrap();
    let listed: Vec<_> = templates.iter().map(|t| (t.code.as_str(), t.title.as_str())).collect();
    assert_eq!(listed, [("customer_invoice", "Order details"), ("customer_completed_order", "Completed “order”")]);
    // Older shops have none to choose from; a broken one says so.
    desk.shop.replays("orders/7/actions/email_templates", "err_404_route.txt");
    assert_eq!(desk.connector.email_templates(&"7".into()).await.unwrap(), Vec::new());
    desk.serves("/actions/email_templates", 500, "<html>");
    assert!(desk.connector.email_templates(&"7".into()).await.is_err());
}

#[tokio::test]
async fn an_e_mail_is_asked_for_under_a_name_that_bears_the_mark() {
    let desk = Desk::new();
    desk.serves("/actions/send_email", 200, r#"{"message":"sent"}"#);
    let edit = Edit::SendEmail { template: "customer_invoice".to_owned() };
    desk.push(&edit).await.unwrap();
    assert_eq!(desk.written(), [r#"POST orders/7/actions/send_email {"template_id":"customer_invoice"}"#]);
    let asked = desk.shop.asked();
    let agent = asked.iter().rev().find_map(|request| request.headers().get("user-agent")).unwrap();
    assert!(agent.to_str().unwrap().starts_with("Shopbell/") && agent.to_str().unwrap().contains(KEY));
    desk.shop.replays("orders/7/actions/send_email", "err_404_route.txt");
    assert_eq!(desk.push(&edit).await.unwrap_err().fault.code, Code::Refused);
    let hostile = Edit::SendEmail { template: "a\"}".to_owned() };
    assert_eq!(desk.push(&hostile).await.unwrap_err().fault.code, Code::BadInput);
    assert_eq!(desk.written().len(), 2);
}

#[tokio::test]
async fn a_lost_e_mail_is_known_by_the_shop_s_note() {
    let edit = Edit::SendEmail { template: "customer_invoice".to_owned() };
    let by = |program: &str| kept(1, &format!("Order details sent to z@example.test{program}."), false, "00:40:03");
    let ours = format!(", via Shopbell/0.1.0 ({KEY})");
    for (notes, found) in [
        (vec![], "cannot tell"),
        (vec![by(&ours)], "done"),
        (vec![by("")], "done"),
        (vec![by(", via Shopbell/0.1.0 (another)")], "cannot tell"),
        (vec![by(", via Shopbell/0.1.0 (another)"), by(&ours)], "done"),
        (vec![by(""), by("")], "cannot tell"),
        (vec![kept(1, "Order details were asked for", false, "00:40:03")], "cannot tell"),
        (vec![kept(1, "Order details sent to z@example.test.", false, "00:30:00")], "cannot tell"),
    ] {
        let desk = Desk::new();
        desk.serves("/notes", 200, &Value::from(notes.clone()).to_string());
        desk.serves("/actions/email_templates", 200, TEMPLATES);
        assert_eq!(told(&desk.find(&edit).await), found, "{notes:?}");
    }
}
