//! Open transactions: writes and snapshots.

use sqlx::{Postgres, Sqlite, Transaction};

use tokio::sync::broadcast;

use crate::changes::NewChange;
use crate::news::News;
use crate::source::{Conn, Lent};
use crate::{StoreError, clusters, dialect};

/// An open transaction of either engine.
#[doc(hidden)]
#[derive(Debug)]
pub enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Open {
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(tx) => Conn::Sqlite(Lent::Open(&mut **tx)),
            Self::Postgres(tx) => Conn::Postgres(Lent::Open(&mut **tx)),
        }
    }
}

/// A read of one state (see [`crate::Store::snapshot`]).
#[derive(Debug)]
pub struct Snapshot {
    pub(crate) open: Open,
}

/// A write (see [`crate::Store::begin`]).
#[derive(Debug)]
pub struct Tx {
    pub(crate) open: Open,
    /// Numbers taken for which no change was appended yet: committing them would leave a gap in the log.
    owed: Option<Owed>,
    /// What is to be told once it is durable, and to whom.
    told: Vec<News>,
    news: broadcast::Sender<News>,
}

#[derive(Debug)]
struct Owed {
    cluster_id: String,
    first: i64,
    many: usize,
}

impl Tx {
    pub(crate) fn new(open: Open, news: broadcast::Sender<News>) -> Self {
        Self { open, owed: None, told: Vec::new(), news }
    }

    pub(crate) fn conn(&mut self) -> Conn<'_> {
        self.open.conn()
    }

    /// Takes the next number of a cluster and makes its other writers wait until this transaction ends, so whatever
    /// a decision rests on is read after it. [`StoreError::NotFound`] if there is no such cluster.
    ///
    /// The number must get its change by [`Tx::append_change`] before the commit. To decide first whether
    /// there is anything to write, hold the writers by [`clusters::lock`].
    pub async fn next_seq(&mut self, cluster_id: &str) -> Result<i64, StoreError> {
        self.next_seqs(cluster_id, 1).await
    }

    /// Takes the next numbers of a cluster, as many as there are writes to be made durable together; the first of them.
    /// Their changes follow by [`Tx::append_changes`].
    pub async fn next_seqs(&mut self, cluster_id: &str, many: usize) -> Result<i64, StoreError> {
        if self.owed.is_some() || many == 0 {
            return Err(StoreError::fault("a second number was taken before the change of the first"));
        }
        let step = i64::try_from(many).map_err(|_| StoreError::fault("too many numbers"))?;
        let last = clusters::next_seqs(self, cluster_id, step).await?.ok_or(StoreError::NotFound)?;
        let first = last - step + 1;
        self.owed = Some(Owed { cluster_id: cluster_id.to_owned(), first, many });
        Ok(first)
    }

    /// Appends the change that belongs to the number taken.
    pub async fn append_change(&mut self, change: &NewChange<'_>) -> Result<(), StoreError> {
        self.append_changes(std::slice::from_ref(change)).await
    }

    /// Appends the changes that belong to the numbers taken, in their order.
    pub async fn append_changes(&mut self, changes: &[NewChange<'_>]) -> Result<(), StoreError> {
        let fits = self.owed.as_ref().is_some_and(|owed| {
            let mut numbered = changes.iter().zip(owed.first..);
            owed.many == changes.len()
                && numbered.all(|(change, seq)| change.cluster_id == owed.cluster_id && change.seq == seq)
        });
        let (true, Some(last)) = (fits, changes.last()) else {
            return Err(StoreError::fault("a change with a number that was not taken"));
        };
        dialect::insert_changes(self, changes).await?;
        self.owed = None;
        self.told.push(News { cluster_id: last.cluster_id.to_owned(), seq: last.seq });
        Ok(())
    }

    /// Makes the writes durable. After an error it is not known whether they are, unless the error is [`StoreError::Busy`];
    /// a command tried again under its id finds out.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        if self.owed.is_some() {
            return Err(StoreError::fault("a number was taken and no change appended"));
        }
        let told = std::mem::take(&mut self.told);
        dialect::notify(&mut self, &told).await?;
        match self.open {
            Open::Sqlite(tx) => {
                tx.commit().await?;
                for news in told {
                    // Nobody may be listening.
                    let _ = self.news.send(news);
                }
            }
            Open::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Takes everything back at once (dropping does so too, a moment later).
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.open {
            Open::Sqlite(tx) => tx.rollback().await?,
            Open::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

/// A write that must have met its row.
pub(crate) fn found(rows: u64) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
