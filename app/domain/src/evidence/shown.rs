//! What a person sees of the evidence of a KPI: what the server has said, with what is still on the device laid over it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Evidence, Given, Media, Proof, Spot};
use crate::act::{Acts, Deed};
use crate::key::Key;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub id: Uuid,
    pub on: Spot,
    pub name: String,
    /// Of a link.
    pub url: Option<String>,
    /// Of a file that the server has.
    pub file: Option<(Media, u64)>,
    pub by: Option<Uuid>,
    pub at: DateTime<Utc>,
    /// Not with the server yet.
    pub waiting: bool,
}

/// In the order in which it was attached. `me`: who attached what waits.
pub fn shown(all: &[Evidence], acts: &Acts, cluster: &Key, kpi: &Key, me: Option<Uuid>) -> Vec<Shown> {
    let own = || acts.under_way().filter(|act| act.cluster == *cluster && act.kpi == *kpi);
    let mut gone = BTreeSet::new();
    for act in own() {
        match &act.deed {
            Deed::Remove { evidence } => drop(gone.insert(*evidence)),
            Deed::Restore { evidence } => drop(gone.remove(evidence)),
            _ => {}
        }
    }
    let there = all.iter().filter(|evidence| evidence.kpi == *kpi && !gone.contains(&evidence.id));
    let mut shown: Vec<Shown> = there.map(held).collect();
    for act in own() {
        let Deed::Attach { on, given } = &act.deed else { continue };
        if gone.contains(&act.id) || all.iter().any(|evidence| evidence.id == act.id) {
            continue;
        }
        let (name, url) = match given {
            Given::File { name } => (name.clone(), None),
            Given::Link { url, title } if title.is_empty() => (url.clone(), Some(url.clone())),
            Given::Link { url, title } => (title.clone(), Some(url.clone())),
        };
        let (id, on, at) = (act.id, *on, act.recorded_at);
        shown.push(Shown { id, on, name, url, file: None, by: me, at, waiting: true });
    }
    shown
}

fn held(evidence: &Evidence) -> Shown {
    let (url, file) = match &evidence.proof {
        Proof::File { media, size, .. } => (None, Some((*media, *size))),
        Proof::Link { url, .. } => (Some(url.clone()), None),
    };
    Shown {
        id: evidence.id,
        on: evidence.on,
        name: evidence.proof.name().to_owned(),
        url,
        file,
        by: evidence.by,
        at: evidence.at,
        waiting: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::{Act, VERSION};
    use crate::testing::{key, period};

    fn evidence(id: u128, kpi: &str) -> Evidence {
        Evidence {
            id: Uuid::from_u128(id),
            kpi: key(kpi),
            on: Spot::Period(period("2026-01")),
            proof: Proof::Link { url: format!("https://example.org/{id}"), title: String::new() },
            by: None,
            at: "2026-08-01T08:00:00Z".parse().expect("a time"),
        }
    }

    fn act(id: u128, deed: Deed) -> Act {
        let recorded_at = "2026-08-01T08:00:00Z".parse().expect("a time");
        Act {
            v: VERSION,
            id: Uuid::from_u128(id),
            cluster: key("alpes"),
            kpi: key("members"),
            deed,
            recorded_at,
        }
    }

    #[test]
    fn what_waits_lies_over_what_is_there() {
        let all =
            [evidence(1, "members"), evidence(2, "members"), evidence(3, "others"), evidence(4, "members")];
        let mut acts = Acts::default();
        let file = |name: &str| Deed::Attach {
            on: Spot::Period(period("2026-02")),
            given: Given::File { name: name.to_owned() },
        };
        let of = |id: u128| Uuid::from_u128(id);
        acts.enqueue(act(10, Deed::Remove { evidence: of(1) }));
        acts.enqueue(act(11, file("a.pdf")));
        acts.enqueue(act(12, file("b.pdf")));
        acts.enqueue(act(13, Deed::Remove { evidence: of(12) }));
        acts.enqueue(act(14, Deed::Remove { evidence: of(2) }));
        acts.enqueue(act(15, Deed::Restore { evidence: of(2) }));
        // Its answer was lost; the server has it.
        acts.enqueue(act(4, file("c.pdf")));
        acts.enqueue(Act { kpi: key("others"), ..act(16, file("d.pdf")) });
        acts.enqueue(Act { cluster: key("rhin"), ..act(17, file("e.pdf")) });
        let shown = shown(&all, &acts, &key("alpes"), &key("members"), Some(of(99)));
        let told: Vec<(u128, bool)> = shown.iter().map(|one| (one.id.as_u128(), one.waiting)).collect();
        assert_eq!(told, [(2, false), (4, false), (11, true)]);
        assert_eq!(shown[2].by, Some(of(99)));
    }
}
