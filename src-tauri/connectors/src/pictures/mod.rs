//! Fetching pictures that a shop names, as if every address were a trap: a shop's data can be written by anyone who
//! can place an order or fool a plugin.
//!
//! Only http(s); never to a loopback, private or link-local address, save the shop's own origin; the address that was
//! checked is the one connected to; every redirect is checked anew; no credentials; at most 5 MB and 40 megapixels;
//! PNG, JPEG and WebP by their content alone; and what leaves here was drawn anew, small.

mod address;
mod drawing;

use std::{net::IpAddr, time::Duration};

use domain::{Code, Fault};
use reqwest::{Client, Response, header};
use tokio::sync::Semaphore;
use url::{Host, Url};

use crate::{
    Fingerprint,
    http::{self, find},
};
use address::{Guarded, NotPublic, is_public};

const OPERATION: &str = "fetch a picture";
/// Bytes of a picture.
const BYTES_LIMIT: usize = 5 * 1024 * 1024;
/// Redirects that are followed.
const HOPS: usize = 3;
/// How long one picture may take, redirects included.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Ports on which a picture may be asked for from others than the shop itself.
const PORTS: &[u16] = &[80, 443, 8080, 8443];
/// Pictures drawn at a time: a large one takes 160 MB while it is.
const DRAWN_AT_ONCE: usize = 2;

/// A picture that is safe to keep and to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// PNG, drawn anew, at most 256 pixels wide and high.
    pub png: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Fetches pictures for one shop.
pub struct Pictures {
    /// Connects to public addresses only.
    guarded: Client,
    /// Connects to the shop's own origin, wherever that is.
    own: Client,
    /// The shop's own host and port.
    origin: Option<(Host<String>, u16)>,
    drawing: Semaphore,
}

impl Pictures {
    /// For the shop at this address (`ShopFacts::home_url`), whose certificate may be trusted by its fingerprint.
    ///
    /// Proxy settings do not hold here: behind a proxy nobody could tell to which address it connects.
    ///
    /// # Errors
    /// [`Code::Internal`] where TLS cannot be set up.
    pub fn new(shop_url: &str, trusted: Option<Fingerprint>) -> Result<Self, Fault> {
        let plain = |builder: reqwest::ClientBuilder| http::build(builder.no_proxy().no_gzip());
        Ok(Self {
            guarded: plain(http::builder(None)?.dns_resolver(Guarded))?,
            own: plain(http::builder(trusted)?)?,
            origin: Url::parse(shop_url).ok().as_ref().and_then(origin_of),
            drawing: Semaphore::new(DRAWN_AT_ONCE),
        })
    }

    /// Fetches a picture and draws it anew, small.
    ///
    /// # Errors
    /// [`Code::PictureRefused`] where address, size or format are not allowed; [`Code::NotFound`] where there is none;
    /// the network's own codes where trying again can help.
    pub async fn fetch(&self, url: &str) -> Result<Picture, Fault> {
        let url = Url::parse(url).map_err(|_| refused("not a web address"))?;
        let response = tokio::time::timeout(TIMEOUT, self.follow(url))
            .await
            .map_err(|_| Fault::new(Code::TimedOut, OPERATION, "no picture in time"))??;
        let bytes = tokio::time::timeout(TIMEOUT, http::read_body(response, BYTES_LIMIT, OPERATION))
            .await
            .map_err(|_| Fault::new(Code::TimedOut, OPERATION, "no picture in time"))?
            .map_err(|fault| match fault.code {
                Code::TooLarge => refused("more than 5 MB"),
                _ => fault,
            })?;
        let _turn = self.drawing.acquire().await;
        // A picture can be made to trip its decoder; then only that task falls.
        tokio::task::spawn_blocking(move || drawing::redraw(&bytes))
            .await
            .unwrap_or(Err("it cannot be drawn"))
            .map_err(refused)
    }

    /// Asks for a picture, checking each address on the way.
    async fn follow(&self, mut url: Url) -> Result<Response, Fault> {
        for _ in 0..=HOPS {
            let response = self
                .client_for(&url)?
                .get(url.clone())
                .header(header::ACCEPT, "image/png, image/jpeg, image/webp")
                .send()
                .await
                .map_err(|error| match find::<NotPublic>(&error) {
                    Some(_) => refused(PRIVATE),
                    None => http::fault(&error, OPERATION),
                })?;
            if !response.status().is_redirection() {
                return answered(response);
            }
            url = response
                .headers()
                .get(header::LOCATION)
                .and_then(|location| location.to_str().ok())
                .and_then(|location| url.join(location).ok())
                .ok_or_else(|| refused("it redirects to nowhere"))?;
        }
        Err(refused("it redirects too often"))
    }

    /// The client that may ask for an address, if any may.
    fn client_for(&self, url: &Url) -> Result<&Client, Fault> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused("neither http nor https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("its address holds credentials"));
        }
        let origin = origin_of(url).ok_or_else(|| refused("not a web address"))?;
        if self.origin.as_ref() == Some(&origin) {
            return Ok(&self.own);
        }
        let (host, port) = origin;
        if !PORTS.contains(&port) {
            return Err(refused("its port is none of a web server's"));
        }
        // A host that is written as an address is not looked up: the resolver would never see it.
        let literal = match host {
            Host::Ipv4(ip) => Some(IpAddr::V4(ip)),
            Host::Ipv6(ip) => Some(IpAddr::V6(ip)),
            Host::Domain(_) => None,
        };
        if literal.is_some_and(|ip| !is_public(ip)) {
            return Err(refused(PRIVATE));
        }
        Ok(&self.guarded)
    }
}

const PRIVATE: &str = "its address is a private one";

fn origin_of(url: &Url) -> Option<(Host<String>, u16)> {
    Some((url.host()?.to_owned(), url.port_or_known_default()?))
}

fn refused(why: &str) -> Fault {
    Fault::new(Code::PictureRefused, OPERATION, why)
}

fn answered(response: Response) -> Result<Response, Fault> {
    let status = response.status().as_u16();
    let code = match status {
        200 => return Ok(response),
        404 | 410 => Code::NotFound,
        429 => Code::SlowDown,
        500..=599 => Code::ServerError,
        _ => Code::PictureRefused,
    };
    Err(Fault::new(code, OPERATION, status.to_string()))
}
