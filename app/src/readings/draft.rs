//! What stands in the form before it is a reading: texts as typed, kept whatever they are.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;
use vigie_domain::reading::{FieldTexts, Fields};
use vigie_domain::{Figure, Key, Kpi, Lang, Nature, Number, Period, Problem, Reading, State};

/// Cluster, KPI and period.
pub type Place = (String, Key, Period);
type Texts = [String; 7];

thread_local! {
    /// What was typed and not recorded, for whoever goes on to another KPI and comes back.
    static KEPT: RefCell<BTreeMap<Place, Texts>> = const { RefCell::new(BTreeMap::new()) };
}

/// The texts of one reading. Copy it freely.
#[derive(Clone, Copy)]
pub struct Draft {
    pub value: RwSignal<String>,
    pub numerator: RwSignal<String>,
    pub denominator: RwSignal<String>,
    pub n: RwSignal<String>,
    /// `known`, `not_available` or `not_applicable`.
    pub state: RwSignal<String>,
    pub reason: RwSignal<String>,
    pub comment: RwSignal<String>,
    /// The texts before anybody typed.
    filled: StoredValue<Texts>,
}

impl Draft {
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            value: empty(),
            numerator: empty(),
            denominator: empty(),
            n: empty(),
            state: RwSignal::new(State::Known.as_str().to_owned()),
            reason: empty(),
            comment: empty(),
            filled: StoredValue::new(Texts::default()),
        }
    }

    fn all(&self) -> [RwSignal<String>; 7] {
        [self.value, self.numerator, self.denominator, self.n, self.state, self.reason, self.comment]
    }

    /// Nothing where the form is gone already.
    fn texts(&self) -> Option<Texts> {
        let texts: Option<Vec<String>> = self.all().iter().map(|text| text.try_get_untracked()).collect();
        texts?.try_into().ok()
    }

    /// Before one goes elsewhere: keeps what was typed.
    pub fn keep(&self, place: Place) {
        let (Some(texts), Some(filled)) = (self.texts(), self.filled.try_get_value()) else { return };
        KEPT.with_borrow_mut(|kept| match texts == filled {
            true => kept.remove(&place),
            false => kept.insert(place, texts),
        });
    }

    /// What was typed is recorded: nothing is left to keep.
    pub fn recorded(&self, place: &Place) {
        self.filled.set_value(self.texts().unwrap_or_default());
        KEPT.with_borrow_mut(|kept| kept.remove(place));
    }

    /// Starts from what was typed here before, else from what is recorded, or empty.
    pub fn begin(&self, place: &Place, reading: Option<&Reading>, lang: Lang) {
        self.fill(reading, lang);
        self.filled.set_value(self.texts().unwrap_or_default());
        if let Some(texts) = KEPT.with_borrow(|kept| kept.get(place).cloned()) {
            self.all().into_iter().zip(texts).for_each(|(signal, text)| signal.set(text));
        }
    }

    fn fill(&self, reading: Option<&Reading>, lang: Lang) {
        let figure = reading.map(|reading| &reading.figure);
        let fields = figure.map(Fields::of).unwrap_or_default();
        let text =
            |number: &Option<Number>| number.as_ref().map(|number| number.edit(lang)).unwrap_or_default();
        self.value.set(text(&fields.value));
        self.numerator.set(text(&fields.numerator));
        self.denominator.set(text(&fields.denominator));
        self.n.set(text(&fields.n));
        self.state.set(figure.map_or(State::Known, Figure::state).as_str().to_owned());
        self.reason.set(fields.reason.unwrap_or_default());
        self.comment.set(reading.and_then(|reading| reading.comment.clone()).unwrap_or_default());
    }

    /// The figure as typed in the reader's language. Tracks every text.
    pub fn figure(&self, kpi: &Kpi, lang: Lang) -> Result<Figure, Problem> {
        let state = self.state.get();
        let known = state == State::Known.as_str();
        let text = |signal: RwSignal<String>| if known { signal.get() } else { String::new() };
        let (value, numerator, denominator, n) =
            (text(self.value), text(self.numerator), text(self.denominator), text(self.n));
        let reason = if state == State::NotAvailable.as_str() { self.reason.get() } else { String::new() };
        let texts = FieldTexts {
            value: &value,
            numerator: &numerator,
            denominator: &denominator,
            n: &n,
            state: if known { "" } else { &state },
            reason: &reason,
        };
        let percent = kpi.is_percent() && kpi.nature != Nature::Ratio;
        let read = |text: &str| {
            Number::read(
                if percent { text.trim_end_matches(['%', ' ', '\u{a0}', '\u{202f}']) } else { text },
                lang,
            )
        };
        let figure = Fields::read(&texts, &read)?.figure()?;
        figure.check(kpi)?;
        Ok(figure)
    }

    pub fn comment(&self) -> Option<String> {
        Some(self.comment.get().trim().to_owned()).filter(|comment| !comment.is_empty())
    }
}
