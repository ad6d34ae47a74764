//! Words that several views of this slice need.

use vigie_domain::access::Role;
use vigie_domain::{FinancialYear, Granularity, Kpi, Lang, Nature, Period, Problem};

use crate::format;
use crate::locale::{problem_text, t};

/// For a text with a plural.
pub fn many(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

pub fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Admin => t::clusters::role_admin(lang),
        Role::Manager => t::clusters::role_manager(lang),
        Role::Contributor => t::clusters::role_contributor(lang),
        Role::Reader => t::clusters::role_reader(lang),
    }
}

/// Of a KPI that is made for a series of a table.
pub fn nature(lang: Lang, nature: Nature) -> &'static str {
    match nature {
        Nature::Flow => t::kpis::nature_flow(lang),
        Nature::Distinct => t::kpis::nature_distinct(lang),
        Nature::Ratio => t::kpis::nature_ratio(lang),
        Nature::Mean => t::kpis::nature_mean(lang),
        _ => t::kpis::nature_stock(lang),
    }
}

pub fn frequency(lang: Lang, frequency: Granularity) -> &'static str {
    match frequency {
        Granularity::Month => t::clusters::monthly(lang),
        Granularity::Quarter => t::clusters::quarterly(lang),
        Granularity::Half => t::clusters::half_yearly(lang),
        Granularity::Year => t::clusters::yearly(lang),
    }
}

/// How a figure of this KPI is typed, small under its name.
pub fn form(lang: Lang, languages: &[String], kpi: &Kpi) -> String {
    let unit = format::unit(lang, languages, kpi);
    match kpi.nature {
        Nature::Ratio => {
            let parts = kpi.ratio_parts();
            let (over, under) = (
                parts.numerator_name.in_lang(lang, languages),
                parts.denominator_name.in_lang(lang, languages),
            );
            if over.is_empty() || under.is_empty() {
                t::start::form_ratio(lang).to_owned()
            } else {
                t::start::form_parts(lang, over, under)
            }
        }
        Nature::Mean => t::start::form_mean(lang).to_owned(),
        Nature::Milestones => t::start::form_steps(lang, kpi.steps.len()),
        Nature::Scale => t::start::form_scale(lang, kpi.labels.len()),
        Nature::Formula => t::start::form_formula(lang).to_owned(),
        Nature::Flow if unit.is_empty() => t::start::form_flow(lang).to_owned(),
        Nature::Flow => t::start::form_flow_in(lang, unit),
        Nature::Stock if unit.is_empty() => t::start::form_stock(lang).to_owned(),
        Nature::Stock => t::start::form_stock_in(lang, unit),
        Nature::Distinct => unit,
    }
}

/// The months of a financial year, as in `July–June`.
pub fn financial_year(lang: Lang, first: u32) -> String {
    let last = if first == 1 { 12 } else { first - 1 };
    t::start::months_from_to(lang, format::month(lang, first), format::month(lang, last))
}

/// A problem's text with its periods as the reader writes them.
pub fn problem(lang: Lang, fy: FinancialYear, problem: &Problem) -> String {
    let mut shown = problem.clone();
    for name in ["period", "other"] {
        if let Some(value) = shown.args.get_mut(name)
            && let Ok(period) = Period::parse(value)
        {
            *value = period.show(lang, fy);
        }
    }
    problem_text(lang, &shown)
}
