//! Why there is no total, in words.

use vigie_domain::portfolio::{Apart, Aspect, Line};
use vigie_domain::{Direction, Kpi, Lang, Nature};

use super::{Side, languages};
use crate::format;
use crate::locale::t;

/// Empty where there is one.
pub fn why(lang: Lang, sides: &[Side<'_>], line: &Line<'_, '_>) -> String {
    let Some(apart) = &line.apart else { return String::new() };
    let (kpi, text) = match apart {
        Apart::Distinct { kpi } => (kpi, t::portfolio::twice(lang).to_owned()),
        Apart::Steps { kpi } => (kpi, t::portfolio::own_steps(lang).to_owned()),
        Apart::Operand { kpi } => (kpi, t::portfolio::operand_absent(lang).to_owned()),
        Apart::Differs { kpi, what } => {
            let said = said(lang, sides, line, kpi, *what);
            (kpi, t::portfolio::differs(lang, aspect(lang, *what), said))
        }
    };
    if *kpi == line.kpi.key {
        return text;
    }
    let operand = sides.iter().enumerate().find_map(|(at, side)| Some((at, side.book.kpi(kpi)?)));
    // An operand that is not shown itself (on a link) is not named either.
    if operand.is_none_or(|(_, operand)| operand.archived) {
        return t::portfolio::operands_differ(lang).to_owned();
    }
    let name = operand.map(|(at, operand)| operand.name.in_lang(lang, languages(sides, at)));
    t::portfolio::operand(lang, name.unwrap_or(kpi.as_str()), text)
}

fn aspect(lang: Lang, what: Aspect) -> &'static str {
    match what {
        Aspect::Nature => t::portfolio::aspect_nature(lang),
        Aspect::Unit => t::portfolio::aspect_unit(lang),
        Aspect::Direction => t::portfolio::aspect_direction(lang),
        Aspect::Parts => t::portfolio::aspect_parts(lang),
        Aspect::Formula => t::portfolio::aspect_formula(lang),
    }
}

/// What each cluster has: `Alpes: €; Rhône: $`.
fn said(
    lang: Lang,
    sides: &[Side<'_>],
    line: &Line<'_, '_>,
    key: &vigie_domain::Key,
    what: Aspect,
) -> String {
    let each = line.clusters().iter().filter_map(|at| {
        let kpi = sides[*at].book.kpi(key)?;
        let value = match what {
            Aspect::Unit => match format::unit(lang, languages(sides, *at), kpi) {
                unit if unit.is_empty() => kpi.unit.clone(),
                unit => unit,
            },
            Aspect::Nature => nature(lang, kpi.nature).to_owned(),
            Aspect::Direction => direction(lang, kpi.direction).to_owned(),
            Aspect::Parts => parts(lang, kpi),
            Aspect::Formula => kpi.formula.clone().unwrap_or_default(),
        };
        Some(t::portfolio::cluster_has(lang, sides[*at].name(), value))
    });
    each.collect::<Vec<_>>().join("; ")
}

fn nature(lang: Lang, nature: Nature) -> &'static str {
    match nature {
        Nature::Stock => t::kpis::nature_stock(lang),
        Nature::Flow => t::kpis::nature_flow(lang),
        Nature::Ratio => t::kpis::nature_ratio(lang),
        Nature::Mean => t::kpis::nature_mean(lang),
        Nature::Distinct => t::kpis::nature_distinct(lang),
        Nature::Milestones => t::kpis::nature_milestones(lang),
        Nature::Scale => t::kpis::nature_scale(lang),
        Nature::Formula => t::kpis::nature_formula(lang),
    }
}

fn direction(lang: Lang, direction: Direction) -> &'static str {
    match direction {
        Direction::Up => t::kpis::direction_up(lang),
        Direction::Down => t::kpis::direction_down(lang),
        Direction::Band => t::kpis::direction_band(lang),
        Direction::None => t::kpis::direction_none(lang),
    }
}

/// `at the date ÷ in the period × 100`.
fn parts(lang: Lang, kpi: &Kpi) -> String {
    let ratio = kpi.ratio_parts();
    let part = |part| match part {
        vigie_domain::kpi::PartNature::Stock => nature(lang, Nature::Stock).to_lowercase(),
        vigie_domain::kpi::PartNature::Flow => nature(lang, Nature::Flow).to_lowercase(),
    };
    format!("{} ÷ {} × {}", part(ratio.numerator), part(ratio.denominator), ratio.scale)
}
