use vigie_domain::access::Role;
use vigie_domain::problem::ProblemCode;
use vigie_domain::{Logo, file};
use vigie_service::{Error, Format, ImportOptions, NewShare, OVERVIEW, Opened, Picture};

use crate::support::{World, problems, stories};

stories! {
    managers_give_and_take_a_logo
    it_is_theirs_alone_to_give
    what_can_be_no_logo_changes_nothing
    settings_leave_it_alone
    it_travels_in_the_cluster_file
    a_file_is_checked_like_an_upload
    a_share_has_the_logo_of_its_cluster
}

fn svg(colour: &str) -> Vec<u8> {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 4'><rect width='8' height='4' fill='{colour}'/></svg>"
    )
    .into_bytes()
}

async fn give(world: &World, slug: &str, colour: &str) -> u64 {
    world.service.save_logo(&world.admin, slug, svg(colour)).await.unwrap()
}

async fn logo(world: &World, slug: &str) -> Option<Logo> {
    world.service.cluster(&world.admin, slug).await.unwrap().cluster.logo
}

/// The hash of what is kept.
async fn hash(world: &World, slug: &str) -> String {
    match logo(world, slug).await {
        Some(Logo::Kept { sha256, .. }) => sha256,
        other => panic!("{other:?}"),
    }
}

async fn managers_give_and_take_a_logo(world: World) {
    world.cluster("alpes").await;
    let manager = world.user("mia@alpes.example", Role::Manager, "alpes").await;
    let before = world.seq("alpes").await;
    let seq = world.service.save_logo(&manager, "alpes", svg("navy")).await.unwrap();
    assert_eq!((seq, world.seq("alpes").await), (before + 1, before + 1));
    let navy = hash(&world, "alpes").await;
    let png = world.service.kept_logo(&manager, "alpes", &navy).await.unwrap();
    assert!(png.starts_with(b"\x89PNG") && png != svg("navy"), "never what was sent");
    // A device hears of it with the settings, without the bytes.
    let snapshot = world.service.snapshot(&manager, "alpes").await.unwrap();
    assert_eq!(snapshot.cluster.logo, logo(&world, "alpes").await);
    // The same once more is no change.
    assert_eq!(world.service.save_logo(&manager, "alpes", svg("navy")).await.unwrap(), seq);
    assert_eq!(world.seq("alpes").await, seq);
    let other = world.service.save_logo(&manager, "alpes", svg("red")).await.unwrap();
    assert!(other == seq + 1 && hash(&world, "alpes").await != navy);
    assert!(world.service.remove_logo(&manager, "alpes").await.unwrap() == seq + 2);
    assert_eq!(logo(&world, "alpes").await, None);
    assert_eq!(world.service.remove_logo(&manager, "alpes").await.unwrap(), seq + 2, "nothing to take");
    // The history keeps what there was.
    assert_eq!(world.service.kept_logo(&manager, "alpes", &navy).await.unwrap(), png);
}

async fn it_is_theirs_alone_to_give(world: World) {
    world.cluster("alpes").await;
    world.cluster("rhin").await;
    give(&world, "alpes", "navy").await;
    let own = hash(&world, "alpes").await;
    for role in [Role::Contributor, Role::Reader] {
        let caller = world.user(&format!("{}@alpes.example", role.as_str()), role, "alpes").await;
        let given = world.service.save_logo(&caller, "alpes", svg("red")).await;
        assert!(matches!(given, Err(Error::Forbidden)), "{role:?}");
        assert!(
            matches!(world.service.remove_logo(&caller, "alpes").await, Err(Error::Forbidden)),
            "{role:?}"
        );
        assert!(world.service.kept_logo(&caller, "alpes", &own).await.is_ok(), "{role:?}");
    }
    let outsider = world.user("sam@rhin.example", Role::Manager, "rhin").await;
    let nothing = [
        world.service.save_logo(&outsider, "alpes", svg("red")).await.map(drop),
        world.service.save_logo(&outsider, "nowhere", svg("red")).await.map(drop),
        world.service.remove_logo(&outsider, "alpes").await.map(drop),
        world.service.kept_logo(&outsider, "alpes", &own).await.map(drop),
        // By the address of one's own cluster neither.
        world.service.kept_logo(&outsider, "rhin", &own).await.map(drop),
        world.service.kept_logo(&outsider, "rhin", "../../etc").await.map(drop),
    ];
    assert!(nothing.iter().all(|answer| matches!(answer, Err(Error::NotFound))), "{nothing:?}");
    assert_eq!(hash(&world, "alpes").await, own);
}

async fn what_can_be_no_logo_changes_nothing(world: World) {
    world.cluster("alpes").await;
    give(&world, "alpes", "navy").await;
    let (own, seq) = (hash(&world, "alpes").await, world.seq("alpes").await);
    let cases: [(Vec<u8>, ProblemCode); 4] = [
        (b"%PDF-1.7".to_vec(), ProblemCode::LogoKind),
        (b"\x89PNG\r\n\x1a\n".to_vec(), ProblemCode::LogoUnreadable),
        (vec![b'<'; vigie_domain::logo::LARGEST + 1], ProblemCode::LogoTooLarge),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>".to_vec(),
            ProblemCode::LogoHolds,
        ),
    ];
    for (bytes, code) in cases {
        let refused = world.service.save_logo(&world.admin, "alpes", bytes).await;
        assert_eq!(problems(refused), [(code, "logo".to_owned())]);
    }
    assert_eq!((hash(&world, "alpes").await, world.seq("alpes").await), (own, seq));
}

async fn settings_leave_it_alone(world: World) {
    world.cluster("alpes").await;
    give(&world, "alpes", "navy").await;
    let own = logo(&world, "alpes").await;
    let mut cluster = world.service.cluster(&world.admin, "alpes").await.unwrap().cluster;
    let foreign = Logo::Kept { sha256: "0".repeat(64), on_dark: false };
    for said in [None, Some(foreign), Some(Logo::Whole("data:,x".to_owned()))] {
        cluster.name += "!";
        cluster.logo = said;
        world.service.save_cluster(&world.admin, "alpes", cluster.clone()).await.unwrap();
        assert_eq!(logo(&world, "alpes").await, own);
    }
}

async fn it_travels_in_the_cluster_file(world: World) {
    world.cluster("alpes").await;
    world.import("alpes", "kpi,period,value\nmembers,2026-01,130\n").await;
    let bare = world.service.export(&world.admin, "alpes", Format::Json).await.unwrap();
    assert!(!bare.contains("logo"), "older programs read it as before");
    give(&world, "alpes", "white").await;
    let exported = world.service.export(&world.admin, "alpes", Format::Json).await.unwrap();
    let parsed = file::parse(&exported).unwrap();
    assert!(matches!(parsed.cluster.logo, Some(Logo::Whole(_))));
    // Into a cluster of its own, on import made or there before, and out again.
    world.service.delete_cluster(&world.admin, "alpes").await.unwrap();
    assert!(world.import("alpes", &exported).await.problems.is_empty());
    assert_eq!(world.service.export(&world.admin, "alpes", Format::Json).await.unwrap(), exported);
    world.cluster("rhin").await;
    assert!(world.import("rhin", &exported).await.problems.is_empty());
    assert_eq!(logo(&world, "rhin").await, logo(&world, "alpes").await);
    assert!(world.service.kept_logo(&world.admin, "rhin", &hash(&world, "rhin").await).await.is_ok());
    // Once more it brings nothing.
    let seq = world.seq("alpes").await;
    assert!(world.import("alpes", &exported).await.problems.is_empty());
    assert_eq!(world.seq("alpes").await, seq);

    // One that says nothing of a logo takes none away; another one is a contradiction, unless it is to be taken.
    assert!(world.import("alpes", &bare).await.problems.is_empty());
    let white = hash(&world, "alpes").await;
    give(&world, "alpes", "red").await;
    let red = hash(&world, "alpes").await;
    let contradicts = world.import("alpes", &exported).await.problems;
    assert_eq!(contradicts[0].place, "cluster.logo");
    assert_eq!(hash(&world, "alpes").await, red);
    let update = ImportOptions { update: true, ..ImportOptions::default() };
    let outcome = world.import_with("alpes", &exported, update).await;
    assert_eq!((outcome.problems, hash(&world, "alpes").await), (vec![], white));
    // Its undo brings the other one back.
    world.service.undo_import(&world.admin, "alpes", outcome.seq.unwrap()).await.unwrap();
    assert_eq!(hash(&world, "alpes").await, red);
}

async fn a_file_is_checked_like_an_upload(world: World) {
    world.cluster("alpes").await;
    let file = |slug: &str, logo: &str| {
        format!(r#"{{"vigie": 1, "cluster": {{"slug": "{slug}", "name": "A", "logo": "{logo}"}}}}"#)
    };
    let cases = [
        ("0".repeat(64), ProblemCode::FieldMalformed),
        ("https://evil.example/logo.png".to_owned(), ProblemCode::FieldMalformed),
        ("data:image/png;base64,AAAA".to_owned(), ProblemCode::LogoKind),
        ("data:image/png;base64,iVBORw0KGgo=".to_owned(), ProblemCode::LogoUnreadable),
        ("data:image/png;base64,?".to_owned(), ProblemCode::LogoUnreadable),
        ("data:text/html,x".to_owned(), ProblemCode::LogoUnreadable),
    ];
    for slug in ["alpes", "new"] {
        for (logo, code) in &cases {
            // A cluster that would be made says of a file that can't be read what it says of one that is not there.
            let text = file(slug, logo);
            let given =
                world.service.import(&world.admin, slug, "f", text.as_bytes(), ImportOptions::default());
            match given.await {
                Ok(outcome) => {
                    let found: Vec<_> =
                        outcome.problems.iter().map(|problem| (problem.code, &*problem.place)).collect();
                    assert_eq!(found, [(*code, "cluster.logo")], "{logo}");
                }
                Err(error) => assert!(slug == "new" && matches!(error, Error::NotFound), "{error:?}"),
            }
        }
    }
    assert_eq!(world.service.clusters(&world.admin).await.unwrap().len(), 1);
    // Anything that could be uploaded may stand in a file; it is written anew.
    let plain = "PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCA4IDQnPjxyZWN0IHdpZHRoPSc4JyBoZWlnaHQ9JzQnIGZpbGw9J25hdnknLz48L3N2Zz4=";
    let outcome = world.import("new", &file("new", &format!("data:image/png;base64,{plain}"))).await;
    assert_eq!(outcome.problems, []);
    give(&world, "alpes", "navy").await;
    assert_eq!(hash(&world, "new").await, hash(&world, "alpes").await);
}

async fn a_share_has_the_logo_of_its_cluster(world: World) {
    world.cluster("alpes").await;
    world.import("alpes", "kpi,period,value\nmembers,2026-01,130\n").await;
    let new = NewShare::of(OVERVIEW, vigie_domain::Lang::En);
    let (_, token) = world.service.add_share(&world.admin, "alpes", new).await.unwrap();
    let shown = async || match world.service.open_share(token.as_str()).await.unwrap().unwrap() {
        Opened::Live(shared) => {
            assert_eq!(shared.book.cluster.logo, None, "no inner name of it");
            let pixels = |logo: &Picture| (logo.width, logo.height, logo.on_dark);
            assert_eq!(
                shared.small_logo.as_ref().map(pixels),
                shared.logo.as_ref().map(|_| (160, 80, false))
            );
            shared.logo
        }
        Opened::Fixed(_) => panic!("live"),
    };
    let edition = async || world.service.opening(token.as_str()).await.unwrap().unwrap().edition;
    assert_eq!(shown().await, None);
    let before = edition().await;
    give(&world, "alpes", "white").await;
    let after = edition().await;
    assert!(!world.service.shows_the_same(&before, &after, &Default::default()).await.unwrap());
    let Picture { width, height, on_dark, png } = shown().await.unwrap();
    // It fills its frame, so it brings its own ground.
    assert!((width, height, on_dark) == (640, 320, false) && !png.is_empty());
    world.service.remove_logo(&world.admin, "alpes").await.unwrap();
    assert_eq!(shown().await, None);
}
