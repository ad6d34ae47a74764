//! Shares that never change: what they show was written when they were made, and is read back as it is.

use super::{Edition, ShareInfo, SharedBook};
use crate::Service;
use crate::access::Seen;
use crate::error::{Error, Result};

/// A finished page, as the caller of [`Service::add_share`] wrote it.
#[derive(Clone, Debug)]
pub struct FixedPage {
    pub share: ShareInfo,
    pub edition: Edition,
    pub body: String,
}

/// What is kept of the state that it shows.
pub(super) struct Finished {
    pub(super) seq: i64,
    pub(super) day: String,
    pub(super) body: String,
}

impl Service {
    /// Some milliseconds of work: not on a thread that others wait for.
    pub(super) async fn finished(
        &self,
        seen: &Seen,
        share: ShareInfo,
        write: fn(&SharedBook) -> String,
    ) -> Result<Finished> {
        let mut state = self.store.snapshot().await?;
        let shared = self.shared_book(&mut state, &seen.row, share).await?.ok_or(Error::NotFound)?;
        drop(state);
        let seq = i64::try_from(shared.seq).map_err(Error::internal)?;
        let day = shared.today.to_string();
        let body = tokio::task::spawn_blocking(move || write(&shared)).await.map_err(Error::internal)?;
        Ok(Finished { seq, day, body })
    }
}
