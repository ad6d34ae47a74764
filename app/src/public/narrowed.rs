//! What the reader of a share can narrow it to: links that work without script, and what is said of the one that was taken.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use vigie_domain::dashboard::Narrow;
use vigie_domain::{Granularity, Lang, Period};
use vigie_service::SharedBook;

use super::render::html;
use crate::locale::t;

/// One of the choices, as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Choice {
    /// As the address has it.
    pub key: String,
    pub name: String,
    /// From when to when.
    pub period: String,
}

/// The cards of a fixed share, narrowed when it was made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Narrowed {
    pub choice: Choice,
    /// Markup.
    pub cards: String,
}

impl Choice {
    pub fn of(shared: &SharedBook, narrow: Narrow) -> Choice {
        let (lang, fy) = (shared.share.lang, shared.book.fy());
        let months = narrow.months(shared.today, fy);
        let month = |month| Period::new(Granularity::Month, month).show(lang, fy);
        let over = || t::shares::narrow_over(lang, month(months.first), month(months.last));
        let (name, period) = match narrow {
            Narrow::Last(12) => (t::shares::narrow_months(lang, 12), over()),
            Narrow::Last(months) => (t::shares::narrow_years(lang, months / 12), over()),
            Narrow::Year(year) => {
                let year = Period::year(year).show(lang, fy);
                (year.clone(), year)
            }
        };
        Choice { key: narrow.to_string(), name, period }
    }
}

/// Markup; empty where there is nothing to choose. `chosen`: by its key. `has_files`: something can be downloaded from the page.
pub(super) fn control(lang: Lang, choices: &[Choice], chosen: Option<&str>, has_files: bool) -> String {
    if choices.is_empty() {
        return String::new();
    }
    let link = |href: String, name: &str, is_chosen: bool| {
        view! { <a href=href rel="nofollow" aria-current=is_chosen.then_some("true")>{name.to_owned()}</a> }
    };
    let is_chosen = |choice: &&Choice| chosen == Some(choice.key.as_str());
    html(lang, || {
        let links = choices
            .iter()
            .map(|choice| link(format!("?span={}", choice.key), &choice.name, is_chosen(&choice)));
        let links = links.collect_view();
        let files =
            has_files.then(|| view! { <span class="no-print">" "{t::shares::narrow_files(lang)}</span> });
        let said = choices.iter().find(is_chosen).map(|choice| {
            view! { <p class="hint">{t::shares::narrow_said(lang, &choice.period)}{files}</p> }
        });
        view! {
            <nav class="seg" aria-label=t::shares::narrow(lang)>
                {link("?".to_owned(), t::shares::narrow_whole(lang), chosen.is_none())}
                {links}
            </nav>
            {said}
        }
    })
}
