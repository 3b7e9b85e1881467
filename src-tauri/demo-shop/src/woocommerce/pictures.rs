//! The shop's uploads, and what a hostile shop puts in their place.

use http::StatusCode;

use crate::{
    catalogue::pictures,
    http::ENDLESS,
    options::{Options, Pictures},
};

use super::{generate::Generator, query::Request, reply::Reply, state::State};

/// A body this long is announced where pictures never end; the connection sends it as far as the client reads.
pub const HUGE: u64 = 1 << 30;

/// Answers below `/wp-content/uploads/`; `None` elsewhere.
pub fn answer(options: &Options, state: &State, request: &Request) -> Option<Reply> {
    if !request.path.starts_with("/wp-content/uploads/") {
        return None;
    }
    let known = state
        .store
        .generator()
        .catalogue()
        .iter()
        .find(|product| Generator::picture_path(product).is_some_and(|path| path == request.path));
    let Some(product) = known else {
        return Some(Reply::html(StatusCode::NOT_FOUND, "<!doctype html><title>404 Not Found</title>"));
    };
    let kind = if pictures::extension(product.kind) == "jpg" { "image/jpeg" } else { "image/png" };
    let file = |bytes: Vec<u8>| Reply {
        status: StatusCode::OK,
        headers: vec![("content-type", kind.to_owned())],
        body: bytes,
        work_ms: 15,
    };
    let redirect = |to: String| Some(Reply::html(StatusCode::FOUND, "").with("location", to));
    match options.pictures {
        Pictures::Real | Pictures::Loopback => Some(file(pictures::draw(product))),
        Pictures::Huge => Some(file(pictures::draw(product)).with(ENDLESS, HUGE.to_string())),
        Pictures::RedirectLoop => {
            let step: u64 = request.query.get("step").and_then(|step| step.parse().ok()).unwrap_or(0);
            redirect(format!("{}{}?step={}", request.origin, request.path, step + 1))
        }
        Pictures::RedirectToLoopback => redirect("http://127.0.0.1:22/".to_owned()),
        Pictures::NotPictures => Some(file(b"<html><script>alert(1)</script></html>".to_vec())),
        Pictures::Bomb => Some(file(pictures::bomb())),
    }
}
