//! Ready-made KPI definitions and kits, compiled in. The browser fetches them as one document (`packs_json`), so that
//! they weigh nothing in the wasm.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use vigie_domain::access::Action;
use vigie_domain::{Key, Kpi, Objective, Text};
use vigie_store::documents::Kind;

use crate::Service;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::objectives;
use crate::pen::Pen;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../packs");

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pack {
    id: String,
    name: Text,
    #[serde(default)]
    description: Text,
    kpis: Vec<Kpi>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kit {
    id: String,
    name: Text,
    #[serde(default)]
    description: Text,
    /// To whom one reports with it.
    #[serde(default)]
    reports_to: Text,
    kpis: Vec<Key>,
    objectives: Vec<Objective>,
}

#[derive(Serialize)]
struct Library {
    packs: Vec<Pack>,
    kits: Vec<Kit>,
}

static LIBRARY: LazyLock<std::result::Result<(Library, String), String>> = LazyLock::new(|| {
    let library = Library { packs: read("")?, kits: read("kits")? };
    let json = serde_json::to_string(&library).map_err(|error| error.to_string())?;
    Ok((library, json))
});

fn read<T: for<'de> Deserialize<'de>>(folder: &str) -> std::result::Result<Vec<T>, String> {
    let dir = if folder.is_empty() { Some(&FILES) } else { FILES.get_dir(folder) };
    let mut files: Vec<_> = dir.map(|dir| dir.files().collect()).unwrap_or_default();
    files.retain(|file| file.path().extension().is_some_and(|extension| extension == "json"));
    files.sort_by_key(|file| file.path());
    let parse = |file: &include_dir::File<'_>| {
        serde_json::from_slice(file.contents()).map_err(|error| format!("{}: {error}", file.path().display()))
    };
    files.into_iter().map(parse).collect()
}

/// A file below `packs/`, such as `demo/alpes.json`.
pub(crate) fn file(path: &str) -> Result<&'static str> {
    let file = FILES.get_file(path).and_then(|file| file.contents_utf8());
    file.ok_or_else(|| Error::internal(format!("packs/{path} is not compiled in")))
}

fn library() -> Result<&'static Library> {
    match &*LIBRARY {
        Ok((library, _)) => Ok(library),
        Err(why) => Err(Error::internal(why.as_str())),
    }
}

/// All packs and kits: `{"packs": […], "kits": […]}`.
pub fn packs_json() -> &'static str {
    LIBRARY.as_ref().map_or(r#"{"packs":[],"kits":[]}"#, |(_, json)| json)
}

impl Service {
    /// The KPIs and objectives of a kit, in one change; what the cluster has under a key or id already stays as it is.
    pub async fn add_kit(&self, caller: &Caller, slug: &str, kit: &str) -> Result<u64> {
        let kit = library()?.kits.iter().find(|known| known.id == kit).ok_or(Error::NotFound)?;
        self.add_from_library(caller, slug, &kit.kpis, &kit.objectives, "kit.added", &kit.id).await
    }

    /// These KPIs of the packs, in one change.
    pub async fn add_from_pack(&self, caller: &Caller, slug: &str, keys: &[Key]) -> Result<u64> {
        let subject: Vec<&str> = keys.iter().map(Key::as_str).collect();
        self.add_from_library(caller, slug, keys, &[], "pack.added", &subject.join(" ")).await
    }

    async fn add_from_library(
        &self,
        caller: &Caller,
        slug: &str,
        keys: &[Key],
        goals: &[Objective],
        kind: &str,
        subject: &str,
    ) -> Result<u64> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let mut book = pen.definitions().await?;
        let known = &library()?.packs;
        for key in keys.iter().collect::<BTreeSet<_>>() {
            if !known.iter().flat_map(|pack| &pack.kpis).any(|kpi| kpi.key == *key) {
                return Err(crate::problems::not_found("keys").with("kpi", key).into());
            }
        }
        for key in keys {
            if book.kpi(key).is_some() {
                continue;
            }
            let Some(kpi) = known.iter().flat_map(|pack| &pack.kpis).find(|kpi| kpi.key == *key) else {
                continue;
            };
            let mut kpi = kpi.clone();
            // Money of the packs is in euros: a cluster takes its own.
            if kpi.unit == "EUR" {
                kpi.unit.clone_from(&book.cluster.currency);
            }
            crate::error::refuse(kpi.check(book.fy()))?;
            pen.put(Kind::Kpi, key.as_str(), &kpi).await?;
            book.kpis.push(kpi);
        }
        add_objectives(&mut pen, &mut book, goals).await?;
        pen.finish(kind, subject, None).await
    }
}

async fn add_objectives(pen: &mut Pen<'_>, book: &mut vigie_domain::Book, goals: &[Objective]) -> Result<()> {
    for objective in goals {
        if !objectives::check(objective, book).is_empty()
            || book.objectives.iter().any(|own| own.id == objective.id)
        {
            continue;
        }
        pen.put(Kind::Objective, &objective.id, objective).await?;
        book.objectives.push(objective.clone());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_domain::FinancialYear;

    #[test]
    fn every_pack_and_kit_is_sound() {
        let library = library().expect("the library can be read");
        assert_eq!(library.packs.len(), 12);
        let all: Vec<&Kpi> = library.packs.iter().flat_map(|pack| &pack.kpis).collect();
        assert_eq!(all.len(), 80);
        for month in [1, 7] {
            let fy = FinancialYear::starting(month).expect("a month");
            for kpi in &all {
                assert_eq!(kpi.check(fy), [], "{}", kpi.key);
            }
        }
        for kit in &library.kits {
            assert!(
                (8..=12).contains(&kit.kpis.len()) && (3..=4).contains(&kit.objectives.len()),
                "{}",
                kit.id
            );
            for key in &kit.kpis {
                assert!(all.iter().any(|kpi| kpi.key == *key), "{}: {key}", kit.id);
            }
            for objective in &kit.objectives {
                assert_eq!(objective.check(&|key| kit.kpis.contains(key)), [], "{}", kit.id);
            }
        }
        assert!(packs_json().len() > 10_000);
    }
}
