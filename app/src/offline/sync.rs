//! Keeps the device in step: sends the outbox, then asks for what changed.
//!
//! Runs from the root, never from a view: a view's future is dropped when one goes to another page. Triggers: the start,
//! each save, `online`, the page becoming visible, and a timer whose pauses grow while the server is away.

use std::collections::BTreeSet;
use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::outbox::{Entry, Failure, Settled};
use vigie_domain::record::{Answer, Command, Revision};
use vigie_domain::sync::{FORM, Held, Snapshot};
use vigie_domain::{Key, Period, Problem, ProblemCode};

use super::browser::{Turn, only_one};
use super::tabs::follow_on;
use super::{Change, follow};
use crate::error::AppError;
use crate::readings::api;
use crate::workspace::{Connection, Desk};

const BATCH: usize = 100;
/// Pauses of the timer in milliseconds: the first, and the longest while nobody answers.
const SHORTEST: u32 = 5_000;
const LONGEST: u32 = 300_000;
/// Between two looks for what others changed, while all is well.
const CALM: u32 = 20_000;

/// Starts the triggers; once, from the root.
pub fn start(desk: Desk) {
    super::tabs::listen(desk);
    super::persist();
    for event in ["online", "focus"] {
        let handle = window_event_listener_untyped(event, move |_| now(desk));
        on_cleanup(move || handle.remove());
    }
    let handle = window_event_listener_untyped("visibilitychange", move |_| now(desk));
    on_cleanup(move || handle.remove());
    spawn_local(async move {
        let mut pause = SHORTEST;
        loop {
            TimeoutFuture::new(pause).await;
            step(desk).await;
            pause = match desk.connection.get_untracked() {
                Connection::Online if desk.pending() == 0 => CALM,
                Connection::Online => SHORTEST,
                _ => (pause * 2).min(LONGEST),
            };
        }
    });
}

/// Sends what waits and asks for what changed, without waiting for the timer.
pub fn now(desk: Desk) {
    spawn_local(step(desk));
}

async fn step(desk: Desk) {
    flush(desk).await;
    pull(desk).await;
}

/// Sends what waits, batch by batch, until nothing does or the server can't be reached.
pub async fn flush(desk: Desk) {
    if desk.flushing.get_value() {
        return;
    }
    desk.flushing.set_value(true);
    let user =
        desk.home.with_untracked(|home| home.as_ref().map(|home| home.user.clone())).unwrap_or_default();
    // Another tab that is at it sends also what is queued here: it follows the device before every batch.
    if let Some(_only) = only_one(&format!("vigie-outbox-{user}"), Turn::GoesOn).await {
        send(desk).await;
        if desk.acts.with_untracked(|acts| acts.pending() > 0) {
            crate::workspace::send_acts(desk).await;
        }
    }
    desk.flushing.set_value(false);
}

async fn send(desk: Desk) {
    follow(desk).await;
    loop {
        let batch = desk.outbox.try_update(|outbox| outbox.take_batch(BATCH)).unwrap_or_default();
        if batch.is_empty() {
            break;
        }
        match api::record(batch.clone()).await {
            Ok(answers) => {
                desk.connection.set(Connection::Online);
                settle(desk, &batch, answers).await;
                follow_on(desk).await;
            }
            Err(error) => {
                let (failure, connection) = failure_of(&error);
                let problem = Problem::new(ProblemCode::FieldMalformed);
                desk.outbox.update(|outbox| outbox.failed(failure, &problem));
                desk.connection.set(connection);
                if failure != Failure::Rejected {
                    break;
                }
            }
        }
    }
}

pub(super) fn failure_of(error: &AppError) -> (Failure, Connection) {
    match error {
        AppError::SignedOut => (Failure::Unauthenticated, Connection::SignedOut),
        AppError::Invalid(_) | AppError::Malformed => (Failure::Rejected, Connection::Online),
        AppError::Unavailable | AppError::Conflict => (Failure::Unreachable, Connection::Online),
        _ => (Failure::Unreachable, Connection::Offline),
    }
}

/// Takes the answers: what is done moves from the outbox into the local copy, in one transaction.
async fn settle(desk: Desk, batch: &[Command], answers: Vec<Answer>) {
    let mut gone = Vec::new();
    let mut done = Vec::new();
    desk.outbox.update(|outbox| {
        for answer in answers {
            let id = answer.id();
            match outbox.settle(answer) {
                Settled::Done { revision } => {
                    gone.push(id);
                    let command = batch.iter().find(|command| command.id == id);
                    done.extend(command.map(|command| (command, revision)));
                }
                Settled::Superseded => gone.push(id),
                Settled::Parked | Settled::Conflicting | Settled::Unknown => {}
            }
        }
    });
    let me = desk.snapshot.with_untracked(|snapshot| snapshot.as_ref().map(|snapshot| snapshot.me.id));
    let here = desk.slug.get_untracked();
    let held: Vec<Held> = done
        .iter()
        .filter(|(command, _)| Some(command.cluster.as_str()) == here.as_deref())
        .map(|(command, revision)| held_of(command, *revision, me))
        .collect();
    let mut snapshot: Option<Snapshot> =
        desk.snapshot.with_untracked(|snapshot| snapshot.as_deref().cloned());
    if let Some(snapshot) = &mut snapshot {
        snapshot.readings.extend(held);
    }
    // What the answers changed, and what waits behind them; the rest may be another tab's by now.
    let touched: BTreeSet<(&Key, Period)> =
        batch.iter().map(|command| (&command.kpi, command.period)).collect();
    let entries: Vec<Entry> = desk.outbox.with_untracked(|outbox| {
        let all = outbox.entries().iter();
        all.filter(|entry| touched.contains(&(&entry.command.kpi, entry.command.period))).cloned().collect()
    });
    // Before anything is drawn: what has left the queue is in the copy.
    let snapshot = snapshot.map(Arc::new);
    if snapshot.is_some() {
        desk.snapshot.set(snapshot.clone());
    }
    let change = Change { entries: &entries, gone: &gone, snapshot: snapshot.as_ref(), ..Change::default() };
    desk.write(change).await;
}

fn held_of(command: &Command, revision: u64, me: Option<uuid::Uuid>) -> Held {
    let reading = command.content().ok().and_then(|content| {
        Some(vigie_domain::Reading {
            kpi: command.kpi.clone(),
            period: command.period,
            figure: content.figure?,
            comment: content.comment,
        })
    });
    let current = Revision { revision, reading, at: Some(command.recorded_at), by: me };
    Held { kpi: command.kpi.clone(), period: command.period, current }
}

/// Brings the open cluster up to date. Whoever asks while it is being done has it done once more afterwards, however many
/// they are.
pub async fn pull(desk: Desk) {
    if desk.pulling.get_value().is_some() {
        return desk.pulling.set_value(Some(Again(true)));
    }
    loop {
        desk.pulling.set_value(Some(Again(false)));
        pull_once(desk).await;
        let again = desk.pulling.get_value().is_some_and(|Again(again)| again);
        desk.pulling.set_value(None);
        if !again {
            break;
        }
    }
}

/// Whether somebody has asked once more meanwhile.
#[derive(Clone, Copy)]
pub(crate) struct Again(bool);

/// A snapshot where there is none, else what changed since.
async fn pull_once(desk: Desk) {
    let Some(slug) = desk.slug.get_untracked() else { return };
    let here = || desk.snapshot.get_untracked().filter(|snapshot| snapshot.cluster.slug.as_str() == slug);
    let fresh = newest(&slug, here).await;
    if desk.slug.get_untracked().as_ref() != Some(&slug) {
        return;
    }
    match fresh {
        Ok(fresh) => {
            desk.connection.set(Connection::Online);
            let fresh = Arc::new(fresh);
            desk.snapshot.set(Some(fresh.clone()));
            desk.write(Change { snapshot: Some(&fresh), ..Change::default() }).await;
        }
        Err(AppError::SignedOut) => desk.connection.set(Connection::SignedOut),
        Err(AppError::NotFound | AppError::Forbidden) => {
            desk.connection.set(Connection::Online);
            desk.missing.set(true);
        }
        Err(_) => desk.connection.set(Connection::Offline),
    }
}

/// A cluster as it is now: what changed laid over what is held, or all of it. `held` is asked twice: what was settled while
/// the server answered is in the copy of now.
pub async fn newest(slug: &str, held: impl Fn() -> Option<Arc<Snapshot>>) -> Result<Snapshot, AppError> {
    let whole = || api::fetch_snapshot(slug.to_owned());
    // A copy of an earlier form lacks something that no change will bring.
    let Some(before) = held().filter(|before| before.form == FORM) else { return whole().await };
    match api::fetch_changes(slug.to_owned(), before.seq).await {
        Ok(changes) => {
            let mut moved = (*held().unwrap_or(before)).clone();
            let follows = moved.apply(changes.clone());
            // Today moves on even where nothing else does.
            moved.today = changes.today;
            moved.taken_at = changes.taken_at;
            if follows { Ok(moved) } else { whole().await }
        }
        // Another database than the copy's: begin anew, or be told that the cluster is gone.
        Err(AppError::NotFound) => whole().await,
        Err(error) => Err(error),
    }
}
