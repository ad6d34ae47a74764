//! The page of imports: bring a file, see what it means, take it, take it back.

use leptos::prelude::*;

use super::api::Imported;
use super::file::{ImportFile, entries};
use super::past::{Back, PastImports, TakenBack, take_back};
use crate::locale::{t, use_lang};
use crate::ui::{Banner, BannerKind, Empty, Glyph, Icon, focus_on};
use crate::workspace::use_desk;

#[component]
pub fn ImportPage() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::imports::title(lang).to_owned());
    let desk = use_desk();
    let loaded = Memo::new(move |_| desk.book().is_some());
    // Built once the book is there, and not again when it changes.
    let body = move || {
        if !loaded.get() {
            return view! { <div class="card pad stack" aria-busy="true"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any();
        }
        if untrack(|| desk.is_manager()) {
            view! { <Bench/> }.into_any()
        } else {
            view! { <Empty glyph=Glyph::Lock title=t::imports::managers(lang) text=t::imports::managers_text(lang)/> }.into_any()
        }
    };
    view! {
        <header class="page-head">
            <div><h1>{t::imports::title(lang)}</h1><p class="lede">{t::imports::lede(lang)}</p></div>
        </header>
        {body}
    }
}

#[component]
fn Bench() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let taken = RwSignal::new(None::<Imported>);
    let back: Back = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let changed =
        Signal::derive(move || taken.with(|taken| taken.as_ref().and_then(|taken| taken.seq).unwrap_or(0)));
    let done = Callback::new(move |outcome: Imported| {
        back.set(None);
        taken.set(Some(outcome));
        to_what_is_said();
    });
    Effect::new(move |_| {
        if back.with(Option::is_some) {
            to_what_is_said();
        }
    });
    let said = move || {
        if let Some((_, undone)) = back.get() {
            return view! { <TakenBack undone/> }.into_any();
        }
        let Some(outcome) = taken.get() else { return ().into_any() };
        let undo = outcome.seq.map(|seq| {
            view! {
                <button type="button" class="btn" id="import-undo" aria-busy=move || busy.get().then_some("true") disabled=move || busy.get() on:click=move |_| take_back(desk, seq, back, busy)>
                    <Icon glyph=Glyph::Undo small=true/>
                    <span>{t::imports::undo_whole(lang)}</span>
                </button>
            }
        });
        view! {
            <Banner kind=BannerKind::Good glyph=Glyph::Check>
                <p class="grow">{t::imports::done(lang, entries(&outcome))}</p>
                <a class="btn" href=move || desk.href("/kpis")>{t::imports::to_kpis(lang)}</a>
                {undo}
            </Banner>
        }
        .into_any()
    };
    view! {
        <div class="stack loose">
            <div id=SAID class="said" tabindex="-1">{said}</div>
            <ImportFile slug=desk.slug() done/>
            <PastImports changed back busy/>
        </div>
    }
}

const SAID: &str = "import-said";

/// The button that was pressed is gone: who works with the keyboard goes on where it is said what happened.
fn to_what_is_said() {
    focus_on(format!("#{SAID}"));
}
