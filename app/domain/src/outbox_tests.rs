use proptest::prelude::*;

use super::*;
use crate::problem::ProblemCode;
use crate::reading::Figure;
use crate::record::{Content, Stamp};
use crate::testing::{key, number, period};

fn command(id: u128, kpi: &str, value: &str, based_on: Option<u64>) -> Command {
    let recorded_at = "2026-02-01T08:00:00Z".parse().expect("a time");
    let stamp = Stamp { id: Uuid::from_u128(id), cluster: key("alpes"), recorded_at, based_on };
    let content = Content { figure: Some(Figure::Value(number(value))), comment: None };
    Command::new(stamp, key(kpi), period("2026-01"), content)
}

fn ids(commands: &[Command]) -> Vec<u128> {
    commands.iter().map(|command| command.id.as_u128()).collect()
}

fn applied(id: u128, revision: u64) -> Answer {
    Answer::Applied { id: Uuid::from_u128(id), revision }
}

#[test]
fn a_waiting_edit_is_replaced_and_keeps_what_it_was_based_on() {
    let mut outbox = Outbox::default();
    outbox.enqueue(command(1, "a", "1", Some(5)));
    assert_eq!(outbox.enqueue(command(2, "a", "2", None)), [Uuid::from_u128(1)]);
    let batch = outbox.take_batch(10);
    assert_eq!(ids(&batch), [2]);
    assert_eq!(batch[0].based_on, Some(5));
}

#[test]
fn an_edit_behind_one_under_way_waits_and_follows_its_revision() {
    let mut outbox = Outbox::default();
    outbox.enqueue(command(1, "a", "1", None));
    assert_eq!(ids(&outbox.take_batch(10)), [1]);
    outbox.enqueue(command(2, "a", "2", None));
    assert!(outbox.take_batch(10).is_empty());
    assert_eq!(outbox.settle(applied(1, 9)), Settled::Done { revision: 9 });
    let batch = outbox.take_batch(10);
    assert_eq!((ids(&batch), batch[0].based_on), (vec![2], Some(9)));
    assert_eq!(outbox.settle(applied(1, 9)), Settled::Unknown);
}

#[test]
fn one_bad_entry_never_blocks_the_rest() {
    let mut outbox = Outbox::default();
    for (id, kpi) in [(1, "a"), (2, "b"), (3, "c")] {
        outbox.enqueue(command(id, kpi, "1", None));
    }
    let problem = Problem::new(ProblemCode::FieldMalformed);
    assert_eq!(outbox.take_batch(10).len(), 3);
    outbox.failed(Failure::Rejected, &problem);
    assert_eq!(ids(&outbox.take_batch(10)), [1]);
    outbox.failed(Failure::Rejected, &problem);
    assert_eq!(ids(&outbox.take_batch(10)), [2]);
    outbox.settle(applied(2, 1));
    assert_eq!(ids(&outbox.take_batch(10)), [3]);
    outbox.settle(applied(3, 2));
    assert_eq!(outbox.entries().len(), 1);
    assert!(matches!(outbox.entries()[0].state, EntryState::Parked { .. }));
    assert!(outbox.retry(Uuid::from_u128(1)));
    assert_eq!(ids(&outbox.take_batch(10)), [1]);
}

#[test]
fn what_was_under_way_when_the_device_stopped_is_sent_again() {
    let mut outbox = Outbox::default();
    outbox.enqueue(command(1, "a", "1", None));
    outbox.take_batch(1);
    let stored = serde_json::to_string(outbox.entries()).expect("json");
    let mut outbox = Outbox::new(serde_json::from_str(&stored).expect("entries"));
    assert_eq!(ids(&outbox.take_batch(1)), [1]);
}

#[test]
fn what_may_be_recorded_already_is_not_replaced() {
    let mut outbox = Outbox::default();
    outbox.enqueue(command(1, "a", "1", Some(4)));
    outbox.take_batch(1);
    outbox.failed(Failure::Unreachable, &Problem::new(ProblemCode::FieldMalformed));
    // The answer was lost; the author goes on.
    assert!(outbox.enqueue(command(2, "a", "2", Some(4))).is_empty());
    assert_eq!(outbox.enqueue(command(3, "a", "3", Some(4))), [Uuid::from_u128(2)], "never sent");
    assert_eq!(ids(&outbox.take_batch(5)), [1], "never two of one reading");
    outbox.settle(applied(1, 9));
    assert_eq!(outbox.take_batch(5)[0].based_on, Some(9), "their own revision is no conflict");
}

#[test]
fn an_edit_stands_for_what_was_not_recorded_before_it() {
    let mut outbox = Outbox::default();
    outbox.enqueue(command(1, "a", "1", None));
    outbox.take_batch(1);
    outbox.enqueue(command(2, "a", "2", None));
    let conflict = Answer::Conflict { id: Uuid::from_u128(1), current: None };
    assert_eq!(outbox.settle(conflict), Settled::Superseded);
    assert_eq!(ids(&outbox.take_batch(1)), [2]);
}

#[test]
fn in_a_conflict_the_author_may_insist() {
    let (mut outbox, id) = (Outbox::default(), Uuid::from_u128);
    outbox.enqueue(command(1, "a", "1", Some(4)));
    assert!(!outbox.insist(id(1), id(2)), "there is no conflict yet");
    outbox.take_batch(1);
    let current = Some(Box::new(Revision { revision: 6, reading: None, at: None, by: None }));
    outbox.settle(Answer::Conflict { id: id(1), current });
    assert!(outbox.insist(id(1), id(2)));
    let sent = outbox.take_batch(1);
    assert_eq!((ids(&sent), sent[0].based_on), (vec![2], Some(6)));
}

#[test]
fn a_tab_follows_what_the_others_did() {
    let id = Uuid::from_u128;
    let mut outbox = Outbox::default();
    for (own, kpi) in [(1, "a"), (2, "b"), (3, "c"), (4, "d")] {
        outbox.enqueue(command(own, kpi, "1", None));
    }
    assert_eq!(ids(&outbox.take_batch(1)), [1]);
    let waiting = |own, kpi, based_on| Entry::new(command(own, kpi, "1", based_on));
    let parked = EntryState::Parked { problem: Problem::new(ProblemCode::PeriodFrozen) };
    // Another tab settled 1 and 2, was refused 3, and queued 5; 4 is too new to be on the device.
    let stored = vec![
        Entry { state: parked.clone(), ..waiting(3, "c", Some(7)) },
        Entry { state: EntryState::Sending, ..waiting(5, "e", None) },
    ];
    outbox.follow(stored, &[1, 2, 3].map(id).into());
    let states: Vec<_> =
        outbox.entries().iter().map(|entry| (entry.command.id.as_u128(), entry.state.clone())).collect();
    let wanted = [(1, EntryState::Sending), (3, parked), (4, EntryState::Waiting), (5, EntryState::Waiting)];
    assert_eq!(states, wanted);
    assert_eq!(outbox.entries()[1].command.based_on, Some(7));
}

proptest! {
    /// Whatever happens in whatever order, an entry leaves only by an answer, by being replaced or by hand, and a
    /// network that comes back empties the queue of everything that is not the author's to decide.
    #[test]
    fn the_queue_always_drains(steps in proptest::collection::vec((0u8..5, 0u8..4), 0..60)) {
        let mut outbox = Outbox::default();
        let problem = Problem::new(ProblemCode::PeriodFrozen);
        for (id, (step, kpi)) in (1u128..).zip(steps) {
            let kpi = ["a", "b", "c", "d"][usize::from(kpi)];
            let sending = outbox.entries().iter().find(|e| e.state == EntryState::Sending).map(|e| e.command.id);
            match (step, sending) {
                (0 | 1, _) => { outbox.enqueue(command(id, kpi, "1", None)); }
                (2, _) => { outbox.take_batch(2); }
                (3, _) => outbox.failed(Failure::Unreachable, &problem),
                (4, Some(id)) => { outbox.settle(Answer::Refused { id, problem: problem.clone() }); }
                _ => {}
            }
        }
        outbox.failed(Failure::Unreachable, &problem);
        for revision in 1.. {
            let batch = outbox.take_batch(3);
            if batch.is_empty() { break; }
            for command in batch {
                outbox.settle(Answer::Applied { id: command.id, revision });
            }
        }
        prop_assert_eq!(outbox.pending(), 0);
    }
}

/// What version 1 of the program kept on devices: whoever updates while it waits loses none of it.
#[test]
fn what_earlier_programs_kept_is_read() {
    let stored = include_str!("../tests/data/entries-v1.json");
    let mut outbox = Outbox::new(serde_json::from_str(stored).expect("entries"));
    let parked = |entry: &Entry| matches!(entry.state, EntryState::Parked { .. });
    let conflict = |entry: &Entry| matches!(entry.state, EntryState::Conflict { current: Some(_) });
    let count = |is: &dyn Fn(&Entry) -> bool| outbox.entries().iter().filter(|entry| is(entry)).count();
    assert_eq!((outbox.entries().len(), outbox.pending(), count(&parked), count(&conflict)), (8, 6, 1, 1));
    assert!(outbox.entries().iter().all(|entry| entry.command.content().is_ok()));
    let written = serde_json::to_value(outbox.take_batch(10)).expect("json");
    let kept: serde_json::Value = serde_json::from_str(stored).expect("json");
    for (i, command) in written.as_array().expect("commands").iter().enumerate() {
        assert_eq!(*command, kept[i]["command"], "sent as it was written");
    }
}

#[test]
fn what_a_newer_server_refused_stays_in_sight() {
    let stored = include_str!("../tests/data/entries-v1.json").replace("period-frozen", "moon-phase");
    let entries: Vec<Entry> = serde_json::from_str(&stored).expect("entries");
    let unknown = |entry: &&Entry| matches!(&entry.state, EntryState::Parked { problem } if problem.code == ProblemCode::Unknown);
    assert_eq!(entries.iter().filter(unknown).count(), 1);
}
