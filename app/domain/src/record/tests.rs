use super::*;
use crate::testing::{key, kpi, number, period};

fn members() -> Kpi {
    kpi("members", "month", r#""nature": "stock""#)
}

fn command(value: &str, based_on: Option<u64>) -> Command {
    let stamp = Stamp {
        id: Uuid::from_u128(7),
        cluster: key("alpes"),
        recorded_at: "2026-02-01T08:00:00Z".parse().expect("a time"),
        based_on,
    };
    let figure = (!value.is_empty()).then(|| Figure::Value(number(value)));
    Command::new(stamp, key("members"), period("2026-01"), Content { figure, comment: None })
}

fn revision(revision: u64, value: &str) -> Revision {
    let figure = Figure::Value(number(value));
    let reading = Reading { kpi: key("members"), period: period("2026-01"), figure, comment: None };
    Revision { revision, reading: Some(reading), at: None, by: None }
}

const OPEN: Standing = Standing { state: PeriodState::Open, may_correct: false };

#[test]
fn what_was_seen_decides() {
    let kpi = members();
    let content = Content { figure: Some(Figure::Value(number("130"))), comment: None };
    assert_eq!(admit(&kpi, OPEN, None, &command("130", None)), Admission::Applied(content.clone()));
    let current = revision(4, "120");
    assert_eq!(admit(&kpi, OPEN, Some(&current), &command("130", Some(4))), Admission::Applied(content));
    let conflict = Admission::Conflict { current: Some(Box::new(current.clone())) };
    assert_eq!(admit(&kpi, OPEN, Some(&current), &command("130", Some(3))), conflict);
    assert_eq!(admit(&kpi, OPEN, Some(&current), &command("130", None)), conflict);
    assert_eq!(admit(&kpi, OPEN, Some(&current), &command("120", None)), Admission::Duplicate);
    assert_eq!(admit(&kpi, OPEN, None, &command("130", Some(3))), Admission::Conflict { current: None });
}

#[test]
fn a_withdrawal_is_a_revision_too() {
    let kpi = members();
    let withdrawn = Content { figure: None, comment: None };
    let current = revision(4, "120");
    assert_eq!(admit(&kpi, OPEN, Some(&current), &command("", Some(4))), Admission::Applied(withdrawn));
    assert_eq!(admit(&kpi, OPEN, None, &command("", None)), Admission::Duplicate);
    let mut without = command("", None);
    without.withdraw = false;
    assert!(
        matches!(admit(&kpi, OPEN, None, &without), Admission::Refused(p) if p.code == ProblemCode::ReadingEmpty)
    );
}

#[test]
fn period_states_hold() {
    let kpi = members();
    let refused = |state, may_correct, correction: Option<&str>| {
        let mut command = command("130", None);
        command.correction = correction.map(str::to_owned);
        match admit(&kpi, Standing { state, may_correct }, None, &command) {
            Admission::Refused(problem) => Some(problem.code),
            _ => None,
        }
    };
    assert_eq!(refused(PeriodState::Submitted, false, None), None);
    assert_eq!(refused(PeriodState::Validated, false, None), Some(ProblemCode::PeriodLocked));
    assert_eq!(refused(PeriodState::Validated, true, None), None);
    assert_eq!(refused(PeriodState::Frozen, false, Some("typo")), Some(ProblemCode::PeriodFrozen));
    assert_eq!(refused(PeriodState::Frozen, true, None), Some(ProblemCode::CorrectionReason));
    assert_eq!(refused(PeriodState::Frozen, true, Some("typo")), None);
}

/// The body of version 1, as the first release sends it.
#[test]
fn the_recorded_body_reads_and_writes() {
    let body = r#"{"v":1,"id":"00000000-0000-0000-0000-000000000007","cluster":"alpes","kpi":"members","period":"2026-01","value":"130","comment":"fair","based_on":3,"recorded_at":"2026-02-01T08:00:00Z"}"#;
    let read: Command = serde_json::from_str(body).expect("a command");
    assert_eq!(read.content().expect("content").figure, Some(Figure::Value(number("130"))));
    assert_eq!(serde_json::to_string(&read).expect("json"), body);
    assert!(serde_json::from_str::<Command>(&body.replace("\"v\"", "\"x\":1,\"v\"")).is_err());
}

#[test]
fn answers_travel() {
    for answer in [
        Answer::Applied { id: Uuid::from_u128(1), revision: 2 },
        Answer::Conflict { id: Uuid::from_u128(1), current: Some(Box::new(revision(4, "120"))) },
        Answer::Refused {
            id: Uuid::from_u128(1),
            problem: Problem::new(ProblemCode::PeriodFrozen).at("period"),
        },
    ] {
        let json = serde_json::to_string(&answer).expect("json");
        assert_eq!(serde_json::from_str::<Answer>(&json).expect("an answer"), answer);
    }
}
