//! Where the engines differ: locks, lists, bulk inserts and what is asked about an engine itself.
//! Everything else has one text for both.

use sqlx::{Postgres, QueryBuilder, Sqlite};

use crate::changes::NewChange;
use crate::clusters::{ClusterRow, clusters};
use crate::commands::{NewAnswer, OwnedRow};
use crate::documents::{DocumentRow, documents};
use crate::facts::FactsRow;
use crate::news::{CHANNEL, News};
use crate::readings::{NewRevision, ReadingRow, readings};
use crate::source::{Conn, Source};
use crate::{StoreError, Tx};

/// (name, SQLite, Postgres)
pub const STATEMENTS: &[(&str, Option<&str>, Option<&str>)] = &[
    ("lock a cluster", Some(LOCK_SQLITE), Some(LOCK_POSTGRES)),
    ("lock the cluster of an address", Some(LOCK_AT_SQLITE), Some(LOCK_AT_POSTGRES)),
    ("documents by id", Some(DOCUMENTS_SQLITE), Some(DOCUMENTS_POSTGRES)),
    ("KPIs and settings", Some(KPIS_AND_SETTINGS_SQLITE), Some(KPIS_AND_SETTINGS_POSTGRES)),
    ("readings of KPIs", Some(READINGS_SQLITE), Some(READINGS_POSTGRES)),
    ("facts of KPIs", Some(FACTS_SQLITE), Some(FACTS_POSTGRES)),
    ("answers of commands", Some(ANSWERS_SQLITE), Some(ANSWERS_POSTGRES)),
    ("notify", None, Some(NOTIFY)),
    ("tables", Some(TABLES_SQLITE), Some(TABLES_POSTGRES)),
    ("version", Some(VERSION), None),
    ("copy", Some(COPY), None),
    ("integrity", Some(INTEGRITY), None),
    ("references", Some(REFERENCES), None),
];

pub(crate) const TABLES_SQLITE: &str =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
pub(crate) const TABLES_POSTGRES: &str =
    "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()";
pub(crate) const VERSION: &str = "SELECT sqlite_version()";
pub(crate) const COPY: &str = "VACUUM INTO $1";
pub(crate) const INTEGRITY: &str = "PRAGMA integrity_check(20)";
/// Rows that refer to nothing.
pub(crate) const REFERENCES: &str = "PRAGMA foreign_key_check";

/// `BEGIN IMMEDIATE` has locked the whole file already.
const LOCK_SQLITE: &str = "SELECT seq FROM clusters WHERE id = $1";
const LOCK_POSTGRES: &str = "SELECT seq FROM clusters WHERE id = $1 FOR UPDATE";

pub(crate) async fn lock_cluster(tx: &mut Tx, id: &str) -> Result<Option<i64>, StoreError> {
    Ok(match tx.conn() {
        Conn::Sqlite(mut conn) => sqlx::query_scalar(LOCK_SQLITE).bind(id).fetch_optional(&mut *conn).await?,
        Conn::Postgres(mut conn) => {
            sqlx::query_scalar(LOCK_POSTGRES).bind(id).fetch_optional(&mut *conn).await?
        }
    })
}

const LOCK_AT_SQLITE: &str = clusters!("WHERE slug = $1");
const LOCK_AT_POSTGRES: &str = clusters!("WHERE slug = $1 FOR UPDATE");

pub(crate) async fn lock_cluster_at(tx: &mut Tx, slug: &str) -> Result<Option<ClusterRow>, StoreError> {
    Ok(match tx.conn() {
        Conn::Sqlite(mut conn) => {
            sqlx::query_as(LOCK_AT_SQLITE).bind(slug).fetch_optional(&mut *conn).await?
        }
        Conn::Postgres(mut conn) => {
            sqlx::query_as(LOCK_AT_POSTGRES).bind(slug).fetch_optional(&mut *conn).await?
        }
    })
}

const DOCUMENTS_SQLITE: &str = documents!(
    "WHERE d.cluster_id = $1 AND d.kind = $2 AND d.id IN (SELECT value FROM json_each($3)) AND d.seq_to IS NULL \
     ORDER BY d.position, d.id"
);
const DOCUMENTS_POSTGRES: &str = documents!(
    "WHERE d.cluster_id = $1 AND d.kind = $2 AND d.id = ANY($3) AND d.seq_to IS NULL ORDER BY d.position, d.id"
);

pub(crate) async fn documents_of(
    source: Source<'_>,
    cluster_id: &str,
    kind: &str,
    ids: &[&str],
) -> Result<Vec<DocumentRow>, StoreError> {
    Ok(match source.conn().await? {
        Conn::Sqlite(mut conn) => {
            let query = sqlx::query_as(DOCUMENTS_SQLITE).bind(cluster_id).bind(kind).bind(list(ids)?);
            query.fetch_all(&mut *conn).await?
        }
        Conn::Postgres(mut conn) => {
            let query = sqlx::query_as(DOCUMENTS_POSTGRES).bind(cluster_id).bind(kind).bind(ids);
            query.fetch_all(&mut *conn).await?
        }
    })
}

const KPIS_AND_SETTINGS_SQLITE: &str = concat!(
    documents!("WHERE d.cluster_id = $1 AND d.kind = 'cluster' AND d.seq_to IS NULL"),
    " UNION ALL ",
    documents!(
        "WHERE d.cluster_id = $1 AND d.kind = 'kpi' AND d.id IN (SELECT value FROM json_each($2)) AND d.seq_to IS NULL"
    )
);
const KPIS_AND_SETTINGS_POSTGRES: &str = concat!(
    documents!("WHERE d.cluster_id = $1 AND d.kind = 'cluster' AND d.seq_to IS NULL"),
    " UNION ALL ",
    documents!("WHERE d.cluster_id = $1 AND d.kind = 'kpi' AND d.id = ANY($2) AND d.seq_to IS NULL")
);

pub(crate) async fn kpis_and_settings(
    tx: &mut Tx,
    cluster_id: &str,
    kpis: &[&str],
) -> Result<Vec<DocumentRow>, StoreError> {
    Ok(match tx.conn() {
        Conn::Sqlite(mut conn) => {
            let query = sqlx::query_as(KPIS_AND_SETTINGS_SQLITE).bind(cluster_id).bind(list(kpis)?);
            query.fetch_all(&mut *conn).await?
        }
        Conn::Postgres(mut conn) => {
            let query = sqlx::query_as(KPIS_AND_SETTINGS_POSTGRES).bind(cluster_id).bind(kpis);
            query.fetch_all(&mut *conn).await?
        }
    })
}

/// SQLite has no arrays; it reads JSON.
fn list(texts: &[&str]) -> Result<String, StoreError> {
    serde_json::to_string(texts).map_err(|error| StoreError::Other(error.into()))
}

const FACTS_SQLITE: &str = "SELECT r.kpi, json_group_array(json_array(r.period, r.state, r.value, r.numerator, \
    r.denominator, r.n, r.reason, r.comment)) AS facts FROM readings r \
    WHERE r.cluster_id = $1 AND r.kpi IN (SELECT value FROM json_each($2)) AND r.seq_to IS NULL GROUP BY r.kpi";
const FACTS_POSTGRES: &str = "SELECT r.kpi, CAST(json_agg(json_build_array(r.period, r.state, r.value, r.numerator, \
    r.denominator, r.n, r.reason, r.comment)) AS TEXT) AS facts FROM readings r \
    WHERE r.cluster_id = $1 AND r.kpi = ANY($2) AND r.seq_to IS NULL GROUP BY r.kpi";

pub(crate) async fn facts_of(
    source: Source<'_>,
    cluster_id: &str,
    kpis: &[&str],
) -> Result<Vec<FactsRow>, StoreError> {
    Ok(match source.conn().await? {
        Conn::Sqlite(mut conn) => {
            sqlx::query_as(FACTS_SQLITE).bind(cluster_id).bind(list(kpis)?).fetch_all(&mut *conn).await?
        }
        Conn::Postgres(mut conn) => {
            sqlx::query_as(FACTS_POSTGRES).bind(cluster_id).bind(kpis).fetch_all(&mut *conn).await?
        }
    })
}

const READINGS_SQLITE: &str = readings!(
    "WHERE r.cluster_id = $1 AND r.kpi IN (SELECT value FROM json_each($2)) AND r.first_month BETWEEN $3 AND $4 \
     AND r.seq_to IS NULL ORDER BY r.kpi, r.first_month, r.period"
);
const READINGS_POSTGRES: &str = readings!(
    "WHERE r.cluster_id = $1 AND r.kpi = ANY($2) AND r.first_month BETWEEN $3 AND $4 \
     AND r.seq_to IS NULL ORDER BY r.kpi, r.first_month, r.period"
);

pub(crate) async fn readings_of(
    source: Source<'_>,
    cluster_id: &str,
    kpis: &[&str],
    from: i64,
    to: i64,
) -> Result<Vec<ReadingRow>, StoreError> {
    Ok(match source.conn().await? {
        Conn::Sqlite(mut conn) => {
            let query =
                sqlx::query_as(READINGS_SQLITE).bind(cluster_id).bind(list(kpis)?).bind(from).bind(to);
            query.fetch_all(&mut *conn).await?
        }
        Conn::Postgres(mut conn) => {
            let query = sqlx::query_as(READINGS_POSTGRES).bind(cluster_id).bind(kpis).bind(from).bind(to);
            query.fetch_all(&mut *conn).await?
        }
    })
}

/// Rows per statement. SQLite takes 32,766 parameters, Postgres 65,535; beyond some hundred rows there is nothing to win.
const BULK: usize = 500;

/// Inserts rows with as many statements as it takes: `$row` gets the values of one of `$new` for the columns of `$text`.
macro_rules! insert_many {
    ($tx:expr, $text:expr, $new:expr, |$row:ident, $one:ident| $values:block) => {
        for rows in $new.chunks(BULK) {
            match $tx.conn() {
                Conn::Sqlite(mut conn) => insert_many!(Sqlite, conn, $text, rows, |$row, $one| $values),
                Conn::Postgres(mut conn) => insert_many!(Postgres, conn, $text, rows, |$row, $one| $values),
            }
        }
    };
    ($db:ty, $conn:expr, $text:expr, $rows:expr, |$row:ident, $one:ident| $values:block) => {{
        let mut query = QueryBuilder::<$db>::new($text);
        query.push_values($rows, |mut $row, $one| $values);
        query.build().execute(&mut *$conn).await?;
    }};
}

const INSERT_READINGS: &str = "INSERT INTO readings (cluster_id, seq_from, seq_to, kpi, period, granularity, first_month, \
    state, value, numerator, denominator, n, reason, comment, actor_id, at, command_id) ";

pub(crate) async fn insert_readings<'a, T>(
    tx: &mut Tx,
    cluster_id: &str,
    new: &'a [T],
    revision: impl Fn(&'a T) -> NewRevision<'a>,
) -> Result<(), StoreError> {
    insert_many!(tx, INSERT_READINGS, new, |row, one| {
        let NewRevision { seq_from, seq_to, reading: new } = revision(one);
        row.push_bind(cluster_id).push_bind(seq_from).push_bind(seq_to).push_bind(new.kpi);
        row.push_bind(new.period).push_bind(new.granularity).push_bind(new.first_month).push_bind(new.state);
        row.push_bind(new.value).push_bind(new.numerator).push_bind(new.denominator).push_bind(new.n);
        row.push_bind(new.reason).push_bind(new.comment).push_bind(new.actor_id).push_bind(new.at);
        row.push_bind(new.command_id);
    });
    Ok(())
}

const INSERT_CHANGES: &str =
    "INSERT INTO changes (cluster_id, seq, at, actor_id, kind, subject, reason, device) ";

pub(crate) async fn insert_changes(tx: &mut Tx, new: &[NewChange<'_>]) -> Result<(), StoreError> {
    insert_many!(tx, INSERT_CHANGES, new, |row, new| {
        row.push_bind(new.cluster_id).push_bind(new.seq).push_bind(new.at).push_bind(new.actor_id);
        row.push_bind(new.kind).push_bind(new.subject).push_bind(new.reason).push_bind(new.device);
    });
    Ok(())
}

const INSERT_ANSWERS: &str = "INSERT INTO commands (user_id, id, body_hash, answer, at) ";

pub(crate) async fn insert_answers(tx: &mut Tx, new: &[NewAnswer<'_>]) -> Result<(), StoreError> {
    insert_many!(tx, INSERT_ANSWERS, new, |row, new| {
        row.push_bind(new.user_id).push_bind(new.id).push_bind(new.body_hash).push_bind(new.answer);
        row.push_bind(new.at);
    });
    Ok(())
}

const ANSWERS_SQLITE: &str = "SELECT a.user_id, a.id, a.body_hash, a.answer, a.at FROM commands a \
    WHERE a.user_id IN (SELECT value FROM json_each($1)) AND a.id IN (SELECT value FROM json_each($2))";
const ANSWERS_POSTGRES: &str = "SELECT a.user_id, a.id, a.body_hash, a.answer, a.at FROM commands a \
    WHERE a.user_id = ANY($1) AND a.id = ANY($2)";

pub(crate) async fn answers_of(
    source: Source<'_>,
    user_ids: &[&str],
    ids: &[&str],
) -> Result<Vec<OwnedRow>, StoreError> {
    Ok(match source.conn().await? {
        Conn::Sqlite(mut conn) => {
            let query = sqlx::query_as(ANSWERS_SQLITE).bind(list(user_ids)?).bind(list(ids)?);
            query.fetch_all(&mut *conn).await?
        }
        Conn::Postgres(mut conn) => {
            sqlx::query_as(ANSWERS_POSTGRES).bind(user_ids).bind(ids).fetch_all(&mut *conn).await?
        }
    })
}

const NOTIFY: &str = "SELECT pg_notify($1, $2)";

/// Has Postgres tell every server that listens, once the transaction is durable.
pub(crate) async fn notify(tx: &mut Tx, told: &[News]) -> Result<(), StoreError> {
    if let Conn::Postgres(mut conn) = tx.conn() {
        for news in told {
            sqlx::query(NOTIFY).bind(CHANNEL).bind(news.text()).execute(&mut *conn).await?;
        }
    }
    Ok(())
}
