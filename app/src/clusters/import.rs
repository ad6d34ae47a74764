//! Figures out of a file: chosen, looked through, then taken in whole or not at all.

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::{Lang, ProblemCode};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use super::api::{Imported, Upload, import_file, preview_import};
use super::preview::Preview;
use super::words::many;
use crate::error::AppError;
use crate::locale::{import_problem_text, t, use_lang};
use crate::offline;
use crate::ui::{Banner, BannerKind, Glyph, Icon, say};
use crate::workspace::use_desk;

/// As base64 it stays within what the server takes.
const LARGEST: f64 = 14.0 * 1024.0 * 1024.0;

#[derive(Clone)]
enum State {
    Empty,
    Reading,
    TooLarge,
    Failed(AppError),
    Ready(Upload, Imported),
}

/// `done` runs once a file was taken in and the copy knows it.
#[component]
pub fn ImportFile(slug: String, done: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let slug = StoredValue::new(slug);
    let state = RwSignal::new(State::Empty);
    let busy = RwSignal::new(false);
    let look = move |file: Upload| {
        spawn_local(async move {
            state.set(match preview_import(slug.get_value(), file.clone()).await {
                Ok(preview) => State::Ready(file, preview),
                Err(error) => State::Failed(error),
            });
        });
    };
    let choose = move |event: web_sys::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again after it was corrected.
        input.set_value("");
        if file.size() > LARGEST {
            state.set(State::TooLarge);
            return;
        }
        state.set(State::Reading);
        spawn_local(async move {
            match upload(&file).await {
                Some(file) => look(file),
                None => state.set(State::Failed(AppError::Malformed)),
            }
        });
    };
    let take = Callback::new(move |file: Upload| {
        busy.set(true);
        spawn_local(async move {
            match import_file(slug.get_value(), file.clone()).await {
                Ok(imported) if imported.problems.is_empty() => {
                    offline::pull(desk).await;
                    state.set(State::Empty);
                    busy.set(false);
                    say(
                        t::imports::done(
                            lang,
                            many(
                                usize::try_from(imported.added_readings + imported.changed)
                                    .unwrap_or(usize::MAX),
                            ),
                        ),
                        None,
                    );
                    done.run(());
                }
                // Somebody changed the cluster since the preview.
                Ok(imported) => {
                    state.set(State::Ready(file, imported));
                    busy.set(false);
                }
                Err(error) => {
                    state.set(State::Failed(error));
                    busy.set(false);
                }
            }
        });
    });
    let anew = Callback::new(move |update: bool| {
        if let State::Ready(file, _) = state.get_untracked() {
            state.set(State::Reading);
            look(Upload { update, ..file });
        }
    });
    let says = move || {
        match state.get() {
        State::Empty => ().into_any(),
        State::Reading => view! { <p role="status"><span class="spinner" aria-hidden="true"></span>" "{t::imports::reading(lang)}</p> }.into_any(),
        State::TooLarge => view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{t::imports::too_large(lang)}</p></Banner> }.into_any(),
        State::Failed(error) => view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{failed(lang, &error)}</p></Banner> }.into_any(),
        State::Ready(file, preview) => {
            let contradicts = file.update || preview.problems.iter().any(|problem| problem.code == ProblemCode::Contradiction);
            view! { <Preview file preview contradicts busy take anew/> }.into_any()
        }
    }
    };
    view! {
        <div class="stack">
            <label class="drop">
                <Icon glyph=Glyph::Upload/>
                <span><b>{t::imports::drop(lang)}</b></span>
                <small class="faint">{t::imports::kinds(lang)}</small>
                <input type="file" accept=".csv,.tsv,.txt,.json,.xlsx,text/csv,application/json" disabled=move || !desk.is_online() on:change=choose/>
            </label>
            <div aria-live="polite">{says}</div>
        </div>
    }
}

/// The file's bytes as the wire carries them.
async fn upload(file: &File) -> Option<Upload> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    // `btoa` takes a character per byte.
    let letters: String = bytes.into_iter().map(char::from).collect();
    Some(Upload { name: file.name(), base64: window().btoa(&letters).ok()?, update: false })
}

fn failed(lang: Lang, error: &AppError) -> String {
    match error {
        AppError::Invalid(problems) if !problems.is_empty() => import_problem_text(lang, &problems[0]),
        error => error.text(lang),
    }
}
