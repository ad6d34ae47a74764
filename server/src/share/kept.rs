//! The pages of shares as they were last written, so that a link that many open is rendered once.
//!
//! Of each share only the latest edition is kept, as packed bytes. The service says before which edition is to be shown, and
//! whether a later one shows the same; what is kept here never decides whether a link opens.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::HeaderValue;
use quick_cache::sync::{Cache, DefaultLifecycle, EntryAction, EntryResult};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use tokio::sync::{Semaphore, SemaphorePermit};
use vigie_app::paper::Preview;
use vigie_app::public::{EmbedLook, Link, share_paper};
use vigie_domain::Key;
use vigie_domain::dashboard::Narrow;
use vigie_paper::PaperError;
use vigie_service::{Edition, Error, Opened, Service};

use crate::coding::Coding;
use crate::{etag, pages};

/// Bytes of all pages together; one with 23 charts of ten years has 30 KB with brotli.
const ROOM: u64 = 16 * 1024 * 1024;
/// How many pages that may be; the table of the cache is made for it.
const PAGES: usize = 400;

/// A page that is asked for after so long is one that many will ask for still: it is packed once more, smaller. While a
/// cluster is written its pages do not grow so old.
const SETTLED: Duration = Duration::from_secs(2);

/// A page that can be sent.
pub struct Page {
    edition: Edition,
    /// From whose readings it is made.
    sources: Arc<BTreeSet<Key>>,
    /// Of a page what it can be narrowed to.
    narrows: Arc<[Narrow]>,
    written: Instant,
    /// Nothing is to be done about its size any more.
    is_settled: AtomicBool,
    pub tag: HeaderValue,
    pub look: Look,
    pub coding: Coding,
    pub body: Bytes,
}

pub struct SharedPages {
    /// The public address of the server.
    origin: String,
    pages: Arc<Cache<Place, Arc<Page>, ByBytes>>,
    /// A place at a core: pages that are written side by side on one core are all late, and each takes some MB meanwhile.
    cores: Semaphore,
}

/// Id of the share, what of it, and how it is packed.
type Place = (String, Look, Coding);

/// The page, or what another page has inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    Page,
    /// Of the page fewer periods: only what the whole page offers is ever looked for, so that an address can't make pages.
    Narrowed(Narrow),
    Embed(EmbedLook),
    /// What a device needs to know to install it: browsers ask for it at every visit.
    Manifest,
    /// The document on A4.
    Pdf,
    /// The picture for messengers.
    Preview,
}

impl Look {
    pub const fn mime(self) -> &'static str {
        match self {
            Look::Page | Look::Narrowed(_) | Look::Embed(_) => "text/html; charset=utf-8",
            Look::Manifest => "application/manifest+json",
            Look::Pdf => "application/pdf",
            Look::Preview => "image/png",
        }
    }
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Place, Arc<Page>> for ByBytes {
    fn weight(&self, _: &Place, page: &Arc<Page>) -> u64 {
        page.body.len() as u64
    }
}

impl SharedPages {
    /// `origin`: the public address, without a slash at its end.
    pub fn new(origin: String) -> Self {
        let options =
            OptionsBuilder::new().estimated_items_capacity(PAGES).weight_capacity(ROOM).shards(1).build();
        let options = options.expect("both capacities are set");
        let (hashes, lives) = (DefaultHashBuilder::default(), DefaultLifecycle::default());
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        Self {
            origin,
            pages: Arc::new(Cache::with_options(options, ByBytes, hashes, lives)),
            cores: Semaphore::new(cores),
        }
    }

    /// The page of this edition or of a later one; none where the link has ceased to open meanwhile. Whoever comes while
    /// the page of a share is being written waits for it.
    pub async fn page(
        &self,
        service: &Service,
        token: &str,
        wanted: &Edition,
        look: Look,
        coding: Coding,
    ) -> Result<Option<Arc<Page>>, Error> {
        let place = (wanted.share.clone(), look, coding);
        if let Some(page) = self.pages.get(&place) {
            if page.shows(wanted) {
                self.settle(place, &page);
                return Ok(Some(page));
            }
            if service.shows_the_same(&page.edition, wanted, &page.sources).await? {
                let page = Arc::new(page.moved_on(wanted.clone(), page.body.clone()));
                self.replace(&place, &page);
                return Ok(Some(page));
            }
        }
        let entry = self.pages.entry_async(&place, |_, page| match page.shows(wanted) {
            true => EntryAction::Retain(Arc::clone(page)),
            false => EntryAction::ReplaceWithGuard,
        });
        // Dropped without a page (an error, a visitor who has gone), the turn goes to the next who waits.
        let turn = match entry.await {
            EntryResult::Retained(page) => return Ok(Some(page)),
            EntryResult::Vacant(turn) | EntryResult::Replaced(turn, _) => turn,
            EntryResult::Removed(..) | EntryResult::Timeout => return Ok(None),
        };
        let _core = self.core().await;
        let Some(opened) = service.open_share(token).await? else { return Ok(None) };
        let link = Link { origin: self.origin.clone(), path: format!("/s/{token}") };
        let Some(page) = write(opened, link, look, coding).await? else { return Ok(None) };
        let page = Arc::new(page);
        // Not kept when there is no room; it is shown all the same.
        let _ = turn.insert(Arc::clone(&page));
        Ok(Some(page))
    }

    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// A place at a core, for whatever a link has computed.
    pub async fn core(&self) -> Option<SemaphorePermit<'_>> {
        self.cores.acquire().await.ok()
    }

    /// Keeps a page under its later edition, unless a later one is kept by now.
    fn replace(&self, place: &Place, page: &Arc<Page>) {
        let _ = self.pages.entry(place, Some(Duration::ZERO), |_, kept| {
            if kept.edition.seq < page.edition.seq && kept.tag == page.tag {
                *kept = Arc::clone(page);
            }
            EntryAction::Retain(())
        });
    }

    /// Packs a page that has settled once more; who asks meanwhile gets it as it is.
    fn settle(&self, place: Place, page: &Arc<Page>) {
        if page.written.elapsed() < SETTLED || page.is_settled.swap(true, Ordering::Relaxed) {
            return;
        }
        let (pages, page) = (Arc::clone(&self.pages), Arc::clone(page));
        tokio::task::spawn_blocking(move || {
            let Some(body) = page.coding.pack_anew(&page.body) else { return };
            let smaller = page.moved_on(page.edition.clone(), body.into());
            smaller.is_settled.store(true, Ordering::Relaxed);
            // Unless it has been replaced meanwhile.
            let _ = pages.entry(&place, Some(Duration::ZERO), |_, kept| {
                if Arc::ptr_eq(kept, &page) {
                    *kept = Arc::new(smaller);
                }
                EntryAction::Retain(())
            });
        });
    }
}

impl Page {
    /// Id of the share.
    pub fn share(&self) -> &str {
        &self.edition.share
    }

    pub fn offers(&self, narrow: Narrow) -> bool {
        self.narrows.contains(&narrow)
    }

    /// The same page as another edition or in other bytes.
    fn moved_on(&self, edition: Edition, body: Bytes) -> Page {
        Page {
            edition,
            sources: Arc::clone(&self.sources),
            narrows: Arc::clone(&self.narrows),
            written: self.written,
            is_settled: AtomicBool::new(self.is_settled.load(Ordering::Relaxed)),
            tag: self.tag.clone(),
            look: self.look,
            coding: self.coding,
            body,
        }
    }

    /// A page with a later change than the one asked for was read after it was asked for.
    fn shows(&self, wanted: &Edition) -> bool {
        self.edition == *wanted || (self.edition.seq > wanted.seq && self.edition.others == wanted.others)
    }
}

/// Some milliseconds of work: not on a thread that others wait for. None where there is no such card, or no document of it.
async fn write(opened: Opened, link: Link, look: Look, coding: Coding) -> Result<Option<Page>, Error> {
    let written = tokio::task::spawn_blocking(move || {
        let html = |text: Option<String>| match text {
            Some(text) => Ok(Some((etag::of(text.as_bytes()), coding.pack(text).map_err(Error::internal)?))),
            None => Ok(None),
        };
        let file = |made: Option<Result<Vec<u8>, PaperError>>| match made.transpose() {
            Ok(bytes) => Ok(bytes.map(|bytes| (etag::of(&bytes), bytes))),
            Err(error) => Err(Error::internal(error)),
        };
        let mut narrows = Vec::new();
        let mut page = |narrow| {
            let written = pages::share(&opened, &link, narrow)?;
            narrows = written.narrows;
            Some(written.html)
        };
        let made = match look {
            Look::Page => html(page(None)),
            Look::Narrowed(narrow) => html(page(Some(narrow))),
            Look::Embed(look) => html(pages::embed(&opened, &link.path, look)),
            Look::Manifest => html(Some(pages::share_manifest(&opened, &link.path))),
            Look::Pdf => file(share_paper(&opened).map(|paper| vigie_paper::pdf(&paper))),
            Look::Preview => file(Preview::of(&opened).map(|preview| vigie_paper::preview(&preview))),
        };
        let Some((tag, body)) = made? else { return Ok(None) };
        let (edition, sources) = (opened.edition(), Arc::new(opened.sources()));
        let (written, is_settled, body) = (Instant::now(), AtomicBool::new(false), body.into());
        let narrows = narrows.into();
        Ok(Some(Page { edition, sources, narrows, written, is_settled, tag, look, coding, body }))
    });
    written.await.map_err(Error::internal)?
}
