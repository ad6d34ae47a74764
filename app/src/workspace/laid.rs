//! What waits on this device, laid over a cluster's copy before any of it is shown.

use vigie_domain::outbox::{EntryState, Outbox};
use vigie_domain::sync::Snapshot;
use vigie_domain::{Book, Key, Period, Reading};

/// A reading as it will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    cluster: Key,
    kpi: Key,
    period: Period,
    /// None where it is withdrawn.
    reading: Option<Reading>,
}

/// All that waits, in its order. What was refused or is in conflict is not laid over: it shows beside. That something is on its
/// way to the server makes no difference here, so nothing is worked out anew for it.
pub fn laid(outbox: &Outbox) -> Vec<Laid> {
    let waits = |state: &EntryState| matches!(state, EntryState::Waiting | EntryState::Sending);
    let waiting = outbox.entries().iter().filter(|entry| waits(&entry.state));
    let of = |command: &vigie_domain::record::Command| {
        let content = command.content().ok()?;
        let (kpi, period) = (command.kpi.clone(), command.period);
        let reading = content.figure.map(|figure| Reading {
            kpi: kpi.clone(),
            period,
            figure,
            comment: content.comment,
        });
        Some(Laid { cluster: command.cluster.clone(), kpi, period, reading })
    };
    waiting.filter_map(|entry| of(&entry.command)).collect()
}

/// The facts of a copy with what waits for its cluster.
pub fn over(snapshot: &Snapshot, laid: &[Laid]) -> Book {
    let mut book = snapshot.book();
    for one in laid.iter().filter(|one| one.cluster == snapshot.cluster.slug) {
        match &one.reading {
            Some(reading) => book.readings.insert(reading.clone()),
            None => book.readings.remove(&one.kpi, one.period),
        };
    }
    book
}
