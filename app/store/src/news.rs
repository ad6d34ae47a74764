//! Whoever waits for changes is told of each one once it is durable: on SQLite by the process that wrote it, on Postgres
//! by the database, which tells every server that listens.

use sqlx::pool::PoolOptions;
use sqlx::postgres::PgListener;
use tokio::sync::broadcast;

use crate::Store;
use crate::store::Pools;

/// How many changes may wait for a slow listener; one that lost some learns the next one, which is enough.
const WAITING: usize = 256;

/// A cluster has moved on to this number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    pub cluster_id: String,
    pub seq: i64,
}

pub(crate) const CHANNEL: &str = "vigie_changes";

pub(crate) fn sender() -> broadcast::Sender<News> {
    broadcast::channel(WAITING).0
}

impl News {
    /// As one text for the database to pass on.
    pub(crate) fn text(&self) -> String {
        format!("{} {}", self.seq, self.cluster_id)
    }

    fn parse(text: &str) -> Option<News> {
        let (seq, cluster_id) = text.split_once(' ')?;
        Some(News { cluster_id: cluster_id.to_owned(), seq: seq.parse().ok()? })
    }
}

impl Store {
    /// From now on.
    pub fn news(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    /// Passes on what the database says; of use on Postgres only, where it runs as long as the server. A connection
    /// that breaks is made anew by itself.
    pub async fn listen(&self) {
        let Pools::Postgres(pool) = &self.pools else { return };
        // A connection of its own: it is held for good, and the pool's are for those who ask.
        let own = PoolOptions::new().max_connections(1).connect_lazy_with((*pool.connect_options()).clone());
        let listener = PgListener::connect_with(&own).await;
        let Ok(mut listener) = listener else { return };
        if listener.listen(CHANNEL).await.is_err() {
            return;
        }
        while let Ok(notification) = listener.recv().await {
            if let Some(news) = News::parse(notification.payload()) {
                // Nobody may be listening.
                let _ = self.news.send(news);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::News;

    #[test]
    fn travels_as_text() {
        let news = News { cluster_id: "a b".to_owned(), seq: 12 };
        assert_eq!(News::parse(&news.text()), Some(news));
        assert_eq!(News::parse("x"), None);
        assert_eq!(News::parse("x y"), None);
    }
}
