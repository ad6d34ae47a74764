//! The formula: typed, with KPIs and functions at hand; checked after a pause; tried on the cluster's figures.

mod insert;
mod preview;
mod said;

use leptos::html;
use leptos::prelude::*;

use self::insert::{Functions, Keys, Suggested};
use self::preview::Preview;
use self::said::{Said, has_problem};
use super::shared::{Form, use_form};
use crate::locale::{t, use_lang};
use crate::ui::once_shown;

/// The field, and where in its text one types.
#[derive(Clone, Copy)]
pub struct Editor {
    form: Form,
    node: NodeRef<html::Textarea>,
    /// In characters from the start.
    caret: RwSignal<usize>,
}

#[component]
pub fn FormulaField() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let editor = Editor { form, node: NodeRef::new(), caret: RwSignal::new(0) };
    let text = form.draft.formula;
    // What was wrong when one saved is past once the formula can be read.
    Effect::new(move |_| {
        if !has_problem(form) {
            form.say_at("formula", None);
        }
    });
    let wrong = move || has_problem(form) || !form.error("formula").is_empty();
    view! {
        <div class="stack formula-editor">
            <div class="field">
                <label for="kpi-formula">{t::kpis::formula(lang)}</label>
                <textarea
                    class="input"
                    id="kpi-formula"
                    name="kpi-formula"
                    rows="2"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="none"
                    aria-describedby="kpi-formula-hint kpi-formula-error"
                    aria-invalid=move || wrong().then_some("true")
                    node_ref=editor.node
                    prop:value=text
                    on:input=move |event| { text.set(event_target_value(&event)); editor.look(); }
                    on:keyup=move |_| editor.look()
                    on:click=move |_| editor.look()
                ></textarea>
                <p class="hint" id="kpi-formula-hint">{t::kpis::formula_hint(lang)}</p>
                <Suggested editor/>
                <Said/>
            </div>
            <Keys editor/>
            <Functions editor/>
            <Preview/>
        </div>
    }
}

impl Editor {
    /// Takes the caret's place from the field.
    fn look(self) {
        let units = self.node.get_untracked().and_then(|area| area.selection_start().ok().flatten());
        let units = units.map_or(usize::MAX, |units| units as usize);
        let mut passed = 0;
        let characters = self.form.draft.formula.with_untracked(|text| {
            text.chars()
                .take_while(|c| {
                    passed += c.len_utf16();
                    passed <= units
                })
                .count()
        });
        if self.caret.get_untracked() != characters {
            self.caret.set(characters);
        }
    }

    /// The word that ends at the caret: its first character and itself. Tracks.
    fn word(self) -> (usize, String) {
        let belongs = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let before: Vec<char> =
            self.form.draft.formula.with(|text| text.chars().take(self.caret.get()).collect());
        let length = before.iter().rev().take_while(|c| belongs(c)).count();
        let from = before.len() - length;
        (from, before[from..].iter().collect())
    }

    /// Puts `text` in the stead of what stands between `from` and the caret; `back` characters before its end one goes
    /// on typing.
    fn put(self, from: usize, text: &str, back: usize) {
        let formula: Vec<char> = self.form.draft.formula.with_untracked(|formula| formula.chars().collect());
        let caret = self.caret.get_untracked().min(formula.len());
        let from = from.min(caret);
        let (before, after) = (&formula[..from], &formula[caret..]);
        let gap = if before.last().is_none_or(|c| c.is_whitespace() || *c == '(') { "" } else { " " };
        let head: String = before.iter().collect::<String>() + gap + text;
        let caret = head.chars().count() - back;
        let units: usize = head.chars().take(caret).map(char::len_utf16).sum();
        self.form.draft.formula.set(head + &after.iter().collect::<String>());
        self.caret.set(caret);
        self.form.live.touch();
        let node = self.node;
        once_shown(move || {
            if let Some(area) = node.get_untracked() {
                let at = u32::try_from(units).unwrap_or(u32::MAX);
                let _ = area.focus();
                let _ = area.set_selection_range(at, at);
            }
        });
    }
}
