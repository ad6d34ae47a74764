//! Where figures come from: a file that is chosen or dropped, or a block that is pasted.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use super::api::Upload;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};
use crate::workspace::use_desk;

/// As base64 it stays within what the server takes.
const LARGEST: f64 = 14.0 * 1024.0 * 1024.0;

/// What somebody brought.
pub enum Brought {
    File(Upload),
    TooLarge,
    /// The browser could not read it.
    Unreadable,
}

/// `reading` is told at once, `brought` when the bytes are there.
#[component]
pub fn Source(reading: Callback<()>, brought: Callback<Brought>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let over = RwSignal::new(false);
    let choose = move |event: web_sys::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        over.set(false);
        if file.size() > LARGEST {
            brought.run(Brought::TooLarge);
        } else {
            reading.run(());
            spawn_local(async move {
                let file = bytes(&file).await.and_then(|bytes| upload(file.name(), bytes));
                // The same file can be chosen again after it was corrected.
                input.set_value("");
                brought.run(file.map_or(Brought::Unreadable, Brought::File));
            });
        }
    };
    view! {
        <label class="drop" class:over=over on:dragenter=move |_| over.set(true) on:dragleave=move |_| over.set(false)>
            <Icon glyph=Glyph::Upload/>
            <span><b>{t::imports::drop(lang)}</b></span>
            <small class="faint">{t::imports::kinds(lang)}</small>
            <input type="file" accept=".csv,.tsv,.txt,.json,.xlsx,.xlsm,text/csv,application/json" disabled=move || !desk.is_online() on:change=choose/>
        </label>
        <Pasted reading brought/>
        <Show when=move || !desk.is_online()><p class="hint">{t::common::needs_connection(lang)}</p></Show>
    }
}

/// A block of cells from a spreadsheet.
#[component]
fn Pasted(reading: Callback<()>, brought: Callback<Brought>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let text = RwSignal::new(String::new());
    let is_empty = move || text.with(|text| text.trim().is_empty());
    let read = move |_| {
        if !is_empty() {
            reading.run(());
            let bytes = crate::tsv::plainly_quoted(&text.get_untracked()).into_bytes();
            let file = upload(t::imports::pasted(lang).to_owned(), bytes);
            brought.run(file.map_or(Brought::Unreadable, Brought::File));
        }
    };
    view! {
        <details class="fold-line">
            <summary>{t::imports::paste(lang)}</summary>
            <div class="stack tight">
                <label class="visually-hidden" for="import-pasted">{t::imports::paste_label(lang)}</label>
                <textarea
                    id="import-pasted"
                    class="input mono"
                    rows="5"
                    placeholder=t::imports::paste_hint(lang)
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
                <div class="row">
                    <button type="button" class="btn" disabled=move || is_empty() || !desk.is_online() on:click=read>{t::imports::paste_read(lang)}</button>
                </div>
            </div>
        </details>
    }
}

async fn bytes(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

fn upload(name: String, bytes: Vec<u8>) -> Option<Upload> {
    Some(Upload { name, base64: base64(bytes)?, ..Upload::default() })
}

/// Bytes as the wire carries them.
pub fn base64(bytes: Vec<u8>) -> Option<String> {
    // `btoa` takes a character per byte.
    let letters: String = bytes.into_iter().map(char::from).collect();
    window().btoa(&letters).ok()
}
