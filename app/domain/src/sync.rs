//! What a device holds of a cluster: a snapshot at a sequence number, then the changes since. Unknown fields are let
//! through: an old client reads a newer server's snapshot.

mod held;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Role;
use crate::book::Book;
use crate::cluster::Cluster;
use crate::dashboard::Dashboard;
use crate::evidence::Evidence;
use crate::key::Key;
use crate::kpi::Kpi;
use crate::objective::Objective;
use crate::period::Period;
use crate::period_state::PeriodMark;
use crate::reading::Reading;
use crate::record::Revision;
use crate::thread::Message;

pub use held::HeldReadings;

/// What a snapshot carries: a copy of an earlier form lacks something and is fetched anew.
pub const FORM: u8 = 1;

/// One reading's current revision; `kpi` and `period` say which, also when it was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub kpi: Key,
    pub period: Period,
    pub current: Revision,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub role: Role,
}

/// Who looks, and what they may do in this cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: Uuid,
    pub office: Uuid,
    pub cluster: Uuid,
    pub email: String,
    pub name: String,
    pub role: Role,
    #[serde(default)]
    pub all_kpis: bool,
    /// Up to which change they have read the thread of each KPI.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub read: BTreeMap<Key, u64>,
}

/// Definitions are small and come whole; readings are those of the recent periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    #[serde(default)]
    pub form: u8,
    pub seq: u64,
    /// The civil date in the cluster's time zone.
    pub today: NaiveDate,
    pub taken_at: DateTime<Utc>,
    pub me: Me,
    pub people: Vec<Person>,
    pub cluster: Cluster,
    pub kpis: Vec<Kpi>,
    pub objectives: Vec<Objective>,
    pub dashboards: Vec<Dashboard>,
    pub period_states: Vec<PeriodMark>,
    pub readings: HeldReadings,
    /// In the order in which it was attached.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// In the order in which they were said.
    #[serde(default)]
    pub messages: Vec<Message>,
}

/// What changed after a sequence number: definitions of a kind whole where any of that kind changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    pub since: u64,
    pub seq: u64,
    pub today: NaiveDate,
    pub taken_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub me: Option<Me>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<Person>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kpis: Option<Vec<Kpi>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objectives: Option<Vec<Objective>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dashboards: Option<Vec<Dashboard>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_states: Option<Vec<PeriodMark>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Held>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Message>,
    /// Evidence and messages that were taken away, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<Uuid>,
}

impl Snapshot {
    pub fn book(&self) -> Book {
        Book {
            cluster: self.cluster.clone(),
            kpis: self.kpis.clone(),
            objectives: self.objectives.clone(),
            dashboards: self.dashboards.clone(),
            period_states: self.period_states.iter().copied().collect(),
            readings: self.readings.readings(),
            links: Vec::new(),
        }
    }

    /// Whether both say the same beside readings and what moves on by itself: number, day and time.
    pub fn defines_as(&self, other: &Snapshot) -> bool {
        let Snapshot { form, seq: _, today: _, taken_at: _, me, people, cluster, kpis, .. } = self;
        let Snapshot { objectives, dashboards, period_states, readings: _, evidence, messages, .. } = self;
        (form, me, people, cluster, kpis)
            == (&other.form, &other.me, &other.people, &other.cluster, &other.kpis)
            && (objectives, dashboards) == (&other.objectives, &other.dashboards)
            && (period_states, evidence, messages) == (&other.period_states, &other.evidence, &other.messages)
    }

    /// Moves on to a later number. False, and nothing done, where the changes do not follow on this snapshot; changes
    /// that are already in it do no harm.
    pub fn apply(&mut self, changes: Changes) -> bool {
        if changes.since > self.seq {
            return false;
        }
        if changes.seq < self.seq {
            return true;
        }
        // Roles, people and what was read are no part of the cluster's log.
        replace(&mut self.me, changes.me);
        replace(&mut self.people, changes.people);
        if changes.seq == self.seq {
            return true;
        }
        self.seq = changes.seq;
        self.today = changes.today;
        self.taken_at = changes.taken_at;
        replace(&mut self.cluster, changes.cluster);
        replace(&mut self.kpis, changes.kpis);
        replace(&mut self.objectives, changes.objectives);
        replace(&mut self.dashboards, changes.dashboards);
        replace(&mut self.period_states, changes.period_states);
        self.readings.extend(changes.readings);
        follow(&mut self.evidence, changes.evidence, &changes.gone, |evidence| evidence.id);
        follow(&mut self.messages, changes.messages, &changes.gone, |message| message.id);
        true
    }

    /// Messages that name the person of this copy and that they have not read, the newest first.
    pub fn mentions(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().rev().filter(|message| {
            let read = self.me.read.get(&message.kpi).copied().unwrap_or_default();
            message.seq > read
                && message.by != Some(self.me.id)
                && crate::thread::mentioned(&message.text).any(|person| person == self.me.id)
        })
    }
}

/// What is new or has changed takes its place by id (ids are ordered by time), what is gone goes.
fn follow<T>(all: &mut Vec<T>, newer: Vec<T>, gone: &[Uuid], id: impl Fn(&T) -> Uuid) {
    if newer.is_empty() && gone.is_empty() {
        return;
    }
    all.retain(|old| !gone.contains(&id(old)) && !newer.iter().any(|new| id(new) == id(old)));
    all.extend(newer);
    all.sort_by_key(id);
}

fn replace<T>(old: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *old = new;
    }
}

impl Held {
    pub fn recorded(revision: u64, reading: Reading) -> Held {
        let (kpi, period) = (reading.kpi.clone(), reading.period);
        Held { kpi, period, current: Revision { revision, reading: Some(reading), at: None, by: None } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, key, kpi, reading};

    fn snapshot() -> Snapshot {
        let me = Me {
            id: Uuid::nil(),
            office: Uuid::nil(),
            cluster: Uuid::nil(),
            email: "a@b.example".to_owned(),
            name: "A".to_owned(),
            role: Role::Manager,
            all_kpis: false,
            read: BTreeMap::new(),
        };
        Snapshot {
            form: FORM,
            seq: 4,
            today: day("2026-08-01"),
            taken_at: "2026-08-01T08:00:00Z".parse().expect("a time"),
            me,
            people: Vec::new(),
            cluster: Cluster::new(key("alpes"), "Alpes"),
            kpis: vec![kpi("members", "month", r#""nature": "stock""#)],
            objectives: Vec::new(),
            dashboards: Vec::new(),
            period_states: Vec::new(),
            readings: HeldReadings::default(),
            evidence: Vec::new(),
            messages: Vec::new(),
        }
    }

    fn changes(since: u64, seq: u64, value: &str) -> Changes {
        let kpi = kpi("members", "month", r#""nature": "stock""#);
        let readings = reading(&kpi, "2026-07", value).map(|reading| Held::recorded(seq, reading));
        Changes {
            since,
            seq,
            today: day("2026-08-02"),
            taken_at: "2026-08-02T08:00:00Z".parse().expect("a time"),
            me: None,
            people: None,
            cluster: None,
            kpis: None,
            objectives: None,
            dashboards: None,
            period_states: None,
            readings: readings.into_iter().collect(),
            evidence: Vec::new(),
            messages: Vec::new(),
            gone: Vec::new(),
        }
    }

    fn message(id: u128, seq: u64, text: &str) -> Message {
        let at = "2026-08-01T08:00:00Z".parse().expect("a time");
        let (id, by) = (Uuid::from_u128(id), Some(Uuid::from_u128(9)));
        Message { id, seq, kpi: key("members"), text: text.to_owned(), by, at, amended: false }
    }

    fn said(seq: u64, messages: Vec<Message>, gone: &[u128]) -> Changes {
        let gone = gone.iter().map(|id| Uuid::from_u128(*id)).collect();
        Changes { messages, gone, readings: Vec::new(), ..changes(seq - 1, seq, "1") }
    }

    #[test]
    fn messages_come_change_and_go() {
        let texts = |snapshot: &Snapshot| -> Vec<String> {
            snapshot.messages.iter().map(|message| message.text.clone()).collect()
        };
        let mut snapshot = snapshot();
        snapshot.apply(said(5, vec![message(2, 5, "b"), message(1, 5, "a")], &[]));
        assert_eq!(texts(&snapshot), ["a", "b"]);
        snapshot.apply(said(6, vec![message(1, 6, "a2")], &[2]));
        assert_eq!(texts(&snapshot), ["a2"]);
    }

    #[test]
    fn a_mention_waits_until_it_is_read() {
        let mut snapshot = snapshot();
        let me = crate::thread::named(snapshot.me.id);
        let other = crate::thread::named(Uuid::from_u128(7));
        snapshot.apply(said(5, vec![message(1, 5, &me), message(2, 5, &other), message(3, 5, "-")], &[]));
        let waiting = |snapshot: &Snapshot| snapshot.mentions().count();
        assert_eq!(waiting(&snapshot), 1);
        // Read elsewhere: nothing else has changed.
        let read = Me { read: BTreeMap::from([(key("members"), 5)]), ..snapshot.me.clone() };
        snapshot.apply(Changes { me: Some(read), ..said(5, Vec::new(), &[]) });
        assert_eq!(waiting(&snapshot), 0);
        snapshot.apply(said(6, vec![message(2, 6, &me)], &[]));
        assert_eq!(waiting(&snapshot), 1);
    }

    #[test]
    fn changes_follow_on_and_may_come_twice() {
        let mut snapshot = snapshot();
        assert!(!snapshot.apply(changes(5, 6, "1")), "a gap");
        assert!(snapshot.apply(changes(4, 5, "1")));
        assert!(snapshot.apply(changes(4, 6, "2")));
        let after = snapshot.clone();
        assert!(snapshot.apply(changes(4, 5, "1")));
        assert_eq!(snapshot, after);
        assert_eq!(snapshot.book().readings.len(), 1);
        let july = Period::parse("2026-07").expect("a period");
        assert_eq!(snapshot.readings.revision(&key("members"), july), Some(6));
    }

    #[test]
    fn a_snapshot_travels() {
        let mut snapshot = snapshot();
        snapshot.apply(changes(4, 5, "1"));
        let json = serde_json::to_string(&snapshot).expect("json");
        assert_eq!(serde_json::from_str::<Snapshot>(&json).expect("a snapshot"), snapshot);
    }
}
