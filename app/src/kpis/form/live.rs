//! What follows the typing after a pause: the definition as far as it can be read, laid over the cluster's book. What is
//! drawn and checked beside the fields looks at this, so that nothing is computed or said at every letter.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use vigie_domain::{Book, FinancialYear, Key, Kpi, Lang};

use super::draft::Draft;
use super::read::Reader;

const PAUSE: Duration = Duration::from_millis(350);
/// Stands for the key of a KPI that has none yet.
const UNNAMED: &str = "kpi-being-defined";

#[derive(Clone, Copy)]
pub struct Live {
    /// Counts the pauses.
    pub settled: RwSignal<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
    pub trial: Memo<Option<Arc<Trial>>>,
}

/// The book as it would be if one saved now.
pub struct Trial {
    pub book: Book,
    pub kpi: Kpi,
    /// The KPI's place among the book's.
    pub at: usize,
}

impl Live {
    pub fn new(draft: Draft, base: Kpi, is_new: bool, book: Arc<Book>, lang: Lang) -> Self {
        let settled = RwSignal::new(0);
        let fy = book.fy();
        let trial = Memo::new_with_compare(
            move |_| {
                settled.track();
                Some(Arc::new(untrack(|| trial(&draft, &base, is_new, &book, lang, fy))))
            },
            |_, _| true,
        );
        Self { settled, timer: StoredValue::new(None), trial }
    }

    /// Something was typed or chosen.
    pub fn touch(&self) {
        let settled = self.settled;
        if let Some(waiting) = self.timer.get_value() {
            waiting.clear();
        }
        let pause = set_timeout_with_handle(
            move || {
                let _ = settled.try_update(|n| *n += 1);
            },
            PAUSE,
        );
        self.timer.set_value(pause.ok());
    }
}

fn trial(draft: &Draft, base: &Kpi, is_new: bool, book: &Book, lang: Lang, fy: FinancialYear) -> Trial {
    let mut kpi = Reader { lang, fy, problems: Vec::new() }.kpi(draft, base.clone());
    let typed = Key::parse(draft.key.get_untracked().trim()).is_ok();
    if is_new
        && (!typed || book.kpi(&kpi.key).is_some())
        && let Ok(key) = Key::parse(UNNAMED)
    {
        kpi.key = key;
    }
    let mut book = book.clone();
    let at = book.kpis.iter().position(|other| other.key == kpi.key).unwrap_or(book.kpis.len());
    if at < book.kpis.len() {
        book.kpis[at] = kpi.clone();
    } else {
        book.kpis.push(kpi.clone());
    }
    Trial { book, kpi, at }
}
