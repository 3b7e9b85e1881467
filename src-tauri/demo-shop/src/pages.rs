//! Pages for people that stand before any shop system: its host's, a proxy's, a firewall's. A client gets them where it asked for JSON.

use http::StatusCode;

use crate::reply::Reply;

/// A firewall that wants to see a human.
pub fn captcha(status: StatusCode) -> Reply {
    let page = "<!DOCTYPE html><html><head><title>Just a moment...</title><meta name=\"robots\" content=\"noindex\"></head><body><h1>Checking if the site connection is secure</h1><form id=\"challenge-form\" method=\"post\"><p>Please complete the security check (captcha) to continue.</p></form><noscript>Enable JavaScript and cookies to continue</noscript></body></html>";
    Reply::html(status, page)
}

/// A host that has had enough.
pub fn too_many() -> Reply {
    Reply::html(
        StatusCode::TOO_MANY_REQUESTS,
        "<html><head><title>429 Too Many Requests</title></head><body><center><h1>429 Too Many Requests</h1></center><hr><center>nginx</center></body></html>",
    )
}

/// A server or proxy in trouble.
pub fn broken(status: StatusCode) -> Reply {
    let text = status.canonical_reason().unwrap_or_default();
    let code = status.as_u16();
    Reply::html(
        status,
        &format!(
            "<html><head><title>{code} {text}</title></head><body><center><h1>{code} {text}</h1></center><hr><center>nginx</center></body></html>"
        ),
    )
}
