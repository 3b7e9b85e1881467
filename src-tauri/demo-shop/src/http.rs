//! The shop over real HTTP, on loopback alone.

use std::{io, net::SocketAddr, time::Duration};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

use crate::woocommerce::{DemoShop, Dropped};

/// Marks a request that came by TLS.
#[derive(Clone, Copy, Debug)]
pub struct Secure;

/// A shop that is being served. It stops when this is dropped or shut down.
#[derive(Debug)]
pub struct Running {
    /// `http://127.0.0.1:PORT`, with the site's folder.
    pub url: String,
    /// The consumer key that may do everything.
    pub key: String,
    /// Its secret.
    pub secret: String,
    /// The port of plain http.
    pub port: u16,
    /// The shop itself.
    pub shop: DemoShop,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Running {
    /// Stops serving: connections are cut, the port is free when this returns.
    pub async fn shutdown(self) {
        let _ = self.stop.send(true);
        let _ = self.accepting.await;
    }
}

/// Serves a shop on 127.0.0.1; without a port the system picks a free one.
///
/// # Errors
/// When the port cannot be had.
pub async fn serve(shop: DemoShop, port: Option<u16>) -> io::Result<Running> {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port.unwrap_or(0)))).await?;
    let port = listener.local_addr()?.port();
    let (stop, stopped) = watch::channel(false);
    let accepting = tokio::spawn(accept(listener, shop.clone(), stopped));
    let [key, ..] = shop.keys().clone();
    Ok(Running {
        url: format!("http://127.0.0.1:{port}"),
        key: key.key,
        secret: key.secret,
        port,
        shop,
        stop,
        accepting,
    })
}

async fn accept(listener: TcpListener, shop: DemoShop, stopped: watch::Receiver<bool>) {
    let mut until = stopped.clone();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = until.changed() => return,
        };
        match stream {
            Ok((stream, _)) => {
                tokio::spawn(connection(stream, shop.clone(), stopped.clone()));
            }
            // Out of file handles or the like: try again.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn connection(stream: TcpStream, shop: DemoShop, mut stopped: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| answer(shop.clone(), request));
    let served = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        _ = served => {}
        _ = stopped.changed() => {}
    }
}

/// Answers on a task of its own: a client that hangs up does not stop what the shop has begun.
async fn answer(shop: DemoShop, request: http::Request<Incoming>) -> Result<http::Response<Full<Bytes>>, Dropped> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(|_| Dropped)?.to_bytes();
    let answered = tokio::spawn(async move { shop.handle(http::Request::from_parts(parts, body)).await });
    Ok(answered.await.map_err(|_| Dropped)??.map(Full::new))
}
