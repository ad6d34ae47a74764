//! Who may do what through the use cases: one table. `y` done, `-` forbidden, `.` not found.

use vigie_domain::access::Role;
use vigie_domain::period_state::{PeriodMark, PeriodState};
use vigie_domain::problem::ProblemCode;
use vigie_domain::record::Answer;
use vigie_domain::{Dashboard, Lang, Objective, Text};
use vigie_service::{Caller, Error, Format, ImportOptions, NewCluster, NewShare, NewUser, OVERVIEW};

use crate::support::{MEMBERS, PASSWORD, World, command, key, kpi, stories, value};

stories! { one_table_of_roles recording_by_role what_is_elsewhere_answers_as_what_is_not }

const COLUMNS: usize = 5;

/// Admin, manager, contributor, reader, manager of another cluster.
async fn callers(world: &World) -> [Caller; COLUMNS] {
    world.cluster("alpes").await;
    world.cluster("other").await;
    world.kpi("alpes", MEMBERS).await;
    [
        world.admin.clone(),
        world.user("mona@alpes.example", Role::Manager, "alpes").await,
        world.user("carl@alpes.example", Role::Contributor, "alpes").await,
        world.user("rita@alpes.example", Role::Reader, "alpes").await,
        world.user("otto@alpes.example", Role::Manager, "other").await,
    ]
}

fn letter<T>(result: Result<T, Error>) -> char {
    match result {
        Ok(_) => 'y',
        Err(Error::Forbidden) => '-',
        Err(Error::NotFound) => '.',
        Err(error) => panic!("{error:?}"),
    }
}

fn share() -> NewShare {
    NewShare::of(OVERVIEW, Lang::Fr)
}

/// Each caller a month of their own: a period is handed in once.
async fn hand_in(service: &vigie_service::Service, caller: &Caller, i: usize) -> Result<u64, Error> {
    let period = vigie_domain::Period::parse(&format!("2025-0{}", i + 1)).unwrap();
    let mark = PeriodMark { period, state: PeriodState::Submitted };
    service.set_period_state(caller, "alpes", mark, PeriodState::Open).await
}

async fn one_table_of_roles(world: World) {
    let callers = callers(&world).await;
    let service = &world.service;
    let dashboard =
        || Dashboard { id: String::new(), name: Text::new("en", "Board"), ..vigie_service::overview() };
    let cluster = service.cluster(&world.admin, "alpes").await.unwrap().cluster;
    for (i, caller) in callers.iter().enumerate() {
        let table: Vec<(&str, &str, char)> = vec![
            ("cluster", "yyyy.", letter(service.cluster(caller, "alpes").await)),
            ("snapshot", "yyyy.", letter(service.snapshot(caller, "alpes").await)),
            ("hand in a period", "yyy-.", letter(hand_in(service, caller, i).await)),
            ("changes", "yyyy.", letter(service.changes(caller, "alpes", 0).await)),
            ("book", "yyyy.", letter(service.book(caller, "alpes", None).await)),
            ("export", "yyyy.", letter(service.export(caller, "alpes", Format::Csv).await)),
            (
                "history",
                "yyyy.",
                letter(service.history(caller, "alpes", &key("members"), "2026-07".parse().unwrap()).await),
            ),
            ("save cluster", "yy--.", letter(service.save_cluster(caller, "alpes", cluster.clone()).await)),
            ("save kpi", "yy--.", letter(service.save_kpi(caller, "alpes", kpi(MEMBERS)).await)),
            (
                "archive kpi",
                "yy--.",
                letter(service.archive_kpi(caller, "alpes", &key("members"), false).await),
            ),
            ("reorder", "yy--.", letter(service.reorder_kpis(caller, "alpes", &[]).await)),
            (
                "objective",
                "yy--.",
                letter(
                    service
                        .save_objective(caller, "alpes", Objective::new("", Text::new("en", "Grow")))
                        .await,
                ),
            ),
            ("reorder objectives", "yy--.", letter(service.reorder_objectives(caller, "alpes", &[]).await)),
            ("dashboard", "yy--.", letter(service.save_dashboard(caller, "alpes", dashboard(), None).await)),
            ("kit", "yy--.", letter(service.add_kit(caller, "alpes", "new-cluster").await)),
            (
                "import",
                "yy--.",
                letter(
                    service
                        .import(caller, "alpes", "a.csv", b"kpi,period,value\n", ImportOptions::default())
                        .await,
                ),
            ),
            ("share", "yy--.", letter(service.add_share(caller, "alpes", share()).await)),
            ("shares", "yy--.", letter(service.shares(caller, Some("alpes")).await)),
            (
                "role",
                "yy--.",
                letter(service.set_role(caller, "alpes", "rita@alpes.example", Some(Role::Reader)).await),
            ),
            ("users", "y----", letter(service.users(caller).await)),
            ("reset", "y----", letter(service.reset_password(caller, "rita@alpes.example", PASSWORD).await)),
            ("archive cluster", "y---.", letter(service.archive_cluster(caller, "alpes", false).await)),
            ("offices", "-----", letter(service.offices(caller).await)),
            ("add office", "-----", letter(service.add_office(caller, "Mine").await)),
        ];
        for (what, row, found) in table {
            assert_eq!(Some(found), row.chars().nth(i), "{what} by column {i}");
        }
    }
    for (i, caller) in callers.iter().enumerate() {
        let new = NewCluster { name: format!("New {i}"), ..NewCluster::default() };
        assert_eq!(letter(service.create_cluster(caller, new).await), "y----".chars().nth(i).unwrap());
        let new = NewUser {
            email: format!("new{i}@alpes.example"),
            name: "New".to_owned(),
            password: PASSWORD.to_owned(),
            lang: Lang::En,
            role: Role::Reader,
            cluster: Some("alpes".to_owned()),
        };
        assert_eq!(letter(service.add_user(caller, new).await), "yy--.".chars().nth(i).unwrap());
    }
    for (i, caller) in callers.iter().enumerate().rev() {
        assert_eq!(letter(service.delete_cluster(caller, "alpes").await), "y---.".chars().nth(i).unwrap());
    }
}

async fn recording_by_role(world: World) {
    let [admin, manager, carl, reader, other] = callers(&world).await;
    let carla = world.user("carla@alpes.example", Role::Contributor, "alpes").await;
    let refusal = |answer: Answer| match answer {
        Answer::Refused { problem, .. } => Some(problem.code),
        _ => None,
    };
    let record =
        async |caller: &Caller, at: &str| refusal(world.record(caller, &command(at, value("1"), None)).await);
    assert_eq!(record(&admin, "2026-01").await, None);
    assert_eq!(record(&manager, "2026-02").await, None);
    assert_eq!(record(&carl, "2026-03").await, None, "responsible");
    assert_eq!(record(&carla, "2026-04").await, Some(ProblemCode::NotAllowed), "not responsible");
    assert_eq!(record(&reader, "2026-05").await, Some(ProblemCode::NotAllowed));
    assert_eq!(record(&other, "2026-06").await, Some(ProblemCode::NotFound));

    // A demotion acts at once.
    world.service.set_role(&admin, "alpes", "carl@alpes.example", Some(Role::Reader)).await.unwrap();
    let carl = world.sign_in("carl@alpes.example").await;
    assert_eq!(record(&carl, "2026-06").await, Some(ProblemCode::NotAllowed));
    world.service.set_role(&admin, "alpes", "carl@alpes.example", None).await.unwrap();
    let carl = world.sign_in("carl@alpes.example").await;
    assert_eq!(record(&carl, "2026-06").await, Some(ProblemCode::NotFound));
}

async fn what_is_elsewhere_answers_as_what_is_not(world: World) {
    let callers = callers(&world).await;
    for slug in ["alpes", "nothing", "No Slug", ""] {
        let found = world.service.book(&callers[4], slug, None).await;
        assert!(matches!(found, Err(Error::NotFound)), "{slug}: {found:?}");
    }
    let own: Vec<String> =
        world.service.clusters(&callers[4]).await.unwrap().into_iter().map(|cluster| cluster.slug).collect();
    assert_eq!(own, ["other"]);
    // Another office on the same installation.
    let program = world.service.program("cli", None).await.unwrap();
    world.service.add_office(&program, "Elsewhere").await.unwrap();
    let elsewhere = world.service.program("cli", Some("Elsewhere")).await.unwrap();
    assert!(matches!(world.service.book(&elsewhere, "alpes", None).await, Err(Error::NotFound)));
    assert!(world.service.clusters(&elsewhere).await.unwrap().is_empty());
    assert!(world.service.users(&elsewhere).await.unwrap().is_empty());
}
