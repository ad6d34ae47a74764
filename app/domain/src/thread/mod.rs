//! The thread of a KPI: messages of the team, with people named in them. A person is named by id, so that a message follows
//! a change of name and keeps nothing of who was erased.

mod text;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::act::{Acts, Deed};
use crate::key::Key;
use crate::problem::{Problem, ProblemCode};

pub use text::{Part, asked, mentioned, named, parts, readable, written};

const LONGEST: usize = 4000;

/// As it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: Uuid,
    /// The change that gave it this text: what is newer than what somebody has read.
    pub seq: u64,
    pub kpi: Key,
    /// With people as `@[id]`.
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
    pub at: DateTime<Utc>,
    /// Amended since it was said.
    #[serde(default, skip_serializing_if = "crate::defaults::is_default")]
    pub amended: bool,
}

/// The text to keep, or why it is none.
pub fn check(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::new(ProblemCode::MessageEmpty).at("text"));
    }
    if text.chars().count() > LONGEST {
        return Err(Problem::new(ProblemCode::FieldTooLong).at("text"));
    }
    Ok(text.to_owned())
}

/// A message with what is still on the device laid over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub message: Message,
    /// Not with the server yet.
    pub waiting: bool,
}

/// The thread of a KPI in the order in which it was said. `me`: who said what waits.
pub fn shown(all: &[Message], acts: &Acts, cluster: &Key, kpi: &Key, me: Option<Uuid>) -> Vec<Shown> {
    let there = all.iter().filter(|message| message.kpi == *kpi).cloned();
    let mut shown: Vec<Shown> = there.map(|message| Shown { message, waiting: false }).collect();
    for act in acts.under_way().filter(|act| act.cluster == *cluster && act.kpi == *kpi) {
        match &act.deed {
            Deed::Say { text } if !shown.iter().any(|one| one.message.id == act.id) => {
                let (id, kpi, text) = (act.id, kpi.clone(), text.clone());
                let message =
                    Message { id, seq: u64::MAX, kpi, text, by: me, at: act.recorded_at, amended: false };
                shown.push(Shown { message, waiting: true });
            }
            Deed::Amend { message, text } => {
                for one in shown.iter_mut().filter(|one| one.message.id == *message) {
                    one.message.text.clone_from(text);
                    (one.message.amended, one.waiting) = (true, true);
                }
            }
            Deed::Unsay { message } => shown.retain(|one| one.message.id != *message),
            _ => {}
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Act;
    use crate::testing::key;

    const ADA: Uuid = Uuid::from_u128(0xada);

    #[test]
    fn what_waits_lies_over_the_thread() {
        let at = "2026-08-01T08:00:00Z".parse().expect("a time");
        let (cluster, kpi) = (key("alpes"), key("members"));
        let message = |id: u128, text: &str| Message {
            id: Uuid::from_u128(id),
            seq: 1,
            kpi: key("members"),
            text: text.to_owned(),
            by: Some(ADA),
            at,
            amended: false,
        };
        let all = [message(1, "a"), message(2, "b"), Message { kpi: key("others"), ..message(3, "c") }];
        let mut acts = Acts::default();
        let mut act = |id: u128, deed: Deed| {
            let (id, v) = (Uuid::from_u128(id), crate::act::VERSION);
            let (cluster, kpi) = (cluster.clone(), kpi.clone());
            acts.enqueue(Act { v, id, cluster, kpi, deed, recorded_at: at });
        };
        let of = Uuid::from_u128;
        act(10, Deed::Say { text: "d".to_owned() });
        act(11, Deed::Amend { message: of(1), text: "a2".to_owned() });
        act(12, Deed::Unsay { message: of(2) });
        act(13, Deed::Amend { message: of(10), text: "d2".to_owned() });
        let shown = shown(&all, &acts, &cluster, &kpi, Some(ADA));
        let told: Vec<(&str, bool)> =
            shown.iter().map(|one| (one.message.text.as_str(), one.waiting)).collect();
        assert_eq!(told, [("a2", true), ("d2", true)]);
    }

    #[test]
    fn a_message_says_something() {
        let code = |text: &str| check(text).map_err(|problem| problem.code);
        assert_eq!(code(" a\n"), Ok("a".to_owned()));
        assert_eq!(code(" \n"), Err(ProblemCode::MessageEmpty));
        assert_eq!(code(&"x".repeat(LONGEST + 1)), Err(ProblemCode::FieldTooLong));
    }
}
