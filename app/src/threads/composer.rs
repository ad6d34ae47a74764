//! The field of a message. An `@` offers the people of the cluster: arrows choose, Enter or Tab takes, Escape closes.

use leptos::html;
use leptos::prelude::*;
use vigie_domain::thread::{asked, check, written};

use super::names::people;
use crate::locale::{problem_text, t, use_lang};
use crate::ui::{Glyph, Icon};
use crate::workspace::use_desk;

/// People that are offered at once.
const OFFERED: usize = 6;

/// `begin`: what stands in it at first. `done` gets the text with people as references.
#[component]
pub fn Composer(
    #[prop(into)] id: String,
    label: &'static str,
    action: &'static str,
    #[prop(optional)] begin: String,
    done: Callback<String>,
    #[prop(optional, into)] cancel: Option<Callback<()>>,
) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let field = NodeRef::<html::Textarea>::new();
    let text = RwSignal::new(begin);
    let problem = RwSignal::new(String::new());
    let offered = RwSignal::new(Vec::<String>::new());
    let at = RwSignal::new(0_usize);
    let offer = move || {
        let typed = field.get_untracked().and_then(|field| Some((field.value(), caret(&field)?)));
        let found = typed.and_then(|(text, caret)| asked(&text[..caret]).map(str::to_lowercase));
        let names = match found {
            Some(part) => {
                matching(&people(desk).into_iter().map(|(_, name)| name).collect::<Vec<_>>(), &part)
            }
            None => Vec::new(),
        };
        at.set(0);
        offered.set(names);
    };
    let take = move |name: String| {
        if let Some(field) = field.get_untracked() {
            complete(&field, &name);
            text.set(field.value());
            let _ = field.focus();
        }
        offered.set(Vec::new());
    };
    let send = move || match text.with_untracked(|text| check(text)) {
        Err(refused) => problem.set(problem_text(lang, &refused)),
        Ok(said) => {
            problem.set(String::new());
            text.set(String::new());
            done.run(written(&said, &people(desk)));
        }
    };
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        let n = offered.with_untracked(Vec::len);
        match event.key().as_str() {
            "Enter" if event.ctrl_key() || event.meta_key() => {
                event.prevent_default();
                send();
            }
            "ArrowDown" if n > 0 => {
                event.prevent_default();
                at.update(|at| *at = (*at + 1) % n);
            }
            "ArrowUp" if n > 0 => {
                event.prevent_default();
                at.update(|at| *at = (*at + n - 1) % n);
            }
            "Enter" | "Tab" if n > 0 => {
                event.prevent_default();
                let name = offered.with_untracked(|names| names.get(at.get_untracked()).cloned());
                name.into_iter().for_each(take);
            }
            "Escape" if n > 0 => offered.set(Vec::new()),
            _ => {}
        }
    };
    let (list, error) = (format!("{id}-people"), format!("{id}-error"));
    let option = {
        let list = list.clone();
        move |n: usize| format!("{list}-{n}")
    };
    let active = {
        let option = option.clone();
        move || offered.with(|names| (!names.is_empty()).then(|| option(at.get())))
    };
    let options = {
        let option = option.clone();
        move || {
            offered
                .get()
                .into_iter()
                .enumerate()
                .map(|(n, name)| {
                    let taken = name.clone();
                    view! {
                        <li
                            id=option(n)
                            role="option"
                            aria-selected=move || (at.get() == n).to_string()
                            on:mousedown=move |event| { event.prevent_default(); take(taken.clone()); }
                        >{name}</li>
                    }
                })
                .collect_view()
        }
    };
    let described = format!("{id}-hint {error}");
    view! {
        <div class="field composer">
            <label for=id.clone()>{label}</label>
            <textarea
                node_ref=field
                class="input"
                id=id.clone()
                rows="2"
                aria-autocomplete="list"
                aria-controls=list.clone()
                aria-haspopup="listbox"
                aria-activedescendant=active
                aria-describedby=described
                prop:value=text
                on:input=move |event| { text.set(event_target_value(&event)); problem.set(String::new()); offer(); }
                on:click=move |_| offer()
                // A field that is taken away loses the focus too, when nothing of it is left.
                on:blur=move |_| drop(offered.try_set(Vec::new()))
                on:keydown=pressed
            ></textarea>
            <ul id=list class="people" role="listbox" aria-label=t::threads::people(lang) hidden=move || offered.with(Vec::is_empty)>{options}</ul>
            <div id=error aria-live="polite">{move || problem.with(|problem| (!problem.is_empty()).then(|| view! { <p class="error"><Icon glyph=Glyph::Alert/>{problem.clone()}</p> }))}</div>
            <div class="row tight">
                <button type="button" class="btn small primary" on:click=move |_| send()>{action}</button>
                {cancel.map(|cancel| view! { <button type="button" class="btn small quiet" on:click=move |_| cancel.run(())>{t::common::cancel(lang)}</button> })}
                <small class="hint" id=format!("{id}-hint")>{t::threads::hint(lang)}</small>
            </div>
        </div>
    }
}

/// Those whose name or a word of it begins so.
fn matching(names: &[String], part: &str) -> Vec<String> {
    let begins = |name: &&String| {
        let lower = name.to_lowercase();
        lower.starts_with(part) || lower.split([' ', '-', '(']).any(|word| word.starts_with(part))
    };
    // A whole name that stands there is not asked for any more.
    let done = names.iter().any(|name| name.to_lowercase() == part.trim_end() && part.ends_with(' '));
    if done { Vec::new() } else { names.iter().filter(begins).take(OFFERED).cloned().collect() }
}

/// Where the caret stands, in bytes of the text (the browser counts UTF-16 units).
fn caret(field: &web_sys::HtmlTextAreaElement) -> Option<usize> {
    let units = usize::try_from(field.selection_start().ok()??).ok()?;
    let mut seen = 0;
    let text = field.value();
    for (at, c) in text.char_indices() {
        if seen >= units {
            return Some(at);
        }
        seen += c.len_utf16();
    }
    Some(text.len())
}

/// Puts the name in the place of what was typed of it.
fn complete(field: &web_sys::HtmlTextAreaElement, name: &str) {
    let (text, Some(caret)) = (field.value(), caret(field)) else { return };
    let Some(part) = asked(&text[..caret]) else { return };
    let before = format!("{}{name} ", &text[..caret - part.len()]);
    let end = u32::try_from(before.encode_utf16().count()).unwrap_or(0);
    field.set_value(&format!("{before}{}", &text[caret..]));
    let _ = field.set_selection_range(end, end);
}
