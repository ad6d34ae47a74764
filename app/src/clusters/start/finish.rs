//! The dashboard is there; its link goes to those who need to see it.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::Lang;
use wasm_bindgen_futures::JsFuture;

use super::stage::{Refusal, Stage, Step};
use crate::clusters::words::many;
use crate::error::AppError;
use crate::locale::{t, use_lang};
use crate::shares::api::{NewShare, add_share};
use crate::ui::{Choice, Field, Glyph, Icon};
use crate::workspace::use_desk;

/// The dashboard that every cluster has.
const OVERVIEW: &str = "overview";

#[component]
pub fn FinishStep(slug: String) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let address = RwSignal::new(None::<String>);
    let step =
        Signal::derive(move || if address.with(Option::is_some) { Step::Share } else { Step::Dashboard });
    let unsent = move || desk.outbox.with(|outbox| outbox.pending());
    let is_sending = move || unsent() > 0;
    let home = format!("/app/{slug}");
    let figures = format!("/app/start/{slug}?step=figures");
    let slug = StoredValue::new(slug);
    view! {
        <Stage step title=t::start::finish_title(lang) lede=t::start::finish_lede(lang)>
            <section class="card finish">
                <Icon glyph=Glyph::StatusMet/>
                {move || match address.get() {
                    Some(address) => view! { <Address address/> }.into_any(),
                    None => view! { <MakeLink slug address/> }.into_any(),
                }}
                <Show when=is_sending>
                    <p class="hint" role="status">{move || t::start::still_sending(lang, many(unsent()))}</p>
                </Show>
            </section>
            <div class="actions">
                <a class="btn quiet" href=figures>{t::common::back(lang)}</a>
                <a class="btn primary" href=home>{t::start::open_workspace(lang)}<Icon glyph=Glyph::ArrowRight small=true/></a>
            </div>
        </Stage>
    }
}

#[component]
fn MakeLink(slug: StoredValue<String>, address: RwSignal<Option<String>>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let language = RwSignal::new(lang.tag().to_owned());
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<AppError>);
    let make = move |_| {
        let new = NewShare {
            dashboard: OVERVIEW.to_owned(),
            name: String::new(),
            lang: language.with_untracked(|tag| Lang::from_tag(tag)).unwrap_or(lang),
            expires_on: None,
            set: None,
        };
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            match add_share(slug.get_value(), new).await {
                Ok(made) => address.set(Some(format!(
                    "{}{}",
                    window().location().origin().unwrap_or_default(),
                    made.path
                ))),
                Err(error) => {
                    wrong.set(Some(error));
                    busy.set(false);
                }
            }
        });
    };
    let languages: Vec<Choice> =
        Lang::ALL.map(|lang| (lang.tag().to_owned(), language_name(lang).to_owned())).to_vec();
    view! {
        <h2>{t::start::share_title(lang)}</h2>
        <p class="muted">{t::start::share_text(lang)}</p>
        <Refusal wrong/>
        <Field id="share-language" label=t::start::share_language(lang)>
            <crate::clusters::pick::Pick id="share-language" value=language choices=languages/>
        </Field>
        <button
            type="button"
            class="btn primary"
            on:click=make
            aria-busy=move || busy.get().then_some("true")
            disabled=move || busy.get() || !desk.is_online()
        >
            <Icon glyph=Glyph::Link small=true/>
            <span>{t::start::make_link(lang)}</span>
        </button>
    }
}

const fn language_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Fr => "Français",
        Lang::De => "Deutsch",
    }
}

/// The link, ready to be copied.
#[component]
fn Address(address: String) -> impl IntoView {
    let lang = use_lang();
    let field = NodeRef::<html::Input>::new();
    let copied = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
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
        <h2>{t::start::link_ready(lang)}</h2>
        <p class="muted">{t::start::link_text(lang)}</p>
        <div class="address">
            <input readonly=true aria-label=t::start::link_address(lang) value=address.clone() node_ref=field/>
            <button type="button" class="btn primary small" on:click=copy>
                <Icon glyph=Glyph::Copy small=true/>
                <span aria-live="polite">{move || if copied.get() { t::common::copied(lang) } else { t::common::copy(lang) }}</span>
            </button>
        </div>
        <a class="btn small" href=address target="_blank" rel="noopener external"><Icon glyph=Glyph::External small=true/>{t::start::link_open(lang)}</a>
    }
}
