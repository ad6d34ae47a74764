//! A status as colour, shape and word.

use leptos::prelude::*;
use vigie_domain::{Lang, Status};

use super::{Glyph, Icon};
use crate::locale::{t, use_lang};

/// The class that colours it.
pub const fn status_class(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::OnTrack => "on_track",
        Status::AtRisk => "at_risk",
        Status::OffTrack => "off_track",
        Status::Stale => "stale",
        Status::NoData => "no_data",
        Status::NoTarget => "no_target",
    }
}

pub const fn status_glyph(status: Status) -> Glyph {
    match status {
        Status::Met => Glyph::StatusMet,
        Status::OnTrack => Glyph::StatusOnTrack,
        Status::AtRisk => Glyph::StatusAtRisk,
        Status::OffTrack => Glyph::StatusOffTrack,
        Status::Stale => Glyph::StatusStale,
        Status::NoData => Glyph::StatusNoData,
        Status::NoTarget => Glyph::StatusNoTarget,
    }
}

pub fn status_word(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Met => t::common::status_met(lang),
        Status::OnTrack => t::common::status_on_track(lang),
        Status::AtRisk => t::common::status_at_risk(lang),
        Status::OffTrack => t::common::status_off_track(lang),
        Status::Stale => t::common::status_stale(lang),
        Status::NoData => t::common::status_no_data(lang),
        Status::NoTarget => t::common::status_no_target(lang),
    }
}

/// `plain`: without its ground, for dense tables.
#[component]
pub fn StatusChip(status: Status, #[prop(optional)] plain: bool) -> impl IntoView {
    let class = format!("chip {}{}", status_class(status), if plain { " plain" } else { "" });
    view! { <span class=class><Icon glyph=status_glyph(status)/>{status_word(use_lang(), status)}</span> }
}

/// What the signs above it mean, each that is seen once. `sums`: some are of figures that add up.
#[component]
pub fn StatusKey(seen: Vec<Status>, sums: bool) -> impl IntoView {
    let lang = use_lang();
    let known = Status::ALL.iter().filter(|status| seen.contains(status));
    let signs = known.map(|status| view! { <li><StatusChip status=*status plain=true/></li> }).collect_view();
    let sums = sums.then(|| view! { <li class="hint">{t::common::status_sums(lang)}</li> });
    (!seen.is_empty()).then(|| view! { <ul class="foot status-key">{signs}{sums}</ul> })
}
