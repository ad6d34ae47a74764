use vigie_domain::access::Role;
use vigie_domain::act::{Act, Deed, VERSION};
use vigie_domain::evidence::{Given, Media, Proof, Spot};
use vigie_domain::period_state::{PeriodMark, PeriodState};
use vigie_domain::problem::ProblemCode;
use vigie_domain::record::Answer;
use vigie_service::{Attached, Caller, Error};

use crate::support::{MEMBERS, World, key, new_id, period, stories};

stories! {
    a_file_is_attached_exactly_once
    what_was_taken_away_comes_back_and_stays_known
    only_what_proves_is_taken
    those_who_record_attach
    a_closed_period_keeps_its_evidence
    the_same_id_is_nobody_elses
    a_device_follows_what_is_attached
    links_travel_in_the_cluster_file
}

const PDF: &[u8] = b"%PDF-1.7 proof";

pub fn act(deed: Deed) -> Act {
    let recorded_at = "2026-08-01T08:00:00Z".parse().unwrap();
    Act { v: VERSION, id: new_id(), cluster: key("alpes"), kpi: key("members"), deed, recorded_at }
}

fn on(text: &str) -> Spot {
    Spot::Period(period(text))
}

fn file(on: Spot) -> Act {
    act(Deed::Attach { on, given: Given::File { name: "report.pdf".to_owned() } })
}

fn link(at: Spot, url: &str) -> Act {
    act(Deed::Attach { on: at, given: Given::Link { url: url.to_owned(), title: String::new() } })
}

async fn world_with_members(world: &World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
}

pub async fn told(world: &World, caller: &Caller, act: &Act) -> Result<u64, ProblemCode> {
    let file = act.has_file().then_some(PDF);
    match world.service.act(caller, act, file).await.unwrap() {
        Answer::Applied { revision, .. } | Answer::Duplicate { revision, .. } => Ok(revision),
        Answer::Refused { problem, .. } => Err(problem.code),
        Answer::Conflict { .. } => panic!("no act meets another"),
    }
}

async fn there(world: &World) -> Vec<String> {
    let snapshot = world.service.snapshot(&world.admin, "alpes").await.unwrap();
    snapshot.evidence.iter().map(|evidence| evidence.proof.name().to_owned()).collect()
}

async fn a_file_is_attached_exactly_once(world: World) {
    world_with_members(&world).await;
    let before = world.seq("alpes").await;
    let file = file(on("2026-01"));
    for _ in 0..3 {
        let answer = world.service.act(&world.admin, &file, Some(PDF)).await.unwrap();
        assert_eq!(answer, Answer::Applied { id: file.id, revision: before + 1 });
    }
    let other = world.service.act(&world.admin, &file, Some(b"%PDF-1.7 other")).await.unwrap();
    assert!(matches!(other, Answer::Refused { problem, .. } if problem.code == ProblemCode::IdReused));
    assert_eq!(world.seq("alpes").await, before + 1);
    let snapshot = world.service.snapshot(&world.admin, "alpes").await.unwrap();
    let [evidence] = &snapshot.evidence[..] else { panic!("one") };
    let proof = Proof::File { name: "report.pdf".to_owned(), media: Media::Pdf, size: 14 };
    assert_eq!((evidence.id, evidence.on, &evidence.proof), (file.id, on("2026-01"), &proof));
    assert_eq!(evidence.by, Some(snapshot.me.id));
    let sent = world.service.attached(&world.admin, "alpes", &file.id.to_string()).await.unwrap();
    assert_eq!(sent, Attached { name: "report.pdf".to_owned(), media: Media::Pdf, body: PDF.to_vec() });
}

async fn what_was_taken_away_comes_back_and_stays_known(world: World) {
    world_with_members(&world).await;
    let file = file(on("2026-01"));
    told(&world, &world.admin, &file).await.unwrap();
    let remove = act(Deed::Remove { evidence: file.id });
    let gone = told(&world, &world.admin, &remove).await.unwrap();
    assert!(there(&world).await.is_empty());
    // Somebody else was a moment quicker.
    assert_eq!(told(&world, &world.admin, &act(Deed::Remove { evidence: file.id })).await, Ok(gone));
    // Who looks into the history still reads it.
    assert!(world.service.attached(&world.admin, "alpes", &file.id.to_string()).await.is_ok());
    let back = told(&world, &world.admin, &act(Deed::Restore { evidence: file.id })).await.unwrap();
    assert_eq!((back, there(&world).await), (gone + 1, vec!["report.pdf".to_owned()]));
    assert_eq!(told(&world, &world.admin, &act(Deed::Restore { evidence: file.id })).await, Ok(back));
    let nothing = act(Deed::Remove { evidence: new_id() });
    assert_eq!(told(&world, &world.admin, &nothing).await, Err(ProblemCode::NotFound));
}

async fn only_what_proves_is_taken(world: World) {
    world_with_members(&world).await;
    let before = world.seq("alpes").await;
    for (act, code) in [
        (link(on("2026-01"), "javascript:alert(1)"), ProblemCode::LinkMalformed),
        (link(on("2026-Q1"), "https://example.org"), ProblemCode::PeriodGranularity),
        (link(Spot::Step(1), "https://example.org"), ProblemCode::StepUnknown),
        (Act { kpi: key("nothing"), ..link(on("2026-01"), "https://example.org") }, ProblemCode::KpiUnknown),
        (Act { v: 2, ..link(on("2026-01"), "https://example.org") }, ProblemCode::VersionUnsupported),
    ] {
        assert_eq!(told(&world, &world.admin, &act).await, Err(code));
    }
    for (bytes, code) in [(&b"MZ\x90\0"[..], ProblemCode::FileKind), (b"", ProblemCode::FileEmpty)] {
        let answer = world.service.act(&world.admin, &file(on("2026-01")), Some(bytes)).await.unwrap();
        assert!(matches!(answer, Answer::Refused { problem, .. } if problem.code == code));
    }
    let answer = world.service.act(&world.admin, &file(on("2026-01")), None).await.unwrap();
    assert!(matches!(answer, Answer::Refused { problem, .. } if problem.code == ProblemCode::FieldMissing));
    assert_eq!(world.seq("alpes").await, before);
    told(&world, &world.admin, &link(on("2026-01"), "https://example.org/a")).await.unwrap();
    assert_eq!(there(&world).await, ["https://example.org/a"]);
}

async fn those_who_record_attach(world: World) {
    world_with_members(&world).await;
    world.kpi("alpes", r#""key": "others", "nature": "stock", "frequency": "month""#).await;
    world.cluster("rhin").await;
    let carl = world.user("carl@alpes.example", Role::Contributor, "alpes").await;
    let mona = world.user("mona@alpes.example", Role::Manager, "alpes").await;
    let rita = world.user("rita@alpes.example", Role::Reader, "alpes").await;
    let stranger = world.user("sam@alpes.example", Role::Manager, "rhin").await;
    let his = file(on("2026-01"));
    told(&world, &carl, &his).await.unwrap();
    let hers = file(on("2026-01"));
    told(&world, &mona, &hers).await.unwrap();
    let not_his = Act { kpi: key("others"), ..file(on("2026-01")) };
    assert_eq!(told(&world, &carl, &not_his).await, Err(ProblemCode::NotAllowed));
    assert_eq!(told(&world, &rita, &file(on("2026-01"))).await, Err(ProblemCode::NotAllowed));
    assert_eq!(told(&world, &stranger, &file(on("2026-01"))).await, Err(ProblemCode::NotFound));
    // A right that comes later: the same act is taken then.
    world.service.act(&world.admin, &not_his, Some(PDF)).await.unwrap();

    let remove = |evidence: &Act| act(Deed::Remove { evidence: evidence.id });
    assert_eq!(told(&world, &carl, &remove(&hers)).await, Err(ProblemCode::NotAllowed));
    assert_eq!(told(&world, &rita, &remove(&his)).await, Err(ProblemCode::NotAllowed));
    assert!(told(&world, &carl, &remove(&his)).await.is_ok());
    assert!(told(&world, &mona, &act(Deed::Restore { evidence: his.id })).await.is_ok());
    // By way of another KPI nobody gets at it.
    let around = Act { kpi: key("others"), ..remove(&hers) };
    assert_eq!(told(&world, &mona, &around).await, Err(ProblemCode::NotFound));

    let (his, none) = (his.id.to_string(), new_id().to_string());
    for caller in [&carl, &mona, &rita] {
        assert!(world.service.attached(caller, "alpes", &his).await.is_ok());
    }
    for (caller, slug, id) in [
        (&stranger, "alpes", &his),
        (&stranger, "rhin", &his),
        (&rita, "alpes", &none),
        (&stranger, "none", &his),
    ] {
        let found = world.service.attached(caller, slug, id).await;
        assert!(matches!(found, Err(Error::NotFound)), "{slug} {id}");
    }
}

async fn a_closed_period_keeps_its_evidence(world: World) {
    world_with_members(&world).await;
    let carl = world.user("carl@alpes.example", Role::Contributor, "alpes").await;
    let his = file(on("2026-01"));
    told(&world, &carl, &his).await.unwrap();
    let mut seen = PeriodState::Open;
    for state in [PeriodState::Submitted, PeriodState::Validated, PeriodState::Frozen] {
        let mark = PeriodMark { period: period("2026-01"), state };
        world.service.set_period_state(&world.admin, "alpes", mark, seen).await.unwrap();
        seen = state;
    }
    let remove = act(Deed::Remove { evidence: his.id });
    for caller in [&carl, &world.admin] {
        assert_eq!(told(&world, caller, &remove).await, Err(ProblemCode::EvidenceFrozen));
    }
    assert_eq!(told(&world, &carl, &file(on("2026-01"))).await, Err(ProblemCode::EvidenceFrozen));
    assert!(told(&world, &world.admin, &file(on("2026-01"))).await.is_ok());
    assert!(told(&world, &carl, &file(on("2026-02"))).await.is_ok());
}

async fn the_same_id_is_nobody_elses(world: World) {
    world_with_members(&world).await;
    let mona = world.user("mona@alpes.example", Role::Manager, "alpes").await;
    let first = link(on("2026-01"), "https://example.org/a");
    told(&world, &world.admin, &first).await.unwrap();
    let second = Act { id: first.id, ..link(on("2026-01"), "https://example.org/b") };
    assert_eq!(told(&world, &mona, &second).await, Err(ProblemCode::IdReused));
    assert_eq!(there(&world).await, ["https://example.org/a"]);
}

async fn a_device_follows_what_is_attached(world: World) {
    world_with_members(&world).await;
    let mut copy = world.service.snapshot(&world.admin, "alpes").await.unwrap();
    let (one, two) = (file(on("2026-01")), link(on("2026-02"), "https://example.org"));
    told(&world, &world.admin, &one).await.unwrap();
    told(&world, &world.admin, &two).await.unwrap();
    let changes = world.service.changes(&world.admin, "alpes", copy.seq).await.unwrap();
    assert!(copy.apply(changes));
    assert_eq!(copy.evidence.len(), 2);
    told(&world, &world.admin, &act(Deed::Remove { evidence: one.id })).await.unwrap();
    let changes = world.service.changes(&world.admin, "alpes", copy.seq).await.unwrap();
    assert_eq!(changes.gone, [one.id]);
    assert!(copy.apply(changes));
    let fresh = world.service.snapshot(&world.admin, "alpes").await.unwrap();
    assert_eq!(copy.evidence, fresh.evidence);
    // Nothing of it is in the facts that shares and reports take.
    let share = world.service.export(&world.admin, "alpes", vigie_service::Format::Csv).await.unwrap();
    assert!(!share.contains("example.org"));
}

async fn links_travel_in_the_cluster_file(world: World) {
    world_with_members(&world).await;
    told(&world, &world.admin, &file(on("2026-01"))).await.unwrap();
    for url in ["https://example.org/b", "https://example.org/a"] {
        told(&world, &world.admin, &link(on("2026-02"), url)).await.unwrap();
    }
    let left = async |links| world.service.evidence_left_out(&world.admin, "alpes", links).await.unwrap();
    assert_eq!((left(true).await, left(false).await), (1, 3));
    let text = world.service.export(&world.admin, "alpes", vigie_service::Format::Json).await.unwrap();
    assert!(text.contains("https://example.org/a") && !text.contains("report.pdf"), "{text}");

    world.cluster("copy").await;
    let copy = text.replacen("\"alpes\"", "\"copy\"", 1);
    assert!(world.import("copy", &copy).await.problems.is_empty());
    assert_eq!(world.service.export(&world.admin, "copy", vigie_service::Format::Json).await.unwrap(), copy);
    // Once more changes nothing.
    let seq = world.seq("copy").await;
    assert!(world.import("copy", &copy).await.problems.is_empty());
    assert_eq!(world.seq("copy").await, seq);
    let snapshot = world.service.snapshot(&world.admin, "copy").await.unwrap();
    assert_eq!((snapshot.evidence.len(), snapshot.evidence[0].by), (2, Some(snapshot.me.id)));
}
