//! What lies below the chart: readings, definition, targets.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::definition::Definition;
use super::readings::ReadingsTable;
use super::shown::Shown;
use super::targets::Targets;
use crate::locale::t;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Readings,
    Definition,
    Targets,
}

const TABS: [Tab; 3] = [Tab::Readings, Tab::Definition, Tab::Targets];

impl Tab {
    fn id(self) -> &'static str {
        match self {
            Self::Readings => "tab-readings",
            Self::Definition => "tab-definition",
            Self::Targets => "tab-targets",
        }
    }
}

#[component]
pub fn Tabs(shown: Shown) -> impl IntoView {
    let lang = shown.lang;
    let open = RwSignal::new(Tab::Readings);
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
                </button>
            }
        })
        .collect_view();
    let panel = move || match open.get() {
        Tab::Readings => view! { <ReadingsTable shown/> }.into_any(),
        Tab::Definition => view! { <Definition shown/> }.into_any(),
        Tab::Targets => view! { <Targets shown/> }.into_any(),
    };
    view! {
        <section class="card kpi-more" aria-label=t::kpis::about(lang)>
            <div class="tabs" role="tablist" aria-label=t::kpis::about(lang) on:keydown=move_on>{buttons}</div>
            <div id="tab-panel" role="tabpanel" aria-labelledby=move || open.get().id()>{panel}</div>
        </section>
    }
}
