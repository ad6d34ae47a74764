//! An address to be copied: shown in full, and with a word where it leads nowhere from elsewhere.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::{Banner, BannerKind, Glyph, Icon};
use crate::locale::{t, use_lang};

/// `label`: what the address is, for a screen reader. `copied`: whether it is on the clipboard.
#[component]
pub fn Address(address: String, label: &'static str, copied: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let text = address.clone();
    let copy = move |_| {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        // Plain http from another computer has no clipboard: what is selected can be copied by hand.
        if !window().is_secure_context() {
            return;
        }
        let text = text.clone();
        spawn_local(async move {
            let written = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
            copied.set(written.is_ok());
        });
    };
    let here = is_here(&window().location().hostname().unwrap_or_default());
    view! {
        <div class="address">
            <textarea readonly=true rows="2" aria-label=label prop:value=address node_ref=field></textarea>
            <button type="button" class="btn small" class:primary=move || !copied.get() on:click=copy>
                <Icon glyph=Glyph::Copy small=true/>
                <span aria-live="polite">{move || if copied.get() { t::common::copied(lang) } else { t::common::copy(lang) }}</span>
            </button>
        </div>
        {here.then(|| view! { <Banner kind=BannerKind::Warn glyph=Glyph::Alert><p>{t::common::this_computer_only(lang)}</p></Banner> })}
    }
}

/// Does this name mean the computer that one sits at, whichever that is?
fn is_here(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.ends_with(".localhost") || host == "::1" || host.starts_with("127.")
}

#[cfg(test)]
mod tests {
    use super::is_here;

    #[test]
    fn names_of_this_computer() {
        for host in ["localhost", "vigie.localhost", "127.0.0.1", "127.1.2.3", "[::1]"] {
            assert!(is_here(host), "{host}");
        }
        for host in ["kpi.example.org", "192.168.1.20", "localhost.example.org", "[2001:db8::1]"] {
            assert!(!is_here(host), "{host}");
        }
    }
}
