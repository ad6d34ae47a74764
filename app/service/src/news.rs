//! What has just changed, for those who may see it.

use tokio::sync::broadcast::error::RecvError;
use vigie_store::clusters;
use vigie_store::news::News;

use crate::Service;
use crate::error::{Error, Result};

/// From the moment on at which it was made.
pub struct Watch {
    news: tokio::sync::broadcast::Receiver<News>,
}

impl Service {
    pub fn watch(&self) -> Watch {
        Watch { news: self.store.news() }
    }

    /// Passes on what other servers on the same database write; runs as long as the server.
    pub async fn listen(&self) {
        self.store.listen().await;
    }

    /// The slug of the next cluster that has changed and that this session's person may see, and its number. Refused
    /// once the session has ended.
    pub async fn next_news(&self, watch: &mut Watch, session: &str) -> Result<(String, u64)> {
        loop {
            let news = match watch.news.recv().await {
                Ok(news) => news,
                // A slow one has missed some; the next tells enough.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return Err(Error::Unavailable),
            };
            // Asked anew each time: roles change and sessions end.
            let caller = self.caller(session).await?;
            let Some(row) = clusters::by_id(&self.store, &news.cluster_id).await? else { continue };
            if self.seen(&caller, &row.slug, vigie_domain::access::Action::Read).await.is_ok() {
                return Ok((row.slug, crate::pen::revision(news.seq)?));
            }
        }
    }
}
