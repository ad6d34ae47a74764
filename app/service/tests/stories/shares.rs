use chrono::Duration;
use vigie_domain::access::Role;
use vigie_domain::problem::ProblemCode;
use vigie_domain::{Card, Dashboard, Lang, Show, Text};
use vigie_service::{Edition, Error, NewShare, OVERVIEW, Opened, Password, ShareTerms, SharedBook, overview};

use crate::support::{MEMBERS, World, command, key, pass, problems, stories, value};

stories! {
    a_link_opens_until_it_is_revoked
    a_link_opens_until_it_expires
    a_link_shows_what_its_dashboard_shows
    an_edition_is_what_the_page_depends_on
    a_list_of_what_may_not_be_seen_shows_nothing
    a_deleted_dashboard_comes_back_with_its_links
    visits_are_counted_together
    shares_are_checked
    a_password_opens_until_it_is_changed
    a_renewed_link_has_another_address
    what_is_left_out_is_not_there
    a_fixed_share_never_changes
}

fn share() -> NewShare {
    NewShare::of(OVERVIEW, Lang::Fr)
}

fn until(expires_on: Option<chrono::NaiveDate>) -> NewShare {
    NewShare { terms: ShareTerms { expires_on, ..ShareTerms::default() }, ..share() }
}

async fn live(world: &World, token: &str) -> SharedBook {
    match world.service.open_share(token).await.unwrap().unwrap() {
        Opened::Live(shared) => *shared,
        Opened::Fixed(page) => panic!("fixed: {page:?}"),
    }
}

async fn edition(world: &World, token: &str) -> Option<Edition> {
    world.service.opening(token).await.unwrap().map(|opening| opening.edition)
}

async fn a_link_opens_until_it_is_revoked(world: World) {
    world.cluster("alpes").await;
    let (info, token) = world.service.add_share(&world.admin, "alpes", share()).await.unwrap();
    pass(Duration::seconds(1));
    let (_, other) = world.service.add_share(&world.admin, "alpes", share()).await.unwrap();
    assert_eq!(info.name, "Vue d’ensemble");
    assert!(token.as_str().len() == 43 && token != other);
    assert!(world.service.open_share(token.as_str()).await.unwrap().is_some());
    for wrong in ["", ":token", "null", &"A".repeat(43), &token.as_str()[..42]] {
        assert!(world.service.open_share(wrong).await.unwrap().is_none(), "{wrong}");
    }
    world.service.revoke_share(&world.admin, &info.id).await.unwrap();
    world.service.revoke_share(&world.admin, &info.id).await.unwrap();
    assert!(world.service.open_share(token.as_str()).await.unwrap().is_none());
    assert!(world.service.open_share(other.as_str()).await.unwrap().is_some());
    let revoked: Vec<_> = world
        .service
        .shares(&world.admin, None)
        .await
        .unwrap()
        .into_iter()
        .map(|share| share.revoked)
        .collect();
    assert_eq!(revoked, [true, false]);
    let nothing = world.service.revoke_share(&world.admin, "nothing").await;
    assert!(matches!(nothing, Err(Error::NotFound)));
    world.service.archive_cluster(&world.admin, "alpes", true).await.unwrap();
    assert!(world.service.open_share(other.as_str()).await.unwrap().is_none());
}

async fn a_link_opens_until_it_expires(world: World) {
    world.cluster("alpes").await;
    let new = until("2026-08-02".parse().ok());
    let (_, token) = world.service.add_share(&world.admin, "alpes", new).await.unwrap();
    pass(Duration::days(1));
    assert!(world.service.open_share(token.as_str()).await.unwrap().is_some(), "on its last day");
    pass(Duration::days(1));
    assert!(world.service.open_share(token.as_str()).await.unwrap().is_none());
    assert!(world.service.shares(&world.admin, Some("alpes")).await.unwrap()[0].expired);
}

async fn a_link_shows_what_its_dashboard_shows(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    for json in [
        r#""key": "hidden", "nature": "stock", "frequency": "month""#,
        r#""key": "operand", "nature": "stock", "frequency": "month""#,
        r#""key": "secret", "nature": "stock", "frequency": "month", "confidential": true"#,
        r#""key": "sum", "nature": "formula", "frequency": "month", "formula": "operand * 2""#,
    ] {
        world.kpi("alpes", json).await;
    }
    let rows = "members,2026-06,1\nhidden,2026-06,2\noperand,2026-06,3\nsecret,2026-06,4\n";
    assert_eq!(world.import("alpes", &format!("kpi,period,value\n{rows}")).await.added_readings, 4);
    let cards = ["members", "sum", "secret"].map(|name| Card::from(Show::Kpi { key: key(name) })).to_vec();
    let board = Dashboard { id: "board".to_owned(), name: Text::new("en", "Board"), cards, ..overview() };
    world.service.save_dashboard(&world.admin, "alpes", board, None).await.unwrap();
    let new = NewShare { dashboard: "Board".to_owned(), ..share() };
    let (_, token) = world.service.add_share(&world.admin, "alpes", new).await.unwrap();
    let seen = live(&world, token.as_str()).await;
    assert_eq!(seen.keys, [key("members"), key("sum")]);
    assert_eq!(seen.dashboard.cards.len(), 2);
    let names: Vec<_> = seen.book.kpis.iter().map(|kpi| (kpi.key.as_str(), kpi.archived)).collect();
    assert_eq!(names, [("members", false), ("operand", true), ("sum", false)]);
    assert!(seen.book.kpis.iter().all(|kpi| kpi.responsible.is_none() && kpi.deputy.is_none()));
    assert!(!seen.book.readings.has(&key("hidden")) && !seen.book.readings.has(&key("secret")));
}

async fn visits_are_counted_together(world: World) {
    world.cluster("alpes").await;
    let (info, _) = world.service.add_share(&world.admin, "alpes", share()).await.unwrap();
    for _ in 0..5 {
        world.service.count_visit(&info.id);
    }
    let listed = &world.service.shares(&world.admin, Some("alpes")).await.unwrap()[0];
    assert_eq!(listed.visits, 5);
    assert!(listed.last_visit_at.is_some());
    world.service.tidy().await.unwrap();
    assert_eq!(world.service.shares(&world.admin, Some("alpes")).await.unwrap()[0].visits, 5);
}

async fn shares_are_checked(world: World) {
    world.cluster("alpes").await;
    let add = async |new: NewShare| problems(world.service.add_share(&world.admin, "alpes", new).await);
    let dashboard = add(NewShare { dashboard: "nothing".to_owned(), ..share() }).await;
    assert_eq!(dashboard, [(ProblemCode::NotFound, "dashboard".to_owned())]);
    let past = add(until("2026-07-31".parse().ok())).await;
    assert_eq!(past, [(ProblemCode::FieldOutOfRange, "expires_on".to_owned())]);
    let set = add(NewShare { set: Some("State contract".to_owned()), ..share() }).await;
    assert_eq!(set, [(ProblemCode::NotFound, "set".to_owned())]);
}

async fn an_edition_is_what_the_page_depends_on(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let new = until("2026-08-02".parse().ok());
    let (info, token) = world.service.add_share(&world.admin, "alpes", new).await.unwrap();
    let now = async || edition(&world, token.as_str()).await;
    let first = now().await.unwrap();
    assert_eq!(world.service.open_share(token.as_str()).await.unwrap().unwrap().edition(), first);
    assert_eq!(now().await.as_ref(), Some(&first));
    assert_eq!((first.share.as_str(), first.lang), (info.id.as_str(), Lang::Fr));
    world.record(&world.admin, &command("2026-06", value("1"), None)).await;
    let changed = now().await.unwrap();
    assert_eq!(changed.seq, first.seq + 1);
    let sources = world.service.open_share(token.as_str()).await.unwrap().unwrap().sources();
    let same = async |later: &Edition| world.service.shows_the_same(&first, later, &sources).await.unwrap();
    assert!(same(&first).await && !same(&changed).await);
    assert!(world.service.shows_the_same(&first, &changed, &[key("others")].into()).await.unwrap());
    // In Paris the next day begins at 22:00 UTC.
    pass(Duration::hours(13));
    assert_eq!(now().await, Some(Edition { today: "2026-08-02".parse().unwrap(), ..changed }));
    pass(Duration::days(1));
    assert_eq!(now().await, None, "expired");
    let (_, other) = world.service.add_share(&world.admin, "alpes", share()).await.unwrap();
    // A definition may be shown by its name, whosever it is.
    world.kpi("alpes", &MEMBERS.replace("members", "firms")).await;
    let defined = Edition { seq: first.seq + 3, ..first.clone() };
    assert!(!world.service.shows_the_same(&first, &defined, &[key("others")].into()).await.unwrap());
    // What is said and attached beside the figures shows nowhere.
    let before = edition(&world, other.as_str()).await.unwrap();
    let deed = vigie_domain::act::Deed::Say { text: "Why?".to_owned() };
    crate::evidence::told(&world, &world.admin, &crate::evidence::act(deed)).await.unwrap();
    let after = edition(&world, other.as_str()).await.unwrap();
    assert_eq!(after.seq, before.seq + 1);
    assert!(world.service.shows_the_same(&before, &after, &sources).await.unwrap());
    let id = after.share;
    world.service.revoke_share(&world.admin, &id).await.unwrap();
    assert_eq!(edition(&world, other.as_str()).await, None, "revoked");
    assert_eq!(edition(&world, &"A".repeat(43)).await, None, "never issued");
}

async fn a_deleted_dashboard_comes_back_with_its_links(world: World) {
    world.cluster("alpes").await;
    let board = Dashboard::new("", Text::new("en", "Board"), [Show::Kpis {}]);
    let board = world.service.save_dashboard(&world.admin, "alpes", board, None).await.unwrap();
    let new = NewShare { dashboard: board.id.clone(), ..share() };
    let (_, token) = world.service.add_share(&world.admin, "alpes", new).await.unwrap();
    world.service.delete_dashboard(&world.admin, "alpes", &board).await.unwrap();
    assert!(world.service.open_share(token.as_str()).await.unwrap().is_none());
    let again = world.service.save_dashboard(&world.admin, "alpes", board.clone(), None).await.unwrap();
    assert_eq!(again, board);
    assert!(world.service.open_share(token.as_str()).await.unwrap().is_some());
}

async fn a_list_of_what_may_not_be_seen_shows_nothing(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    world
        .kpi("alpes", r#""key": "secret", "nature": "stock", "frequency": "month", "confidential": true"#)
        .await;
    let shows = [
        Show::Table { keys: vec![key("secret")] },
        Show::Matrix { keys: vec![key("secret"), key("members")] },
        Show::Highlights {},
    ];
    let board = Dashboard::new("", Text::new("en", "Board"), shows);
    let board = world.service.save_dashboard(&world.admin, "alpes", board, None).await.unwrap();
    let new = NewShare { dashboard: board.id, ..share() };
    let (_, token) = world.service.add_share(&world.admin, "alpes", new).await.unwrap();
    let seen = live(&world, token.as_str()).await;
    assert_eq!(seen.keys, [key("members")]);
    let left: Vec<_> = seen.dashboard.cards.into_iter().map(|card| card.show).collect();
    assert_eq!(left, [Show::Matrix { keys: vec![key("members")] }, Show::Highlights {}]);
}

async fn a_password_opens_until_it_is_changed(world: World) {
    world.cluster("alpes").await;
    let with =
        |password: Password| ShareTerms { name: "Région".to_owned(), password, ..ShareTerms::default() };
    let new = NewShare { terms: with(Password::Set("correct horse".to_owned())), ..share() };
    let (info, token) = world.service.add_share(&world.admin, "alpes", new).await.unwrap();
    assert!(info.has_password);
    let key = async || world.service.opening(token.as_str()).await.unwrap().unwrap().key;
    let attempt =
        async |password: &str| world.service.try_share_password(token.as_str(), password).await.unwrap();
    let first = attempt("correct horse").await;
    assert!(first.is_some() && first == key().await);
    assert_eq!(attempt("correct house").await, None);
    assert_eq!(world.service.try_share_password(&"A".repeat(43), "correct horse").await.unwrap(), None);

    let change = async |password| world.service.change_share(&world.admin, &info.id, with(password)).await;
    change(Password::Keep).await.unwrap();
    assert_eq!(key().await, first, "other terms leave the password");
    change(Password::Set("another horse".to_owned())).await.unwrap();
    assert!(key().await.is_some() && key().await != first, "who knew the former password has to ask again");
    assert_eq!(attempt("correct horse").await, None);
    assert!(!change(Password::Remove).await.unwrap().has_password);
    assert_eq!(key().await, None);
    let short = problems(change(Password::Set("short".to_owned())).await);
    assert_eq!(short, [(ProblemCode::FieldOutOfRange, "password".to_owned())]);
    // A browser sends no cookie to a page inside of another site's.
    let mut both = with(Password::Set("correct horse".to_owned()));
    both.embedded_in = vec!["region.example".to_owned()];
    let both = problems(world.service.change_share(&world.admin, &info.id, both).await);
    assert_eq!(both, [(ProblemCode::FieldUnwanted, "embedded_in".to_owned())]);
    let reader = world.user("rita@alpes.example", Role::Reader, "alpes").await;
    let theirs = world.service.change_share(&reader, &info.id, with(Password::Remove)).await;
    assert!(matches!(theirs, Err(Error::Forbidden)));
}

async fn a_renewed_link_has_another_address(world: World) {
    world.cluster("alpes").await;
    let (info, token) = world.service.add_share(&world.admin, "alpes", share()).await.unwrap();
    let (renewed, other) = world.service.renew_share(&world.admin, &info.id).await.unwrap();
    assert_eq!((renewed.id.as_str(), renewed.name.as_str()), (info.id.as_str(), info.name.as_str()));
    assert_eq!(edition(&world, token.as_str()).await, None);
    assert!(edition(&world, other.as_str()).await.is_some());
    world.service.revoke_share(&world.admin, &info.id).await.unwrap();
    assert!(matches!(world.service.renew_share(&world.admin, &info.id).await, Err(Error::NotFound)));
}

async fn what_is_left_out_is_not_there(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    world.kpi("alpes", r#""key": "staff", "nature": "stock", "frequency": "month""#).await;
    let terms = ShareTerms { left_out: vec![key("members")], ..ShareTerms::default() };
    let new = NewShare { terms: terms.clone(), ..share() };
    let (info, token) = world.service.add_share(&world.admin, "alpes", new).await.unwrap();
    let seen = live(&world, token.as_str()).await;
    assert_eq!((seen.keys, info.left_out), (vec![key("staff")], vec![key("members")]));
    assert!(seen.book.kpis.iter().all(|kpi| kpi.key != key("members")));
    let terms = ShareTerms { name: "all".to_owned(), left_out: Vec::new(), ..terms };
    world.service.change_share(&world.admin, &info.id, terms.clone()).await.unwrap();
    assert_eq!(live(&world, token.as_str()).await.keys, [key("members"), key("staff")]);
    // What is left out and gone by now is no reason to refuse a change, and stays left out.
    world.import("alpes", "kpi,period,value\ngone,2026-01,1\n").await;
    let seq = world.seq("alpes").await;
    let left = ShareTerms { left_out: vec![key("gone")], ..terms.clone() };
    world.service.change_share(&world.admin, &info.id, left.clone()).await.unwrap();
    world.service.undo_import(&world.admin, "alpes", seq).await.unwrap();
    let later = ShareTerms { with_data: true, ..left };
    let changed = world.service.change_share(&world.admin, &info.id, later).await.unwrap();
    assert_eq!((changed.left_out, changed.with_data), (vec![key("gone")], true));
    let unknown = ShareTerms { left_out: vec![key("nothing")], ..terms };
    let unknown = problems(world.service.change_share(&world.admin, &info.id, unknown).await);
    assert_eq!(unknown, [(ProblemCode::KpiUnknown, "left_out[0]".to_owned())]);
}

async fn a_fixed_share_never_changes(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    world.record(&world.admin, &command("2026-06", value("1"), None)).await;
    fn write(shared: &SharedBook) -> String {
        format!("{} readings on {}", shared.book.readings.iter().count(), shared.today)
    }
    let new = NewShare { fixed: Some(write), ..share() };
    let (info, token) = world.service.add_share(&world.admin, "alpes", new).await.unwrap();
    assert_eq!(info.fixed_on, "2026-08-01".parse().ok());
    let page = async || match world.service.open_share(token.as_str()).await.unwrap().unwrap() {
        Opened::Fixed(page) => (page.body, page.edition),
        Opened::Live(shared) => panic!("live: {shared:?}"),
    };
    let (body, first) = page().await;
    assert_eq!(
        (body.as_str(), Some(first.clone())),
        ("1 readings on 2026-08-01", edition(&world, token.as_str()).await)
    );

    world.record(&world.admin, &command("2026-07", value("2"), None)).await;
    pass(Duration::days(3));
    assert_eq!(page().await, (body.clone(), first.clone()));
    assert_eq!(edition(&world, token.as_str()).await, Some(first.clone()));
    let terms = ShareTerms { name: "Région".to_owned(), with_data: true, ..ShareTerms::default() };
    let left = ShareTerms { left_out: vec![key("members")], ..terms.clone() };
    let left = problems(world.service.change_share(&world.admin, &info.id, left).await);
    assert_eq!(left, [(ProblemCode::FieldUnwanted, "left_out".to_owned())], "it is written already");
    world.service.change_share(&world.admin, &info.id, terms).await.unwrap();
    let (same, later) = page().await;
    assert!(same == body && later.seq > first.seq && later.today == first.today);
    assert_eq!(edition(&world, token.as_str()).await, Some(later));
    world.service.revoke_share(&world.admin, &info.id).await.unwrap();
    assert!(world.service.open_share(token.as_str()).await.unwrap().is_none());
}
