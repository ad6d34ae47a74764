//! The definition of a KPI in words: what is counted, how, from which source, since when.

use serde::{Deserialize, Serialize};
use vigie_domain::dashboard::Dashboard;
use vigie_domain::{Direction, Kpi, Nature, Show};

use super::Fact;
use crate::dashboards::board::{Audience, Source};
use crate::format;
use crate::kpis::terms;
use crate::locale::t;
use crate::trend;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    pub name: String,
    pub text: String,
    pub facts: Vec<Fact>,
    /// Where it changed: from when, why, and whether figures can be compared across it.
    pub changes: Vec<Change>,
    /// What it can be compared with; a sentence each.
    pub beside: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub from: String,
    pub reason: String,
    pub breaks: bool,
}

/// The KPIs that a dashboard names and that may be shown, in its order, then in that of the cluster.
pub(super) fn shown<'a>(source: &Source<'a>, dashboard: &Dashboard) -> Vec<&'a Kpi> {
    // What a comparison says of a KPI is less than a line of its own.
    let mut own = dashboard.clone();
    own.cards.retain(|card| !matches!(card.show, Show::Comparison(_)));
    let wanted = own.shown(source.book);
    let may = |kpi: &&Kpi| {
        !kpi.archived && wanted.contains(&kpi.key) && source.keys.is_none_or(|keys| keys.contains(&kpi.key))
    };
    let place = |kpi: &&Kpi| own.named().position(|key| *key == kpi.key).unwrap_or(usize::MAX);
    let mut kpis: Vec<&Kpi> = source.book.kpis.iter().filter(may).collect();
    kpis.sort_by_key(place);
    kpis
}

/// What is for the team alone (how to record, every small change) is left out for who holds a link.
pub(super) fn of(source: &Source<'_>, shown: &[&Kpi], kpi: &Kpi) -> Definition {
    Sheet { source, shown, kpi }.definition()
}

struct Sheet<'s, 'a> {
    source: &'s Source<'a>,
    shown: &'s [&'a Kpi],
    kpi: &'s Kpi,
}

impl Sheet<'_, '_> {
    fn definition(&self) -> Definition {
        let Source { lang, book, .. } = *self.source;
        let languages = &book.cluster.languages;
        let changes = self.kpi.versions.iter().filter(|version| version.breaks || self.is_team());
        Definition {
            name: self.text(&self.kpi.name),
            text: self.text(&self.kpi.definition),
            facts: self.facts(),
            changes: changes
                .map(|version| Change {
                    from: t::kpis::from_on(lang, version.from.show(lang, book.fy())),
                    reason: version.reason.clone(),
                    breaks: version.breaks,
                })
                .collect(),
            beside: trend::beside(lang, languages, self.kpi),
        }
    }

    fn is_team(&self) -> bool {
        matches!(self.source.audience, Audience::Team { .. })
    }

    fn text(&self, text: &vigie_domain::Text) -> String {
        text.in_lang(self.source.lang, &self.source.book.cluster.languages).to_owned()
    }

    fn facts(&self) -> Vec<Fact> {
        let (lang, kpi) = (self.source.lang, self.kpi);
        let unit = format::unit(lang, &self.source.book.cluster.languages, kpi);
        let unit = if unit.is_empty() { t::kpis::unit_count(lang).to_owned() } else { unit };
        let method = if self.is_team() { self.text(&kpi.method) } else { String::new() };
        [
            (t::kpis::nature(lang), terms::nature(lang, kpi.nature).to_owned()),
            (t::kpis::unit(lang), unit),
            (t::kpis::frequency(lang), terms::frequency(lang, kpi.frequency).to_owned()),
            (t::kpis::direction(lang), self.direction()),
            (t::kpis::formula(lang), self.formula()),
            (t::kpis::parts(lang), self.parts()),
            (t::kpis::source(lang), self.text(&kpi.source)),
            (t::kpis::method(lang), method),
            (t::kpis::tolerance(lang), self.tolerance()),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| Fact::new(name, text))
        .collect()
    }

    fn direction(&self) -> String {
        let (lang, kpi) = (self.source.lang, self.kpi);
        let figure = |value| format::figure(lang, &self.source.book.cluster.languages, kpi, value);
        match (&kpi.band, kpi.direction) {
            (Some(band), Direction::Band) => t::kpis::band_is(lang, figure(&band.low), figure(&band.high)),
            (_, direction) => terms::direction(lang, direction).to_owned(),
        }
    }

    fn tolerance(&self) -> String {
        let (lang, kpi) = (self.source.lang, self.kpi);
        let amber = format::percent(lang, &kpi.tolerance.amber);
        match kpi.direction {
            Direction::None => String::new(),
            Direction::Band => t::kpis::tolerance_band(lang, amber),
            Direction::Up | Direction::Down => {
                t::kpis::tolerance_is(lang, format::percent(lang, &kpi.tolerance.green), amber)
            }
        }
    }

    fn parts(&self) -> String {
        let (lang, kpi) = (self.source.lang, self.kpi);
        if kpi.nature != Nature::Ratio {
            return String::new();
        }
        let parts = kpi.ratio_parts();
        let named = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
        t::kpis::parts_are(
            lang,
            named(self.text(&parts.numerator_name), t::kpis::numerator(lang)),
            terms::part(lang, parts.numerator),
            named(self.text(&parts.denominator_name), t::kpis::denominator(lang)),
            terms::part(lang, parts.denominator),
        )
    }

    /// With the names of its operands. One that may not be seen is not named, and then the formula says nothing.
    fn formula(&self) -> String {
        let lang = self.source.lang;
        let Some(text) = &self.kpi.formula else { return String::new() };
        let belongs = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
        let (mut out, mut word) = (String::new(), String::new());
        for letter in text.chars().chain([' ']) {
            if belongs(letter) {
                word.push(letter);
                continue;
            }
            match self.source.book.kpis.iter().find(|kpi| kpi.key.as_str() == word) {
                None => out.push_str(&word),
                Some(kpi) if self.is_team() || self.shown.iter().any(|it| it.key == kpi.key) => {
                    out.push_str(&t::paper::quoted(lang, self.text(&kpi.name)));
                }
                Some(_) => return t::paper::formula_hidden(lang).to_owned(),
            }
            word.clear();
            out.push(match letter {
                '*' => '×',
                '/' => '÷',
                other => other,
            });
        }
        out.trim().to_owned()
    }
}
