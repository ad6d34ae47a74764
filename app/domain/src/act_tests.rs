use super::*;
use crate::testing::key;

fn act(n: u128, text: &str) -> Act {
    Act {
        v: VERSION,
        id: Uuid::from_u128(n),
        cluster: key("alpes"),
        kpi: key("members"),
        deed: Deed::Say { text: text.to_owned() },
        recorded_at: "2026-08-01T08:00:00Z".parse().expect("a time"),
    }
}

fn states(acts: &Acts) -> Vec<(u128, char)> {
    let state = |entry: &Waiting| match entry.state {
        WaitState::Waiting => 'w',
        WaitState::Sending => 's',
        WaitState::Parked { .. } => 'p',
    };
    acts.entries().iter().map(|entry| (entry.act.id.as_u128(), state(entry))).collect()
}

fn queued(ids: &[u128]) -> Acts {
    let mut acts = Acts::default();
    ids.iter().for_each(|id| acts.enqueue(act(*id, "a")));
    acts
}

#[test]
fn bodies_of_the_first_version_are_understood() {
    let head = r#""v": 1, "id": "01912345-0000-7000-8000-000000000001", "cluster": "alpes", "kpi": "members", "recorded_at": "2026-08-01T08:00:00Z""#;
    for deed in [
        r#"{"attach": {"on": {"period": "2026-01"}, "given": {"file": {"name": "a.pdf"}}}}"#,
        r#"{"attach": {"on": {"step": 2}, "given": {"link": {"url": "https://example.org", "title": "T"}}}}"#,
        r#"{"attach": {"on": {"step": 2}, "given": {"link": {"url": "https://example.org"}}}}"#,
        r#"{"remove": {"evidence": "01912345-0000-7000-8000-000000000001"}}"#,
        r#"{"restore": {"evidence": "01912345-0000-7000-8000-000000000001"}}"#,
        r#"{"say": {"text": "Why?"}}"#,
        r#"{"amend": {"message": "01912345-0000-7000-8000-000000000001", "text": "Why not?"}}"#,
        r#"{"unsay": {"message": "01912345-0000-7000-8000-000000000001"}}"#,
    ] {
        let json = format!(r#"{{{head}, "deed": {deed}}}"#);
        let act: Act = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
        let again = serde_json::to_value(&act).expect("json");
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(&json).expect("json"));
        assert!(act.check_version().is_ok());
    }
    for deed in [
        r#"{"say": {"text": "a", "more": 1}}"#,
        r#"{"attach": {"on": {"period": "2026-01"}, "given": {"file": {"name": "a", "path": "b"}}}}"#,
        r#"{"attach": {"on": {"period": "2026-13"}, "given": {"file": {"name": "a"}}}}"#,
        r#"{"dance": {}}"#,
    ] {
        assert!(serde_json::from_str::<Act>(&format!(r#"{{{head}, "deed": {deed}}}"#)).is_err(), "{deed}");
    }
}

#[test]
fn what_is_refused_blocks_nothing() {
    let mut acts = queued(&[1, 2, 3]);
    assert_eq!(acts.take().map(|act| act.id.as_u128()), Some(1));
    let problem = Problem::new(ProblemCode::NotAllowed);
    assert_eq!(
        acts.settle(Answer::Refused { id: Uuid::from_u128(1), problem: problem.clone() }),
        Settled::Parked
    );
    assert_eq!(acts.take().map(|act| act.id.as_u128()), Some(2));
    acts.failed(Failure::Unreachable, &problem);
    assert_eq!(states(&acts), [(1, 'p'), (2, 'w'), (3, 'w')]);
    acts.take();
    acts.failed(Failure::Rejected, &problem);
    assert_eq!((states(&acts), acts.pending()), (vec![(1, 'p'), (2, 'p'), (3, 'w')], 1));
    acts.take();
    let done = Answer::Applied { id: Uuid::from_u128(3), revision: 9 };
    assert_eq!(acts.settle(done.clone()), Settled::Done { revision: 9 });
    assert_eq!(acts.settle(done), Settled::Unknown);
    assert!(acts.take().is_none());
    assert!(acts.retry(Uuid::from_u128(2)) && !acts.retry(Uuid::from_u128(2)));
    assert!(acts.discard(Uuid::from_u128(1)).is_some());
    assert_eq!(states(&acts), [(2, 'w')]);
}

#[test]
fn what_is_being_sent_is_not_let_go() {
    let mut acts = queued(&[1]);
    acts.take();
    assert!(acts.discard(Uuid::from_u128(1)).is_none());
}

#[test]
fn tabs_share_one_queue() {
    let mut here = queued(&[1, 2]);
    here.take();
    let stored = queued(&[2, 3]).entries;
    // 1 is being sent from here; 2 is known; 3 is another tab's; 4 was queued a moment ago; 5 is settled elsewhere.
    here.enqueue(act(4, "a"));
    here.enqueue(act(5, "a"));
    here.follow(stored, |id| id.as_u128() == 5 || id.as_u128() == 1);
    assert_eq!(states(&here), [(1, 's'), (2, 'w'), (3, 'w'), (4, 'w')]);
    // A tab that was closed while it sent.
    let mut closed = queued(&[7]);
    closed.take();
    here.follow(closed.entries, |_| true);
    assert_eq!(states(&here), [(1, 's'), (7, 'w')]);
}
