//! The site around the shop: its home page, where discovery begins, and all the other things that can answer at an address.

use http::StatusCode;

use crate::{
    options::{Options, Redirect, SiteKind},
    pages,
};

use super::{query::Request, reply::Reply, routes::Context};

/// Where the interface begins.
pub fn api_root(context: &Context<'_>) -> String {
    if context.options.site.plain_permalinks {
        format!("{}/index.php?rest_route=/", context.site)
    } else {
        format!("{}/wp-json/", context.site)
    }
}

/// What answers before the shop does: redirects, firewalls, other sites.
pub fn before_the_shop(options: &Options, tls_port: Option<u16>, request: &Request) -> Option<Reply> {
    let redirect = |to: String| Some(Reply::html(StatusCode::MOVED_PERMANENTLY, "").with("location", to));
    match options.site.redirect {
        Redirect::ToHttps if !request.secure => {
            let host = request.origin.strip_prefix("http://").unwrap_or_default();
            return redirect(format!("https://{}{}", tls_host(tls_port, host), request.raw));
        }
        Redirect::ToOtherName if request.origin.contains("://127.0.0.1") => {
            return redirect(format!("{}{}", request.origin.replacen("127.0.0.1", "localhost", 1), request.raw));
        }
        _ => {}
    }
    match options.site.kind {
        SiteKind::Captcha => Some(pages::captcha(StatusCode::FORBIDDEN)),
        SiteKind::Other if request.path == "/" => {
            Some(Reply::html(StatusCode::OK, "<!doctype html><title>Welcome</title><h1>It works!</h1>"))
        }
        SiteKind::Other => {
            Some(Reply::html(StatusCode::NOT_FOUND, "<!doctype html><title>404</title><h1>Not Found</h1>"))
        }
        // Outside the site's folder another site answers.
        _ if request.path.is_empty() => {
            Some(Reply::html(StatusCode::NOT_FOUND, "<!doctype html><title>404</title><h1>Not Found</h1>"))
        }
        _ => None,
    }
}

/// The host with the port https is served on.
fn tls_host(port: Option<u16>, host: &str) -> String {
    let name = host.split(':').next().unwrap_or(host);
    match port {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

/// A page of the site for people.
pub fn page(context: &Context<'_>, segments: &[&str]) -> Reply {
    let title = super::settings::SHOP_NAME;
    let head = format!(
        "<!DOCTYPE html>\n<html lang=\"nl-NL\">\n<head>\n<meta charset=\"UTF-8\" />\n<title>{title}</title>\n<link rel=\"https://api.w.org/\" href=\"{}\" />\n<meta name=\"generator\" content=\"WordPress 6.9\" />\n</head>\n",
        api_root(context)
    );
    match segments {
        [] => Reply::html(
            StatusCode::OK,
            &format!(
                "{head}<body class=\"home\"><h1>{title}</h1><p>Kaarsen, aardewerk en linnen.</p></body>\n</html>\n"
            ),
        ),
        _ => Reply::html(
            StatusCode::NOT_FOUND,
            &format!("{head}<body class=\"error404\"><h1>Pagina niet gevonden</h1></body>\n</html>\n"),
        ),
    }
}
