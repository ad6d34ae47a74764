//! Every address of Vigie, and the layers around them.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::state::Server;
use crate::{
    api, assets, bodies, evidence, fallback, forwarding, functions, headers, health, live, login, logo, logs,
    packs, paper, paths, setup, share,
};

/// An import of 100,000 readings takes seconds; what takes longer than this is stuck.
const TO_ANSWER: Duration = Duration::from_secs(120);

/// The whole web server.
pub fn router(server: Server) -> Router {
    Router::new()
        .route("/", get(forwarding::home))
        .route("/login", get(login::page).post(login::submit))
        .route("/logout", post(login::leave))
        .route("/setup", get(setup::page).post(setup::submit))
        .route("/app", get(assets::shell))
        .route("/app/", get(assets::shell))
        .route("/app/{*rest}", get(assets::shell))
        .route("/s/{token}", get(share::page).post(share::submit))
        .route("/s/{token}/embed", get(share::embed))
        .route("/s/{token}/badge.svg", get(share::badge))
        .route("/s/{token}/manifest.webmanifest", get(share::manifest))
        .route("/s/{token}/sw.js", get(share::worker))
        .route("/s/{token}/report.pdf", get(share::pdf))
        .route("/s/{token}/preview.png", get(share::preview))
        .route("/s/{token}/data.csv", get(share::download))
        .route("/s/{token}/data.xlsx", get(share::download))
        .route("/api/app/live", get(live::stream))
        // `bodies` says how much; axum's own limit would be less.
        .route(evidence::PATH, post(evidence::upload).layer(DefaultBodyLimit::disable()))
        .route("/api/app/evidence/{slug}/{id}", get(evidence::download))
        .route("/api/app/logo/{slug}/{sha256}", get(logo::show))
        .route("/api/app/paper/{slug}/{dashboard}", get(paper::download))
        .route("/api/app/{*rest}", any(functions::call))
        .nest("/api/v1", api::router())
        .route("/packs.json", get(packs::all))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/robots.txt", get(forwarding::robots))
        .route("/assets/{name}", get(assets::hashed))
        .route("/icons/{name}", get(assets::icon))
        .route("/favicon.ico", get(assets::icon))
        .route("/sw.js", get(assets::root))
        .route("/manifest.webmanifest", get(assets::root))
        .fallback(fallback::unknown)
        .method_not_allowed_fallback(fallback::wrong_method)
        // From here on the last one added is the first one met.
        // `bodies` has the limits; axum's own of 2 MB would cut imports.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(bodies::within_limits))
        .layer(csrf(&server))
        .layer(from_fn(paths::only_plain))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TO_ANSWER))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new().compress_when(is_worth_packing()))
        .layer(from_fn_with_state(server.clone(), headers::on_every_answer))
        .layer(from_fn(logs::each_request))
        .with_state(server)
}

/// A document is packed inside.
fn is_worth_packing() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("application/pdf"))
}

/// Refuses writes that another site makes a browser send: no tokens in forms, the browser says where from.
fn csrf(
    server: &Server,
) -> CsrfLayer<impl FnMut(tower_http::csrf::ProtectionError) -> Response + Clone + use<>> {
    let layer = CsrfLayer::new();
    // Behind a proxy that rewrites `Host` the public address is what the browser names.
    let layer = layer.add_trusted_origin(server.public_url().as_str()).unwrap_or_default();
    layer.with_rejection_response(|_| forwarding::foreign())
}

fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    tracing::error!("a request panicked");
    use axum::response::IntoResponse as _;
    crate::problem::Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").into_response()
}
