//! The shop's uploads.

use crate::{options::Options, uploads};

use super::{generate::Generator, query::Request, reply::Reply, state::State};

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
    let step = request.query.get("step").and_then(|step| step.parse().ok()).unwrap_or(0);
    Some(uploads::answer(options.pictures, known, &format!("{}{}", request.origin, request.path), step))
}
