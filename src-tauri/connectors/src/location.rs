//! Where a shop may be, from whatever was typed, and which steps from there to somewhere else are safe.

use domain::{Code, Fault};
use url::Url;

use crate::http::is_loopback;

/// Addresses worth trying, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    /// The folder that was meant, then those above it.
    pub folders: Vec<Url>,
    /// Whether plain http may be tried where https does not answer, because no scheme was typed.
    pub scheme_open: bool,
}

/// Folders that are tried at most.
const FOLDERS: usize = 4;

/// Reads an address as people type it: `shop.example`, `https://www.shop.example/winkel/`, a page of the panel. `inner`:
/// folders within a shop that people copy along with the address.
///
/// # Errors
/// [`Code::BadUrl`] where it is none, is not http(s), or holds a user name.
pub(crate) fn places(typed: &str, inner: &[&str]) -> Result<Places, Fault> {
    let bad = |why: &str| Fault::new(Code::BadUrl, "read the address", why);
    let typed = typed.trim();
    let scheme_open = !typed.contains("://");
    let full = if scheme_open { format!("https://{typed}") } else { typed.to_owned() };
    let mut url = Url::parse(&full).map_err(|_| bad("not a web address"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(bad("neither http nor https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad("a user name does not belong in it"));
    }
    let host = url.host_str().unwrap_or_default();
    if host.is_empty() || typed.contains(char::is_whitespace) {
        return Err(bad("not a web address"));
    }
    url.set_query(None);
    url.set_fragment(None);
    let segments: Vec<String> = url
        .path_segments()
        .into_iter()
        .flatten()
        .take_while(|segment| !inner.contains(segment))
        .filter(|segment| !segment.is_empty())
        .map(str::to_owned)
        .collect();
    let folders = (0..=segments.len())
        .rev()
        .take(FOLDERS)
        .map(|depth| folder(&url, segments.get(..depth).unwrap_or_default()))
        .collect();
    Ok(Places { folders, scheme_open })
}

fn folder(url: &Url, segments: &[String]) -> Url {
    let mut folder = url.clone();
    let path = segments.iter().fold("/".to_owned(), |path, segment| path + segment + "/");
    folder.set_path(&path);
    folder
}

/// The same folder over plain http, on the same port.
pub(crate) fn plain(url: &Url) -> Url {
    let mut plain = url.clone();
    // Cannot fail between http and https.
    let _ = plain.set_scheme("http");
    plain
}

/// Whether two addresses name the same host, but for a leading `www.`. This computer is one host under all its names.
pub(crate) fn same_host(from: &Url, to: &Url) -> bool {
    let name = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        if is_loopback(&host) {
            return "localhost".to_owned();
        }
        host.strip_prefix("www.").map_or(host.clone(), str::to_owned)
    };
    name(from) == name(to)
}

/// Whether a redirect may be followed (without credentials): on the same host and port, or from http up to https, where
/// the certificate vouches for the host on any port. Never down from https.
pub(crate) fn may_follow(from: &Url, to: &Url) -> bool {
    let leads = match (from.scheme(), to.scheme()) {
        ("http", "https") => true,
        (a, b) => a == b && from.port_or_known_default() == to.port_or_known_default(),
    };
    leads && same_host(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INNER: &[&str] = &["wp-admin", "wp-json", "index.php"];

    #[test]
    fn anything_people_type_leads_somewhere() {
        for (typed, folders) in [
            ("shop.example", vec!["https://shop.example/"]),
            (
                " https://www.shop.example/winkel/ ",
                vec!["https://www.shop.example/winkel/", "https://www.shop.example/"],
            ),
            ("shop.example/wp-admin/admin.php?page=wc-settings", vec!["https://shop.example/"]),
            ("http://127.0.0.1:8080", vec!["http://127.0.0.1:8080/"]),
            ("localhost:8080/sub", vec!["https://localhost:8080/sub/", "https://localhost:8080/"]),
            ("https://shop.example/wp-json/wc/v3/", vec!["https://shop.example/"]),
            ("https://shop.example/a/index.php/wp-json/", vec!["https://shop.example/a/", "https://shop.example/"]),
            ("sklep-łódź.example", vec!["https://xn--sklep-d-0ib2i48b.example/"]),
        ] {
            let places = places(typed, INNER).unwrap();
            let found: Vec<_> = places.folders.iter().map(Url::as_str).collect();
            if typed.starts_with("sklep") {
                assert!(found[0].starts_with("https://xn--"), "{found:?}");
            } else {
                assert_eq!(found, folders, "{typed}");
            }
            assert_eq!(places.scheme_open, !typed.contains("://"));
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for typed in
            ["", "  ", "my shop", "ftp://shop.example", "https://", "https://ck_1:cs_2@shop.example", "javascript://x"]
        {
            assert_eq!(places(typed, INNER).unwrap_err().code, Code::BadUrl, "{typed}");
        }
    }

    #[test]
    fn redirects_stay_within_the_site() {
        for (from, to, follows) in [
            ("http://shop.example/", "https://shop.example/", true),
            ("https://shop.example/", "https://www.shop.example/nl/", true),
            ("http://www.shop.example/", "https://shop.example/", true),
            ("https://shop.example/", "http://shop.example/", false),
            ("https://shop.example/", "https://evil.example/", false),
            ("https://shop.example/", "https://shop.example.evil.example/", false),
            ("http://shop.example/", "https://shop.example:8443/", true),
            ("https://shop.example/", "https://shop.example:8443/", false),
            ("http://shop.example/", "ftp://shop.example/", false),
            ("http://127.0.0.1:8080/", "http://localhost:8080/", true),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/x/", true),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:22/", false),
        ] {
            let (from, to) = (Url::parse(from).unwrap(), Url::parse(to).unwrap());
            assert_eq!(may_follow(&from, &to), follows, "{from} {to}");
        }
    }
}
