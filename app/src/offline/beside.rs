//! The copies of several clusters: what the device holds at once, then what the server says. Which clusters a person may see
//! decides the server, one by one, as for a single cluster; what it brings is kept, so that the portfolio opens offline.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::Book;
use vigie_domain::sync::Snapshot;

use super::{Change, newest};
use crate::compare::Side;
use crate::error::AppError;
use crate::workspace::{Connection, Desk};

/// One of the clusters that were asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub slug: String,
    pub name: String,
    /// None: not on this device yet.
    pub snapshot: Option<Arc<Snapshot>>,
}

#[derive(Clone, Copy)]
pub struct Clusters {
    pub all: RwSignal<Vec<Held>>,
    /// Until the first answer for each of them, or until it is known that there will be none.
    pub loading: RwSignal<bool>,
    desk: Desk,
    /// Which of several loads is the latest: what an earlier one still brings does not replace what it was asked for since.
    turn: StoredValue<u32>,
}

/// Holds these clusters (slug and name) as long as the page that asks; another list is held instead of an earlier one.
pub fn hold(desk: Desk, wanted: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static) -> Clusters {
    let held = Clusters {
        all: RwSignal::new(Vec::new()),
        loading: RwSignal::new(true),
        desk,
        turn: StoredValue::new(0),
    };
    let wanted = Memo::new(move |_| wanted());
    let online = Memo::new(move |_| desk.connection.get() == Connection::Online);
    Effect::new(move |_| {
        online.with(|_| ());
        let wanted = wanted.get();
        spawn_local(load(held, wanted));
    });
    let handle = window_event_listener_untyped("focus", move |_| {
        spawn_local(load(held, wanted.get_untracked()));
    });
    on_cleanup(move || handle.remove());
    held
}

impl Clusters {
    /// The books of those that are here, with what is unsent, each with its today. Tracks.
    pub fn books(&self) -> Vec<(Book, chrono::NaiveDate)> {
        let here = self.all.get();
        let here = here.iter().filter_map(|held| held.snapshot.as_ref());
        here.map(|snapshot| (self.desk.laid_over(snapshot), snapshot.today)).collect()
    }

    /// Names of those that are not here.
    pub fn absent(&self) -> Vec<String> {
        self.all.with(|all| {
            all.iter().filter(|held| held.snapshot.is_none()).map(|held| held.name.clone()).collect()
        })
    }
}

pub fn sides(books: &[(Book, chrono::NaiveDate)]) -> Vec<Side<'_>> {
    books.iter().map(|(book, today)| Side { book, today: *today }).collect()
}

async fn load(held: Clusters, wanted: Vec<(String, String)>) {
    let desk = held.desk;
    let Some(turn) = held.turn.try_update_value(|turn| {
        *turn += 1;
        *turn
    }) else {
        return;
    };
    let known = held.all.try_get_untracked().unwrap_or_default();
    let mut all = Vec::with_capacity(wanted.len());
    for (slug, name) in wanted {
        let snapshot = match known.iter().find(|known| known.slug == slug).and_then(|it| it.snapshot.clone())
        {
            Some(snapshot) => Some(snapshot),
            None => kept(desk, &slug).await,
        };
        all.push(Held { slug, name, snapshot });
    }
    show(held, turn, &all);
    for at in 0..all.len() {
        match newest(&all[at].slug, || all[at].snapshot.clone()).await {
            Ok(fresh) => {
                let moved = all[at].snapshot.as_ref().is_none_or(|before| before.seq != fresh.seq);
                let fresh = Arc::new(fresh);
                all[at].name.clone_from(&fresh.cluster.name);
                all[at].snapshot = Some(fresh.clone());
                show(held, turn, &all);
                if moved {
                    desk.write(Change { snapshot: Some(&fresh), ..Change::default() }).await;
                }
            }
            // Not for this person any more.
            Err(AppError::NotFound | AppError::Forbidden) => all[at].slug.clear(),
            Err(AppError::SignedOut) => {
                desk.connection.set(Connection::SignedOut);
                break;
            }
            Err(_) => {
                desk.connection.set(Connection::Offline);
                break;
            }
        }
    }
    all.retain(|held| !held.slug.is_empty());
    if show(held, turn, &all) {
        let _ = held.loading.try_set(false);
    }
}

async fn kept(desk: Desk, slug: &str) -> Option<Arc<Snapshot>> {
    desk.local()?.snapshot(slug).await.ok().flatten()
}

/// False where somebody has gone on meanwhile, or asked anew.
fn show(held: Clusters, turn: u32, all: &[Held]) -> bool {
    if held.turn.try_get_value() != Some(turn) {
        return false;
    }
    if held.all.try_get_untracked().is_some_and(|shown| shown != all) {
        let _ = held.all.try_set(all.to_vec());
    }
    true
}
