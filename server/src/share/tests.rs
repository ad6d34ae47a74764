//! Links over days: the whole router, with a clock that the test holds. What needs no clock stands in `tests/http`.

use std::cell::Cell;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderValue, Request, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use tower::ServiceExt as _;
use vigie_domain::Lang;
use vigie_service::{Caller, Edge, Example, NewShare, OVERVIEW, Service};

use super::kept::Look;
use crate::coding::Coding;
use crate::config::PublicUrl;
use crate::router::router;
use crate::state::Server;

thread_local! {
    /// A test runs on one thread.
    static CLOCK: Cell<DateTime<Utc>> = const { Cell::new(DateTime::UNIX_EPOCH) };
}

fn pass(time: TimeDelta) {
    CLOCK.set(CLOCK.get() + time);
}

struct World {
    server: Server,
    router: Router,
    caller: Caller,
    _folder: tempfile::TempDir,
}

impl World {
    /// The example cluster on 2026-08-01, 10:00 UTC.
    async fn new() -> Self {
        CLOCK.set("2026-08-01T10:00:00Z".parse().expect("a time"));
        let folder = tempfile::tempdir().expect("a folder");
        let address = format!("sqlite://{}", folder.path().join("vigie.db").display());
        let edge = Edge { now: || CLOCK.get(), ..Edge::real() };
        let service = Service::open(&address, edge).await.expect("a database");
        let listen = SocketAddr::from(([127, 0, 0, 1], 80));
        let server = Server::new(service, PublicUrl::of_address(listen), Vec::new());
        let router = router(server.clone());
        let nobody = server.service().program("test", None).await.expect("a caller");
        server.service().add_office(&nobody, "Office").await.expect("an office");
        let caller = server.service().program("test", None).await.expect("a caller");
        server.service().create_example(&caller, Example::Fictional).await.expect("a cluster");
        Self { server, router, caller, _folder: folder }
    }

    /// A link that opens up to this day.
    async fn share(&self, expires_on: &str) -> String {
        let mut new = NewShare::of(OVERVIEW, Lang::En);
        new.terms.expires_on = Some(expires_on.parse().expect("a date"));
        let (_, token) = self.server.service().add_share(&self.caller, "alpes", new).await.expect("a share");
        token.into()
    }

    /// Status, tag and text.
    async fn get(
        &self,
        token: &str,
        known: Option<&HeaderValue>,
    ) -> (StatusCode, Option<HeaderValue>, String) {
        let mut request = Request::get(format!("/s/{token}")).body(Body::empty()).expect("a request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        if let Some(tag) = known {
            request.headers_mut().insert(IF_NONE_MATCH, tag.clone());
        }
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (status, tag) = (response.status(), response.headers().get(ETAG).cloned());
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        (status, tag, String::from_utf8(body.into()).expect("UTF-8"))
    }
}

#[tokio::test]
async fn a_day_later_it_is_another_page_and_after_the_last_day_none() {
    let world = World::new().await;
    let token = world.share("2026-08-02").await;
    let (status, tag, text) = world.get(&token, None).await;
    assert!(status == StatusCode::OK && text.contains("1 August 2026"));
    pass(TimeDelta::hours(11));
    assert_eq!(world.get(&token, tag.as_ref()).await.0, StatusCode::NOT_MODIFIED, "the same day in Paris");
    pass(TimeDelta::hours(1));
    let (status, tomorrow, text) = world.get(&token, tag.as_ref()).await;
    assert!(status == StatusCode::OK && text.contains("2 August 2026") && tomorrow != tag);
    assert_eq!(world.get(&token, tomorrow.as_ref()).await.0, StatusCode::NOT_MODIFIED);
    pass(TimeDelta::days(1));
    for known in [None, tag.as_ref(), tomorrow.as_ref()] {
        assert_eq!(world.get(&token, known).await.0, StatusCode::NOT_FOUND, "over, though it is kept");
    }
}

#[tokio::test]
async fn a_thousand_at_once_are_written_for_once() {
    let world = World::new().await;
    let token = world.share("2026-08-02").await;
    let edition = world.server.service().opening(&token).await.expect("asked").expect("it opens").edition;
    let page = |coding| {
        let (server, token, edition) = (world.server.clone(), token.clone(), edition.clone());
        tokio::spawn(async move {
            let page =
                server.shared_pages().page(server.service(), &token, &edition, Look::Page, coding).await;
            page.expect("written").expect("it opens")
        })
    };
    let all: Vec<_> = (0..1000).map(|_| page(Coding::Brotli)).collect();
    // Visitors who go before they have their page leave their turn to the others.
    all[0].abort();
    let mut pages = Vec::new();
    for each in all.into_iter().skip(1) {
        pages.push(each.await.expect("it ends"));
    }
    assert!(pages.iter().all(|page| Arc::ptr_eq(page, &pages[0])));
    let other = page(Coding::Identity).await.expect("it ends");
    assert!(other.tag == pages[0].tag && other.body.len() > pages[0].body.len());
}

#[tokio::test]
async fn a_page_that_has_settled_is_sent_smaller() {
    let world = World::new().await;
    let token = world.share("2026-08-02").await;
    let edition = world.server.service().opening(&token).await.expect("asked").expect("it opens").edition;
    let page = async || {
        let page = world
            .server
            .shared_pages()
            .page(world.server.service(), &token, &edition, Look::Page, Coding::Brotli)
            .await;
        page.expect("written").expect("it opens")
    };
    let first = page().await;
    for _ in 0..100 {
        let now = page().await;
        if now.body.len() < first.body.len() {
            assert_eq!(now.tag, first.tag, "the same page");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("it stays as it is");
}

/// Whoever has a link cannot fill the memory with pages by asking for ever other periods.
#[tokio::test]
async fn addresses_make_no_pages() {
    let world = World::new().await;
    let token = world.share("2026-08-02").await;
    let (_, whole, text) = world.get(&token, None).await;
    let offered: Vec<&str> =
        text.split("\"?span=").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(offered.contains(&"2026"), "{offered:?}");
    for year in 1000..1300 {
        assert_eq!(world.get(&format!("{token}?span={year}"), None).await.1, whole);
    }
    assert_eq!(world.server.shared_pages().count(), 1);
    for key in &offered {
        assert_ne!(world.get(&format!("{token}?span={key}"), None).await.1, whole);
    }
    assert_eq!(world.server.shared_pages().count(), 1 + offered.len());
}
