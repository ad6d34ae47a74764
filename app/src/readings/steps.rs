//! The line that leads through what is due, and the swipe that does the same.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vigie_domain::Lang;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::run::{Run, Stop};
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};
use crate::workspace::{Desk, use_desk};

/// Pixels to the side, and at most this share of them up or down, make a swipe.
const FAR: f64 = 60.0;
const STEEP: f64 = 0.6;

pub fn address(desk: Desk, stop: &Stop) -> String {
    untrack(|| desk.href(&format!("/record/{}?period={}", stop.0, stop.1)))
}

/// `3 of 12`, with the ways back and on; nothing where it is no stop.
#[component]
pub fn Steps(run: Memo<Run>, here: Memo<Option<Stop>>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    move || {
        let (run, here) = (run.get(), here.get()?);
        let place = run.place(&here)?;
        let back = run.before(&here).map(|stop| step(lang, desk, stop, Glyph::ChevronLeft, t::run::previous));
        let on = run.after(&here).map(|stop| step(lang, desk, stop, Glyph::ChevronRight, t::run::following));
        let (at, total) = (place.to_string(), run.len().to_string());
        Some(view! {
            <nav class="steps" aria-label=t::run::title(lang)>
                {back.unwrap_or_else(|| end(Glyph::ChevronLeft))}
                <progress value=at.clone() max=total.clone() aria-hidden="true"></progress>
                <b>{t::run::place(lang, at, total)}</b>
                {on.unwrap_or_else(|| end(Glyph::ChevronRight))}
            </nav>
        })
    }
}

fn step(
    lang: Lang,
    desk: Desk,
    stop: &Stop,
    glyph: Glyph,
    words: fn(Lang, String, String) -> String,
) -> AnyView {
    let label = desk.book.with_untracked(|book| {
        let book = book.as_ref()?;
        let name = book.kpi(&stop.0)?.name.in_lang(lang, &book.cluster.languages).to_owned();
        Some(words(lang, name, stop.1.show(lang, book.fy())))
    });
    let label = label.unwrap_or_default();
    view! { <a class="btn icon-only" href=address(desk, stop) aria-label=label.clone() title=label><Icon glyph/></a> }.into_any()
}

/// In the stead of a way that does not go on.
fn end(glyph: Glyph) -> AnyView {
    view! { <span class="btn icon-only" aria-disabled="true" aria-hidden="true"><Icon glyph/></span> }
        .into_any()
}

/// A finger drawn to the left goes on, to the right goes back. What is typed into is left alone.
#[component]
pub fn Swiped(run: Memo<Run>, here: Memo<Option<Stop>>, children: Children) -> impl IntoView {
    let desk = use_desk();
    let navigate = use_navigate();
    let from = StoredValue::new(None::<(f64, f64)>);
    let down = move |event: PointerEvent| {
        let typed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let typed =
            typed.and_then(|element| element.closest("input, textarea, select, .grid-wrap").ok().flatten());
        let finger = event.pointer_type() == "touch" && event.is_primary() && typed.is_none();
        from.set_value(finger.then(|| (f64::from(event.client_x()), f64::from(event.client_y()))));
    };
    let up = move |event: PointerEvent| {
        let Some((x, y)) = from.try_update_value(Option::take).flatten() else { return };
        let (across, along) = (f64::from(event.client_x()) - x, f64::from(event.client_y()) - y);
        if across.abs() < FAR || along.abs() > across.abs() * STEEP {
            return;
        }
        let next = here.get_untracked().and_then(|here| {
            run.with_untracked(|run| if across < 0.0 { run.after(&here) } else { run.before(&here) }.cloned())
        });
        if let Some(stop) = next {
            navigate(&address(desk, &stop), NavigateOptions::default());
        }
    };
    view! { <section class="card pad narrow swiped" on:pointerdown=down on:pointerup=up on:pointercancel=move |_| from.set_value(None)>{children()}</section> }
}
