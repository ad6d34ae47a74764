//! Offices: the organisations that use this installation, and the log of what happens in them beside their clusters.

use vigie_store::office_log::{self, NewEntry};
use vigie_store::{Tx, offices};

use crate::Service;
use crate::access::id_of;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::problems;

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct OfficeInfo {
    pub id: String,
    pub name: String,
}

impl Service {
    /// The command line as a caller: in the office with this id or name, else in the only one; on an empty database in
    /// none yet, which the first cluster or account makes.
    pub async fn program(&self, name: &str, office: Option<&str>) -> Result<Caller> {
        let all = offices::list(&self.store).await?;
        let row = match (office, all.as_slice()) {
            (None, []) => None,
            (None, [only]) => Some(only),
            (None, _) => return Err(problems::missing("office").into()),
            (Some(wanted), all) => {
                let mut fitting = all.iter().filter(|row| row.id == wanted || row.name == wanted);
                let row = fitting.next().ok_or_else(|| problems::not_found("office"))?;
                if fitting.next().is_some() {
                    return Err(problems::duplicate("office", wanted).into());
                }
                Some(row)
            }
        };
        let office = row.map(|row| id_of("offices.id", &row.id)).transpose()?;
        Ok(Caller::Program { name: name.to_owned(), office })
    }

    /// The command line only: offices know nothing of each other.
    pub async fn add_office(&self, caller: &Caller, name: &str) -> Result<OfficeInfo> {
        only_program(caller)?;
        let name = checked_name(name)?;
        let mut tx = self.store.begin().await?;
        let id = self.make_office(&mut tx, name).await?;
        tx.commit().await?;
        Ok(OfficeInfo { id, name: name.to_owned() })
    }

    pub async fn offices(&self, caller: &Caller) -> Result<Vec<OfficeInfo>> {
        only_program(caller)?;
        let rows = offices::list(&self.store).await?;
        Ok(rows.into_iter().map(|row| OfficeInfo { id: row.id, name: row.name }).collect())
    }

    pub(crate) async fn make_office(&self, tx: &mut Tx, name: &str) -> Result<String> {
        let id = self.edge.id();
        offices::insert(tx, &id, name, self.edge.millis()).await?;
        self.log(tx, &id, None, "office.added", name).await?;
        Ok(id)
    }

    /// The caller's office; on an empty database a new one with this name.
    pub(crate) async fn office_or_new(&self, tx: &mut Tx, caller: &Caller, name: &str) -> Result<String> {
        if let Some(office) = caller.office() {
            return Ok(office.to_string());
        }
        match offices::list(&mut *tx).await?.into_iter().next() {
            Some(row) => Ok(row.id),
            None => self.make_office(tx, name).await,
        }
    }

    /// Appends to the office's log. `detail` never holds a secret.
    pub(crate) async fn log(
        &self,
        tx: &mut Tx,
        office_id: &str,
        actor_id: Option<&str>,
        kind: &str,
        detail: &str,
    ) -> Result<()> {
        let id = self.edge.id();
        let entry = NewEntry { id: &id, office_id, at: self.edge.millis(), actor_id, kind, detail };
        Ok(office_log::append(tx, &entry).await?)
    }
}

fn only_program(caller: &Caller) -> Result<()> {
    if matches!(caller, Caller::Program { .. }) { Ok(()) } else { Err(Error::Forbidden) }
}

/// A name of a person or an organisation: one line, not empty, at most 200 characters.
pub(crate) fn checked_name(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() {
        return Err(problems::missing("name").into());
    }
    if name.chars().count() > 200 {
        return Err(problems::too_long("name").into());
    }
    if name.contains(char::is_control) {
        return Err(problems::malformed("name", "").into());
    }
    Ok(name)
}
