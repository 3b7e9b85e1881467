//! What an answer says of the write it answers: that it took place, that it certainly did not, or nothing.
//!
//! A refusal in WooCommerce's own form comes before anything was changed. Everything else may have come after: a proxy that gave
//! up waiting, a firewall that disliked the answer, a plugin that broke once the order was saved.

use domain::{Code, Fault, text};
use http::{StatusCode, header};

use super::super::diagnosis::{self, Asked, ServerError, json, server_error};
use crate::{Answer, Fate, WriteFault};

/// Characters of the shop's own words that are kept.
const WORDS: usize = 200;

/// Passes an answer that says the write took place.
pub(super) fn accepted(answer: Answer, asked: Asked<'_>) -> Result<Answer, WriteFault> {
    let whole = json(&answer).starts_with(b"{") || json(&answer).starts_with(b"[");
    if !(answer.status().is_success() && whole) {
        return Err(refused(&answer, asked));
    }
    if server_error(&answer).is_some() {
        let fault = Fault::new(Code::BadAnswer, asked.operation, "a refusal that calls itself a success");
        return Err(WriteFault::unknown(fault));
    }
    Ok(answer)
}

/// What a refusal means, in the shop's own words.
pub(super) fn refused(answer: &Answer, asked: Asked<'_>) -> WriteFault {
    let mut fault = diagnosis::fault(answer, asked);
    let error = server_error(answer);
    let fate = match &error {
        Some(error) => fate_of_error(answer, error),
        None => fate_of_page(answer),
    };
    if let Some(error) = error.filter(|_| !answer.status().is_redirection()) {
        if let Some(code) = code_of(answer.status(), &error) {
            fault.code = code;
            fault.retry = code.retry();
        }
        fault.detail = detail(answer.status(), &error);
    }
    WriteFault { fault, fate }
}

/// The refusal of a refund has a 500, as if the server had failed.
fn refuses_refund(error: &ServerError) -> bool {
    error.code == "woocommerce_rest_cannot_create_order_refund"
}

fn fate_of_error(answer: &Answer, error: &ServerError) -> Fate {
    let certain = match answer.status().as_u16() {
        301 | 307 | 308 => true,
        // A proxy's "I waited too long" stands for nothing.
        408 => false,
        400..=499 | 501 => true,
        // WordPress while it is updated: nothing is loaded yet.
        503 => answer.headers().contains_key(header::RETRY_AFTER),
        500 => refuses_refund(error),
        _ => false,
    };
    if certain { Fate::Nothing } else { Fate::Unknown }
}

/// A page instead of data. Some are the web server's own, before any program is asked.
fn fate_of_page(answer: &Answer) -> Fate {
    let certain = match answer.status().as_u16() {
        // Sent elsewhere to do it there. A 302 may follow on something done.
        301 | 307 | 308 => true,
        401 => answer.headers().contains_key(header::WWW_AUTHENTICATE),
        405 | 411 | 413 | 414 | 415 | 417 | 421 | 429 | 431 | 501 => true,
        _ => false,
    };
    if certain { Fate::Nothing } else { Fate::Unknown }
}

/// A better code than the status alone gives.
fn code_of(status: StatusCode, error: &ServerError) -> Option<Code> {
    // Where an order is read a missing one is a 404; where it is changed, a 400.
    const NO_ORDER: &[&str] = &[
        "woocommerce_rest_shop_order_invalid_id",
        "woocommerce_rest_order_invalid_id",
        "woocommerce_rest_invalid_order_id",
    ];
    if NO_ORDER.contains(&error.code.as_str()) {
        return Some(Code::NotFound);
    }
    let refused = refuses_refund(error) || status == StatusCode::NOT_IMPLEMENTED || error.code == "rest_no_route";
    refused.then_some(Code::Refused)
}

/// The shop's own words with its code.
fn detail(status: StatusCode, error: &ServerError) -> String {
    let code = format!("{} {}", status.as_u16(), error.code);
    let mut words = plain(&error.message);
    let reason = error.data.get("params").and_then(serde_json::Value::as_object).and_then(|params| {
        let reason = plain(params.values().next()?.as_str()?);
        (!words.contains(&reason)).then_some(reason)
    });
    if let Some(reason) = reason {
        words = format!("{words}: {reason}");
    }
    if words.is_empty() {
        return code;
    }
    if let Some((cut, _)) = words.char_indices().nth(WORDS) {
        words.truncate(cut);
        words.push('…');
    }
    format!("{words} ({code})")
}

/// One line of plain text, without what may be a customer's: addresses of mail boxes, long numbers.
fn plain(html: &str) -> String {
    let hide = |word: &str| word.contains('@') || word.chars().filter(char::is_ascii_digit).count() >= 9;
    let text = text::visible(&text::from_html(html));
    text.split_whitespace().map(|word| if hide(word) { "…" } else { word }).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    const ASKED: Asked<'static> = Asked { operation: "refund", writes: true };

    fn answer(status: u16, headers: &[(&'static str, &str)], body: &str) -> Answer {
        let mut answer = http::Response::new(Bytes::from(body.to_owned()));
        *answer.status_mut() = StatusCode::from_u16(status).unwrap();
        for (name, value) in headers {
            answer.headers_mut().insert(*name, value.parse().unwrap());
        }
        answer
    }

    #[test]
    fn only_a_refusal_in_the_shop_s_own_form_is_certain() {
        let error = |code: &str| format!(r#"{{"code":"{code}","message":"No.","data":{{"status":1}}}}"#);
        let page = "<html>no</html>".to_owned();
        let retry_after: &[(&'static str, &str)] = &[("retry-after", "600")];
        for (status, headers, body, code, fate) in [
            (400, &[][..], error("rest_invalid_param"), Code::Refused, Fate::Nothing),
            (400, &[], error("woocommerce_rest_shop_order_invalid_id"), Code::NotFound, Fate::Nothing),
            (403, &[], error("woocommerce_rest_cannot_edit"), Code::NotAllowed, Fate::Nothing),
            (404, &[], error("rest_no_route"), Code::Refused, Fate::Nothing),
            (410, &[], error("gone"), Code::NotFound, Fate::Nothing),
            (429, &[], error("too_many"), Code::SlowDown, Fate::Nothing),
            (429, &[], page.clone(), Code::SlowDown, Fate::Nothing),
            (500, &[], error("woocommerce_rest_cannot_create_order_refund"), Code::Refused, Fate::Nothing),
            (500, &[], error("internal_server_error"), Code::ServerError, Fate::Unknown),
            (501, &[], error("woocommerce_rest_trash_not_supported"), Code::Refused, Fate::Nothing),
            (503, retry_after, error("wp_die"), Code::Maintenance, Fate::Nothing),
            (503, &[], error("wp_die"), Code::Maintenance, Fate::Unknown),
            (408, &[], error("timeout"), Code::TimedOut, Fate::Unknown),
            (500, &[], page.clone(), Code::ServerError, Fate::Unknown),
            (502, &[], page.clone(), Code::ServerError, Fate::Unknown),
            (503, &[], page.clone(), Code::Maintenance, Fate::Unknown),
            (504, &[], page.clone(), Code::TimedOut, Fate::Unknown),
            (403, &[], page.clone(), Code::Firewall, Fate::Unknown),
            (401, &[], page.clone(), Code::Firewall, Fate::Unknown),
            (401, &[("www-authenticate", "Basic")], page.clone(), Code::Firewall, Fate::Nothing),
            (413, &[], page.clone(), Code::Refused, Fate::Nothing),
            (302, &[("location", "https://x.example/")], page.clone(), Code::RedirectElsewhere, Fate::Unknown),
            (308, &[("location", "https://x.example/")], page.clone(), Code::RedirectElsewhere, Fate::Nothing),
            (501, &[], page.clone(), Code::Firewall, Fate::Nothing),
            (200, &[], error("rest_forbidden"), Code::BadAnswer, Fate::Unknown),
            (400, &[], r#"{"code":0,"message":"Invalid item."}"#.to_owned(), Code::Refused, Fate::Nothing),
            (200, &[], page.clone(), Code::BadAnswer, Fate::Unknown),
            (200, &[], String::new(), Code::BadAnswer, Fate::Unknown),
        ] {
            let failed = accepted(answer(status, headers, &body), ASKED).unwrap_err();
            assert_eq!((failed.fault.code, failed.fate), (code, fate), "{status} {body}");
        }
        assert!(accepted(answer(201, &[], "\u{feff} {\"id\":1}"), ASKED).is_ok());
    }

    #[test]
    fn the_shop_s_words_are_told_and_customers_data_is_not() {
        for (body, detail) in [
            (
                r#"{"code":"a","message":"<p>Invalid <b>refund</b> amount.</p>","data":500}"#,
                "Invalid refund amount. (400 a)",
            ),
            (
                r#"{"code":"rest_invalid_param","message":"Invalid parameter(s): status","data":{"params":{"status":"status is not one of pending, processing."}}}"#,
                "Invalid parameter(s): status: status is not one of pending, processing. (400 rest_invalid_param)",
            ),
            (
                r#"{"code":"a","message":"Card 4111 is 4111111111111111 of jan@example.test"}"#,
                "Card 4111 is … of … (400 a)",
            ),
            (r#"{"code":"a","message":""}"#, "400 a"),
            (r#"{"code":"a"}"#, "400 a"),
        ] {
            assert_eq!(refused(&answer(400, &[], body), ASKED).fault.detail, detail);
        }
        let long = format!(r#"{{"code":"a","message":"{}"}}"#, "é".repeat(5000));
        let told = refused(&answer(400, &[], &long), ASKED).fault.detail;
        assert_eq!(told.chars().count(), WORDS + "… (400 a)".chars().count());
    }
}
