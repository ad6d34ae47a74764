//! A world with one office, and builders: a story states only what matters to it.

use std::cell::Cell;

use chrono::{DateTime, Duration, Utc};
use tempfile::TempDir;
use uuid::Uuid;
use vigie_domain::access::Role;
use vigie_domain::problem::ProblemCode;
use vigie_domain::record::{Answer, Command, Content, Stamp};
use vigie_domain::{Figure, Key, Kpi, Lang, Number, Period};
use vigie_service::{
    Caller, Edge, Error, FirstAccount, ImportOptions, ImportOutcome, NewCluster, NewUser, Service, Token,
};
use vigie_store::Options;

/// Declares stories: each is told on both engines.
macro_rules! stories {
    ($($name:ident)+) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::support::World::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::support::World::postgres().await).await;
            })+
        }
    };
}
pub(crate) use stories;

pub const PASSWORD: &str = "correct horse";

thread_local! {
    /// A story runs on one thread, with a clock of its own.
    static CLOCK: Cell<i64> = const { Cell::new(1_785_578_400_000) };
}

/// 2026-08-01 10:00 UTC, unless time passed.
fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(CLOCK.get()).unwrap()
}

pub fn pass(time: Duration) {
    CLOCK.set(CLOCK.get() + time.num_milliseconds());
}

pub fn edge() -> Edge {
    Edge { now, ..Edge::real() }
}

/// One connection that reads: a task that holds it and asks for another would wait for itself, and its story fail.
fn single() -> Options {
    Options { connections: 1, ..Options::default() }
}

pub struct World {
    pub service: Service,
    /// Ada, admin of the office.
    pub admin: Caller,
    pub session: Token,
    _folder: Option<TempDir>,
}

/// An empty database.
pub async fn empty_sqlite() -> (Service, TempDir) {
    let folder = TempDir::new().unwrap();
    let address = format!("sqlite://{}", folder.path().join("vigie.db").display());
    (Service::open_with(&address, edge(), single()).await.unwrap(), folder)
}

pub fn first_account(email: &str) -> FirstAccount {
    FirstAccount {
        email: email.to_owned(),
        name: "Ada".to_owned(),
        password: PASSWORD.to_owned(),
        lang: Lang::Fr,
        office: "Structure Alpes".to_owned(),
        user_agent: "test".to_owned(),
    }
}

impl World {
    pub async fn sqlite() -> World {
        let (service, folder) = empty_sqlite().await;
        World::with(service, Some(folder)).await
    }

    pub async fn postgres() -> World {
        let service = Service::open_with(&vigie_test_postgres::database(), edge(), single()).await.unwrap();
        World::with(service, None).await
    }

    async fn with(service: Service, folder: Option<TempDir>) -> World {
        let token = service.setup_token().await.unwrap().unwrap();
        let session = service.setup(token.as_str(), first_account("ada@alpes.example")).await.unwrap();
        let admin = service.caller(session.as_str()).await.unwrap();
        World { service, admin, session, _folder: folder }
    }

    /// A cluster in euros with the civil year, in the time zone of Paris.
    pub async fn cluster(&self, slug: &str) {
        let new = NewCluster {
            slug: Some(slug.to_owned()),
            name: format!("Cluster {slug}"),
            country: "FR".to_owned(),
            languages: vec!["fr".to_owned(), "en".to_owned()],
            ..NewCluster::default()
        };
        self.service.create_cluster(&self.admin, new).await.unwrap();
    }

    pub async fn user(&self, email: &str, role: Role, cluster: &str) -> Caller {
        let new = NewUser {
            email: email.to_owned(),
            name: email.split('@').next().unwrap().to_owned(),
            password: PASSWORD.to_owned(),
            lang: Lang::En,
            role,
            cluster: Some(cluster.to_owned()),
        };
        self.service.add_user(&self.admin, new).await.unwrap();
        self.sign_in(email).await
    }

    pub async fn sign_in(&self, email: &str) -> Caller {
        let token = self.service.sign_in(email, PASSWORD, "test").await.unwrap();
        self.service.caller(token.as_str()).await.unwrap()
    }

    pub async fn kpi(&self, slug: &str, json: &str) {
        self.service.add_kpi(&self.admin, slug, kpi(json)).await.unwrap();
    }

    pub async fn record(&self, caller: &Caller, command: &Command) -> Answer {
        self.service.record(caller, vec![command.clone()]).await.unwrap().remove(0)
    }

    pub async fn import(&self, slug: &str, text: &str) -> ImportOutcome {
        self.import_with(slug, text, ImportOptions::default()).await
    }

    pub async fn import_with(&self, slug: &str, text: &str, options: ImportOptions) -> ImportOutcome {
        self.service.import(&self.admin, slug, "file", text.as_bytes(), options).await.unwrap()
    }

    /// The number of the cluster's latest change.
    pub async fn seq(&self, slug: &str) -> u64 {
        self.service.cluster(&self.admin, slug).await.unwrap().seq
    }
}

/// A KPI from its JSON without braces; named as its key says where it names itself not.
pub fn kpi(json: &str) -> Kpi {
    let mut value: serde_json::Value = serde_json::from_str(&format!("{{{json}}}")).unwrap();
    if value.get("name").is_none() {
        value["name"] = serde_json::json!({ "en": value["key"] });
    }
    serde_json::from_value(value).unwrap()
}

pub const MEMBERS: &str =
    r#""key": "members", "nature": "stock", "frequency": "month", "responsible": "carl@alpes.example""#;

pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

pub fn value(text: &str) -> Option<Figure> {
    Some(Figure::Value(Number::parse(text).unwrap()))
}

/// A command of cluster `alpes` for the KPI `members`.
pub fn command(at: &str, figure: Option<Figure>, based_on: Option<u64>) -> Command {
    let stamp = Stamp { id: new_id(), cluster: key("alpes"), recorded_at: now(), based_on };
    Command::new(stamp, key("members"), period(at), Content { figure, comment: None })
}

pub fn new_id() -> Uuid {
    let mut bytes = [0; 16];
    (Edge::real().random)(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The codes and places of a refusal.
pub fn problems<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(ProblemCode, String)> {
    match result {
        Err(Error::Invalid(problems)) => {
            problems.into_iter().map(|problem| (problem.code, problem.place)).collect()
        }
        other => panic!("expected problems, found {other:?}"),
    }
}
