//! A period that is validated or frozen: what it still takes, and from whom.

use leptos::prelude::*;
use vigie_domain::Period;
use vigie_domain::period_state::PeriodState;

use crate::locale::{t, use_lang};
use crate::ui::{Banner, BannerKind, Field, Glyph, Input};
use crate::workspace::Desk;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    Open,
    /// Frozen: a manager's correction with a reason.
    Explain,
    Closed,
}

/// Tracks.
pub fn hold(desk: Desk, period: Period) -> Hold {
    let state = desk.book().map(|book| book.period_states.of(period, book.fy())).unwrap_or_default();
    match state {
        PeriodState::Open | PeriodState::Submitted => Hold::Open,
        PeriodState::Validated if desk.is_manager() => Hold::Open,
        PeriodState::Frozen if desk.is_manager() => Hold::Explain,
        PeriodState::Validated | PeriodState::Frozen => Hold::Closed,
    }
}

/// The reason of a correction, or why there can be none.
#[component]
pub fn Held(hold: Memo<Hold>, reason: RwSignal<String>, tried: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let error = Signal::derive(move || {
        let missing = tried.get() && reason.with(|reason| reason.trim().is_empty());
        if missing { t::grid::reason_needed(lang).to_owned() } else { String::new() }
    });
    move || match hold.get() {
        Hold::Open => ().into_any(),
        Hold::Closed => {
            view! { <Banner kind=BannerKind::Warn glyph=Glyph::Lock><p>{t::grid::closed(lang)}</p></Banner> }
                .into_any()
        }
        Hold::Explain => view! {
            <Field id="record-correction" label=t::grid::reason(lang) hint=t::grid::reason_hint(lang) error>
                <Input id="record-correction" value=reason/>
            </Field>
        }
        .into_any(),
    }
}
