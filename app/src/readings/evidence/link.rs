//! A link as evidence: its address, and a title where the address says too little.

use leptos::prelude::*;
use vigie_domain::act::Deed;
use vigie_domain::evidence::{Given, Spot};
use vigie_domain::{Kpi, Problem};

use crate::locale::{problem_text, t, use_lang};
use crate::offline;
use crate::ui::{Field, Input, say};
use crate::workspace::use_desk;

/// No form of its own: it stands inside the one that records.
#[component]
pub fn AddLink(kpi: StoredValue<Kpi>, on: Memo<Spot>, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let (url, title) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<Problem>);
    let error = Signal::derive(move || {
        problem
            .with(|problem| problem.as_ref().map(|problem| problem_text(lang, problem)).unwrap_or_default())
    });
    let add = move || {
        let given = Given::Link { url: url.get_untracked(), title: title.get_untracked() };
        match given.prove(None) {
            Err(refused) => problem.set(Some(refused)),
            Ok(proof) => {
                let key = kpi.read_value().key.clone();
                desk.act(offline::uuid(), &key, Deed::Attach { on: on.get_untracked(), given });
                say(t::evidence::attached(lang, proof.name()), None);
                open.set(false);
            }
        }
    };
    // Enter adds the link and does not record what stands around it.
    let pressed = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            add();
        }
        "Escape" => {
            event.stop_propagation();
            open.set(false);
        }
        _ => {}
    };
    let first = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        use wasm_bindgen::JsCast as _;
        let field = first.get().and_then(|node| node.query_selector("input").ok().flatten());
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
    view! {
        <div class="proof-link" node_ref=first on:keydown=pressed>
            <Field id="proof-url" label=t::evidence::url(lang) error>
                <Input id="proof-url" value=url kind="url" inputmode="url" autocomplete="off" placeholder="https://" error/>
            </Field>
            <Field id="proof-title" label=t::evidence::name(lang) optional=t::common::optional(lang)>
                <Input id="proof-title" value=title autocomplete="off"/>
            </Field>
            <div class="row tight">
                <button type="button" class="btn small primary" on:click=move |_| add()>{t::common::add(lang)}</button>
                <button type="button" class="btn small quiet" on:click=move |_| open.set(false)>{t::common::cancel(lang)}</button>
            </div>
        </div>
    }
}
