//! The address of a new link, to be copied: it is seen this once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::api::Made;
use crate::locale::{t, use_lang};
use crate::ui::{Banner, BannerKind, Glyph, Icon};

#[component]
pub fn Address(link: Made, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}{}", link.path);
    let copied = RwSignal::new(false);
    let field = NodeRef::<leptos::html::Input>::new();
    let text = address.clone();
    let copy = move |_| {
        let text = text.clone();
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        spawn_local(async move {
            let written = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
            copied.set(written.is_ok());
        });
    };
    view! {
        <div class="body stack">
            <Banner kind=BannerKind::Good glyph=Glyph::Check><p>{t::shares::made_title(lang)}</p></Banner>
            <p>{t::shares::made_text(lang)}</p>
            <div class="address">
                <input readonly aria-label=t::shares::address(lang) value=address.clone() node_ref=field/>
                <button type="button" class="btn primary small" on:click=copy>
                    <Icon glyph=Glyph::Copy small=true/>
                    <span aria-live="polite">{move || if copied.get() { t::common::copied(lang) } else { t::common::copy(lang) }}</span>
                </button>
            </div>
        </div>
        <footer class="foot">
            <a class="btn" href=address target="_blank" rel="noopener"><Icon glyph=Glyph::External small=true/>{t::shares::open(lang)}</a>
            <button type="button" class="btn" on:click=move |_| open.set(false)>{t::shares::done(lang)}</button>
        </footer>
    }
}
