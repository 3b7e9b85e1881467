//! The shop over real HTTP, on loopback alone: plain, and by TLS with a certificate of its own where the options ask for it. hyper is
//! used bare, because a simulated shop must be able to lose a connection without an answer.

mod body;
mod tls;

use std::{future::Future, io, net::SocketAddr, time::Duration};

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::watch,
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

use crate::{
    magento2::{Integration, MagentoShop},
    woocommerce::{ApiKey, DemoShop},
};

use body::Body;
pub(crate) use body::ENDLESS;
pub use tls::Certificate;

/// Marks a request that came by TLS.
#[derive(Clone, Copy, Debug)]
pub struct Secure;

/// The connection was lost before an answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the connection was lost")]
pub struct Dropped;

/// A shop of any system, as the server over HTTP sees it: one request in, one answer out.
pub(crate) trait Served: Clone + Send + Sync + 'static {
    /// Answers one request.
    fn answer(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, Dropped>> + Send;
    /// The path the site lies under; empty at the root.
    fn folder(&self) -> &str;
    /// Https is to be served as well.
    fn by_tls(&self) -> bool;
    /// Told where https is served.
    fn https_is_at(&self, port: u16);
}

/// The ports a shop is served on. Dropping it stops the serving, without waiting.
#[derive(Debug)]
pub(crate) struct Ports {
    /// `http://127.0.0.1:PORT`, with the site's folder.
    pub url: String,
    /// The same by TLS, where it is served.
    pub https_url: Option<String>,
    /// The port of plain http.
    pub port: u16,
    /// The certificate of https.
    pub certificate: Option<Certificate>,
    stop: watch::Sender<bool>,
    listeners: JoinSet<()>,
}

impl Ports {
    /// Serves on 127.0.0.1; without a port the system picks a free one. Https gets one of its own.
    pub async fn open(shop: &impl Served, port: Option<u16>) -> io::Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let mut listeners = JoinSet::new();
        let listener = bind(port.unwrap_or(0)).await?;
        let port = listener.local_addr()?.port();
        listeners.spawn(accept(listener, None, shop.clone(), stopped.clone()));
        let (mut https_url, mut certificate) = (None, None);
        if shop.by_tls() {
            let (acceptor, made) = tls::acceptor()?;
            let listener = bind(0).await?;
            let tls_port = listener.local_addr()?.port();
            shop.https_is_at(tls_port);
            listeners.spawn(accept(listener, Some(acceptor), shop.clone(), stopped));
            https_url = Some(format!("https://127.0.0.1:{tls_port}{}", shop.folder()));
            certificate = Some(made);
        }
        Ok(Self {
            url: format!("http://127.0.0.1:{port}{}", shop.folder()),
            https_url,
            port,
            certificate,
            stop,
            listeners,
        })
    }

    /// Stops serving: connections are cut, the ports are free when this returns.
    pub async fn close(&mut self) {
        // Fails only where nobody listens any more.
        let _ = self.stop.send(true);
        while self.listeners.join_next().await.is_some() {}
    }
}

/// A shop that is being served. Dropping it stops the serving too, without waiting. Its debug form keeps the secret to itself.
pub struct Running {
    /// `http://127.0.0.1:PORT`, with the site's folder. Only signed requests (OAuth 1.0a) are heard here.
    pub url: String,
    /// The same by TLS, where Basic works; `None` unless [`Options::tls`](crate::Options::tls) is set.
    pub https_url: Option<String>,
    /// The consumer key that may do everything.
    pub key: String,
    /// Its secret.
    pub secret: String,
    /// A key that may only read.
    pub read_only: ApiKey,
    /// A key that may only write.
    pub write_only: ApiKey,
    /// The port of plain http.
    pub port: u16,
    /// The certificate of https: self-signed, new at every start.
    pub certificate: Option<Certificate>,
    /// The shop itself.
    pub shop: DemoShop,
    ports: Ports,
}

impl std::fmt::Debug for Running {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Running").field("url", &self.url).field("https_url", &self.https_url).finish_non_exhaustive()
    }
}

impl Running {
    /// Stops serving: connections are cut, the ports are free when this returns.
    pub async fn shutdown(mut self) {
        self.ports.close().await;
    }
}

/// Serves a shop on 127.0.0.1; without a port the system picks a free one. Https, where asked for, gets one of its own.
///
/// # Errors
/// When a port cannot be had or no certificate made.
pub async fn serve(shop: DemoShop, port: Option<u16>) -> io::Result<Running> {
    let ports = Ports::open(&shop, port).await?;
    let [all, read_only, write_only] = shop.keys().clone();
    Ok(Running {
        url: ports.url.clone(),
        https_url: ports.https_url.clone(),
        key: all.key,
        secret: all.secret,
        read_only,
        write_only,
        port: ports.port,
        certificate: ports.certificate.clone(),
        shop,
        ports,
    })
}

/// A Magento shop that is being served. Dropping it stops the serving too, without waiting. Its debug form keeps the secrets to itself.
pub struct RunningMagento {
    /// `http://127.0.0.1:PORT`, with the site's folder.
    pub url: String,
    /// The same by TLS; `None` unless [`Options::tls`](crate::Options::tls) is set.
    pub https_url: Option<String>,
    /// The integration that may do everything.
    pub integration: Integration,
    /// One that may only read.
    pub read_only: Integration,
    /// One that may pack, but not invoice, cancel or give money back.
    pub packing: Integration,
    /// The port of plain http.
    pub port: u16,
    /// The certificate of https: self-signed, new at every start.
    pub certificate: Option<Certificate>,
    /// The shop itself.
    pub shop: MagentoShop,
    ports: Ports,
}

impl std::fmt::Debug for RunningMagento {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = out.debug_struct("RunningMagento");
        shown.field("url", &self.url).field("https_url", &self.https_url).finish_non_exhaustive()
    }
}

impl RunningMagento {
    /// Stops serving: connections are cut, the ports are free when this returns.
    pub async fn shutdown(mut self) {
        self.ports.close().await;
    }
}

/// Serves a Magento shop on 127.0.0.1, as [`serve`] does.
///
/// # Errors
/// When a port cannot be had or no certificate made.
pub async fn serve_magento(shop: MagentoShop, port: Option<u16>) -> io::Result<RunningMagento> {
    let ports = Ports::open(&shop, port).await?;
    let [integration, read_only, packing] = shop.integrations().clone();
    Ok(RunningMagento {
        url: ports.url.clone(),
        https_url: ports.https_url.clone(),
        integration,
        read_only,
        packing,
        port: ports.port,
        certificate: ports.certificate.clone(),
        shop,
        ports,
    })
}

async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await
}

async fn accept(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    shop: impl Served,
    mut stopped: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = connections.join_next() => continue,
            _ = stopped.changed() => return,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file handles or the like: try again.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Small answers must not wait for a full packet.
        let _ = stream.set_nodelay(true);
        let (shop, tls) = (shop.clone(), tls.clone());
        connections.spawn(async move {
            match tls {
                None => connection(stream, shop, false).await,
                Some(tls) => {
                    // A client that does not trust the certificate hangs up here.
                    if let Ok(stream) = tls.accept(stream).await {
                        connection(stream, shop, true).await;
                    }
                }
            }
        });
    }
}

async fn connection(stream: impl AsyncRead + AsyncWrite + Unpin, shop: impl Served, secure: bool) {
    let service = service_fn(move |request| answer(shop.clone(), request, secure));
    // A lost connection is what a fault asked for, or the client's own doing.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// Answers on a task of its own: a client that hangs up does not stop what the shop has begun.
async fn answer(
    shop: impl Served,
    request: http::Request<Incoming>,
    secure: bool,
) -> Result<http::Response<Body>, Dropped> {
    let (mut parts, body) = request.into_parts();
    let body = body.collect().await.map_err(|_| Dropped)?.to_bytes();
    if secure {
        parts.extensions.insert(Secure);
    }
    let answered = tokio::spawn(async move { shop.answer(http::Request::from_parts(parts, body)).await });
    Ok(Body::of(answered.await.map_err(|_| Dropped)??))
}
