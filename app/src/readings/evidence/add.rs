//! The ways to add evidence: a file, on a phone a photo, a link.

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::act::Deed;
use vigie_domain::evidence::{Given, LARGEST, Spot, check_file};
use vigie_domain::{Kpi, Lang, Problem};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, HtmlInputElement};

use super::link::AddLink;
use crate::locale::{problem_text, t, use_lang};
use crate::offline::{self, files};
use crate::ui::{Glyph, Icon, say};
use crate::workspace::{Desk, use_desk};

/// What the browser's dialog offers; what a file is says its content.
const KINDS: &str = ".pdf,.png,.jpg,.jpeg,.webp,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv";

/// `on`: what it proves.
#[component]
pub fn Add(kpi: StoredValue<Kpi>, on: Memo<Spot>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let problem = RwSignal::new(None::<Problem>);
    let link = RwSignal::new(false);
    let chosen = move |event: Event| {
        problem.set(None);
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        let files = input.files();
        let files = files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at)));
        for file in files.collect::<Vec<_>>() {
            spawn_local(attach((desk, lang), kpi, on.get_untracked(), file, problem));
        }
        // The same file may be chosen again.
        input.set_value("");
    };
    let error = move || {
        problem.get().map(
            |problem| view! { <p class="error"><Icon glyph=Glyph::Alert/>{problem_text(lang, &problem)}</p> },
        )
    };
    view! {
        <div class="proof-add">
            <label class="btn small">
                <Icon glyph=Glyph::Paperclip small=true/>{t::evidence::add_file(lang)}
                <input type="file" multiple=true accept=KINDS on:change=chosen/>
            </label>
            <label class="btn small photo">
                <Icon glyph=Glyph::Image small=true/>{t::evidence::take_photo(lang)}
                <input type="file" accept="image/*" capture="environment" on:change=chosen/>
            </label>
            <button type="button" class="btn small" aria-expanded=move || link.get().to_string() on:click=move |_| link.update(|open| *open = !*open)>
                <Icon glyph=Glyph::Link small=true/>{t::evidence::add_link(lang)}
            </button>
        </div>
        <Show when=move || link.get()><AddLink kpi on open=link/></Show>
        <div class="field"><div aria-live="polite">{error}</div><p class="hint">{t::evidence::hint(lang, LARGEST / 1024 / 1024)}</p></div>
    }
}

/// Keeps the file on the device, then queues it: an act without its file would be of no use.
async fn attach(
    (desk, lang): (Desk, Lang),
    kpi: StoredValue<Kpi>,
    on: Spot,
    file: File,
    problem: RwSignal<Option<Problem>>,
) {
    let name = file.name();
    // Before it is read: what is too large would fill the memory of a phone.
    let size = file.size();
    if size > LARGEST as f64 {
        let code = vigie_domain::ProblemCode::FileTooLarge;
        let large = Problem::new(code).with("name", &name).with("limit", LARGEST / 1024 / 1024);
        let _ = problem.try_set(Some(large));
        return;
    }
    let Ok(buffer) = JsFuture::from(file.array_buffer()).await else { return };
    let bytes = js_sys::Uint8Array::new(&buffer);
    if let Err(refused) = check_file(&name, &bytes.to_vec()) {
        let _ = problem.try_set(Some(refused));
        return;
    }
    let id = offline::uuid();
    let user =
        desk.home.with_untracked(|home| home.as_ref().map(|home| home.user.clone())).unwrap_or_default();
    if files::keep(&user, id, &bytes).await.is_err() {
        return say(t::evidence::not_kept(lang, &name), None);
    }
    let Some(key) = kpi.try_with_value(|kpi| kpi.key.clone()) else { return };
    say(t::evidence::attached(lang, &name), None);
    desk.act(id, &key, Deed::Attach { on, given: Given::File { name } });
}
