//! Sends evidence and messages, one after the other. Loaded when there are some (`workspace/later`).

use leptos::prelude::*;
use vigie_domain::act::{Act, Acts, Deed, Waiting};
use vigie_domain::evidence::{Given, LARGEST};
use vigie_domain::outbox::{Failure, Settled};
use vigie_domain::record::Answer;
use vigie_domain::{Problem, ProblemCode};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use super::sync::failure_of;
use super::{Change, files, pull, read};
use crate::error::AppError;
use crate::readings::api;
use crate::workspace::{Connection, Desk};

/// Until nothing waits or the server can't be reached.
pub async fn send(desk: Desk) {
    while let Some(act) = desk.acts.try_update(Acts::take).flatten() {
        let answer =
            if act.has_file() { send_file(desk, &act).await } else { api::carry_out(act.clone()).await };
        match answer {
            Ok(answer) => {
                desk.connection.set(Connection::Online);
                settle(desk, &act, answer).await;
            }
            Err(error) => {
                let (failure, connection) = failure_of(&error);
                let problem = match error {
                    AppError::Invalid(mut problems) if !problems.is_empty() => problems.remove(0),
                    _ => Problem::new(ProblemCode::FieldMalformed),
                };
                desk.acts.update(|acts| acts.failed(failure, &problem));
                desk.connection.set(connection);
                if failure != Failure::Rejected {
                    break;
                }
                keep_state(desk, &act).await;
            }
        }
    }
}

async fn settle(desk: Desk, act: &Act, answer: Answer) {
    // What it has made is here before it leaves the queue, so that nothing flickers.
    if !matches!(answer, Answer::Refused { .. }) {
        pull(desk).await;
    }
    let settled = desk.acts.try_update(|acts| acts.settle(answer));
    if matches!(settled, Some(Settled::Done { .. })) {
        desk.write(Change { gone: &[act.id], ..Change::default() }).await;
        if act.has_file() {
            files::forget(&user(desk), act.id).await;
        }
    } else {
        keep_state(desk, act).await;
    }
}

/// Writes what became of it to the device.
async fn keep_state(desk: Desk, act: &Act) {
    let entries: Vec<Waiting> = desk.acts.with_untracked(|acts| {
        acts.entries().iter().filter(|entry| entry.act.id == act.id).cloned().collect()
    });
    desk.write(Change { acts: &entries, ..Change::default() }).await;
}

fn user(desk: Desk) -> String {
    desk.home.with_untracked(|home| home.as_ref().map(|home| home.user.clone())).unwrap_or_default()
}

async fn send_file(desk: Desk, act: &Act) -> Result<Answer, AppError> {
    let lost = || AppError::Invalid(vec![Problem::new(ProblemCode::FileLost).at("file")]);
    let bytes = files::kept(&user(desk), act.id).await.ok().flatten().ok_or_else(lost)?;
    let text = serde_json::to_string(act).map_err(|_| AppError::Malformed)?;
    let address = format!("/api/app/evidence?act={}", String::from(js_sys::encode_uri_component(&text)));
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&bytes);
    let answer = JsFuture::from(window().fetch_with_str_and_init(&address, &request)).await;
    let answer: Response = answer.ok().and_then(|answer| answer.dyn_into().ok()).ok_or(AppError::Offline)?;
    let status = answer.status();
    if status != 200 {
        return Err(refused(act, status));
    }
    let text = JsFuture::from(answer.text().map_err(|_| AppError::Offline)?).await;
    let text = text.ok().and_then(|text| text.as_string()).ok_or(AppError::Offline)?;
    read(&text).ok_or(AppError::Unexpected)
}

fn refused(act: &Act, status: u16) -> AppError {
    match status {
        401 => AppError::SignedOut,
        413 => {
            let name = match &act.deed {
                Deed::Attach { given: Given::File { name }, .. } => name.as_str(),
                _ => "",
            };
            let problem = Problem::new(ProblemCode::FileTooLarge).with("name", name);
            AppError::Invalid(vec![problem.with("limit", LARGEST / 1024 / 1024)])
        }
        408 | 429 => AppError::Unavailable,
        400..=499 => AppError::Malformed,
        _ => AppError::Unavailable,
    }
}
