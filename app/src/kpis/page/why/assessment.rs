//! What people say of the KPI beside the computed status: shown, given, changed, taken back.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use vigie_domain::assessment::{self, Assessment};
use vigie_domain::{Kpi, Period};

use super::super::shown::Shown;
use crate::kpis::api;
use crate::locale::t;
use crate::ui::{AssessButton, AssessDialog, Assessed, AssessedView, Assessing, say, say_error, way_back};
use crate::workspace::Desk;

/// `period`: the one that the panel explains.
#[component]
pub fn OurAssessment(shown: Shown, period: Memo<Option<Period>>) -> impl IntoView {
    let Shown { desk, lang, fy, .. } = shown;
    let open = RwSignal::new(false);
    let own = Memo::new(move |_| {
        let (today, period) = (desk.today(), period.get());
        shown.kpi.with_value(|kpi| {
            let of_period = kpi.assessments.iter().find(|judged| Some(judged.period) == period);
            of_period.or_else(|| assessment::latest(&kpi.assessments, today, fy)).cloned()
        })
    });
    let said = move || {
        let judged = own.get()?;
        let assessed = Assessed::of(&judged, shown.period(judged.period));
        Some(view! { <AssessedView assessed/> })
    };
    let may = move || desk.is_manager() && !shown.kpi.with_value(|kpi| kpi.archived);
    let online = Signal::derive(move || desk.is_online());
    let press = Callback::new(move |()| open.set(true));
    let given = Memo::new(move |_| own.with(Option::is_some));
    let button = move || {
        may().then(|| {
            view! { <div><AssessButton of=shown.name() given=given.get() class="btn small" online press/></div> }
        })
    };
    let begin = Callback::new(move |()| assessing(shown, period.get_untracked()));
    let save = Callback::new(move |assessments| assess(desk, shown, assessments));
    view! {
        <Show when=move || given.get() || may()>
            <dl>
                <div>
                    <dt>{t::common::assessment(lang)}</dt>
                    <dd class="stack tight">{said}{button}</dd>
                </div>
            </dl>
        </Show>
        <AssessDialog of=shown.name() open begin save/>
    }
}

/// Without a period that is explained the one that runs comes first.
fn assessing(shown: Shown, period: Option<Period>) -> Assessing {
    let today = untrack(|| shown.desk.today());
    let running = shown.kpi.with_value(|kpi| Period::of_date(today, kpi.frequency, shown.fy));
    let said = shown.kpi.with_value(|kpi| kpi.assessments.clone());
    Assessing::of(said, period.unwrap_or(running), running, |period| shown.period(period))
}

fn assess(desk: Desk, shown: Shown, assessments: Vec<Assessment>) {
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
                say(t::common::assessed_said(lang), back);
            }
            Err(error) => say_error(&error),
        }
    });
}
