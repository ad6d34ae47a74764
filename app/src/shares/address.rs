//! The address of a new link, to be copied: it is seen this once.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{Made, qr};
use crate::locale::{t, use_lang};
use crate::ui::{Address as ToCopy, Banner, BannerKind, Glyph, Icon};

#[component]
pub fn Address(link: Made, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}{}", link.path);
    let copied = RwSignal::new(false);
    let embed = (!link.share.embedded_in.is_empty()).then(|| embedding(&address, &link.share.name));
    view! {
        <div class="body stack">
            <Banner kind=BannerKind::Good glyph=Glyph::Check><p>{t::shares::made_title(lang)}</p></Banner>
            <p>{t::shares::made_text(lang)}</p>
            <ToCopy address=address.clone() label=t::shares::address(lang) copied/>
            <Code address=address.clone()/>
            {embed.map(|code| view! {
                <div class="field">
                    <label for="share-embed">{t::shares::embed_code(lang)}</label>
                    <textarea class="input" id="share-embed" readonly=true rows="3" prop:value=code></textarea>
                    <p class="hint">{t::shares::embed_code_hint(lang)}</p>
                </div>
            })}
        </div>
        <footer class="foot">
            <a class="btn" href=address target="_blank" rel="noopener"><Icon glyph=Glyph::External small=true/>{t::shares::open(lang)}</a>
            <button type="button" class="btn" on:click=move |_| open.set(false)>{t::shares::done(lang)}</button>
        </footer>
    }
}

/// What its owner puts into the page around.
fn embedding(address: &str, name: &str) -> String {
    let title: String = name.chars().filter(|c| !matches!(c, '"' | '<' | '>' | '&')).collect();
    format!(
        "<iframe src=\"{address}/embed\" title=\"{title}\" width=\"100%\" height=\"640\" frameborder=\"0\"></iframe>"
    )
}

#[component]
fn Code(address: String) -> impl IntoView {
    let lang = use_lang();
    let picture = RwSignal::new(String::new());
    spawn_local(async move {
        // Without it there is still the address.
        if let Ok(Some(svg)) = qr(address).await {
            // The dialog may be gone meanwhile.
            picture.try_set(svg);
        }
    });
    let download =
        move || format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(&picture.get())));
    move || {
        (!picture.with(String::is_empty)).then(|| {
            view! {
                <div class="qr">
                    <div role="img" aria-label=t::shares::qr_name(lang) inner_html=picture></div>
                    <div>
                        <p class="hint">{t::shares::qr_hint(lang)}</p>
                        <a class="btn small" href=download download="vigie-qr.svg"><Icon glyph=Glyph::Download small=true/>{t::shares::qr_save(lang)}</a>
                    </div>
                </div>
            }
        })
    }
}
