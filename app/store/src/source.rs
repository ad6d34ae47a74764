//! What one can read from. An enum and not a trait: async functions that are generic over a trait with a lifetime
//! make futures of which the compiler cannot see that they are `Send`.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Database, Postgres, Sqlite};

use crate::store::Pools;
use crate::tx::Open;
use crate::{Snapshot, Store, StoreError, Tx};

/// What one can read from: a [`Store`] (each call sees what is committed), a [`Snapshot`] (all calls see one state)
/// or a [`Tx`] (its own writes too).
pub enum Source<'a> {
    #[doc(hidden)]
    Store(&'a Store),
    #[doc(hidden)]
    Open(&'a mut Open),
}

impl<'a> From<&'a Store> for Source<'a> {
    fn from(store: &'a Store) -> Self {
        Self::Store(store)
    }
}

impl<'a> From<&'a mut Snapshot> for Source<'a> {
    fn from(snapshot: &'a mut Snapshot) -> Self {
        Self::Open(&mut snapshot.open)
    }
}

impl<'a> From<&'a mut Tx> for Source<'a> {
    fn from(tx: &'a mut Tx) -> Self {
        Self::Open(&mut tx.open)
    }
}

impl<'a> Source<'a> {
    pub(crate) async fn conn(self) -> Result<Conn<'a>, StoreError> {
        Ok(match self {
            Self::Open(open) => open.conn(),
            Self::Store(store) => match &store.pools {
                Pools::Sqlite { readers, .. } => Conn::Sqlite(Lent::Pooled(readers.acquire().await?)),
                Pools::Postgres(pool) => Conn::Postgres(Lent::Pooled(pool.acquire().await?)),
            },
        })
    }
}

/// A connection for one statement.
pub(crate) enum Conn<'a> {
    Sqlite(Lent<'a, Sqlite>),
    Postgres(Lent<'a, Postgres>),
}

pub(crate) enum Lent<'a, DB: Database> {
    Pooled(PoolConnection<DB>),
    Open(&'a mut DB::Connection),
}

impl<DB: Database> Deref for Lent<'_, DB> {
    type Target = DB::Connection;

    fn deref(&self) -> &DB::Connection {
        match self {
            Self::Pooled(conn) => conn,
            Self::Open(conn) => conn,
        }
    }
}

impl<DB: Database> DerefMut for Lent<'_, DB> {
    fn deref_mut(&mut self) -> &mut DB::Connection {
        match self {
            Self::Pooled(conn) => conn,
            Self::Open(conn) => conn,
        }
    }
}
