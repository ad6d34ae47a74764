//! A text in the cluster's languages while it is typed: the main language first, the others behind a disclosure.

use leptos::prelude::*;
use vigie_domain::Text;

use super::fields::Line;
use super::shared::use_form;
use crate::locale::{t, use_lang};
use crate::ui::{Field, TextArea};

#[derive(Clone, Copy)]
pub struct TextDraft {
    /// Keeps languages that the cluster no longer has.
    base: StoredValue<Text>,
    lines: StoredValue<Vec<(String, RwSignal<String>)>>,
}

impl TextDraft {
    pub fn new(tags: &[String], text: &Text) -> Self {
        let line = |tag: &String| (tag.clone(), RwSignal::new(text.get(tag).unwrap_or_default().to_owned()));
        Self {
            base: StoredValue::new(text.clone()),
            lines: StoredValue::new(tags.iter().map(line).collect()),
        }
    }

    pub fn read(&self) -> Text {
        self.lines.with_value(|lines| {
            let base = self.base.get_value();
            lines.iter().fold(base, |text, (tag, line)| text.with(tag, line.get_untracked().trim()))
        })
    }

    /// In the main language. Tracks.
    pub fn main(&self) -> String {
        self.lines.with_value(|lines| lines.first().map(|(_, line)| line.get()).unwrap_or_default())
    }
}

/// The name of a language; its tag where the interface does not know it.
fn language(lang: vigie_domain::Lang, tag: &str) -> String {
    t::kpis::by_key(lang, &format!("language_{tag}")).map_or_else(|| tag.to_uppercase(), str::to_owned)
}

/// `place`: where the domain names a problem of the text.
#[component]
pub fn Texts(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    draft: TextDraft,
    #[prop(into)] place: Signal<String>,
    #[prop(optional)] long: bool,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let lang = use_lang();
    let lines = draft.lines.get_value();
    let several = lines.len() > 1;
    let named = |tag: &str| {
        if several { t::kpis::in_language(lang, &label, language(lang, tag)) } else { label.clone() }
    };
    let mut views = lines.iter().enumerate().map(|(i, (tag, value))| {
        let own = if i == 0 { id.clone() } else { format!("{id}-{tag}") };
        let place = if i == 0 { place } else { Signal::stored(String::new()) };
        let hint = if i == 0 { hint.clone() } else { String::new() };
        view! { <One id=own label=named(tag) hint value=*value place long optional={optional || i > 0}/> }
    });
    let first = views.next();
    let others = views.collect_view();
    view! {
        <div class="texts">
            {first}
            {several.then(|| view! {
                <details class="fold-line">
                    <summary>{t::kpis::other_languages(lang, i64::try_from(lines.len() - 1).unwrap_or(1))}</summary>
                    <div class="stack">{others}</div>
                </details>
            })}
        </div>
    }
}

#[component]
fn One(
    id: String,
    label: String,
    hint: String,
    value: RwSignal<String>,
    place: Signal<String>,
    long: bool,
    optional: bool,
) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    if !long {
        return view! { <Line id label hint value place optional/> }.into_any();
    }
    let error = Signal::derive(move || form.error(&place.get()));
    let words = if optional { t::common::optional(lang) } else { "" };
    view! { <Field id=id.clone() label hint error optional=words><TextArea id value error/></Field> }
        .into_any()
}
