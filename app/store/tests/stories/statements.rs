//! Every statement prepares on the engines that it is for.

use sqlx::{ConnectOptions, Executor, SqlSafeStr};

use crate::support::World;

#[tokio::test]
async fn every_statement_prepares_on_sqlite() {
    let world = World::sqlite().await;
    let options: sqlx::sqlite::SqliteConnectOptions = world.address.parse().unwrap();
    let mut conn = options.connect().await.unwrap();
    let own =
        vigie_store::DIALECT_STATEMENTS.iter().filter_map(|(name, sqlite, _)| Some((*name, (*sqlite)?)));
    for (name, text) in vigie_store::statements().into_iter().chain(own) {
        (&mut conn).prepare(text.into_sql_str()).await.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[tokio::test]
async fn every_statement_prepares_on_postgres() {
    let world = World::postgres().await;
    let options: sqlx::postgres::PgConnectOptions = world.address.parse().unwrap();
    let mut conn = options.connect().await.unwrap();
    let own =
        vigie_store::DIALECT_STATEMENTS.iter().filter_map(|(name, _, postgres)| Some((*name, (*postgres)?)));
    for (name, text) in vigie_store::statements().into_iter().chain(own) {
        (&mut conn).prepare(text.into_sql_str()).await.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
