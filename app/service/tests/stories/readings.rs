use vigie_domain::Figure;
use vigie_domain::access::Role;
use vigie_domain::problem::ProblemCode;
use vigie_domain::record::{Answer, Command};

use crate::support::{MEMBERS, World, command, key, new_id, period, stories, value};

stories! {
    each_command_counts_exactly_once
    the_same_id_with_another_body_is_refused
    a_bad_command_never_blocks_the_others
    nothing_is_overwritten_silently
    a_withdrawn_reading_keeps_its_history
    a_hundred_at_once_are_one
    many_at_once_are_one_after_the_other
    what_is_sent_together_meets_itself
    what_earlier_programs_wrote_is_taken
}

async fn world_with_members(world: &World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
}

/// In an order that looks random and is the same each time.
fn shuffled(mut commands: Vec<Command>) -> Vec<Command> {
    let mut state: u64 = 42;
    for i in (1..commands.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        commands.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
    }
    commands
}

async fn each_command_counts_exactly_once(world: World) {
    world_with_members(&world).await;
    let before = world.seq("alpes").await;
    let commands: Vec<Command> =
        (1..=12).map(|month| command(&format!("2025-{month:02}"), value(&month.to_string()), None)).collect();
    let thrice = shuffled(commands.iter().cycle().take(36).cloned().collect());
    let answers = world.service.record(&world.admin, thrice.clone()).await.unwrap();
    for (command, answer) in thrice.iter().zip(&answers) {
        assert_eq!(answer.id(), command.id);
        assert!(matches!(answer, Answer::Applied { .. }), "{answer:?}");
    }
    // Much later, after the answers were lost.
    let again = world.service.record(&world.admin, thrice).await.unwrap();
    assert_eq!(again, answers);
    let changes = world.service.changes(&world.admin, "alpes", before).await.unwrap();
    assert_eq!(changes.seq, before + 12);
    assert_eq!(changes.readings.len(), 12);
    for month in 1..=12 {
        let at = period(&format!("2025-{month:02}"));
        let history = world.service.history(&world.admin, "alpes", &key("members"), at).await.unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(history[0].name.as_deref(), Some("Ada"));
    }
}

async fn the_same_id_with_another_body_is_refused(world: World) {
    world_with_members(&world).await;
    let manager = world.user("mona@alpes.example", Role::Manager, "alpes").await;
    let first = command("2026-01", value("1"), None);
    world.record(&world.admin, &first).await;
    let other = Command { id: first.id, ..command("2026-02", value("2"), None) };
    let Answer::Refused { problem, .. } = world.record(&world.admin, &other).await else { panic!("refused") };
    assert_eq!(problem.code, ProblemCode::IdReused);
    // Another person's commands are their own.
    let answer = world.record(&manager, &other).await;
    assert!(matches!(answer, Answer::Applied { .. }), "{answer:?}");
}

async fn a_bad_command_never_blocks_the_others(world: World) {
    world_with_members(&world).await;
    let good = command("2026-01", value("1"), None);
    let wrong_period = command("2026-Q1", value("1"), None);
    let wrong_form = command("2026-02", Some(Figure::Mean { value: 1.into(), n: 2.into() }), None);
    let no_kpi = Command { kpi: key("nothing"), ..command("2026-02", value("1"), None) };
    let no_cluster = Command { cluster: key("nothing"), ..command("2026-02", value("1"), None) };
    let newer = Command { v: 2, ..command("2026-02", value("1"), None) };
    let last = command("2026-03", value("3"), None);
    let all = vec![wrong_period, good, wrong_form, no_kpi, no_cluster, newer, last];
    let answers = world.service.record(&world.admin, all).await.unwrap();
    let codes: Vec<Option<ProblemCode>> = answers
        .iter()
        .map(|answer| match answer {
            Answer::Refused { problem, .. } => Some(problem.code),
            _ => None,
        })
        .collect();
    assert_eq!(
        codes,
        [
            Some(ProblemCode::PeriodGranularity),
            None,
            Some(ProblemCode::ReadingPartUnwanted),
            Some(ProblemCode::KpiUnknown),
            Some(ProblemCode::NotFound),
            Some(ProblemCode::VersionUnsupported),
            None,
        ]
    );
}

async fn nothing_is_overwritten_silently(world: World) {
    world_with_members(&world).await;
    let carl = world.user("carl@alpes.example", Role::Contributor, "alpes").await;
    let Answer::Applied { revision, .. } =
        world.record(&world.admin, &command("2026-01", value("1"), None)).await
    else {
        panic!("applied")
    };
    // Carl saw nothing there, or an older revision.
    for based_on in [None, Some(1)] {
        let answer = world.record(&carl, &command("2026-01", value("2"), based_on)).await;
        let Answer::Conflict { current, .. } = answer else { panic!("{answer:?}") };
        assert_eq!(current.unwrap().revision, revision);
    }
    let same = world.record(&carl, &command("2026-01", value("1"), None)).await;
    assert!(matches!(same, Answer::Duplicate { revision: of, .. } if of == revision), "{same:?}");
    let answer = world.record(&carl, &command("2026-01", value("2"), Some(revision))).await;
    assert!(matches!(answer, Answer::Applied { .. }), "{answer:?}");
    let history = world.service.history(&carl, "alpes", &key("members"), period("2026-01")).await.unwrap();
    let names: Vec<_> = history.iter().map(|revised| revised.name.clone().unwrap()).collect();
    assert_eq!(names, ["Ada", "carl"]);
}

async fn a_withdrawn_reading_keeps_its_history(world: World) {
    world_with_members(&world).await;
    let Answer::Applied { revision, .. } =
        world.record(&world.admin, &command("2026-01", value("1"), None)).await
    else {
        panic!("applied")
    };
    let withdrawn = world.record(&world.admin, &command("2026-01", None, Some(revision))).await;
    let Answer::Applied { revision: gone, .. } = withdrawn else { panic!("{withdrawn:?}") };
    assert!(world.service.book(&world.admin, "alpes", None).await.unwrap().readings.is_empty());
    let late = world.record(&world.admin, &command("2026-01", value("2"), Some(revision))).await;
    assert!(
        matches!(&late, Answer::Conflict { current: Some(current), .. } if current.revision == gone),
        "{late:?}"
    );
    let again = world.record(&world.admin, &command("2026-01", value("2"), Some(gone))).await;
    assert!(matches!(again, Answer::Applied { .. }), "{again:?}");
    let history =
        world.service.history(&world.admin, "alpes", &key("members"), period("2026-01")).await.unwrap();
    let known: Vec<bool> = history.iter().map(|revised| revised.revision.reading.is_some()).collect();
    assert_eq!(known, [true, false, true]);
    assert_eq!(history[1].name.as_deref(), Some("Ada"));
}

async fn a_hundred_at_once_are_one(world: World) {
    world_with_members(&world).await;
    let before = world.seq("alpes").await;
    let one = Command { id: new_id(), ..command("2026-01", value("1"), None) };
    let tries = (0..100).map(|_| {
        let (service, caller, one) = (world.service.clone(), world.admin.clone(), one.clone());
        tokio::spawn(async move { service.record(&caller, vec![one]).await })
    });
    for attempt in tries.collect::<Vec<_>>() {
        let answers = attempt.await.unwrap().unwrap();
        assert!(matches!(answers[0], Answer::Applied { .. }), "{answers:?}");
    }
    assert_eq!(world.seq("alpes").await, before + 1);
}

/// Four people and one month each, and a month that all of them want.
async fn many_at_once_are_one_after_the_other(world: World) {
    world_with_members(&world).await;
    let before = world.seq("alpes").await;
    let mut people = vec![world.admin.clone()];
    for name in ["mona", "max", "mia"] {
        people.push(world.user(&format!("{name}@alpes.example"), Role::Manager, "alpes").await);
    }
    let own = (1..=9).flat_map(|year| people.iter().enumerate().map(move |(i, person)| (year, i, person)));
    let tries = own.map(|(year, i, person)| {
        let wanted = command("2026-01", value(&i.to_string()), None);
        let own = command(&format!("201{year}-0{}", i + 1), value("1"), None);
        let (service, person) = (world.service.clone(), person.clone());
        tokio::spawn(async move { service.record(&person, vec![own, wanted]).await })
    });
    let mut first = Vec::new();
    let mut revisions = Vec::new();
    for attempt in tries.collect::<Vec<_>>() {
        let answers = attempt.await.unwrap().unwrap();
        let [Answer::Applied { revision, .. }, wanted] = &answers[..] else { panic!("{answers:?}") };
        revisions.push(*revision);
        match wanted {
            Answer::Applied { revision, .. } => first.push(*revision),
            Answer::Duplicate { .. } => {}
            Answer::Conflict { current: Some(current), .. } => {
                assert!(current.reading.is_some() && current.at.is_some() && current.by.is_some());
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(first.len(), 1, "the month that all want is one person's");
    revisions.extend(first);
    revisions.sort_unstable();
    let expected: Vec<u64> = (before + 1..=before + 37).collect();
    assert_eq!(revisions, expected, "each is a change of its own, without gaps");
    let log = world.service.changes(&world.admin, "alpes", before).await.unwrap();
    assert_eq!((log.seq, log.readings.len()), (before + 37, 37));
}

/// One request that records, corrects, takes back and records one reading again, without having heard of an answer.
async fn what_is_sent_together_meets_itself(world: World) {
    world_with_members(&world).await;
    let before = world.seq("alpes").await;
    let first = command("2026-01", value("1"), None);
    let commands = vec![
        first.clone(),
        command("2026-01", value("2"), None),
        command("2026-01", value("2"), Some(before + 1)),
        first,
        command("2026-01", None, Some(before + 2)),
        command("2026-01", value("3"), Some(before + 2)),
        command("2026-01", value("4"), Some(before + 3)),
    ];
    let answers = world.service.record(&world.admin, commands.clone()).await.unwrap();
    let revisions: Vec<Option<u64>> = answers
        .iter()
        .map(|answer| match answer {
            Answer::Applied { revision, .. } => Some(revision - before),
            Answer::Conflict { current: Some(current), .. } => {
                assert!(current.revision == before + 1 || current.revision == before + 3);
                None
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(revisions, [Some(1), None, Some(2), Some(1), Some(3), None, Some(4)]);
    assert_eq!(world.service.record(&world.admin, commands).await.unwrap(), answers);
    let history =
        world.service.history(&world.admin, "alpes", &key("members"), period("2026-01")).await.unwrap();
    let known: Vec<(u64, bool)> = history
        .iter()
        .map(|revised| (revised.revision.revision - before, revised.revision.reading.is_some()))
        .collect();
    assert_eq!(known, [(1, true), (2, true), (3, false), (4, true)]);
    let now = world.service.book(&world.admin, "alpes", None).await.unwrap().readings;
    assert_eq!(now.iter().map(|reading| Some(reading.figure.clone())).collect::<Vec<_>>(), [value("4")]);
}

/// Bodies as devices keep them, of every version there was.
const KEPT: &str = include_str!("../../../domain/tests/data/entries-v1.json");

async fn what_earlier_programs_wrote_is_taken(world: World) {
    world_with_members(&world).await;
    world.kpi("alpes", r#""key": "exporting", "nature": "ratio", "frequency": "month""#).await;
    world.kpi("alpes", r#""key": "trust", "nature": "mean", "frequency": "month""#).await;
    let kept: Vec<vigie_domain::outbox::Entry> = serde_json::from_str(KEPT).unwrap();
    let commands: Vec<Command> = kept.into_iter().take(6).map(|entry| entry.command).collect();
    let answers = world.service.record(&world.admin, commands.clone()).await.unwrap();
    for (command, answer) in commands.iter().zip(&answers) {
        // To withdraw what is not there changes nothing.
        let as_wished = matches!(answer, Answer::Applied { .. }) || command.withdraw;
        assert!(as_wished && !matches!(answer, Answer::Refused { .. }), "{command:?}: {answer:?}");
    }
    assert_eq!(world.service.record(&world.admin, commands).await.unwrap(), answers);
}
