//! A shop's picture files, and what a hostile shop puts in their place.

use http::StatusCode;

use crate::{
    catalogue::{Product, pictures},
    http::ENDLESS,
    options::Pictures,
    reply::Reply,
};

/// A body this long is announced where pictures never end; the connection sends it as far as the client reads.
pub const HUGE: u64 = 1 << 30;
/// Where pictures lie that are said to be on another machine's service.
pub const LOOPBACK: &str = "http://127.0.0.1:22";

/// The answer to a request for a product's picture at `address`; `step`: how often it was sent on already.
pub fn answer(kind: Pictures, product: Option<&Product>, address: &str, step: u64) -> Reply {
    let Some(product) = product else {
        return Reply::html(StatusCode::NOT_FOUND, "<!doctype html><title>404 Not Found</title>");
    };
    let media = if pictures::extension(product.kind) == "jpg" { "image/jpeg" } else { "image/png" };
    let file = |bytes: Vec<u8>| Reply {
        status: StatusCode::OK,
        headers: vec![("content-type", media.to_owned())],
        body: bytes,
        work_ms: 15,
    };
    let redirect = |to: String| Reply::html(StatusCode::FOUND, "").with("location", to);
    match kind {
        Pictures::Real | Pictures::Loopback => file(pictures::draw(product)),
        Pictures::Huge => file(pictures::draw(product)).with(ENDLESS, HUGE.to_string()),
        Pictures::RedirectLoop => redirect(format!("{address}?step={}", step + 1)),
        Pictures::RedirectToLoopback => redirect(format!("{LOOPBACK}/")),
        Pictures::NotPictures => file(b"<html><script>alert(1)</script></html>".to_vec()),
        Pictures::Bomb => file(pictures::bomb()),
    }
}
