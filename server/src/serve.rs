//! `vigie serve`: opens the database, listens, and ends cleanly when asked to.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use vigie_service::Service;

use crate::config::{Config, PublicUrl};
use crate::failure::Failure;
use crate::state::Server;
use crate::{jobs, open, router};

/// What still runs when the server is told to end gets this long.
const TO_FINISH: Duration = Duration::from_secs(10);

/// A server that listens but does not answer yet.
pub struct Listening {
    listener: TcpListener,
    server: Server,
}

impl Listening {
    /// Takes the port; says in one line why not.
    pub async fn start(service: Service, config: &Config) -> Result<Self, Failure> {
        let listener = TcpListener::bind(config.listen).await.map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => Failure::failed(format!(
                "{} is in use by another program; set VIGIE_LISTEN to another port",
                config.listen
            )),
            _ => Failure::failed(format!("cannot listen on {}: {error}", config.listen)),
        })?;
        let address = listener.local_addr()?;
        let public_url = config.public_url.clone().unwrap_or_else(|| PublicUrl::of_address(address));
        if !public_url.is_https() && !address.ip().is_loopback() {
            tracing::warn!(
                "plain http: passwords can be read on the way; set VIGIE_PUBLIC_URL to an https address"
            );
        }
        let server = Server::new(service, public_url, config.trusted_proxies.clone());
        Ok(Self { listener, server })
    }

    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    pub fn public_url(&self) -> &PublicUrl {
        self.server.public_url()
    }

    /// Serves until `ended`, then finishes what was begun.
    pub async fn run(self, ended: impl Future<Output = ()> + Send + 'static) -> Result<(), Failure> {
        let jobs = tokio::spawn(jobs::run(self.server.clone()));
        let listening = self.server.clone();
        let listener = tokio::spawn(async move { listening.service().listen().await });
        let ending = self.server.clone();
        let app = router::router(self.server.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(self.listener, app).with_graceful_shutdown(async move {
            ended.await;
            ending.end();
        });
        let told = self.server.ending();
        let too_slow = async move {
            told.await;
            tokio::time::sleep(TO_FINISH).await;
        };
        let outcome = tokio::select! {
            outcome = async { serving.await } => outcome,
            () = too_slow => Ok(()),
        };
        jobs.abort();
        listener.abort();
        self.server.service().close().await;
        Ok(outcome?)
    }
}

/// The command.
pub async fn serve(config: &Config) -> Result<(), Failure> {
    let service = open::open(config).await?;
    let listening = Listening::start(service.clone(), config).await?;
    println!("Vigie is running at http://{}", shown(listening.address()?));
    if let Some(token) = service.setup_token().await.map_err(open::refused)? {
        println!("Set it up at {}/setup?token={}", listening.public_url().as_str(), token.as_str());
    }
    listening.run(signal()).await
}

/// An address a browser can open.
fn shown(address: SocketAddr) -> String {
    PublicUrl::of_address(address).as_str().trim_start_matches("http://").to_owned()
}

/// Ctrl-C, or what a service manager sends.
pub async fn signal() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminated) = signal(SignalKind::terminate()) else {
            return interrupted.await;
        };
        tokio::select! {
            () = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    interrupted.await;
}
