//! What has just changed, for those who may see it.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use vigie_store::clusters;
use vigie_store::news::News;

use crate::Service;
use crate::error::{Error, Result};

/// What is written one after the other, such as a block pasted into the grid, is told together.
const TOGETHER: Duration = Duration::from_millis(100);

/// From the moment on at which it was made.
pub struct Watch {
    news: Receiver<News>,
    /// Clusters that have changed and are still to be told, with the number they have reached.
    heard: BTreeMap<String, i64>,
}

impl Watch {
    async fn next(&mut self) -> Result<(String, i64)> {
        while self.heard.is_empty() {
            match self.news.recv().await {
                Ok(news) => self.hear(news),
                // A slow one has missed some; the next tells enough.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return Err(Error::Unavailable),
            }
            tokio::time::sleep(TOGETHER).await;
            loop {
                match self.news.try_recv() {
                    Ok(news) => self.hear(news),
                    Err(TryRecvError::Lagged(_)) => continue,
                    Err(TryRecvError::Empty | TryRecvError::Closed) => break,
                }
            }
        }
        self.heard.pop_first().ok_or(Error::Unavailable)
    }

    fn hear(&mut self, news: News) {
        let reached = self.heard.entry(news.cluster_id).or_default();
        *reached = news.seq.max(*reached);
    }
}

impl Service {
    pub fn watch(&self) -> Watch {
        Watch { news: self.store.news(), heard: BTreeMap::new() }
    }

    /// Passes on what other servers on the same database write; runs as long as the server.
    pub async fn listen(&self) {
        self.store.listen().await;
    }

    /// The slug of the next cluster that has changed and that this session's person may see, and its number. Refused
    /// once the session has ended.
    pub async fn next_news(&self, watch: &mut Watch, session: &str) -> Result<(String, u64)> {
        loop {
            let (cluster, seq) = watch.next().await?;
            // Asked anew each time: roles change and sessions end.
            let caller = self.caller(session).await?;
            let Some(row) = clusters::by_id(&self.store, &cluster).await? else { continue };
            if self.seen(&caller, &row.slug, vigie_domain::access::Action::Read).await.is_ok() {
                return Ok((row.slug, crate::pen::revision(seq)?));
            }
        }
    }
}
