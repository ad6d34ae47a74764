//! How cards are called.

use vigie_domain::dashboard::Size;
use vigie_domain::{Book, Key, Lang, Show};

use crate::locale::t;
use crate::ui::Glyph;

pub fn kpi_name(lang: Lang, book: &Book, key: &Key) -> String {
    let name = book.kpi(key).map(|kpi| kpi.name.in_lang(lang, &book.cluster.languages)).unwrap_or_default();
    if name.is_empty() { key.to_string() } else { name.to_owned() }
}

/// The kind, with the KPI where it is of one.
pub fn card_name(lang: Lang, book: &Book, show: &Show) -> String {
    let kind = kind_name(lang, show);
    match show {
        Show::Kpi { key } | Show::Milestones { key } => {
            t::build::card_of(lang, kind, kpi_name(lang, book, key))
        }
        Show::Trend(trend) => t::build::card_of(lang, kind, kpi_name(lang, book, &trend.key)),
        _ => kind.to_owned(),
    }
}

pub fn kind_name(lang: Lang, show: &Show) -> &'static str {
    match show {
        Show::Objectives {} => t::dashboards::objectives(lang),
        Show::Kpis {} => t::dashboards::all_kpis(lang),
        Show::Kpi { .. } => t::build::kind_figure(lang),
        Show::Trend(_) => t::build::kind_trend(lang),
        Show::Matrix { .. } => t::dashboards::matrix(lang),
        Show::Progress { .. } => t::dashboards::progress(lang),
        Show::Milestones { .. } => t::build::kind_milestones(lang),
        Show::Table { .. } => t::dashboards::table(lang),
        Show::Text { .. } => t::build::kind_text(lang),
        Show::Highlights {} => t::dashboards::highlights(lang),
        Show::Comparison(_) => t::portfolio::comparison(lang),
    }
}

pub fn kind_glyph(show: &Show) -> Glyph {
    match show {
        Show::Objectives {} => Glyph::Objectives,
        Show::Kpis {} => Glyph::Dashboards,
        Show::Kpi { .. } => Glyph::Overview,
        Show::Trend(_) => Glyph::Kpis,
        Show::Matrix { .. } => Glyph::Calendar,
        Show::Progress { .. } => Glyph::Menu,
        Show::Milestones { .. } => Glyph::Todo,
        Show::Table { .. } => Glyph::Table,
        Show::Text { .. } => Glyph::Message,
        Show::Highlights {} => Glyph::Info,
        Show::Comparison(_) => Glyph::Portfolio,
    }
}

pub fn size_name(lang: Lang, size: Size) -> &'static str {
    match size {
        Size::Third => t::build::third(lang),
        Size::Half => t::build::half(lang),
        Size::Full => t::build::full(lang),
    }
}
