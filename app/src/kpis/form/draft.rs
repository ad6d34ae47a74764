//! The definition while it is typed: texts as they stand in the fields, in the reader's language.

use leptos::prelude::*;
use vigie_domain::target::{PathKind, TargetSet};
use vigie_domain::{Direction, FinancialYear, Granularity, Key, Kpi, Lang, Nature, Number, Period, Text};

use super::more::MoreDraft;
use super::rows::Rows;
use super::texts::TextDraft;

/// Units that have a word; any other is typed.
pub const UNITS: [&str; 10] =
    ["count", "percent", "ratio", "score", "days", "hours", "fte", "EUR", "CHF", "GBP"];
/// Stands in the choice for a unit that is typed.
pub const OTHER_UNIT: &str = "other";

#[derive(Clone, Copy)]
pub struct Draft {
    pub key: RwSignal<String>,
    pub name: TextDraft,
    pub definition: TextDraft,
    pub nature: RwSignal<Nature>,
    pub unit: RwSignal<String>,
    pub unit_other: RwSignal<String>,
    pub unit_label: TextDraft,
    pub decimals: RwSignal<String>,
    pub frequency: RwSignal<String>,
    pub direction: RwSignal<String>,
    pub band_low: RwSignal<String>,
    pub band_high: RwSignal<String>,
    pub scale: RwSignal<String>,
    pub numerator: RwSignal<String>,
    pub denominator: RwSignal<String>,
    pub numerator_name: TextDraft,
    pub denominator_name: TextDraft,
    pub steps: Rows<TextDraft>,
    pub labels: Rows<TextDraft>,
    pub formula: RwSignal<String>,
    pub lag: RwSignal<String>,
    pub responsible: RwSignal<String>,
    pub deputy: RwSignal<String>,
    pub source: TextDraft,
    pub method: TextDraft,
    pub min: RwSignal<String>,
    pub max: RwSignal<String>,
    pub green: RwSignal<String>,
    pub amber: RwSignal<String>,
    pub baseline_period: RwSignal<String>,
    pub baseline_value: RwSignal<String>,
    pub targets: Rows<SetDraft>,
    pub versions: Rows<VersionDraft>,
    pub more: MoreDraft,
}

#[derive(Clone, Copy)]
pub struct SetDraft {
    pub set: RwSignal<String>,
    pub path: RwSignal<String>,
    pub from: RwSignal<String>,
    pub to: RwSignal<String>,
    pub points: Rows<PointDraft>,
}

#[derive(Clone, Copy)]
pub struct PointDraft {
    pub period: RwSignal<String>,
    pub value: RwSignal<String>,
}

#[derive(Clone, Copy)]
pub struct VersionDraft {
    pub from: RwSignal<String>,
    pub reason: RwSignal<String>,
    pub breaks: RwSignal<bool>,
}

/// How numbers and periods are written into fields.
#[derive(Clone, Copy)]
pub struct Writer {
    pub lang: Lang,
    pub fy: FinancialYear,
}

impl Writer {
    pub fn number(self, number: Option<&Number>) -> RwSignal<String> {
        RwSignal::new(number.map(|number| number.edit(self.lang)).unwrap_or_default())
    }

    fn percent(self, share: &Number) -> RwSignal<String> {
        self.number(Some(&(share * &Number::from(100))))
    }

    fn period(self, period: Option<Period>) -> RwSignal<String> {
        RwSignal::new(period.map(|period| period.show(self.lang, self.fy)).unwrap_or_default())
    }

    pub fn point(self, point: Option<(Period, &Number)>) -> PointDraft {
        PointDraft {
            period: self.period(point.map(|(period, _)| period)),
            value: self.number(point.map(|(_, value)| value)),
        }
    }

    pub fn set(self, set: &TargetSet) -> SetDraft {
        SetDraft {
            set: RwSignal::new(set.set.clone()),
            path: RwSignal::new(if set.path == PathKind::Linear { "linear" } else { "stepped" }.to_owned()),
            from: self.period(set.span.map(|span| span.from)),
            to: self.period(set.span.map(|span| span.to)),
            points: Rows::new(set.points.iter().map(|point| self.point(Some((point.period, &point.value))))),
        }
    }
}

/// What a new KPI begins with; its key is a placeholder.
pub fn blank() -> Option<Kpi> {
    Some(Kpi::new(Key::parse("new").ok()?, Text::default(), Nature::Stock, Granularity::Quarter))
}

impl Draft {
    /// `key`: empty for a new KPI.
    pub fn of(kpi: &Kpi, key: &str, tags: &[String], writer: Writer) -> Self {
        let text = |text: &Text| TextDraft::new(tags, text);
        let known = UNITS.contains(&kpi.unit.as_str());
        let parts = kpi.ratio_parts();
        let person = |email: &Option<String>| RwSignal::new(email.clone().unwrap_or_default());
        let part = |nature| RwSignal::new(super::read::part_str(nature).to_owned());
        Self {
            key: RwSignal::new(key.to_owned()),
            name: text(&kpi.name),
            definition: text(&kpi.definition),
            nature: RwSignal::new(kpi.nature),
            unit: RwSignal::new(if known { kpi.unit.clone() } else { OTHER_UNIT.to_owned() }),
            unit_other: RwSignal::new(if known { String::new() } else { kpi.unit.clone() }),
            unit_label: text(&kpi.unit_label),
            decimals: RwSignal::new(kpi.decimals.to_string()),
            frequency: RwSignal::new(kpi.frequency.as_str().to_owned()),
            direction: RwSignal::new(kpi.direction.as_str().to_owned()),
            band_low: writer.number(kpi.band.as_ref().map(|band| &band.low)),
            band_high: writer.number(kpi.band.as_ref().map(|band| &band.high)),
            scale: RwSignal::new(parts.scale.to_string()),
            numerator: part(parts.numerator),
            denominator: part(parts.denominator),
            numerator_name: text(&parts.numerator_name),
            denominator_name: text(&parts.denominator_name),
            steps: Rows::new(kpi.steps.iter().map(text)),
            labels: Rows::new(kpi.labels.iter().map(text)),
            formula: RwSignal::new(kpi.formula.clone().unwrap_or_default()),
            lag: RwSignal::new(kpi.lag.to_string()),
            responsible: person(&kpi.responsible),
            deputy: person(&kpi.deputy),
            source: text(&kpi.source),
            method: text(&kpi.method),
            min: writer.number(kpi.plausible.min.as_ref()),
            max: writer.number(kpi.plausible.max.as_ref()),
            green: writer.percent(&kpi.tolerance.green),
            amber: writer.percent(&kpi.tolerance.amber),
            baseline_period: writer.period(kpi.baseline.as_ref().map(|baseline| baseline.period)),
            baseline_value: writer.number(kpi.baseline.as_ref().map(|baseline| &baseline.value)),
            targets: Rows::new(kpi.targets.iter().map(|set| writer.set(set))),
            versions: Rows::new(kpi.versions.iter().map(|version| VersionDraft {
                from: writer.period(Some(version.from)),
                reason: RwSignal::new(version.reason.clone()),
                breaks: RwSignal::new(version.breaks),
            })),
            more: MoreDraft::of(kpi, tags, writer),
        }
    }

    pub fn frequency(&self) -> Granularity {
        Granularity::parse(&self.frequency.get_untracked()).unwrap_or(Granularity::Quarter)
    }

    pub fn direction(&self) -> Direction {
        let chosen = self.direction.get();
        let all = [Direction::Up, Direction::Down, Direction::Band, Direction::None];
        all.into_iter().find(|direction| direction.as_str() == chosen).unwrap_or_default()
    }

    /// Takes rows away in which nothing was typed, so that places count what is left.
    pub fn tidy(&self) {
        let blank = |line: RwSignal<String>| line.with_untracked(|text| text.trim().is_empty());
        for set in self.targets.items() {
            set.points.retain(|point| !(blank(point.period) && blank(point.value)));
        }
        self.targets.retain(|set| !(blank(set.set) && set.points.items().is_empty()));
        self.versions.retain(|version| !(blank(version.from) && blank(version.reason)));
        self.steps.retain(|step| !step.read().is_empty());
        self.labels.retain(|label| !label.read().is_empty());
        self.more.tidy();
    }
}
