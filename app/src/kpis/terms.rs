//! The words of a definition that pages and paper share.

use vigie_domain::kpi::PartNature;
use vigie_domain::{Direction, Granularity, Lang, Nature};

use crate::locale::t;

pub fn nature(lang: Lang, nature: Nature) -> &'static str {
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

pub fn part(lang: Lang, nature: PartNature) -> &'static str {
    match nature {
        PartNature::Stock => t::kpis::part_stock(lang),
        PartNature::Flow => t::kpis::part_flow(lang),
    }
}

pub fn direction(lang: Lang, direction: Direction) -> &'static str {
    match direction {
        Direction::Up => t::kpis::direction_up(lang),
        Direction::Down => t::kpis::direction_down(lang),
        Direction::Band => t::kpis::direction_band(lang),
        Direction::None => t::kpis::direction_none(lang),
    }
}

/// How often: monthly, quarterly …
pub fn frequency(lang: Lang, granularity: Granularity) -> &'static str {
    match granularity {
        Granularity::Month => t::kpis::monthly(lang),
        Granularity::Quarter => t::kpis::quarterly(lang),
        Granularity::Half => t::kpis::half_yearly(lang),
        Granularity::Year => t::kpis::yearly(lang),
    }
}
