//! The readings that a device holds, with the revision of each: by KPI, so that a change costs what it changes, and a copy
//! shares all that has not changed. On the wire a list.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::Held;
use crate::key::Key;
use crate::period::Period;
use crate::reading::{OfKpi, Readings};
use crate::record::Revision;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldReadings(BTreeMap<Key, Piece>);

/// What is held of one KPI.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Piece {
    /// Also of what was withdrawn.
    marks: Arc<BTreeMap<Period, Mark>>,
    readings: Arc<OfKpi>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    revision: u64,
    at: Option<DateTime<Utc>>,
    by: Option<Uuid>,
}

impl HeldReadings {
    /// The number under which it was recorded or withdrawn last.
    pub fn revision(&self, kpi: &Key, period: Period) -> Option<u64> {
        Some(self.0.get(kpi)?.marks.get(&period)?.revision)
    }

    pub fn current(&self, kpi: &Key, period: Period) -> Option<Revision> {
        let piece = self.0.get(kpi)?;
        piece.marks.get(&period).map(|mark| piece.revision(period, mark))
    }

    /// By KPI, then by granularity and time.
    pub fn iter(&self) -> impl Iterator<Item = Held> {
        self.0.iter().flat_map(|(kpi, piece)| piece.held(kpi))
    }

    pub fn has(&self, kpi: &Key) -> bool {
        self.0.contains_key(kpi)
    }

    /// What is held of one KPI.
    pub fn of(&self, kpi: &Key) -> impl Iterator<Item = Held> {
        self.0.get_key_value(kpi).into_iter().flat_map(|(kpi, piece)| piece.held(kpi))
    }

    pub fn kpis(&self) -> impl Iterator<Item = &Key> {
        self.0.keys()
    }

    /// The KPIs of which something else is held than `before`, where this is a copy of it that has moved on.
    pub fn moved_since(&self, before: &HeldReadings) -> impl Iterator<Item = &Key> {
        let same = |piece: &Piece, old: &Piece| {
            Arc::ptr_eq(&piece.marks, &old.marks) && Arc::ptr_eq(&piece.readings, &old.readings)
        };
        self.0
            .iter()
            .filter(move |(kpi, piece)| before.0.get(*kpi).is_none_or(|old| !same(piece, old)))
            .map(|(kpi, _)| kpi)
    }

    /// The readings, shared with this copy.
    pub fn readings(&self) -> Readings {
        let mut readings = Readings::default();
        for (kpi, piece) in &self.0 {
            readings.share(kpi.clone(), piece.readings.clone());
        }
        readings
    }

    /// A later revision takes the place of an earlier one; an earlier one does no harm.
    pub fn take(&mut self, held: Held) {
        let Held { kpi, period, current: Revision { revision, reading, at, by } } = held;
        let piece = self.0.entry(kpi).or_default();
        let known = piece.marks.get(&period);
        if known.is_some_and(|known| known.revision > revision) {
            return;
        }
        let mark = Mark { revision, at, by };
        if known != Some(&mark) {
            Arc::make_mut(&mut piece.marks).insert(period, mark);
        }
        if piece.readings.get(&period) != reading.as_ref() {
            let readings = Arc::make_mut(&mut piece.readings);
            match reading {
                Some(reading) => drop(readings.insert(period, reading)),
                None => drop(readings.remove(&period)),
            }
        }
    }
}

impl Piece {
    fn revision(&self, period: Period, mark: &Mark) -> Revision {
        let reading = self.readings.get(&period).cloned();
        Revision { revision: mark.revision, reading, at: mark.at, by: mark.by }
    }

    fn held(&self, kpi: &Key) -> impl Iterator<Item = Held> {
        let held = |(period, mark): (&Period, &Mark)| Held {
            kpi: kpi.clone(),
            period: *period,
            current: self.revision(*period, mark),
        };
        self.marks.iter().map(held)
    }
}

impl Extend<Held> for HeldReadings {
    fn extend<I: IntoIterator<Item = Held>>(&mut self, newer: I) {
        newer.into_iter().for_each(|held| self.take(held));
    }
}

impl FromIterator<Held> for HeldReadings {
    fn from_iter<I: IntoIterator<Item = Held>>(held: I) -> HeldReadings {
        let mut all = HeldReadings::default();
        all.extend(held);
        all
    }
}

impl Serialize for HeldReadings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for HeldReadings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<HeldReadings, D::Error> {
        Ok(Vec::<Held>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{key, kpi, reading};

    fn held(of: &str, period: &str, revision: u64, value: Option<&str>) -> Held {
        let kpi = kpi(of, "month", r#""nature": "stock""#);
        let period = Period::parse(period).expect("a period");
        let reading = value.map(|value| reading(&kpi, &period.to_string(), value).expect("a reading"));
        Held { kpi: kpi.key, period, current: Revision { revision, reading, at: None, by: None } }
    }

    fn all() -> HeldReadings {
        HeldReadings::from_iter([
            held("a", "2026-01", 1, Some("1")),
            held("a", "2026-02", 2, Some("2")),
            held("b", "2026-01", 3, Some("3")),
        ])
    }

    #[test]
    fn a_later_revision_stands() {
        let mut all = all();
        all.take(held("a", "2026-01", 5, Some("9")));
        all.take(held("a", "2026-01", 4, Some("8")));
        let january = Period::parse("2026-01").expect("a period");
        assert_eq!(all.revision(&key("a"), january), Some(5));
        let figure = all.readings().get(&key("a"), january).map(|reading| reading.figure.clone());
        assert_eq!(figure, held("a", "2026-01", 5, Some("9")).current.reading.map(|reading| reading.figure));
    }

    #[test]
    fn what_was_withdrawn_keeps_its_revision() {
        let mut all = all();
        all.take(held("b", "2026-01", 6, None));
        let january = Period::parse("2026-01").expect("a period");
        assert!(all.readings().get(&key("b"), january).is_none());
        assert!(!all.readings().has(&key("b")));
        let current = all.current(&key("b"), january).expect("a revision");
        assert_eq!((current.revision, current.reading), (6, None));
        assert_eq!(all.iter().count(), 3);
    }

    #[test]
    fn only_what_moved_is_not_shared() {
        let before = all();
        let mut after = before.clone();
        after.take(held("a", "2026-02", 2, Some("2")));
        assert_eq!(after.moved_since(&before).count(), 0, "nothing new");
        after.take(held("b", "2026-02", 7, Some("4")));
        after.take(held("c", "2026-02", 8, Some("5")));
        let moved: Vec<&str> = after.moved_since(&before).map(Key::as_str).collect();
        assert_eq!(moved, ["b", "c"]);
        let (old, new) = (before.readings(), after.readings());
        assert!(Arc::ptr_eq(old.shared(&key("a")).expect("a"), new.shared(&key("a")).expect("a")));
    }

    #[test]
    fn on_the_wire_it_is_a_list() {
        let json = serde_json::to_value(all()).expect("json");
        assert_eq!(json.as_array().map(Vec::len), Some(3));
        assert_eq!(serde_json::from_value::<HeldReadings>(json).expect("the same"), all());
    }
}
