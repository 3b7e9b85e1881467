//! The app's own protocol: pictures that the core fetched, checked and made small. The window loads nothing else from
//! outside.

use std::sync::Arc;

use domain::{NativeId, OrderId};
use tauri::http::{Response, StatusCode, header};

use crate::shell::Shell;

/// Scheme of the protocol.
pub(crate) const SCHEME: &str = "shopbell";

/// What the addresses of pictures start with on this system.
pub(crate) const BASE: &str = if cfg!(windows) { "http://shopbell.localhost/" } else { "shopbell://localhost/" };

/// Answers `picture/<order>/<line>`.
pub(crate) async fn answer(shell: Arc<Shell>, path: String) -> Response<Vec<u8>> {
    match picture(&shell, &path).await {
        Some(png) => response(StatusCode::OK, png),
        None => response(StatusCode::NOT_FOUND, Vec::new()),
    }
}

async fn picture(shell: &Shell, path: &str) -> Option<Vec<u8>> {
    let mut parts = path.trim_start_matches('/').splitn(3, '/');
    let ("picture", order, line) = (parts.next()?, parts.next()?, parts.next()?) else { return None };
    let order = OrderId(order.parse().ok()?);
    match shell.app().await.ok()?.picture(order, &NativeId::from(line)).await {
        Ok(png) => Some(png),
        Err(fault) => {
            tracing::debug!(%fault, "no picture");
            None
        }
    }
}

fn response(status: StatusCode, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("image/png"));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("max-age=3600"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}
