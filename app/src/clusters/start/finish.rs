//! The dashboard is there; its link goes to those who need to see it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::Lang;

use super::stage::{Refusal, Stage, Step};
use crate::clusters::words::many;
use crate::error::AppError;
use crate::locale::{t, use_lang};
use crate::shares::api::{NewShare, Terms, add_share};
use crate::ui::{Address, Choice, Field, Glyph, Icon};
use crate::workspace::use_desk;

/// The dashboard that every cluster has.
const OVERVIEW: &str = "overview";

/// `dashboard`: the overview as it stands, below the form for its link.
#[component]
pub fn FinishStep(slug: String, dashboard: ViewFn) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let address = RwSignal::new(None::<String>);
    let copied = RwSignal::new(false);
    let step =
        Signal::derive(move || if address.with(Option::is_some) { Step::Share } else { Step::Dashboard });
    // In the head, so that nothing moves when the last figure has arrived.
    let note = Signal::derive(move || match desk.outbox.with(|outbox| outbox.pending()) {
        0 => String::new(),
        unsent => t::start::still_sending(lang, many(unsent)),
    });
    let home = format!("/app/{slug}");
    let figures = format!("/app/start/{slug}?step=figures");
    let slug = StoredValue::new(slug);
    view! {
        <Stage step title=t::start::finish_title(lang) lede=t::start::finish_lede(lang) wide=true note>
            <section class="card finish">
                {move || match address.get() {
                    Some(address) => view! { <Ready address copied/> }.into_any(),
                    None => view! { <MakeLink slug address/> }.into_any(),
                }}
            </section>
            <section class="preview stack" aria-labelledby="preview-title">
                <h2 id="preview-title">{t::start::preview_title(lang)}</h2>
                {dashboard.run()}
            </section>
            <div class="actions stay">
                <a class="btn quiet" href=figures>{t::common::back(lang)}</a>
                <a class="btn" class:primary=move || copied.get() href=home>
                    {t::start::open_workspace(lang)}
                    <Icon glyph=Glyph::ArrowRight small=true/>
                </a>
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
            lang: language.with_untracked(|tag| Lang::from_tag(tag)).unwrap_or(lang),
            set: None,
            fixed: false,
            terms: Terms::default(),
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
fn Ready(address: String, copied: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    view! {
        <h2>{t::start::link_ready(lang)}</h2>
        <p class="muted">{t::start::link_text(lang)}</p>
        <Address address=address.clone() label=t::start::link_address(lang) copied/>
        <a class="btn small" href=address target="_blank" rel="noopener external"><Icon glyph=Glyph::External small=true/>{t::start::link_open(lang)}</a>
    }
}
