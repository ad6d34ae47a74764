//! The other clusters that a link shows beside its own: which they may be, and what of them.

use vigie_domain::access::Action;
use vigie_domain::{Book, Dashboard, Key, Show, Text};
use vigie_store::Snapshot;
use vigie_store::clusters::ClusterRow;
use vigie_store::shares::{self, Compared, ShareRow};

use super::open::{keys_of, limited, load_shown};
use crate::Service;
use crate::access::Seen;
use crate::book;
use crate::caller::Caller;
use crate::dashboards::OVERVIEW;
use crate::error::{Error, Result};
use crate::pen::revision;

impl Service {
    /// The other clusters of a dashboard that this person may share as well: slugs and ids. What they may only read is not
    /// theirs to publish, and is left out.
    pub(super) async fn comparable(
        &self,
        caller: &Caller,
        home: &Seen,
        dashboard: &Dashboard,
    ) -> Result<Vec<(String, String)>> {
        let mut found = Vec::new();
        for slug in dashboard.compared() {
            let other = match self.seen(caller, slug.as_str(), Action::Share).await {
                Err(Error::Forbidden | Error::NotFound) => continue,
                other => other?,
            };
            let is_other = other.cluster != home.cluster && other.office == home.office;
            if is_other && other.row.archived_at.is_none() {
                found.push((slug.to_string(), other.row.id));
            }
        }
        Ok(found)
    }

    /// A link that this person may end, with the cluster of the change.
    pub(super) async fn share_to_end(&self, caller: &Caller, id: &str) -> Result<(ShareRow, Seen)> {
        let refused = match self.own_share(caller, id).await {
            Ok((row, _, seen)) => return Ok((row, seen)),
            Err(error @ (Error::NotFound | Error::Forbidden)) => error,
            Err(error) => return Err(error),
        };
        let row = shares::by_id(&self.store, id).await?.ok_or(Error::NotFound)?;
        for other in shares::compared(&self.store, id).await? {
            match self.seen(caller, &other.slug, Action::Share).await {
                Ok(seen) => return Ok((row, seen)),
                Err(Error::NotFound | Error::Forbidden) => {}
                Err(error) => return Err(error),
            }
        }
        Err(refused)
    }
}

/// As an edition has them.
pub(super) fn others(compared: &[Compared]) -> Result<Vec<(String, u64)>> {
    compared.iter().map(|other| Ok((other.id.clone(), revision(other.seq)?))).collect()
}

/// Of another cluster what its own share of the same cards would show: of the KPIs that are shown of this one those that it
/// has, without confidential ones. None where nothing is left.
pub(super) async fn load_beside(
    state: &mut Snapshot,
    other: &ClusterRow,
    dashboard: &Dashboard,
    shown: &[Key],
    left_out: &[Key],
) -> Result<Option<Book>> {
    let mut settings = book::settings_in(state, other).await?;
    settings.logo = None;
    // A list without a KPI would show all of them.
    let figures = (!shown.is_empty()).then(|| Show::Table { keys: shown.to_vec() });
    let objectives = dashboard.shows_objectives().then_some(Show::Objectives {});
    let looked = Dashboard::new(OVERVIEW, Text::default(), figures.into_iter().chain(objectives));
    if looked.cards.is_empty() {
        return Ok(None);
    }
    let whole = load_shown(state, &other.id, settings, &looked).await?;
    let mut keys = keys_of(&looked, &whole);
    keys.retain(|key| !left_out.contains(key));
    let mut book = limited(whole, &looked, &keys);
    let keys: Vec<Key> = keys.into_iter().collect();
    book::load_readings(state, &other.id, &mut book, &keys).await?;
    Ok(Some(book))
}
