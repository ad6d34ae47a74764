//! Who may? The domain decides; here its answer becomes an error: not found for what may not be seen.

use uuid::Uuid;
use vigie_domain::access::{self, Action, Resource, Role};
use vigie_domain::{Key, Kpi};
use vigie_store::clusters::{self, ClusterRow};

use crate::Service;
use crate::caller::Caller;
use crate::error::{Error, Result};

/// A cluster that the caller may see, with the ids that the domain's rules ask for.
pub(crate) struct Seen {
    pub(crate) row: ClusterRow,
    pub(crate) office: Uuid,
    pub(crate) cluster: Uuid,
}

impl Seen {
    pub(crate) fn new(row: ClusterRow) -> Result<Seen> {
        let (office, cluster) =
            (id_of("clusters.office_id", &row.office_id)?, id_of("clusters.id", &row.id)?);
        Ok(Seen { row, office, cluster })
    }

    pub(crate) fn id(&self) -> &str {
        &self.row.id
    }

    pub(crate) fn resource(&self) -> Resource<'static> {
        Resource::Cluster { office: self.office, cluster: self.cluster }
    }

    pub(crate) fn of_kpi<'a>(&self, kpi: &'a Kpi) -> Resource<'a> {
        Resource::Kpi {
            office: self.office,
            cluster: self.cluster,
            responsible: kpi.responsible.as_deref(),
            deputy: kpi.deputy.as_deref(),
        }
    }

    pub(crate) fn role(&self, caller: &Caller) -> Option<Role> {
        access::role_in(&caller.actor(), self.office, self.cluster)
    }
}

impl Service {
    /// The cluster at this address, if the caller may see it and do this.
    pub(crate) async fn seen(&self, caller: &Caller, slug: &str, action: Action) -> Result<Seen> {
        // What is no slug is not looked up.
        Key::parse(slug).map_err(|_| Error::NotFound)?;
        let row = clusters::by_slug(&self.store, slug).await?.ok_or(Error::NotFound)?;
        let seen = Seen::new(row)?;
        let actor = caller.actor();
        if !access::can(&actor, Action::Read, seen.resource()) {
            return Err(Error::NotFound);
        }
        if !access::can(&actor, action, seen.resource()) {
            return Err(Error::Forbidden);
        }
        Ok(seen)
    }
}

/// The caller's office, if they may do this in it.
pub(crate) fn in_office(caller: &Caller, action: Action) -> Result<Uuid> {
    let office = caller.office().ok_or(Error::NotFound)?;
    if access::can(&caller.actor(), action, Resource::Office(office)) {
        Ok(office)
    } else {
        Err(Error::Forbidden)
    }
}

pub(crate) fn id_of(row: &str, text: &str) -> Result<Uuid> {
    Uuid::parse_str(text).map_err(|error| Error::inconsistent(row, error))
}
