//! What lies below the chart: readings, evidence, what the team says, definition, targets.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::Below;
use super::definition::Definition;
use super::readings::ReadingsTable;
use super::shown::Shown;
use super::targets::Targets;
use crate::locale::t;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Readings,
    Evidence,
    Thread,
    Definition,
    Targets,
}

const TABS: [Tab; 5] = [Tab::Readings, Tab::Evidence, Tab::Thread, Tab::Definition, Tab::Targets];

impl Tab {
    fn id(self) -> &'static str {
        match self {
            Self::Readings => "tab-readings",
            Self::Evidence => "tab-evidence",
            Self::Thread => "tab-thread",
            Self::Definition => "tab-definition",
            Self::Targets => "tab-targets",
        }
    }
}

/// How much there is, where something is. Tracks.
fn count(shown: Shown, tab: Tab) -> Option<usize> {
    let (past, now) = (shown.desk.past.get(), shown.desk.snapshot.get());
    let snapshot = past.or(now)?;
    let n = shown.kpi.with_value(|kpi| match tab {
        Tab::Evidence => snapshot.evidence.iter().filter(|evidence| evidence.kpi == kpi.key).count(),
        Tab::Thread => snapshot.messages.iter().filter(|message| message.kpi == kpi.key).count(),
        Tab::Readings | Tab::Definition | Tab::Targets => 0,
    });
    Some(n).filter(|n| *n > 0)
}

#[component]
pub fn Tabs(shown: Shown, below: Below) -> impl IntoView {
    let lang = shown.lang;
    let asked = use_query_map().with_untracked(|query| query.get("tab"));
    let open = RwSignal::new(if asked.as_deref() == Some("thread") { Tab::Thread } else { Tab::Readings });
    let here = NodeRef::<leptos::html::Section>::new();
    // Whoever follows a mention wants to see what was said.
    Effect::new(move |_| {
        if let Some(here) = here.get().filter(|_| open.get_untracked() == Tab::Thread) {
            request_animation_frame(move || here.scroll_into_view());
        }
    });
    // Arrows move between tabs, as a tablist wants it.
    let move_on = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => TABS.len() - 1,
            _ => return,
        };
        event.prevent_default();
        let at = TABS.iter().position(|tab| *tab == open.get_untracked()).unwrap_or(0);
        let next = TABS[(at + step) % TABS.len()];
        open.set(next);
        if let Some(button) = document().get_element_by_id(next.id()) {
            use wasm_bindgen::JsCast as _;
            let _ = button.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    let buttons = TABS
        .map(|tab| {
            let words = match tab {
                Tab::Readings => t::kpis::readings(lang),
                Tab::Evidence => t::evidence::title(lang),
                Tab::Thread => t::threads::title(lang),
                Tab::Definition => t::kpis::definition(lang),
                Tab::Targets => t::kpis::targets(lang),
            };
            let chosen = move || open.get() == tab;
            view! {
                <button
                    type="button"
                    role="tab"
                    id=tab.id()
                    aria-controls="tab-panel"
                    aria-selected=move || chosen().to_string()
                    tabindex=move || if chosen() { "0" } else { "-1" }
                    on:click=move |_| open.set(tab)
                >
                    {words}
                    {move || count(shown, tab).map(|n| view! { <span class="count">{n}</span> })}
                </button>
            }
        })
        .collect_view();
    let panel = move || match open.get() {
        Tab::Readings => view! { <ReadingsTable shown/> }.into_any(),
        Tab::Evidence => below.evidence.with_value(|evidence| evidence()),
        Tab::Thread => below.thread.with_value(|thread| thread()),
        Tab::Definition => view! { <Definition shown/> }.into_any(),
        Tab::Targets => view! { <Targets shown/> }.into_any(),
    };
    view! {
        <section class="card kpi-more" node_ref=here aria-label=t::kpis::about(lang)>
            <div class="tabs" role="tablist" aria-label=t::kpis::about(lang) on:keydown=move_on>{buttons}</div>
            <div id="tab-panel" role="tabpanel" aria-labelledby=move || open.get().id()>{panel}</div>
        </section>
    }
}
