use vigie_domain::access::Role;
use vigie_domain::period_state::{PeriodMark, PeriodState};
use vigie_domain::record::Answer;
use vigie_domain::{Period, ProblemCode};
use vigie_service::{Caller, Error};

use crate::support::{MEMBERS, World, command, stories, value};

stories! { a_period_goes_from_open_to_frozen }

async fn step(
    world: &World,
    caller: &Caller,
    period: &str,
    from: PeriodState,
    to: PeriodState,
) -> Result<u64, Error> {
    let mark = PeriodMark { period: Period::parse(period).unwrap(), state: to };
    world.service.set_period_state(caller, "alpes", mark, from).await
}

async fn a_period_goes_from_open_to_frozen(world: World) {
    use PeriodState::{Frozen, Open, Submitted, Validated};
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let carl = world.user("carl@alpes.example", Role::Contributor, "alpes").await;
    let admin = &world.admin;
    let record = async |caller: &Caller, figure: &str, based_on, correction: Option<&str>| {
        let mut command = command("2026-01", value(figure), based_on);
        command.correction = correction.map(str::to_owned);
        world.record(caller, &command).await
    };
    let Answer::Applied { revision, .. } = record(admin, "120", None, None).await else { panic!("recorded") };

    step(&world, &carl, "2026-Q1", Open, Submitted).await.unwrap();
    assert!(matches!(step(&world, &carl, "2026-Q1", Submitted, Validated).await, Err(Error::Forbidden)));
    assert!(
        matches!(step(&world, admin, "2026-Q1", Open, Submitted).await, Err(Error::Conflict)),
        "it was seen too early"
    );
    step(&world, admin, "2026-Q1", Submitted, Validated).await.unwrap();
    let seq = step(&world, admin, "2026-Q1", Validated, Frozen).await.unwrap();
    assert!(
        matches!(step(&world, admin, "2026-Q1", Frozen, Open).await, Err(Error::Forbidden)),
        "it was published"
    );
    let inside = step(&world, admin, "2026-01", Open, Submitted).await;
    assert!(matches!(inside, Err(Error::Invalid(problems)) if problems[0].code == ProblemCode::PeriodLocked));

    let changes = world.service.changes(admin, "alpes", seq - 1).await.unwrap();
    assert_eq!(
        changes.period_states.unwrap(),
        [PeriodMark { period: Period::parse("2026-Q1").unwrap(), state: Frozen }]
    );
    let refused = |answer: Answer| match answer {
        Answer::Refused { problem, .. } => problem.code,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(record(admin, "121", Some(revision), None).await), ProblemCode::CorrectionReason);
    assert_eq!(refused(record(&carl, "121", Some(revision), Some("typo")).await), ProblemCode::PeriodFrozen);
    let corrected = record(admin, "121", Some(revision), Some("typo")).await;
    assert!(matches!(corrected, Answer::Applied { .. }), "{corrected:?}");
}
