//! What can stand in a formula, ready to be put there: KPIs by name, functions with what they do.

use leptos::prelude::*;
use vigie_domain::Lang;

use super::Editor;
use crate::format;
use crate::locale::{t, use_lang};

/// So many are offered while one types.
const OFFERED: usize = 5;

#[derive(Clone)]
struct Usable {
    key: String,
    name: String,
    unit: String,
}

/// The KPIs that a formula can name.
fn usable(editor: Editor, lang: Lang) -> Vec<Usable> {
    let own = editor.form.draft.key.get_untracked();
    editor.form.book.with_value(|book| {
        let languages = &book.cluster.languages;
        let others = book.kpis.iter().filter(|kpi| !kpi.archived && kpi.key.as_str() != own);
        others
            .map(|kpi| Usable {
                key: kpi.key.to_string(),
                name: kpi.name.in_lang(lang, languages).to_owned(),
                unit: format::unit(lang, languages, kpi),
            })
            .collect()
    })
}

/// Those that fit what is being typed.
#[component]
pub fn Suggested(editor: Editor) -> impl IntoView {
    let lang = use_lang();
    let all = usable(editor, lang);
    move || {
        let (from, word) = editor.word();
        let word = word.to_lowercase();
        let known = word.chars().count() < 2 || all.iter().any(|kpi| kpi.key == word);
        let fits = |kpi: &&Usable| kpi.key.contains(&word) || kpi.name.to_lowercase().contains(&word);
        let found: Vec<Usable> =
            if known { Vec::new() } else { all.iter().filter(fits).take(OFFERED).cloned().collect() };
        (!found.is_empty()).then(|| {
            let chips = found.into_iter().map(|kpi| chip(editor, from, kpi)).collect_view();
            view! { <ul class="row offered" aria-label=t::kpis::formula_offered(lang)>{chips}</ul> }
        })
    }
}

fn chip(editor: Editor, from: usize, kpi: Usable) -> impl IntoView {
    let key = kpi.key.clone();
    view! { <li><button type="button" class="btn small" on:click=move |_| editor.put(from, &key, 0)>{kpi.name}" "<code>{kpi.key}</code></button></li> }
}

#[component]
pub fn Keys(editor: Editor) -> impl IntoView {
    let lang = use_lang();
    let rows = usable(editor, lang)
        .into_iter()
        .map(|kpi| {
            let key = kpi.key.clone();
            let put = move |_| editor.put(editor.caret.get_untracked(), &key, 0);
            view! { <li><button type="button" class="link" on:click=put>{kpi.name}</button>" "<code>{kpi.key}</code>" "<span class="faint">{kpi.unit}</span></li> }
        })
        .collect_view();
    view! {
        <details class="fold-line">
            <summary>{t::kpis::formula_keys(lang)}</summary>
            <ul class="used">{rows}</ul>
        </details>
    }
}

/// Operators and functions; `x` stands for a KPI or an expression.
#[component]
pub fn Functions(editor: Editor) -> impl IntoView {
    let lang = use_lang();
    let functions = [
        ("prev(x)", "prev()", t::kpis::function_prev(lang)),
        ("same_period_last_year(x)", "same_period_last_year()", t::kpis::function_last_year(lang)),
        ("sum(x, y)", "sum()", t::kpis::function_sum(lang)),
        ("avg(x, y)", "avg()", t::kpis::function_avg(lang)),
        ("min(x, y)", "min()", t::kpis::function_min(lang)),
        ("max(x, y)", "max()", t::kpis::function_max(lang)),
    ];
    let rows = functions
        .map(|(shown, text, words)| {
            let put = move |_| editor.put(editor.caret.get_untracked(), text, 1);
            view! { <li><button type="button" class="link" on:click=put><code>{shown}</code></button>" "<span class="faint">{words}</span></li> }
        })
        .collect_view();
    view! {
        <details class="fold-line">
            <summary>{t::kpis::formula_functions(lang)}</summary>
            <ul class="used">{rows}</ul>
        </details>
    }
}
