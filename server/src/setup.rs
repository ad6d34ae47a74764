//! `/setup`: the first account of an installation, guarded by the token that the server printed.

use axum::Form;
use axum::extract::{OriginalUri, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use vigie_app::public::Setup;
use vigie_service::{Error, FirstAccount};

use crate::pages;
use crate::state::Server;
use crate::{answers, fallback, language, login};

/// What the address says.
#[derive(Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    token: String,
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    token: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    office: String,
}

/// The form. Without the right token it says where to find it; once there is an account it does not exist.
pub async fn page(
    State(server): State<Server>,
    OriginalUri(uri): OriginalUri,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    if !server.service().setup_open().await.unwrap_or(false) {
        return fallback::not_found(&uri, &headers);
    }
    // A wrong token is not put into the form: the page says where to find the right one.
    let fits = server.service().setup_token_fits(&wanted.token).await.unwrap_or(false);
    let form = Setup { token: if fits { &wanted.token } else { "" }, ..Setup::default() };
    let lang = language::of_request(uri.query(), &headers);
    let status = if fits { StatusCode::OK } else { StatusCode::FORBIDDEN };
    let mut response = (status, Html(pages::setup(lang, &form))).into_response();
    language::remember(&mut response, &uri);
    response
}

/// Makes the account, exactly once however many send the form.
pub async fn submit(
    State(server): State<Server>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let lang = language::of_request(uri.query(), &headers);
    let service = server.service();
    let form = Setup {
        token: &typed.token,
        name: &typed.name,
        email: &typed.email,
        office: &typed.office,
        problems: &[],
    };
    let first = FirstAccount {
        email: typed.email.clone(),
        name: typed.name.clone(),
        password: typed.password,
        lang,
        office: typed.office.clone(),
        user_agent: login::agent(&headers).to_owned(),
    };
    match service.setup(&typed.token, first).await {
        Ok(token) => {
            let mut response = Redirect::to("/app").into_response();
            server.cookies().set(response.headers_mut(), token.as_str());
            response
        }
        Err(Error::Invalid(problems)) => {
            let form = Setup { problems: &problems, ..form };
            (StatusCode::UNPROCESSABLE_ENTITY, Html(pages::setup(lang, &form))).into_response()
        }
        // Done already, perhaps a moment ago by somebody else.
        Err(Error::NotFound) => fallback::not_found(&uri, &headers),
        Err(Error::Forbidden) => {
            // The wrong token: the page without one says where the right one is.
            let form = Setup { token: "", ..form };
            (StatusCode::FORBIDDEN, Html(pages::setup(lang, &form))).into_response()
        }
        Err(error) => answers::failed(error, Html(pages::setup(lang, &form))),
    }
}
