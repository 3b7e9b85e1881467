//! Requests as WordPress reads them: query parameters with PHP's arrays, and the same kept in order for the `Link` header.

use http::Method;
use serde_json::Value;

use super::{
    dates::{self, Asked},
    reply::Invalid,
};

/// A request after its address and body were read.
#[derive(Clone, Debug)]
pub struct Request {
    /// With overrides applied.
    pub method: Method,
    /// Below the site, starting with a slash: `/wp-json/wc/v3/orders`.
    pub path: String,
    /// As it came: path and query, for the checks that look at the raw address.
    pub raw: String,
    /// Query parameters in order.
    pub query: Query,
    /// The JSON body; `Null` without one.
    pub body: Value,
    /// There was a body and it was no JSON.
    pub bad_body: bool,
    /// The program that asks, as it names itself.
    pub agent: Option<String>,
    /// The `Authorization` header.
    pub authorization: Option<String>,
    /// Came by TLS.
    pub secure: bool,
    /// Scheme, host and port, without a slash at the end.
    pub origin: String,
}

/// Query parameters, in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Query(pub Vec<(String, String)>);

impl Query {
    /// Reads a query string.
    pub fn parse(text: &str) -> Self {
        Self(url::form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// A parameter's last value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A list: `name=a,b`, `name[]=a&name[]=b` or `name[0]=a`. `None` where it was not given.
    pub fn list(&self, name: &str) -> Option<Vec<String>> {
        let mut found = None;
        for (known, value) in &self.0 {
            if known == name {
                let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
                found.get_or_insert_with(Vec::new).extend(parts);
            } else if known.strip_prefix(name).is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']')) {
                found.get_or_insert_with(Vec::new).push(value.clone());
            }
        }
        found
    }

    /// True for `true` and `1`.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Some("true" | "1"))
    }

    /// A list of ids; anything else in it is left out.
    pub fn ids(&self, name: &str) -> Option<Vec<u64>> {
        self.list(name).map(|list| list.iter().filter_map(|id| id.parse().ok()).collect())
    }

    /// A date; a wrong one is noted.
    pub fn date(&self, name: &str, invalid: &mut Invalid) -> Option<Asked> {
        let text = self.get(name)?;
        let asked = dates::parse(text);
        if asked.is_none() {
            invalid.add(name, "rest_invalid_date", "Invalid date.");
        }
        asked
    }

    /// A whole number within bounds; a wrong one is noted.
    pub fn number(&self, name: &str, default: u64, low: u64, high: Option<u64>, invalid: &mut Invalid) -> u64 {
        let Some(text) = self.get(name) else { return default };
        let Ok(number) = text.parse::<i64>() else {
            invalid.add_with(
                name,
                "rest_invalid_type",
                &format!("{name} is not of type integer."),
                serde_json::json!({"param": name}),
            );
            return default;
        };
        match high {
            Some(high) if number < low as i64 || number > high as i64 => {
                let message = format!("{name} must be between {low} (inclusive) and {high} (inclusive)");
                invalid.add(name, "rest_out_of_bounds", &message);
                default
            }
            None if number < low as i64 => {
                let message = format!("{name} must be greater than or equal to {low}");
                invalid.add(name, "rest_out_of_bounds", &message);
                default
            }
            _ => number.unsigned_abs(),
        }
    }

    /// One of some words; another is noted.
    pub fn word<'a>(&'a self, name: &str, allowed: &[&'a str], default: &'a str, invalid: &mut Invalid) -> &'a str {
        let Some(word) = self.get(name) else { return default };
        if !allowed.contains(&word) {
            invalid.not_one_of(name, name, allowed);
        }
        word
    }
}

/// Which page of a collection is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// From 1.
    pub page: u64,
    /// 1 to 100.
    pub per_page: u64,
    /// Instead of the page, where given.
    pub offset: Option<u64>,
}

impl Paging {
    /// Reads `page`, `per_page` and `offset`.
    pub fn read(query: &Query, invalid: &mut Invalid) -> Self {
        Self {
            page: query.number("page", 1, 1, None, invalid),
            per_page: query.number("per_page", 10, 1, Some(100), invalid),
            offset: query.get("offset").and_then(|offset| offset.parse().ok()),
        }
    }

    /// How many rows to leave out.
    pub fn skip(&self) -> usize {
        self.offset.unwrap_or((self.page - 1).saturating_mul(self.per_page)) as usize
    }

    /// How many rows to give.
    pub fn take(&self) -> usize {
        self.per_page as usize
    }
}

/// Builds the `Link` header of a list: the request's own parameters with the defaults the server adds, and the neighbouring pages.
pub fn page_links(base: &str, query: &Query, extra: &[(&str, &str)], paging: &Paging, pages: u64) -> Option<String> {
    let link = |page: u64, rel: &str| format!("<{base}?{}>; rel=\"{rel}\"", with_page(query, extra, page));
    let mut links = Vec::new();
    if paging.page > 1 {
        links.push(link(pages.min(paging.page - 1), "prev"));
    }
    if pages > paging.page {
        links.push(link(paging.page + 1, "next"));
    }
    (!links.is_empty()).then(|| links.join(", "))
}

/// Parameters the server turns into arrays.
const LISTS: &[&str] = &["status", "include", "exclude", "parent", "parent_exclude"];

fn with_page(query: &Query, extra: &[(&str, &str)], page: u64) -> String {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut statuses: Vec<(String, String)> = Vec::new();
    let mut page_known = false;
    for (name, value) in &query.0 {
        if name == "page" {
            page_known = true;
            pairs.push((name.clone(), page.to_string()));
        } else if LISTS.contains(&name.as_str()) {
            let items = value.split(',').enumerate().map(|(at, item)| (format!("{name}[{at}]"), item.to_owned()));
            // As recorded: the statuses come after all else that was asked, wherever they stood.
            if name == "status" { statuses.extend(items) } else { pairs.extend(items) }
        } else if name == "dates_are_gmt" {
            pairs.push((name.clone(), if matches!(value.as_str(), "true" | "1") { "1" } else { "0" }.to_owned()));
        } else {
            pairs.push((name.clone(), value.clone()));
        }
    }
    pairs.extend(statuses);
    for (name, value) in extra {
        let bare = name.split('[').next().unwrap_or(name);
        if !query.0.iter().any(|(known, _)| known.split('[').next() == Some(bare)) {
            pairs.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    if !page_known {
        pairs.push(("page".to_owned(), page.to_string()));
    }
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_in_three_forms() {
        for text in ["status=a,b", "status[]=a&status[]=b", "status%5B0%5D=a&status%5B1%5D=b"] {
            assert_eq!(Query::parse(text).list("status"), Some(vec!["a".to_owned(), "b".to_owned()]), "{text}");
        }
        assert_eq!(Query::parse("page=1").list("status"), None);
    }

    #[test]
    fn links_keep_the_order_of_the_request() {
        // As recorded: page stays where it stood, the defaults follow.
        let query = Query::parse(
            "per_page=100&page=2&orderby=modified&order=asc&modified_after=2026-11-01T00%3A00%3A00&dates_are_gmt=true",
        );
        let paging = Paging { page: 2, per_page: 100, offset: None };
        let extra = [("status[0]", "any"), ("dp", "2"), ("context", "view")];
        let links = page_links("https://shop.test/wp-json/wc/v3/orders", &query, &extra, &paging, 5).unwrap();
        let page = |page: u64| {
            format!(
                "https://shop.test/wp-json/wc/v3/orders?per_page=100&page={page}&orderby=modified&order=asc&modified_after=2026-11-01T00%3A00%3A00&dates_are_gmt=1&status%5B0%5D=any&dp=2&context=view"
            )
        };
        assert_eq!(links, format!("<{}>; rel=\"prev\", <{}>; rel=\"next\"", page(1), page(3)));
    }

    #[test]
    fn per_page_ends_at_a_hundred() {
        let mut invalid = Invalid::default();
        Paging::read(&Query::parse("per_page=101"), &mut invalid);
        let refusal = invalid.check().unwrap_err();
        assert_eq!(refusal.message, "Invalid parameter(s): per_page");
        assert_eq!(refusal.data["params"]["per_page"], "per_page must be between 1 (inclusive) and 100 (inclusive)");
    }
}
