//! The words of definitions: natures, directions, frequencies, packs, and problems with periods in the reader's words.

use chrono::{Datelike as _, NaiveDate};
use vigie_domain::sync::Snapshot;
use vigie_domain::{FinancialYear, Granularity, Lang, Nature, Period, Problem, ProblemCode};

use crate::format;
use crate::locale::{problem_text, t};

pub use super::terms::{direction, frequency, nature, part};

/// What the nature means, for somebody who has never heard of it.
pub fn nature_meaning(lang: Lang, nature: Nature) -> &'static str {
    match nature {
        Nature::Stock => t::kpis::meaning_stock(lang),
        Nature::Flow => t::kpis::meaning_flow(lang),
        Nature::Ratio => t::kpis::meaning_ratio(lang),
        Nature::Mean => t::kpis::meaning_mean(lang),
        Nature::Distinct => t::kpis::meaning_distinct(lang),
        Nature::Milestones => t::kpis::meaning_milestones(lang),
        Nature::Scale => t::kpis::meaning_scale(lang),
        Nature::Formula => t::kpis::meaning_formula(lang),
    }
}

/// A period's length as a noun: month, quarter …
pub fn granularity(lang: Lang, granularity: Granularity) -> &'static str {
    match granularity {
        Granularity::Month => t::kpis::month(lang),
        Granularity::Quarter => t::kpis::quarter(lang),
        Granularity::Half => t::kpis::half(lang),
        Granularity::Year => t::kpis::year(lang),
    }
}

/// The word of a unit; one that is not known here is its own.
pub fn unit(lang: Lang, unit: &str) -> &str {
    match unit {
        "count" => t::kpis::unit_of_count(lang),
        "percent" => t::kpis::unit_of_percent(lang),
        "ratio" => t::kpis::unit_of_ratio(lang),
        "score" => t::kpis::unit_of_score(lang),
        "days" => t::common::unit_days(lang),
        "hours" => t::common::unit_hours(lang),
        "fte" => t::common::unit_fte(lang),
        other => other,
    }
}

/// A unit as a formula makes it, `EUR/count·days`, with the words of each.
fn compound_unit(lang: Lang, text: &str) -> String {
    let side = |side: &str| side.split('·').map(|name| unit(lang, name)).collect::<Vec<_>>().join(" · ");
    text.split('/').map(side).collect::<Vec<_>>().join(" / ")
}

/// `since March 2026`: from when on a total counts.
pub fn since(lang: Lang, from: NaiveDate) -> String {
    t::kpis::since(lang, format::month(lang, from.month()), from.year())
}

/// The pack's name; one that is not known here keeps its id.
pub fn pack(lang: Lang, id: &str) -> String {
    t::kpis::by_key(lang, &format!("pack_{}", id.replace('-', "_")))
        .map_or_else(|| id.to_owned(), str::to_owned)
}

/// As `person`, short: of an address that nobody of the team has what stands before the @.
pub fn person_short(snapshot: &Snapshot, email: &str) -> String {
    let name = person(snapshot, email);
    if name == email { email.split('@').next().unwrap_or(email).to_owned() } else { name }
}

/// The person of an address; the address where nobody of the team has it.
pub fn person(snapshot: &Snapshot, email: &str) -> String {
    let found = snapshot.people.iter().find(|person| person.email.eq_ignore_ascii_case(email));
    found.map_or_else(|| email.to_owned(), |person| person.name.clone())
}

/// A problem's text with its periods as the reader writes them.
pub fn problem(lang: Lang, fy: FinancialYear, problem: &Problem) -> String {
    if problem.code == ProblemCode::KpiUnknown
        && let Some(kpi) = problem.args.get("kpi")
    {
        return t::kpis::no_such_kpi(lang, kpi);
    }
    if problem.code == ProblemCode::BaselineNeeded {
        return t::kpis::baseline_asked(lang).to_owned();
    }
    let mut shown = problem.clone();
    if matches!(problem.code, ProblemCode::FormulaUnits | ProblemCode::FormulaUnitResult) {
        for name in ["left", "right"] {
            if let Some(value) = shown.args.get_mut(name) {
                *value = compound_unit(lang, value);
            }
        }
    }
    for name in ["period", "other"] {
        if let Some(value) = shown.args.get_mut(name)
            && let Ok(period) = Period::parse(value)
        {
            *value = period.show(lang, fy);
        }
    }
    problem_text(lang, &shown)
}
