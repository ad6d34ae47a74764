//! What is wrong with the formula and where, what its units say; or that it can be read.

use leptos::prelude::*;
use vigie_domain::{Problem, ProblemCode, formula};

use super::super::live::Trial;
use super::super::shared::{Form, use_form};
use crate::kpis::words;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};

/// The problems that the formula has, or causes, as it would be saved now.
fn problems(trial: &Trial) -> Vec<Problem> {
    own(trial, formula::check(&trial.book.kpis))
}

fn own(trial: &Trial, found: Vec<(usize, Problem)>) -> Vec<Problem> {
    found.into_iter().filter(|(at, _)| *at == trial.at).map(|(_, problem)| problem).collect()
}

/// Tracks.
pub fn has_problem(form: Form) -> bool {
    form.live.trial.with(|trial| trial.as_ref().is_some_and(|trial| !problems(trial).is_empty()))
}

#[component]
pub fn Said() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let said = move || {
        let trial = form.live.trial.get()?;
        let text = trial.kpi.formula.clone().unwrap_or_default();
        if text.is_empty() {
            let error = form.error("formula");
            return (!error.is_empty()).then(|| error_line(error).into_any());
        }
        if let Some(problem) = problems(&trial).into_iter().next() {
            let marked = place(&problem, &text).map(|(from, to)| marked(&text, from, to));
            let words = words::problem(lang, form.fy, &problem);
            return Some(view! { {error_line(words)} {marked} }.into_any());
        }
        let warnings = own(&trial, formula::warnings(&trial.book.kpis));
        if warnings.is_empty() {
            return Some(view! { <p class="hint good"><Icon glyph=Glyph::Check small=true/>{t::kpis::formula_good(lang)}</p> }.into_any());
        }
        let lines = warnings
            .iter()
            .map(|problem| view! { <p class="hint warn"><Icon glyph=Glyph::Alert small=true/>{words::problem(lang, form.fy, problem)}</p> })
            .collect_view();
        Some(lines.into_any())
    };
    view! { <div id="kpi-formula-error" aria-live="polite">{said}</div> }
}

fn error_line(text: String) -> impl IntoView {
    view! { <p class="error"><Icon glyph=Glyph::Alert/>{text}</p> }
}

/// From which character to which, where the problem has a place in the text.
fn place(problem: &Problem, text: &str) -> Option<(usize, usize)> {
    let letters: Vec<char> = text.chars().collect();
    if problem.code == ProblemCode::KpiUnknown || problem.code == ProblemCode::FormulaOperandCoarser {
        return word_at(&letters, problem.args.get("kpi")?);
    }
    let from = problem.args.get("at")?.parse::<usize>().ok()?.checked_sub(1)?;
    let length = letters.iter().skip(from).take_while(|c| belongs(**c)).count().max(1);
    Some((from.min(letters.len()), (from + length).min(letters.len())))
}

fn belongs(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// Where a key stands as a word of its own.
fn word_at(letters: &[char], key: &str) -> Option<(usize, usize)> {
    let wanted: Vec<char> = key.chars().collect();
    let stands = |from: &usize| {
        let to = from + wanted.len();
        let free = |at: Option<&char>| at.is_none_or(|c| !belongs(*c));
        letters[*from..to] == wanted[..]
            && free(from.checked_sub(1).and_then(|at| letters.get(at)))
            && free(letters.get(to))
    };
    let from = (0..=letters.len().checked_sub(wanted.len())?).find(stands)?;
    Some((from, from + wanted.len()))
}

/// The text with the place marked; behind its end a gap.
fn marked(text: &str, from: usize, to: usize) -> impl IntoView {
    let letters: Vec<char> = text.chars().collect();
    let part = |letters: &[char]| letters.iter().collect::<String>();
    let wrong = if from < to { part(&letters[from..to]) } else { "\u{2026}".to_owned() };
    view! { <p class="formula" aria-hidden="true">{part(&letters[..from])}<mark>{wrong}</mark>{part(&letters[to..])}</p> }
}
