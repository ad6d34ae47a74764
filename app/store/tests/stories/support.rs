//! Databases and builders: a story states only what matters to it.

use std::time::Duration;

use tempfile::TempDir;
use vigie_store::changes::NewChange;
use vigie_store::readings::NewReading;
use vigie_store::users::NewUser;
use vigie_store::{Options, Store, Tx, clusters, offices, users};

/// Declares stories: each is told on both engines.
macro_rules! stories {
    ($($name:ident)+) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(crate::support::World::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(crate::support::World::postgres().await).await;
            })+
        }
    };
}
pub(crate) use stories;

/// Some moment.
pub const NOW: i64 = 1_780_000_000_000;

/// A database with the office `office`, its admin `ada` and the cluster `alpes`.
pub struct World {
    pub store: Store,
    pub address: String,
    /// Of SQLite; removed at the end.
    pub folder: Option<TempDir>,
}

impl World {
    pub async fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let address = format!("sqlite://{}", folder.path().join("vigie.db").display());
        Self::open(address, Some(folder)).await
    }

    pub async fn postgres() -> Self {
        Self::open(vigie_test_postgres::database(), None).await
    }

    async fn open(address: String, folder: Option<TempDir>) -> Self {
        let store = Store::open(&address, Options::default()).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        offices::insert(&mut tx, "office", "Structure Alpes", NOW).await.unwrap();
        add_user(&mut tx, "ada", true).await;
        clusters::insert(&mut tx, "alpes", "office", "alpes", NOW).await.unwrap();
        tx.commit().await.unwrap();
        Self { store, address, folder }
    }

    /// The same database opened once more, with little patience.
    pub async fn impatient(&self) -> Store {
        let options = Options { wait: Duration::from_millis(200), ..Options::default() };
        Store::open(&self.address, options).await.unwrap()
    }

    pub async fn begin(&self) -> Tx {
        self.store.begin().await.unwrap()
    }

    /// A write of the cluster `alpes` with its change.
    pub async fn write(&self, write: impl AsyncFnOnce(&mut Tx, i64)) -> i64 {
        let mut tx = self.begin().await;
        let seq = tx.next_seq("alpes").await.unwrap();
        write(&mut tx, seq).await;
        tx.append_change(&change("alpes", seq)).await.unwrap();
        tx.commit().await.unwrap();
        seq
    }
}

pub async fn add_user(tx: &mut Tx, id: &str, admin: bool) {
    let email = format!("{id}@example.org");
    let user = NewUser {
        id,
        office_id: "office",
        email: &email,
        name: id,
        password_hash: "#",
        lang: "fr",
        admin,
        at: NOW,
    };
    users::insert(tx, &user).await.unwrap();
}

pub fn change(cluster_id: &str, seq: i64) -> NewChange<'_> {
    NewChange {
        cluster_id,
        seq,
        at: NOW + seq,
        actor_id: Some("ada"),
        kind: "record",
        subject: "members",
        reason: None,
        device: Some("web"),
    }
}

/// A known value for a month of 2026.
pub fn reading<'a>(kpi: &'a str, period: &'a str, value: &'a str) -> NewReading<'a> {
    let month: i64 = period.rsplit('-').next().and_then(|month| month.parse().ok()).unwrap();
    NewReading {
        kpi,
        period,
        granularity: "month",
        first_month: 2026 * 12 + month - 1,
        state: "known",
        value: Some(value),
        numerator: None,
        denominator: None,
        n: None,
        reason: None,
        comment: None,
        actor_id: Some("ada"),
        at: NOW,
        command_id: None,
    }
}
