//! A cluster's own logo. What is sent is never handed on: its bytes say what it is, it is read within limits and written anew,
//! always in the same form. That lies beside the cluster by its SHA-256, as files of evidence do; the settings only name it.

mod normal;
mod raster;
mod svg;
mod work;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use vigie_domain::access::Action;
use vigie_domain::file::ClusterFile;
use vigie_domain::logo::{LARGEST, Logo};
use vigie_domain::{Cluster, Problem, ProblemCode};
use vigie_store::documents::{CLUSTER, Kind};
use vigie_store::{Source, Tx, evidence};

use crate::Service;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::pen::revision;

pub(crate) use normal::Normal;

/// How every PNG begins; width and height of the picture stand behind.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A logo as pages and documents show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// A PNG in base64.
    pub png: String,
    /// Pixels.
    pub width: u32,
    pub height: u32,
    /// It is too light to be seen on white.
    pub on_dark: bool,
}

impl Picture {
    fn of(png: &[u8], on_dark: bool) -> Option<Picture> {
        let side = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
        let (width, height) = (side(16)?, side(20)?);
        png.starts_with(PNG).then(|| Picture { png: BASE64.encode(png), width, height, on_dark })
    }

    /// As an address that holds it.
    pub fn address(&self) -> String {
        format!("data:image/png;base64,{}", self.png)
    }

    /// None where it is not what this program wrote.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        BASE64.decode(&self.png).ok().filter(|png| png.starts_with(PNG))
    }
}

#[derive(Clone)]
pub(crate) struct Easel {
    /// One picture is read at a time: each may take tens of megabytes and a second.
    turn: Arc<Semaphore>,
    /// By the hash of the normal form what pages show of it: the same each time, and some milliseconds of work.
    small: Arc<Cache<String, Picture>>,
}

/// Of how many logos pages have theirs at hand; each weighs some KB.
const AT_HAND: usize = 100;

impl Default for Easel {
    fn default() -> Easel {
        Easel { turn: Arc::new(Semaphore::new(1)), small: Arc::new(Cache::new(AT_HAND)) }
    }
}

impl Easel {
    /// A problem stands at no place.
    async fn normal(&self, bytes: Vec<u8>) -> Result<Normal> {
        if bytes.len() > LARGEST {
            return Err(too_large().into());
        }
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(Error::internal)?;
        let work = tokio::task::spawn_blocking(move || {
            // Also while nobody waits for it any more.
            let _turn = turn;
            normal::of(&bytes)
        });
        // Whatever a decoder stumbles over is a fault of the file first.
        let made = work.await.unwrap_or_else(|error| {
            tracing::warn!(%error, "a logo could not be read");
            Err(Problem::new(ProblemCode::LogoUnreadable))
        });
        Ok(made?)
    }

    /// What pages show of a logo that these settings name.
    pub(crate) fn small(&self, cluster: &Cluster, whole: &Picture) -> Picture {
        let Some(Logo::Kept { sha256, on_dark }) = &cluster.logo else { return whole.clone() };
        let made = self.small.get_or_insert_with(sha256, || {
            let small = whole.bytes().and_then(|png| Picture::of(&normal::small(&png)?, *on_dark));
            small.ok_or(())
        });
        made.unwrap_or_else(|()| whole.clone())
    }
}

fn too_large() -> Problem {
    Problem::new(ProblemCode::LogoTooLarge).with("limit", LARGEST / 1024 / 1024)
}

/// The bytes of a `data:` address in base64; what it says of their kind is not heard.
fn bytes_of(address: &str) -> std::result::Result<Vec<u8>, Problem> {
    let unreadable = || Problem::new(ProblemCode::LogoUnreadable);
    let (_, text) = address.split_once(";base64,").ok_or_else(unreadable)?;
    // Four letters are three bytes.
    if text.len() / 4 * 3 > LARGEST + 3 {
        return Err(too_large());
    }
    BASE64.decode(text).map_err(|_| unreadable())
}

/// A file as a cluster file has it.
pub(crate) fn whole(file: &[u8]) -> Logo {
    Logo::Whole(format!("data:;base64,{}", BASE64.encode(file)))
}

impl Service {
    /// The cluster's logo from now on, from a file's bytes. A problem stands at `logo`.
    pub async fn save_logo(&self, caller: &Caller, slug: &str, file: Vec<u8>) -> Result<u64> {
        // Before the work: an outsider must not cause it.
        self.seen(caller, slug, Action::Define).await?;
        let normal = self.easel.normal(file).await.map_err(|error| at("logo", error))?;
        self.put_logo(caller, slug, Some(normal)).await
    }

    /// Whoever has none gets no error, and no change.
    pub async fn remove_logo(&self, caller: &Caller, slug: &str) -> Result<u64> {
        self.put_logo(caller, slug, None).await
    }

    async fn put_logo(&self, caller: &Caller, slug: &str, logo: Option<Normal>) -> Result<u64> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let mut cluster = pen.definitions().await?.cluster;
        let named = logo.as_ref().map(Normal::named);
        if cluster.logo == named {
            return revision(seen.row.seq);
        }
        if let Some(normal) = &logo {
            normal.keep(&mut pen.tx, seen.id()).await?;
        }
        cluster.logo = named;
        pen.put(Kind::Cluster, CLUSTER, &cluster).await?;
        let kind = if logo.is_some() { "logo.saved" } else { "logo.removed" };
        pen.finish(kind, slug, None).await
    }

    /// The PNG that a cluster keeps, or kept, by its SHA-256. Not found for whom the cluster does not exist.
    pub async fn kept_logo(&self, caller: &Caller, slug: &str, sha256: &str) -> Result<Vec<u8>> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let png = evidence::content(&self.store, seen.id(), sha256).await?;
        png.filter(|png| png.starts_with(PNG)).ok_or(Error::NotFound)
    }

    /// The logo of settings that were read of a cluster, for a document.
    pub async fn logo_of(&self, caller: &Caller, slug: &str, cluster: &Cluster) -> Result<Option<Picture>> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        picture(&self.store, seen.id(), cluster).await
    }

    /// The logo of a cluster file, checked as one that is uploaded: the file names it then, as settings do.
    pub(crate) async fn take_logo(&self, file: &mut ClusterFile) -> Result<Option<Normal>> {
        let normal = match &file.cluster.logo {
            None => return Ok(None),
            Some(Logo::Whole(address)) => match bytes_of(address) {
                Ok(bytes) => self.easel.normal(bytes).await,
                Err(problem) => Err(problem.into()),
            },
            // The name of what another database keeps.
            Some(Logo::Kept { .. }) => Err(Problem::new(ProblemCode::FieldMalformed).into()),
        };
        let normal = normal.map_err(|error| at("cluster.logo", error))?;
        file.cluster.logo = Some(normal.named());
        Ok(Some(normal))
    }
}

fn at(place: &str, error: Error) -> Error {
    match error {
        Error::Invalid(problems) => {
            Error::Invalid(problems.into_iter().map(|problem| problem.within(place)).collect())
        }
        error => error,
    }
}

impl Normal {
    fn sha256(&self) -> String {
        format!("{:x}", Sha256::digest(&self.png))
    }

    fn named(&self) -> Logo {
        Logo::Kept { sha256: self.sha256(), on_dark: self.on_dark }
    }

    pub(crate) async fn keep(&self, tx: &mut Tx, cluster_id: &str) -> Result<()> {
        Ok(evidence::keep(tx, cluster_id, &self.sha256(), &self.png).await?)
    }
}

/// The logo that these settings name.
pub(crate) async fn picture(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    cluster: &Cluster,
) -> Result<Option<Picture>> {
    let Some(Logo::Kept { sha256, on_dark }) = &cluster.logo else { return Ok(None) };
    let png = evidence::content(source, cluster_id, sha256).await?;
    let picture = png.and_then(|png| Picture::of(&png, *on_dark));
    picture.map(Some).ok_or_else(|| Error::inconsistent(&format!("files {cluster_id} {sha256}"), "no logo"))
}

/// In settings that go into a cluster file the logo stands whole.
pub(crate) async fn write_out(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    cluster: &mut Cluster,
) -> Result<()> {
    cluster.logo = picture(source, cluster_id, cluster).await?.map(|picture| Logo::Whole(picture.address()));
    Ok(())
}

#[cfg(test)]
mod tests;
