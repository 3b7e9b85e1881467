//! A shop in process: answers by route, and remembers what it was asked.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use bytes::Bytes;
use connectors::{Answer, Clock, Connector, Request, SignIn, Transport, connect};
use domain::{Fault, System};
use jiff::Timestamp;

pub const KEY: &str = "ck_0123456789abcdef0123456789abcdef01234567";
pub const SECRET: &str = "cs_fedcba9876543210fedcba9876543210fedcba98";
/// When the recordings were made, about.
pub const NOW: &str = "2026-11-22T00:40:00Z";
pub const DATE: &str = "Sun, 22 Nov 2026 00:40:00 GMT";

type Reply = Arc<dyn Fn(&Request) -> Result<Answer, Fault> + Send + Sync>;

/// A server: what it answers, by address without query.
#[derive(Clone, Default)]
pub struct Shop {
    routes: Arc<Mutex<HashMap<String, Reply>>>,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Shop {
    /// A shop at `https://shop.example` as WooCommerce sets it up, with no data.
    pub fn woocommerce() -> Self {
        Self::woocommerce_at("https://shop.example")
    }

    pub fn woocommerce_at(base: &str) -> Self {
        let shop = Self::default();
        let link = format!("<{base}/wp-json/>; rel=\"https://api.w.org/\"");
        shop.on(&format!("{base}/"), move |_| Ok(with_header(answer(200, "<html>shop</html>"), "link", &link)));
        let index = index(base);
        shop.on(&format!("{base}/wp-json/"), move |_| Ok(answer(200, &index)));
        shop
    }

    /// Answers an address by a function.
    pub fn on(&self, url: &str, reply: impl Fn(&Request) -> Result<Answer, Fault> + Send + Sync + 'static) {
        self.routes.lock().unwrap().insert(url.to_owned(), Arc::new(reply));
    }

    /// Answers a path of the interface always the same.
    pub fn serves(&self, path: &str, status: u16, body: &str) {
        let body = body.to_owned();
        self.on(&format!("https://shop.example/wp-json/wc/v3/{path}"), move |_| Ok(answer(status, &body)));
    }

    /// Answers a path of the interface with a recording.
    pub fn replays(&self, path: &str, name: &str) {
        let recorded = recording(name);
        self.on(&format!("https://shop.example/wp-json/wc/v3/{path}"), move |_| Ok(recorded.clone()));
    }

    /// Answers an address as another shop does.
    pub fn forward(&self, url: &str, to: &Shop) {
        let reply = to.routes.lock().unwrap().get(url).cloned().unwrap();
        self.routes.lock().unwrap().insert(url.to_owned(), reply);
    }

    /// All requests so far.
    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }

    /// The last request's query, decoded.
    pub fn last_query(&self) -> Vec<(String, String)> {
        query(self.asked().last().unwrap())
    }

    /// Signs in to `https://shop.example`.
    pub fn connect(&self) -> Arc<dyn Connector> {
        self.connect_as(&sign_in("https://shop.example"))
    }

    pub fn connect_as(&self, sign_in: &SignIn) -> Arc<dyn Connector> {
        let clock = Arc::new(StoppedClock(NOW.parse().unwrap()));
        connect(System::Woocommerce, sign_in, Arc::new(self.clone()), clock).unwrap()
    }
}

#[async_trait]
impl Transport for Shop {
    async fn send(&self, request: Request) -> Result<Answer, Fault> {
        let url = request.uri().to_string();
        let key = url.split('?').next().unwrap().to_owned();
        let whole = self.routes.lock().unwrap().get(&url).cloned();
        let reply = whole.or_else(|| self.routes.lock().unwrap().get(&key).cloned());
        let given = match reply {
            Some(reply) => reply(&request),
            None => Ok(answer(404, "<html>not found</html>")),
        };
        self.asked.lock().unwrap().push(request);
        // As over a network, others get a turn before the answer is there.
        tokio::task::yield_now().await;
        given
    }
}

pub struct StoppedClock(pub Timestamp);

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

pub fn sign_in(url: &str) -> SignIn {
    SignIn::new().with("url", url).with("key", KEY).with("secret", SECRET)
}

pub fn index(base: &str) -> String {
    format!(
        r#"{{"name":"Woo Lab &amp; Co","url":"{base}","home":"{base}","gmt_offset":1,
        "timezone_string":"Europe/Amsterdam","namespaces":["oembed/1.0","wc/v3","wp/v2"]}}"#
    )
}

pub fn answer(status: u16, body: &str) -> Answer {
    http::Response::builder().status(status).header("date", DATE).body(Bytes::from(body.to_owned())).unwrap()
}

pub fn with_header(mut answer: Answer, name: &'static str, value: &str) -> Answer {
    answer.headers_mut().insert(name, value.parse().unwrap());
    answer
}

pub fn query(request: &Request) -> Vec<(String, String)> {
    let url: url::Url = request.uri().to_string().parse().unwrap();
    url.query_pairs().map(|(k, v)| (k.into_owned(), v.into_owned())).collect()
}

pub fn recording_text(name: &str) -> String {
    let path = format!("{}/tests/recordings/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

/// An answer as recorded: `< HTTP 200 OK`, its headers, an empty line, its body.
pub fn recording(name: &str) -> Answer {
    let text = recording_text(name);
    let from = text.find("< HTTP ").unwrap();
    let (head, body) = text[from..].split_once("\n\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap()["< HTTP ".len()..][..3].parse::<u16>().unwrap();
    let mut answer = http::Response::builder().status(status);
    for line in lines {
        let (name, value) = line["< ".len()..].split_once(": ").unwrap();
        let packed = ["Content-Encoding", "Transfer-Encoding", "Connection"].contains(&name);
        if !packed {
            answer = answer.header(name, value);
        }
    }
    answer.body(Bytes::from(body.to_owned())).unwrap()
}
