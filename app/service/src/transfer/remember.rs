//! How tables of a cluster were understood by hand, so that the next of the same shape is understood at once. A document beside
//! the settings: it belongs to the cluster and its change log, and is no part of its file.

use serde::{Deserialize, Serialize};
use vigie_domain::Mapping;
use vigie_store::Source;
use vigie_store::documents::{self, Kind};

use crate::book;
use crate::error::Result;

pub(crate) const MAPPINGS: &str = "mappings";
/// The oldest go first.
const MOST: usize = 30;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Memory(Vec<(String, Mapping)>);

impl Memory {
    pub(crate) fn find(&self, fingerprint: &str) -> Option<&Mapping> {
        self.0.iter().find(|(own, _)| own == fingerprint).map(|(_, mapping)| mapping)
    }

    pub(crate) fn keep(&mut self, fingerprint: String, mapping: Mapping) {
        self.0.retain(|(own, _)| *own != fingerprint);
        self.0.push((fingerprint, mapping));
        let over = self.0.len().saturating_sub(MOST);
        self.0.drain(..over);
    }
}

pub(crate) async fn load(source: impl Into<Source<'_>>, cluster_id: &str) -> Result<Memory> {
    let row = documents::one(source, cluster_id, Kind::Cluster, MAPPINGS).await?;
    Ok(row.as_ref().map(book::body).transpose()?.unwrap_or_default())
}
