//! What a folded part holds, in a few words.

use vigie_domain::sync::Snapshot;
use vigie_domain::{Book, FinancialYear, Kpi, Lang, Nature, Text};

use super::objectives::all;
use crate::format;
use crate::kpis::words;
use crate::locale::t;

#[derive(Clone, Copy)]
pub struct Facts<'a> {
    pub book: &'a Book,
    pub kpi: &'a Kpi,
    /// Ids of objectives.
    pub chosen: &'a [String],
    pub snapshot: Option<&'a Snapshot>,
    pub lang: Lang,
    pub fy: FinancialYear,
}

impl Facts<'_> {
    fn text(&self, text: &Text) -> Option<String> {
        Some(text.in_lang(self.lang, &self.book.cluster.languages).to_owned()).filter(|text| !text.is_empty())
    }
}

pub fn sheet(facts: Facts<'_>) -> Vec<String> {
    let kpi = facts.kpi;
    [&kpi.definition, &kpi.method, &kpi.source].into_iter().filter_map(|text| facts.text(text)).collect()
}

pub fn recording(facts: Facts<'_>) -> Vec<String> {
    let kpi = facts.kpi;
    let person = kpi
        .responsible
        .as_ref()
        .map(|email| facts.snapshot.map_or_else(|| email.clone(), |snapshot| words::person(snapshot, email)));
    let nobody = || t::kpis::nobody(facts.lang).to_owned();
    let lag = (kpi.nature != Nature::Formula).then(|| t::kpis::lag_is(facts.lang, i64::from(kpi.lag)));
    std::iter::once(person.unwrap_or_else(nobody)).chain(lag).collect()
}

pub fn judging(facts: Facts<'_>) -> Vec<String> {
    let (lang, tolerance) = (facts.lang, &facts.kpi.tolerance);
    let (green, amber) = (format::percent(lang, &tolerance.green), format::percent(lang, &tolerance.amber));
    let decimals = t::kpis::n_decimals(lang, i64::from(facts.kpi.decimals));
    [Some(decimals), facts.text(&facts.kpi.unit_label), Some(t::kpis::tolerance_short(lang, green, amber))]
        .into_iter()
        .flatten()
        .collect()
}

pub fn belongs(facts: Facts<'_>) -> Vec<String> {
    let kpi = facts.kpi;
    let titles = all(facts.book, facts.lang).into_iter();
    let objectives = titles.filter(|(id, ..)| facts.chosen.contains(id)).map(|(_, title, _)| title);
    let theme = kpi.category.as_ref().map(|pack| words::pack(facts.lang, pack));
    let confidential = kpi.confidential.then(|| t::kpis::confidential(facts.lang).to_owned());
    objectives.chain(theme).chain(kpi.frameworks.iter().cloned()).chain(confidential).collect()
}

pub fn compare(facts: Facts<'_>) -> Vec<String> {
    let kpi = facts.kpi;
    let languages = &facts.book.cluster.languages;
    let line = |reference: &vigie_domain::kpi::Reference| {
        let value = format::with_unit(facts.lang, languages, kpi, &reference.value);
        match facts.text(&reference.caption) {
            Some(caption) => t::kpis::reference_is(facts.lang, value, caption),
            None => value,
        }
    };
    let thresholds = kpi.thresholds.as_ref().and_then(|thresholds| facts.text(&thresholds.text));
    kpi.references.iter().map(line).chain(thresholds).collect()
}

pub fn versions(facts: Facts<'_>) -> Vec<String> {
    let version = |version: &vigie_domain::kpi::Version| {
        t::kpis::version_is(facts.lang, version.from.show(facts.lang, facts.fy), &version.reason)
    };
    facts.kpi.versions.iter().rev().map(version).collect()
}
