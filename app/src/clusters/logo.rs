//! The cluster's own logo: chosen, shown, taken away. What is chosen is checked and written anew by the server, so what is
//! seen here is what others see.

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::logo::LARGEST;
use vigie_domain::{Lang, Logo, Problem, ProblemCode};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, HtmlInputElement, Response};

use super::api::{remove_logo, save_logo};
use super::fields::wrong_at;
use super::mark::{Mark, address};
use crate::error::AppError;
use crate::locale::{t, use_lang};
use crate::offline;
use crate::ui::{Glyph, Icon, say, say_error, way_back};
use crate::workspace::{Desk, use_desk};

/// What the browser's dialog offers; what a file is says its content.
const KINDS: &str = ".png,.jpg,.jpeg,.webp,.svg,image/png,image/jpeg,image/webp,image/svg+xml";

#[component]
pub fn LogoSettings() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let wrong = RwSignal::new(None::<AppError>);
    let busy = RwSignal::new(false);
    let name = Signal::derive(move || desk.book().map(|book| book.cluster.name.clone()).unwrap_or_default());
    let has = Memo::new(move |_| desk.logo().is_some());
    let problem = wrong_at(wrong, "logo");
    let error = Signal::derive(move || match wrong.get() {
        None | Some(AppError::Invalid(_)) => problem.get(),
        Some(other) => other.text(lang),
    });
    let locked = move || busy.get() || !desk.is_online();
    let chosen = move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        wrong.set(None);
        busy.set(true);
        spawn_local(async move {
            let _ = wrong.try_set(bring(desk, lang, &file).await.err());
            // The same file can be chosen again after it was corrected.
            input.set_value("");
            let _ = busy.try_set(false);
        });
    };
    let remove = move |_| {
        wrong.set(None);
        busy.set(true);
        spawn_local(async move {
            let _ = wrong.try_set(take_away(desk, lang).await.err());
            let _ = busy.try_set(false);
        });
    };
    view! {
        <section class="card pad stack" aria-labelledby="settings-logo">
            <h2 id="settings-logo">{t::clusters::logo(lang)}</h2>
            <p class="muted" id="cluster-logo-hint">{t::clusters::logo_hint(lang, LARGEST / 1024 / 1024)}</p>
            <div class="field">
                <div class="logo-field">
                    <Mark name alone=true/>
                    <div class="row">
                        <label class="btn" class:off=locked aria-busy=move || busy.get().then_some("true")>
                            <Icon glyph=Glyph::Image small=true/>
                            <span>{move || if has.get() { t::clusters::logo_replace(lang) } else { t::clusters::logo_choose(lang) }}</span>
                            <input
                                id="cluster-logo"
                                type="file"
                                accept=KINDS
                                aria-describedby="cluster-logo-hint cluster-logo-error"
                                disabled=locked
                                on:change=chosen
                            />
                        </label>
                        <Show when=move || has.get()>
                            <button type="button" class="btn quiet" disabled=locked on:click=remove>
                                <Icon glyph=Glyph::Trash small=true/>{t::clusters::logo_remove(lang)}
                            </button>
                        </Show>
                    </div>
                </div>
                <div id="cluster-logo-error" aria-live="polite">
                    {move || (!error.with(String::is_empty)).then(|| view! { <p class="error"><Icon glyph=Glyph::Alert/>{error}</p> })}
                </div>
            </div>
            <Show when=move || !desk.is_online()><p class="hint">{t::errors::offline(lang)}</p></Show>
        </section>
    }
}

async fn bring(desk: Desk, lang: Lang, file: &File) -> Result<(), AppError> {
    // Before it is read: what is too large would fill the memory of a phone.
    if file.size() > LARGEST as f64 {
        let problem = Problem::new(ProblemCode::LogoTooLarge).with("limit", LARGEST / 1024 / 1024);
        return Err(AppError::Invalid(vec![problem.at("logo")]));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| AppError::Malformed)?;
    save(desk, slug_of(desk)?, &buffer).await?;
    say(t::clusters::logo_saved(lang), None);
    Ok(())
}

async fn save(desk: Desk, slug: String, buffer: &wasm_bindgen::JsValue) -> Result<(), AppError> {
    let bytes = js_sys::Uint8Array::new(buffer).to_vec();
    let base64 = super::transfer::base64(bytes).ok_or(AppError::Malformed)?;
    save_logo(slug, base64).await?;
    offline::pull(desk).await;
    Ok(())
}

async fn take_away(desk: Desk, lang: Lang) -> Result<(), AppError> {
    let (slug, logo) = (slug_of(desk)?, untrack(|| desk.logo()));
    remove_logo(slug.clone()).await?;
    offline::pull(desk).await;
    let undo = logo.and_then(|logo| {
        way_back(move || {
            let (slug, logo) = (slug.clone(), logo.clone());
            spawn_local(async move {
                if let Err(error) = bring_back(desk, slug, &logo).await {
                    say_error(&error);
                }
            });
        })
    });
    say(t::clusters::logo_removed(lang), undo);
    Ok(())
}

/// The history keeps every logo that there was.
async fn bring_back(desk: Desk, slug: String, logo: &Logo) -> Result<(), AppError> {
    let address = address(&slug, logo).ok_or(AppError::NotFound)?;
    let answer = JsFuture::from(window().fetch_with_str(&address)).await.map_err(|_| AppError::Offline)?;
    let answer: Response = answer.dyn_into().map_err(|_| AppError::Unexpected)?;
    let buffer = answer.array_buffer().map_err(|_| AppError::Unexpected)?;
    let buffer = JsFuture::from(buffer).await.map_err(|_| AppError::Offline)?;
    save(desk, slug, &buffer).await
}

fn slug_of(desk: Desk) -> Result<String, AppError> {
    desk.slug.get_untracked().ok_or(AppError::NotFound)
}
