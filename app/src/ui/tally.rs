//! How many have which status: a stacked bar and its words.

use leptos::prelude::*;
use vigie_domain::{Lang, Status};

use super::{Icon, status_class, status_glyph, status_word};
use crate::locale::{t, use_lang};

/// `counts` in the order of severity; those of 0 are left out. The bar is of those that are compared with a target; the
/// others follow as words, and after them what else is to be said.
#[component]
pub fn Tally(counts: Vec<(Status, u32)>, #[prop(optional)] also: String) -> impl IntoView {
    let lang = use_lang();
    let counts: Vec<(Status, u32)> = counts.into_iter().filter(|(_, n)| *n > 0).collect();
    let compared = |status: Status| !matches!(status, Status::NoData | Status::NoTarget);
    let total: u32 = counts.iter().filter(|(status, _)| compared(*status)).map(|(_, n)| n).sum();
    let share = move |n: u32| format!("{:.2}%", f64::from(n) * 100.0 / f64::from(total.max(1)));
    let mut before = 0;
    let rects = counts
        .iter()
        .filter(|(status, _)| compared(*status))
        .map(|(status, n)| {
            let x = share(before);
            before += n;
            view! { <rect class=status_class(*status) x=x width=share(*n)></rect> }
        })
        .collect_view();
    let words = counts
        .iter()
        .map(|(status, n)| {
            view! {
                <li class=status_class(*status)>
                    <Icon glyph=status_glyph(*status)/>
                    <b>{n.to_string()}</b>
                    {format!(" {}", counted(lang, *status, *n))}
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="tally">
            <svg aria-hidden="true">{rects}</svg>
            <ul>{words}{(!also.is_empty()).then(|| view! { <li>{also}</li> })}</ul>
        </div>
    }
}

/// The word of a status after how many have it.
pub fn counted(lang: Lang, status: Status, n: u32) -> String {
    match status {
        Status::Met => t::common::met_counted(lang, n.into()),
        _ => inside(status_word(lang, status)),
    }
}

/// A word as it stands inside a sentence: only its first letter changes ("im Plan" keeps its noun).
fn inside(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
