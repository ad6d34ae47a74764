//! The fields of one objective, and its children below.

use leptos::prelude::*;
use vigie_domain::{Objective, Text};

use super::draft::Draft;
use super::shared::use_form;
use super::shares::Shares;
use super::typed::Typed;
use crate::locale::{t, use_lang};
use crate::ui::{Choice, Field, Glyph, Icon, Input, Select, TextArea};

/// `place`: of this objective within the whole; empty for the parent.
#[component]
pub fn OneObjective(
    draft: Draft,
    #[prop(into)] id: String,
    place: Signal<String>,
    child: bool,
) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let error = move |below: &'static str| {
        Signal::derive(move || {
            place.with(|place| {
                form.error(&if place.is_empty() { below.to_owned() } else { format!("{place}.{below}") })
            })
        })
    };
    let rules = vec![
        ("weighted".to_owned(), t::objectives::rule_weighted(lang).to_owned()),
        ("all".to_owned(), t::objectives::rule_all(lang).to_owned()),
    ];
    let named = StoredValue::new(id.clone());
    let of = move |part: &str| named.with_value(|id| format!("{id}-{part}"));
    let optional = t::common::optional(lang);
    view! {
        <Texts id=of("title") label=t::objectives::field_title(lang) hint=t::objectives::title_hint(lang) typed=draft.title error=error("title") long=false/>
        <Texts id=of("why") label=t::objectives::field_why(lang) hint=t::objectives::why_hint(lang) typed=draft.why error=error("why") long=true/>
        <div class="fields">
            <Field id=of("responsible") label=t::objectives::responsible(lang)>
                <Select id=of("responsible") value=draft.responsible choices=with_named(form.people.get_value(), draft.responsible)/>
            </Field>
            <Field id=of("start") label=t::objectives::start(lang) hint=t::common::date_hint(lang) error=error("start") optional=optional>
                <Input id=of("start") value=draft.start error=error("start")/>
            </Field>
            <Field id=of("due") label=t::objectives::due_date(lang) hint=t::common::date_hint(lang) error=error("due") optional=optional>
                <Input id=of("due") value=draft.due error=error("due")/>
            </Field>
        </div>
        <Shares id=id.clone() rows=draft.kpis place/>
        <div class="fields">
            <Field id=of("rule") label=t::objectives::rule(lang)>
                <Select id=of("rule") value=draft.rule choices=rules/>
            </Field>
            <Field id=of("set") label=t::objectives::set(lang) hint=t::objectives::set_hint(lang)>
                <Select id=of("set") value=draft.set choices=form.sets.get_value()/>
            </Field>
            {child.then(move || view! {
                <Field id=of("weight") label=t::objectives::weight(lang) hint=t::objectives::weight_hint(lang) error=error("weight")>
                    <Input id=of("weight") value=draft.weight inputmode="decimal" error=error("weight")/>
                </Field>
            })}
        </div>
    }
}

/// Whoever is named but not (any more) of the team stays in the choice.
fn with_named(mut choices: Vec<Choice>, named: RwSignal<String>) -> Vec<Choice> {
    let named = named.get_untracked();
    if !choices.iter().any(|(email, _)| *email == named) {
        choices.push((named.clone(), named));
    }
    choices
}

/// The main language first, the others behind a disclosure.
#[component]
fn Texts(
    #[prop(into)] id: String,
    label: &'static str,
    hint: &'static str,
    typed: Typed,
    error: Signal<String>,
    long: bool,
) -> impl IntoView {
    let lang = use_lang();
    let lines = typed.lines.get_value();
    let several = lines.len() > 1;
    let language = move |tag: &str| {
        t::objectives::by_key(lang, &format!("language_{tag}"))
            .map_or_else(|| tag.to_uppercase(), str::to_owned)
    };
    let mut views = lines.iter().enumerate().map(|(i, (tag, value))| {
        let own = if i == 0 { id.clone() } else { format!("{id}-{tag}") };
        let words =
            if several { t::objectives::in_language(lang, label, language(tag)) } else { label.to_owned() };
        let (hint, error) = if i == 0 { (hint, error) } else { ("", Signal::stored(String::new())) };
        let optional = if i == 0 && !long { "" } else { t::common::optional(lang) };
        let value = *value;
        let control = if long {
            view! { <TextArea id=own.clone() value error/> }.into_any()
        } else {
            view! { <Input id=own.clone() value error/> }.into_any()
        };
        view! { <Field id=own label=words hint error optional>{control}</Field> }
    });
    let first = views.next();
    let others = views.collect_view();
    let n = i64::try_from(lines.len()).unwrap_or(1) - 1;
    view! {
        <div class="texts">
            {first}
            {several.then(|| view! {
                <details class="fold-line">
                    <summary>{t::objectives::other_languages(lang, n)}</summary>
                    <div class="stack">{others}</div>
                </details>
            })}
        </div>
    }
}

/// Objectives below this one; the second level is the last.
#[component]
pub fn Children(draft: Draft) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let children = draft.children;
    let add = move |_| {
        let empty = Objective::new("", Text::default());
        children.push(Draft::of(&empty, &form.languages.get_value(), form.lang));
    };
    view! {
        <For each=move || children.list() key=|(row, _)| *row let((row, child))>
            <section class="card pad form child-form" aria-labelledby=format!("child-{row}")>
                <header class="row between">
                    <h2 id=format!("child-{row}")>{move || t::objectives::child_n(lang, children.index(row) + 1)}</h2>
                    <button type="button" class="btn small quiet" on:click=move |_| children.remove(row)>
                        <Icon glyph=Glyph::Trash small=true/>
                        {t::objectives::remove_child(lang)}
                    </button>
                </header>
                <OneObjective
                    draft=child
                    id=format!("child-{row}-field")
                    place=Signal::derive(move || format!("children[{}]", children.index(row)))
                    child=true
                />
            </section>
        </For>
        <div>
            <button type="button" class="btn" on:click=add><Icon glyph=Glyph::Plus small=true/>{t::objectives::add_child(lang)}</button>
        </div>
    }
}
