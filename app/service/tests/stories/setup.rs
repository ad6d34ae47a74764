use vigie_domain::Lang;
use vigie_domain::access::Role;
use vigie_service::{Error, NewCluster, NewUser};

use crate::support::{PASSWORD, World, edge, empty_sqlite, first_account, stories};

stories! { is_done_exactly_once }

async fn is_done_exactly_once(world: World) {
    assert!(!world.service.setup_open().await.unwrap());
    assert!(world.service.setup_token().await.unwrap().is_none());
    let again = world.service.setup("x", first_account("eve@else.example")).await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
    assert_eq!(world.service.users(&world.admin).await.unwrap().len(), 1);
}

async fn race(service: vigie_service::Service) {
    let token = service.setup_token().await.unwrap().unwrap();
    assert!(matches!(service.setup("wrong", first_account("eve@else.example")).await, Err(Error::Forbidden)));
    let tries = (0..20).map(|i| {
        let (service, token) = (service.clone(), token.clone());
        tokio::spawn(async move {
            service.setup(token.as_str(), first_account(&format!("a{i}@alpes.example"))).await
        })
    });
    let mut sessions = Vec::new();
    for attempt in tries.collect::<Vec<_>>() {
        match attempt.await.unwrap() {
            Ok(session) => sessions.push(session),
            Err(error) => assert!(matches!(error, Error::NotFound | Error::Forbidden), "{error:?}"),
        }
    }
    assert_eq!(sessions.len(), 1);
    let admin = service.caller(sessions[0].as_str()).await.unwrap();
    let users = service.users(&admin).await.unwrap();
    assert_eq!(users.len(), 1);
    assert!(users[0].admin);
}

#[tokio::test]
async fn one_of_twenty_wins_on_sqlite() {
    let (service, _folder) = empty_sqlite().await;
    race(service).await;
}

#[tokio::test]
async fn one_of_twenty_wins_on_postgres() {
    race(vigie_service::Service::open(&vigie_test_postgres::database(), edge()).await.unwrap()).await;
}

#[tokio::test]
async fn a_new_token_ends_the_old_one() {
    let (service, _folder) = empty_sqlite().await;
    let old = service.setup_token().await.unwrap().unwrap();
    let new = service.setup_token().await.unwrap().unwrap();
    assert!(!service.setup_token_fits(old.as_str()).await.unwrap());
    assert!(service.setup_token_fits(new.as_str()).await.unwrap());
}

#[tokio::test]
async fn the_command_line_makes_the_office_and_closes_the_first_run() {
    let (service, _folder) = empty_sqlite().await;
    let nobody = service.program("cli", None).await.unwrap();
    let new =
        NewCluster { slug: Some("alpes".to_owned()), name: "Alpes".to_owned(), ..NewCluster::default() };
    service.create_cluster(&nobody, new).await.unwrap();
    let program = service.program("cli", None).await.unwrap();
    assert_eq!(service.offices(&program).await.unwrap().len(), 1);
    assert!(service.setup_open().await.unwrap());
    let admin = NewUser {
        email: "ada@alpes.example".to_owned(),
        name: "Ada".to_owned(),
        password: PASSWORD.to_owned(),
        lang: Lang::En,
        role: Role::Admin,
        cluster: None,
    };
    service.add_user(&program, admin).await.unwrap();
    assert!(!service.setup_open().await.unwrap());
    assert_eq!(service.clusters(&program).await.unwrap().len(), 1);
    service.add_office(&program, "Second").await.unwrap();
    assert!(service.program("cli", None).await.is_err(), "which of two?");
    assert!(service.program("cli", Some("Second")).await.is_ok());
}
