//! What was put aside: at the end, closed, with the way back.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::locale::{t, use_lang};

/// Id and name.
pub type Named = (String, String);

/// `title`: with the number of items. `may`: take them back. Nothing where there is nothing.
#[component]
pub fn Aside(
    items: Signal<Vec<Named>>,
    title: fn(vigie_domain::Lang, i64) -> String,
    may: Signal<bool>,
    online: Signal<bool>,
    restore: Callback<Named>,
) -> impl IntoView {
    let lang = use_lang();
    move || {
        let items = items.get();
        let n = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let rows = items.into_iter().map(|item| row(item, may, online, restore)).collect_view();
        (n > 0).then(|| {
            view! {
                <details class="fold">
                    <summary>{title(lang, n)}</summary>
                    <ul class="list">{rows}</ul>
                </details>
            }
        })
    }
}

fn row(item: Named, may: Signal<bool>, online: Signal<bool>, restore: Callback<Named>) -> impl IntoView {
    let lang = use_lang();
    let name = item.1.clone();
    let item = StoredValue::new(item);
    view! {
        <li>
            <span class="grow">{name}</span>
            <Show when=move || may.get()>
                <button
                    type="button"
                    class="btn small"
                    disabled=move || !online.get()
                    title=move || (!online.get()).then(|| t::common::needs_connection(lang))
                    on:click=move |_| restore.run(item.get_value())
                >
                    <Icon glyph=Glyph::Restore small=true/>
                    {t::common::restore(lang)}
                    <span class="visually-hidden">{item.with_value(|(_, name)| name.clone())}</span>
                </button>
            </Show>
        </li>
    }
}
