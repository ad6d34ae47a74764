//! Where the engines differ: locks, lists, bulk inserts and what is asked about an engine itself.
//! Everything else has one text for both.

use sqlx::{Postgres, QueryBuilder, Sqlite};

use crate::documents::{DocumentRow, documents};
use crate::facts::FactsRow;
use crate::news::{CHANNEL, News};
use crate::readings::{NewReading, ReadingRow, readings};
use crate::source::{Conn, Source};
use crate::{StoreError, Tx};

/// (name, SQLite, Postgres)
pub const STATEMENTS: &[(&str, Option<&str>, Option<&str>)] = &[
    ("lock a cluster", Some(LOCK_SQLITE), Some(LOCK_POSTGRES)),
    ("documents by id", Some(DOCUMENTS_SQLITE), Some(DOCUMENTS_POSTGRES)),
    ("readings of KPIs", Some(READINGS_SQLITE), Some(READINGS_POSTGRES)),
    ("facts of KPIs", Some(FACTS_SQLITE), Some(FACTS_POSTGRES)),
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

pub(crate) async fn insert_readings(
    tx: &mut Tx,
    cluster_id: &str,
    seq: i64,
    new: &[NewReading<'_>],
) -> Result<(), StoreError> {
    macro_rules! insert {
        ($db:ty, $conn:expr, $rows:expr) => {{
            let mut query = QueryBuilder::<$db>::new(
                "INSERT INTO readings (cluster_id, seq_from, kpi, period, granularity, first_month, state, value, \
                 numerator, denominator, n, reason, comment, actor_id, at, command_id) ",
            );
            query.push_values($rows, |mut row, new| {
                row.push_bind(cluster_id).push_bind(seq).push_bind(new.kpi).push_bind(new.period);
                row.push_bind(new.granularity).push_bind(new.first_month).push_bind(new.state);
                row.push_bind(new.value).push_bind(new.numerator).push_bind(new.denominator).push_bind(new.n);
                row.push_bind(new.reason).push_bind(new.comment).push_bind(new.actor_id).push_bind(new.at);
                row.push_bind(new.command_id);
            });
            query.build().execute(&mut *$conn).await?;
        }};
    }
    for rows in new.chunks(BULK) {
        match tx.conn() {
            Conn::Sqlite(mut conn) => insert!(Sqlite, conn, rows),
            Conn::Postgres(mut conn) => insert!(Postgres, conn, rows),
        }
    }
    Ok(())
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
