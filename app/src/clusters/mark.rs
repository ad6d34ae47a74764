//! The open cluster's logo, or its initials: where nothing else says whose figures these are at a glance.

use leptos::prelude::*;
use vigie_domain::Logo;

use crate::workspace::use_desk;

/// Where the server has it; none of one that is in no database.
pub fn address(slug: &str, logo: &Logo) -> Option<String> {
    match logo {
        Logo::Kept { sha256, .. } => Some(format!("/api/app/logo/{slug}/{sha256}")),
        Logo::Whole(_) => None,
    }
}

/// Two letters for a name.
pub fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect::<String>().to_uppercase()
}

/// The logo is no part of the copy on the device: offline the initials stand for it. `alone`: no name stands beside.
#[component]
pub fn Mark(name: Signal<String>, #[prop(optional)] alone: bool) -> impl IntoView {
    let desk = use_desk();
    let logo = Memo::new(move |_| {
        let logo = desk.logo()?;
        let on_dark = matches!(logo, Logo::Kept { on_dark: true, .. });
        Some((address(&desk.slug.get()?, &logo)?, on_dark))
    });
    // The address that did not come.
    let lost = RwSignal::new(None::<String>);
    let shown = Memo::new(move |_| logo.get().filter(|(address, _)| lost.get().as_ref() != Some(address)));
    Effect::new(move |_| {
        // Whoever is online again gets it.
        if desk.is_online() {
            lost.set(None);
        }
    });
    move || match shown.get() {
        Some((src, on_dark)) => {
            let tried = src.clone();
            let alt = move || if alone { name.get() } else { String::new() };
            view! {
                <span class="own-logo" class:on-dark=on_dark>
                    <img src=src alt=alt on:error=move |_| lost.set(Some(tried.clone()))/>
                </span>
            }
            .into_any()
        }
        None => {
            view! { <span class="mono" aria-hidden="true">{move || initials(&name.get())}</span> }.into_any()
        }
    }
}
