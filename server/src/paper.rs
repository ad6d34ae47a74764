//! `/api/app/paper`: a dashboard of the workspace as a document for printing.

use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use chrono::NaiveDate;
use serde::Deserialize;
use vigie_app::compare::Side;
use vigie_app::dashboards::board::{Audience, Source};
use vigie_app::paper::{Paper, Wanted, of_team};
use vigie_domain::{Book, Dashboard, Key, Lang, Objective};
use vigie_service::{AsOf, Caller, Error, OVERVIEW, Service, overview};

use crate::api::Signed;
use crate::language;
use crate::problem::Refusal;
use crate::state::Server;

/// What the page says of itself; what is not understood is as if it were not there.
#[derive(Deserialize)]
pub struct Asked {
    lang: Option<String>,
    /// The day that is looked back at.
    as_of: Option<NaiveDate>,
}

/// `GET …/{slug}/{dashboard}?lang=&as_of=`.
pub async fn download(
    State(server): State<Server>,
    Signed(caller): Signed,
    Path((slug, dashboard)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let own = caller.person().map_or(Lang::En, |person| person.lang);
    let lang = asked.lang.as_deref().and_then(language::of_tag).unwrap_or(own);
    let made = server.service().today(&caller, &slug).await?;
    let (book, dashboard) = shown(&server, &caller, &slug, &dashboard, asked.as_of).await?;
    let beside = beside(&server, &caller, &dashboard, asked.as_of).await?;
    let logo = server.service().logo_of(&caller, &slug, &book.cluster).await?;
    let wanted = Wanted { made, as_of: asked.as_of.map(AsOf::Date), logo };
    // Who looks back sees that day as today.
    let today = asked.as_of.unwrap_or(made);
    let _core = server.shared_pages().core().await;
    let bytes = tokio::task::spawn_blocking(move || {
        vigie_paper::pdf(&paper(&book, &dashboard, &beside, lang, today, wanted))
    });
    let bytes = bytes.await.map_err(Error::internal)?.map_err(Error::internal)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    // Nothing of it stays on a device that another person uses next.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    // The slug of an existing cluster: letters, digits and hyphens.
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{slug}-{made}.pdf\"")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// The dashboard with the readings that it needs; of an earlier day all there were.
async fn shown(
    server: &Server,
    caller: &Caller,
    slug: &str,
    id: &str,
    as_of: Option<NaiveDate>,
) -> Result<(Book, Dashboard), Refusal> {
    let service = server.service();
    let book = match as_of {
        Some(day) => service.book(caller, slug, Some(AsOf::Date(day))).await?,
        None => service.book_of(caller, slug, &[]).await?,
    };
    let saved = book.dashboards.iter().find(|dashboard| dashboard.id == id).cloned();
    let dashboard = saved.or_else(|| (id == OVERVIEW).then(overview)).ok_or_else(Refusal::not_found)?;
    if as_of.is_some() {
        return Ok((book, dashboard));
    }
    let keys = needed(&book, &dashboard);
    Ok((service.book_of(caller, slug, &keys).await?, dashboard))
}

/// The other clusters that the dashboard compares, each with its day, as far as this person may see them: of an earlier day
/// those that were there.
async fn beside(
    server: &Server,
    caller: &Caller,
    dashboard: &Dashboard,
    as_of: Option<NaiveDate>,
) -> Result<Vec<(Book, NaiveDate)>, Refusal> {
    let mut found = Vec::new();
    for slug in dashboard.compared() {
        match other(server.service(), caller, slug.as_str(), dashboard, as_of).await {
            Err(Error::NotFound | Error::Forbidden | Error::Invalid(_)) => {}
            other => found.push(other?),
        }
    }
    Ok(found)
}

async fn other(
    service: &Service,
    caller: &Caller,
    slug: &str,
    dashboard: &Dashboard,
    as_of: Option<NaiveDate>,
) -> Result<(Book, NaiveDate), Error> {
    if let Some(day) = as_of {
        return Ok((service.book(caller, slug, Some(AsOf::Date(day))).await?, day));
    }
    let keys = needed(&service.book_of(caller, slug, &[]).await?, dashboard);
    Ok((service.book_of(caller, slug, &keys).await?, service.today(caller, slug).await?))
}

fn needed(book: &Book, dashboard: &Dashboard) -> Vec<Key> {
    let mut keys = dashboard.shown(book);
    if dashboard.shows_objectives() {
        let all = book.objectives.iter().flat_map(Objective::flat);
        keys.extend(all.flat_map(|objective| &objective.kpis).map(|share| share.key.clone()));
    }
    keys.into_iter().collect()
}

fn paper(
    book: &Book,
    dashboard: &Dashboard,
    beside: &[(Book, NaiveDate)],
    lang: Lang,
    today: NaiveDate,
    wanted: Wanted,
) -> Paper {
    let beside: Vec<Side<'_>> = beside.iter().map(|(book, today)| Side { book, today: *today }).collect();
    let source = Source {
        book,
        dashboard,
        keys: None,
        today,
        lang,
        set: None,
        audience: Audience::Team { base: "", names: &|_| None },
        beside: &beside,
        only: None,
    };
    of_team(&source, wanted)
}
