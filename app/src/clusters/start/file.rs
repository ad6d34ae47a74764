//! The figures one has already, out of a file.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::stage::{Stage, Step};
use crate::clusters::transfer::api::Imported;
use crate::clusters::transfer::file::{ImportFile, say_taken};
use crate::locale::{t, use_lang};
use crate::workspace::use_desk;

#[component]
pub fn FileStep(slug: String) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let figures = format!("/app/start/{slug}?step=figures");
    let has_kpis = desk.book.get_untracked().is_some_and(|book| book.kpis.iter().any(|kpi| !kpi.archived));
    let back = if has_kpis { figures.clone() } else { format!("/app/start/{slug}") };
    let navigate = use_navigate();
    let done = Callback::new(move |taken: Imported| {
        say_taken(lang, &taken);
        navigate(&figures, NavigateOptions::default());
    });
    view! {
        <Stage step=Step::Figures title=t::start::file_title(lang) lede=t::start::file_lede(lang)>
            <ImportFile slug done/>
            <div class="actions"><a class="btn quiet" href=back>{t::common::back(lang)}</a></div>
        </Stage>
    }
}
