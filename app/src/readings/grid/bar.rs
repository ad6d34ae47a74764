//! What stands around the table: the tools, the line about the cell where one stands, what was not taken, the legend.

use leptos::prelude::*;
use vigie_domain::Lang;

use super::layout::Slot;
use super::past::content;
use super::sheet::{Sheet, many};
use crate::format;
use crate::locale::t;
use crate::ui::{Glyph, Icon};

#[component]
pub fn Tools(sheet: Sheet) -> impl IntoView {
    let lang = sheet.lang;
    let (undo, redo) = (t::common::undo(lang), t::grid::redo(lang));
    let tool = |keys: &'static str, words: &'static str| t::grid::tool(lang, words, keys);
    view! {
        <div class="row tight" role="toolbar" aria-label=t::grid::tools(lang)>
            <button type="button" class="btn icon-only" aria-label=undo title=tool(t::grid::keys_undo(lang), undo) disabled=move || sheet.past.with(|past| !past.can_undo()) on:click=move |_| sheet.undo()>
                <Icon glyph=Glyph::Undo small=true/>
            </button>
            <button type="button" class="btn icon-only" aria-label=redo title=tool(t::grid::keys_redo(lang), redo) disabled=move || sheet.past.with(|past| !past.can_redo()) on:click=move |_| sheet.redo()>
                <Icon glyph=Glyph::Redo small=true/>
            </button>
            <button type="button" class="btn" title=tool(t::grid::keys_not_available(lang), t::readings::state_not_available(lang)) on:click=move |_| { sheet.put_state(false); sheet.focus(); }>
                {t::grid::not_available(lang)}
            </button>
            <button type="button" class="btn" title=tool(t::grid::keys_not_applicable(lang), t::readings::state_not_applicable(lang)) on:click=move |_| { sheet.put_state(true); sheet.focus(); }>
                {t::grid::not_applicable(lang)}
            </button>
            <button type="button" class="btn for-ranges" title=tool(t::grid::keys_fill(lang), t::grid::fill_down(lang)) on:click=move |_| { sheet.fill(true); sheet.focus(); }>
                <Icon glyph=Glyph::ArrowDown small=true/>{t::grid::fill_down(lang)}
            </button>
        </div>
    }
}

/// Which cell it is, what is to be said of it, its comment.
#[component]
pub fn About(sheet: Sheet) -> impl IntoView {
    let lang = sheet.lang;
    let here = Memo::new(move |_| sheet.here().and_then(|(line, slot)| Some((line, slot, sheet.key(line)?))));
    let place = move || here.get().map(|(_, slot, key)| (sheet.name(&key), sheet.period(slot.period)));
    let said = move || {
        let (_, slot, key) = here.get()?;
        let mut said = sheet.look(&key, slot.period).said;
        said.extend(last_change(sheet, lang, slot, &key));
        Some(said.join(" · "))
    };
    let comment = Memo::new(move |_| {
        let (_, slot, key) = here.get()?;
        let book = sheet.desk.book()?;
        let content = content(&book, &key, slot.period);
        let locked = sheet.look(&key, slot.period).locked;
        content.figure.map(|_| (content.comment.unwrap_or_default(), locked))
    });
    let change = move |event| {
        if let Some((line, slot, _)) = here.get_untracked() {
            sheet.comment(line, slot, &event_target_value(&event));
        }
    };
    view! {
        <div class="grid-line">
            <p class="grow"><b>{move || place().map(|(name, _)| name)}</b>" "{move || place().map(|(_, period)| period)}" "<span class="faint">{said}</span></p>
            <label class="grid-comment">
                <span class="visually-hidden">{t::readings::comment(lang)}</span>
                <input
                    id="grid-comment"
                    class="input"
                    autocomplete="off"
                    placeholder=t::readings::comment(lang)
                    title=t::grid::tool(lang, t::readings::comment(lang), t::grid::keys_comment(lang))
                    disabled=move || comment.get().is_none_or(|(_, locked)| locked)
                    prop:value=move || comment.get().map(|(text, _)| text).unwrap_or_default()
                    on:change=change
                    on:keydown=move |event| { if matches!(event.key().as_str(), "Enter" | "Escape") { event.prevent_default(); sheet.focus(); } }
                />
            </label>
        </div>
    }
}

/// Who recorded it and when.
fn last_change(sheet: Sheet, lang: Lang, slot: Slot, key: &vigie_domain::Key) -> Option<String> {
    sheet.desk.snapshot.with(|snapshot| {
        let snapshot = snapshot.as_ref()?;
        let revision = snapshot.readings.current(key, slot.period)?;
        let when = format::moment(lang, revision.at?);
        let who = snapshot.people.iter().find(|person| Some(person.id) == revision.by);
        Some(match who {
            Some(person) => t::grid::recorded_by(lang, &person.name, when),
            None => t::grid::recorded_at(lang, when),
        })
    })
}

/// What of a paste was not taken, each with its place and reason.
#[component]
pub fn NotTaken(sheet: Sheet) -> impl IntoView {
    let lang = sheet.lang;
    move || {
        let left = sheet.left.get();
        (!left.is_empty()).then(|| {
            let n = many(left.len());
            let lines = left.into_iter().map(|left| view! { <li><b>{left.place}</b>" "<ins>{left.text}</ins>" "<span class="hint">{left.why}</span></li> }).collect_view();
            view! {
                <section class="card grid-left" role="status">
                    <header class="head">
                        <h2>{t::grid::n_left(lang, n)}</h2>
                        <button type="button" class="btn small icon-only quiet" aria-label=t::common::close(lang) on:click=move |_| sheet.left.set(Vec::new())><Icon glyph=Glyph::X small=true/></button>
                    </header>
                    <ul class="list">{lines}</ul>
                </section>
            }
        })
    }
}

/// Counts of what is not settled, and the keys.
#[component]
pub fn Foot(sheet: Sheet) -> impl IntoView {
    let lang = sheet.lang;
    let waiting = move || sheet.desk.outbox.with(|outbox| outbox.pending());
    let wrong = move || sheet.wrongs.with(|wrongs| wrongs.len());
    let stuck = move || sheet.desk.outbox.with(|outbox| outbox.entries().len() - outbox.pending());
    view! {
        <footer class="grid-foot">
            {move || (waiting() > 0).then(|| view! { <span class="key waiting">{t::grid::n_waiting(lang, many(waiting()))}</span> })}
            {move || (wrong() > 0).then(|| view! { <span class="key refused">{t::grid::n_wrong(lang, many(wrong()))}</span> })}
            {move || (stuck() > 0).then(|| view! { <a class="key refused" href="/app/unsent">{t::grid::n_stuck(lang, many(stuck()))}</a> })}
            <span class="key commented">{t::marks::key_commented(lang)}</span>
            <span class="key proved">{t::marks::key_proved(lang)}</span>
            <span class="key unlikely">{t::grid::key_unlikely(lang)}</span>
            <span class="key provisional">{t::marks::key_provisional(lang)}</span>
            <span class="key">{t::grid::key_locked(lang)}</span>
            <span class="grow"></span>
            <span class="hint">{t::grid::keys(lang)}</span>
        </footer>
    }
}
