//! What the parts of the page share: the KPI, its figures of today, and how they are written.

use leptos::prelude::*;
use vigie_domain::series::{self, CardFigures};
use vigie_domain::{Book, FinancialYear, Kpi, Lang, Nature, Number, Period, Text};

use crate::format;
use crate::workspace::Desk;

#[derive(Clone, Copy)]
pub struct Shown {
    pub desk: Desk,
    pub kpi: StoredValue<Kpi>,
    pub languages: StoredValue<Vec<String>>,
    pub fy: FinancialYear,
    pub lang: Lang,
    /// None only while the copy is being changed.
    pub card: Memo<Option<CardFigures>>,
}

impl Shown {
    pub fn new(desk: Desk, kpi: Kpi, lang: Lang) -> Self {
        let (languages, fy) = desk
            .book
            .with_untracked(|book| book.as_ref().map(|book| (book.cluster.languages.clone(), book.fy())))
            .unwrap_or_default();
        let kpi = StoredValue::new(kpi);
        let card = Memo::new(move |_| {
            let (book, today) = (desk.book()?, desk.today());
            let own = book.kpi(&kpi.read_value().key)?;
            Some(series::card(&book, own, today, None))
        });
        Self { desk, kpi, languages: StoredValue::new(languages), fy, lang, card }
    }

    /// Something worked out of the facts and the KPI as the book has it. Tracks.
    pub fn with_book<T>(&self, work: impl FnOnce(&Book, &Kpi) -> T) -> Option<T> {
        let book = self.desk.book()?;
        let kpi = book.kpi(&self.kpi.read_value().key)?;
        Some(work(&book, kpi))
    }

    pub fn text(&self, text: &Text) -> String {
        self.languages.with_value(|languages| text.in_lang(self.lang, languages).to_owned())
    }

    pub fn name(&self) -> String {
        self.kpi.with_value(|kpi| self.text(&kpi.name))
    }

    /// With its unit.
    pub fn figure(&self, value: &Number) -> String {
        self.languages.with_value(|languages| {
            self.kpi.with_value(|kpi| format::with_unit(self.lang, languages, kpi, value))
        })
    }

    /// Inside a sentence: with a sign such as % or €, without words such as “steps” or “out of 5”.
    pub fn short(&self, value: &Number) -> String {
        let worded =
            self.kpi.with_value(|kpi| !kpi.unit_label.is_empty() || kpi.nature == Nature::Milestones);
        if worded { self.bare(value) } else { self.figure(value) }
    }

    /// Without its unit.
    pub fn bare(&self, value: &Number) -> String {
        self.languages.with_value(|languages| {
            self.kpi.with_value(|kpi| format::figure(self.lang, languages, kpi, value))
        })
    }

    /// The large figure and the unit that stands beside it.
    pub fn apart(&self, value: &Number) -> (String, String) {
        self.languages.with_value(|languages| {
            self.kpi.with_value(|kpi| format::apart(self.lang, languages, kpi, value))
        })
    }

    pub fn unit(&self) -> String {
        self.languages
            .with_value(|languages| self.kpi.with_value(|kpi| format::unit(self.lang, languages, kpi)))
    }

    pub fn delta(&self, change: &Number) -> String {
        self.languages.with_value(|languages| {
            self.kpi.with_value(|kpi| format::delta(self.lang, languages, kpi, change))
        })
    }

    /// A distance: of percentages in points.
    pub fn size(&self, distance: &Number) -> String {
        self.delta(&distance.abs()).trim_start_matches('+').to_owned()
    }

    pub fn percent(&self, share: &Number) -> String {
        format::percent(self.lang, share)
    }

    pub fn period(&self, period: Period) -> String {
        period.show(self.lang, self.fy)
    }
}
