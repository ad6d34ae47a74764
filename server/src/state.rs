//! What every request needs, put together once by `serve`.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::http::HeaderMap;
use tokio::sync::watch;
use vigie_service::Service;

use crate::client::{self, Network};
use crate::config::PublicUrl;
use crate::limits::Limits;
use crate::session::Cookies;
use crate::share::SharedPages;

/// Cheap to clone.
#[derive(Clone)]
pub struct Server(Arc<Inner>);

struct Inner {
    service: Service,
    public_url: PublicUrl,
    trusted_proxies: Vec<Network>,
    limits: Limits,
    /// True once the server ends.
    ending: watch::Sender<bool>,
    shared_pages: SharedPages,
}

impl Server {
    pub fn new(service: Service, public_url: PublicUrl, trusted_proxies: Vec<Network>) -> Self {
        let (limits, ending) = (Limits::default(), watch::channel(false).0);
        let shared_pages = SharedPages::new(public_url.as_str().trim_end_matches('/').to_owned());
        Self(Arc::new(Inner { service, public_url, trusted_proxies, limits, shared_pages, ending }))
    }

    /// What would go on for ever ends now.
    pub fn end(&self) {
        self.0.ending.send_replace(true);
    }

    /// Until the server ends.
    pub fn ending(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut told = self.0.ending.subscribe();
        async move {
            let _ = told.wait_for(|ending| *ending).await;
        }
    }

    pub fn service(&self) -> &Service {
        &self.0.service
    }

    pub fn public_url(&self) -> &PublicUrl {
        &self.0.public_url
    }

    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub fn shared_pages(&self) -> &SharedPages {
        &self.0.shared_pages
    }

    pub fn cookies(&self) -> Cookies {
        Cookies { https: self.0.public_url.is_https() }
    }

    /// The session token of a request.
    pub fn token(&self, headers: &HeaderMap) -> Option<String> {
        self.cookies().token(headers).map(str::to_owned)
    }

    /// The address a request comes from.
    pub fn address(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        client::address(peer, headers, &self.0.trusted_proxies)
    }
}
