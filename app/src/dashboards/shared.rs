//! Where a dashboard is shared: a badge that leads to its links. Only managers see links, and only online.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use crate::locale::{t, use_lang};
use crate::shares::api::shares;
use crate::ui::{Glyph, Icon};
use crate::workspace::Desk;

/// How many links of each dashboard open.
pub type Shared = RwSignal<BTreeMap<String, u32>>;

/// Asks once for all dashboards of the cluster; without an answer nothing is shown.
pub fn shared(desk: Desk) -> Shared {
    let all = Shared::default();
    let asks = Memo::new(move |_| desk.is_manager() && desk.is_online());
    Effect::new(move |_| {
        let slug = desk.slug.get().unwrap_or_default();
        if !asks.get() || slug.is_empty() {
            return all.update(BTreeMap::clear);
        }
        spawn_local_scoped(async move {
            let found = shares(slug).await.unwrap_or_default();
            let mut counts = BTreeMap::new();
            for share in found.into_iter().filter(|share| !share.revoked && !share.expired) {
                *counts.entry(share.dashboard).or_default() += 1;
            }
            let _ = all.try_set(counts);
        });
    });
    all
}

#[component]
pub fn SharedTag(desk: Desk, shared: Shared, #[prop(into)] id: Signal<String>) -> impl IntoView {
    let lang = use_lang();
    let n = Memo::new(move |_| shared.with(|all| id.with(|id| all.get(id).copied().unwrap_or(0))));
    view! {
        <Show when=move || { n.get() > 0 }>
            <a class="tag accent" href=move || desk.href("/shares")>
                <Icon glyph=Glyph::Share/>
                {move || t::dashboards::n_shared(lang, i64::from(n.get()))}
            </a>
        </Show>
    }
}
