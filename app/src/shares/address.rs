//! The address of a new link, to be copied: it is seen this once.

use leptos::prelude::*;

use super::api::Made;
use crate::locale::{t, use_lang};
use crate::ui::{Address as ToCopy, Banner, BannerKind, Glyph, Icon};

#[component]
pub fn Address(link: Made, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}{}", link.path);
    let copied = RwSignal::new(false);
    view! {
        <div class="body stack">
            <Banner kind=BannerKind::Good glyph=Glyph::Check><p>{t::shares::made_title(lang)}</p></Banner>
            <p>{t::shares::made_text(lang)}</p>
            <ToCopy address=address.clone() label=t::shares::address(lang) copied/>
        </div>
        <footer class="foot">
            <a class="btn" href=address target="_blank" rel="noopener"><Icon glyph=Glyph::External small=true/>{t::shares::open(lang)}</a>
            <button type="button" class="btn" on:click=move |_| open.set(false)>{t::shares::done(lang)}</button>
        </footer>
    }
}
