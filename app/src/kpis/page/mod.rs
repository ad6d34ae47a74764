//! One KPI: where it stands, its course, how its figure came about, its readings, definition and targets.

mod definition;
mod head;
mod history;
mod readings;
mod shown;
mod strip;
mod tabs;
mod targets;
mod trend;
mod why;

use std::rc::Rc;

use leptos::prelude::*;
use vigie_domain::{Granularity, Key, Kpi, Nature};

use self::head::Head;
use self::shown::Shown;
use self::strip::Strip;
use self::tabs::Tabs;
use self::trend::TrendPanel;
use self::why::WhyPanel;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph};
use crate::workspace::use_desk;

/// A view of another slice, built where it is shown.
type Slot = StoredValue<Rc<dyn Fn() -> AnyView>, LocalStorage>;

#[derive(Clone, Copy)]
struct Below {
    evidence: Slot,
    thread: Slot,
}

/// Of other slices: `record`, the form that records, shown beside the chart to whom may record; `evidence` and `thread`
/// below it.
#[component]
pub fn KpiPage(
    key: Signal<String>,
    record: impl Fn() -> AnyView + 'static,
    evidence: impl Fn() -> AnyView + 'static,
    thread: impl Fn() -> AnyView + 'static,
) -> impl IntoView {
    let desk = use_desk();
    let record = StoredValue::new_local(record);
    let below =
        Below { evidence: Slot::new_local(Rc::new(evidence)), thread: Slot::new_local(Rc::new(thread)) };
    let loaded = Memo::new(move |_| desk.book().is_some());
    // Built anew for another KPI or definition, not for another figure: what is being typed stays.
    let kpi: Memo<Option<Kpi>> = Memo::new(move |_| {
        let key = Key::parse(&key.get()).ok()?;
        desk.book()?.kpi(&key).cloned()
    });
    move || {
        match kpi.get() {
        Some(kpi) => view! { <OneKpi kpi record=record.with_value(|record| record()) below/> }.into_any(),
        None if loaded.get() => view! { <Missing/> }.into_any(),
        None => view! { <div class="card pad stack"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any(),
    }
    }
}

#[component]
fn OneKpi(kpi: Kpi, record: AnyView, below: Below) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let takes_readings = untrack(|| desk.may_record(&kpi)) && kpi.nature != Nature::Formula && !kpi.archived;
    let shown = Shown::new(desk, kpi, lang);
    let by = RwSignal::new(None::<Granularity>);
    let record = takes_readings.then(|| {
        view! {
            <section class="card pad stack" id="record" aria-labelledby="record-title">
                <h2 id="record-title">{t::kpis::record_title(lang)}</h2>
                {record}
            </section>
        }
    });
    view! {
        <Head shown/>
        <Strip shown/>
        <div class="kpi-body">
            <TrendPanel shown by/>
            <div class="stack loose">
                {record}
                <WhyPanel shown by/>
            </div>
            <Tabs shown below/>
        </div>
    }
}

#[component]
fn Missing() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::kpis::title(lang).to_owned());
    let desk = use_desk();
    view! {
        <h1>{t::kpis::title(lang)}</h1>
        <Empty glyph=Glyph::Search title=t::kpis::missing(lang) text=t::kpis::missing_text(lang)>
            <a class="btn primary" href=move || desk.href("/kpis")>{t::kpis::to_list(lang)}</a>
        </Empty>
    }
}
