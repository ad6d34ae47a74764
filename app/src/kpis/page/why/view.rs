//! What people say of the KPI beside the computed status: shown, given, changed, taken back.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use vigie_domain::assessment::{self, Assessment};
use vigie_domain::{Kpi, Period};

use super::super::shown::Shown;
use crate::kpis::api;
use crate::locale::t;
use crate::ui::{Glyph, Icon, JudgeDialog, Judgement, Judging, say, say_error, way_back};
use crate::workspace::Desk;

/// So many periods back can be judged.
const BACK: i32 = 7;

/// `period`: the one that the panel explains.
#[component]
pub fn OurView(shown: Shown, period: Period) -> impl IntoView {
    let Shown { desk, lang, fy, .. } = shown;
    let open = RwSignal::new(false);
    let today = desk.today();
    let all = shown.kpi.with_value(|kpi| kpi.assessments.clone());
    let latest = assessment::latest(&all, today, fy).cloned();
    let own = all.iter().find(|judged| judged.period == period).cloned().or(latest);
    let words = if own.is_some() { t::common::judge_change(lang) } else { t::common::judge_add(lang) };
    let said = own.map(|judged| {
        let period = shown.period(judged.period);
        view! { <Judgement assessment=judged period/> }
    });
    let may = move || desk.is_manager() && !shown.kpi.with_value(|kpi| kpi.archived);
    let some = said.is_some();
    let begin = Callback::new(move |()| judging(shown, period));
    let save = Callback::new(move |assessments| judge(desk, shown, assessments));
    let line = move || some || may();
    view! {
        {move || line().then(|| view! { <dt>{t::common::our_view(lang)}</dt> })}
        <dd class="stack tight">
            {said}
            <Show when=may>
                <div>
                    <button
                        type="button"
                        class="btn small"
                        aria-haspopup="dialog"
                        disabled=move || !desk.is_online()
                        title=move || (!desk.is_online()).then(|| t::common::needs_connection(lang))
                        on:click=move |_| open.set(true)
                    >
                        <Icon glyph=Glyph::Message small=true/>
                        {words}
                    </button>
                </div>
            </Show>
        </dd>
        <JudgeDialog id="our-view" title=t::common::our_view_of(lang, shown.name()) open begin save/>
    }
}

/// The period that is explained first, then the one that runs and those before it, and whatever was judged already.
fn judging(shown: Shown, period: Period) -> Judging {
    let today = untrack(|| shown.desk.today());
    let running = shown.kpi.with_value(|kpi| Period::of_date(today, kpi.frequency, shown.fy));
    let said = shown.kpi.with_value(|kpi| kpi.assessments.clone());
    let mut periods = vec![period];
    let recent = (0..=BACK).map(|back| running.shift(-back));
    for other in recent.chain(said.iter().rev().map(|judged| judged.period)) {
        if !periods.contains(&other) {
            periods.push(other);
        }
    }
    let periods = periods.into_iter().map(|period| (period, shown.period(period))).collect();
    Judging { said, periods }
}

fn judge(desk: Desk, shown: Shown, assessments: Vec<Assessment>) {
    let Some(old) = untrack(|| shown.with_book(|_, kpi| kpi.clone())) else { return };
    put(desk, Kpi { assessments, ..old.clone() }, Some(old));
}

/// `before`: offered as the way back.
fn put(desk: Desk, kpi: Kpi, before: Option<Kpi>) {
    let lang = crate::locale::use_lang();
    spawn_local_scoped(async move {
        match api::save_kpi(desk.slug(), kpi).await {
            Ok(_) => {
                desk.refresh();
                let back = before.and_then(|before| way_back(move || put(desk, before.clone(), None)));
                say(t::common::judged_said(lang), back);
            }
            Err(error) => say_error(&error),
        }
    });
}
