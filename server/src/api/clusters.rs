//! Clusters, their KPIs and figures, as the service gives them to this person.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};
use vigie_app::clusters::workbook;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{Granularity, Key, Lang, Period};
use vigie_service::{AsOf, Asked, Error, Format};

use super::Signed;
use crate::problem::Refusal;
use crate::state::Server;

type Answer = Result<Json<Value>, Refusal>;

/// `GET /clusters`.
pub async fn list(State(server): State<Server>, Signed(caller): Signed) -> Answer {
    Ok(Json(json!({ "clusters": server.service().clusters(&caller).await? })))
}

/// `GET /clusters/{slug}`.
pub async fn one(State(server): State<Server>, Signed(caller): Signed, Path(slug): Path<String>) -> Answer {
    Ok(Json(json!(server.service().cluster(&caller, &slug).await?)))
}

/// `GET /clusters/{slug}/kpis`: the definitions.
pub async fn kpis(State(server): State<Server>, Signed(caller): Signed, Path(slug): Path<String>) -> Answer {
    let book = server.service().book_of(&caller, &slug, &[]).await?;
    Ok(Json(json!({ "kpis": book.kpis })))
}

/// What readings are asked for.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    from: Option<String>,
    to: Option<String>,
    by: Option<String>,
    today: Option<String>,
    as_of: Option<String>,
    set: Option<String>,
}

/// `GET /clusters/{slug}/kpis/{key}/readings`: the KPI of a report, field for field.
pub async fn readings(
    State(server): State<Server>,
    Signed(caller): Signed,
    Path((slug, key)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let key = Key::parse(&key).map_err(|_| Refusal::not_found())?;
    let asked = Asked {
        kpi: Some(key.clone()),
        by: wanted.by.as_deref().map(granularity).transpose()?,
        from: wanted.from.as_deref().map(|text| period(text, "from")).transpose()?,
        to: wanted.to.as_deref().map(|text| period(text, "to")).transpose()?,
        today: wanted.today.as_deref().map(date).transpose()?,
        set: wanted.set,
        as_of: wanted.as_of.as_deref().map(AsOf::parse).transpose().map_err(Error::from)?,
    };
    // A cluster that may not be seen goes before a KPI that is not there.
    let book = server.service().book_of(&caller, &slug, &[]).await?;
    if book.kpi(&key).is_none() {
        return Err(Refusal::not_found());
    }
    let report = server.service().report(&caller, &slug, asked).await?;
    let figures = report.kpis.first().map(|kpi| json!(kpi)).ok_or_else(Refusal::not_found)?;
    Ok(Json(figures))
}

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The format of an export.
#[derive(Deserialize)]
pub struct InFormat {
    format: Option<String>,
}

/// `GET /clusters/{slug}/export?format=json|csv|xlsx`.
pub async fn export(
    State(server): State<Server>,
    Signed(caller): Signed,
    Path(slug): Path<String>,
    Query(wanted): Query<InFormat>,
) -> Result<Response, Refusal> {
    let service = server.service();
    let is_whole = !matches!(wanted.format.as_deref(), Some("csv" | "xlsx"));
    // Asked first: an export that is under way holds a connection.
    let left = service.evidence_left_out(&caller, &slug, is_whole).await?;
    let (mut response, extension, kind) = match wanted.format.as_deref() {
        None | Some("json") => {
            let text = service.export(&caller, &slug, Format::Json).await?;
            (text.into_response(), "json", "application/json")
        }
        Some("csv") => {
            let pieces = service.export_csv(&caller, &slug).await?;
            let pieces = stream::unfold(pieces, |mut pieces| async { Some((pieces.recv().await?, pieces)) });
            (Body::from_stream(pieces).into_response(), "csv", "text/csv; charset=utf-8")
        }
        Some("xlsx") => {
            let lang = caller.person().map_or(Lang::En, |person| person.lang);
            let bytes = service.export_workbook(&caller, &slug, workbook::words(lang)).await?;
            (bytes.into_response(), "xlsx", WORKBOOK)
        }
        Some(_) => return Err(malformed("format").into()),
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert("x-vigie-evidence-left-out", HeaderValue::from(left));
    // The slug of an existing cluster: letters, digits and hyphens.
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{slug}.{extension}\"")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

fn granularity(text: &str) -> Result<Granularity, Error> {
    Granularity::parse(text).ok_or_else(|| malformed("by"))
}

fn period(text: &str, place: &str) -> Result<Period, Error> {
    Period::parse(text).map_err(|problem| problem.at(place).into())
}

fn date(text: &str) -> Result<chrono::NaiveDate, Error> {
    text.parse().map_err(|_| malformed("today"))
}

fn malformed(place: &str) -> Error {
    Problem::new(ProblemCode::FieldMalformed).at(place).into()
}
