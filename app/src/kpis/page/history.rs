//! The revisions of one reading: nothing is overwritten, and this is where it shows.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use vigie_domain::{Figure, Number, Period};

use super::shown::Shown;
use crate::error::AppError;
use crate::format;
use crate::locale::t;
use crate::readings::api::{self, Revised};
use crate::ui::{Banner, BannerKind, Dialog, Glyph};

/// Open while a period is chosen.
#[component]
pub fn History(shown: Shown, opened: RwSignal<Option<Period>>) -> impl IntoView {
    let lang = shown.lang;
    let open = RwSignal::new(false);
    let found: RwSignal<Option<Result<Vec<Revised>, AppError>>> = RwSignal::new(None);
    Effect::new(move |_| {
        let Some(period) = opened.get() else { return };
        found.set(None);
        open.set(true);
        let (slug, key) = (shown.desk.slug(), shown.kpi.with_value(|kpi| kpi.key.clone()));
        spawn_local_scoped(async move {
            let answer = api::history(slug, key, period).await;
            let _ = found.try_set(Some(answer));
        });
    });
    Effect::new(move |_| {
        if !open.get() {
            opened.set(None);
        }
    });
    view! {
        <Dialog id="history" open title=t::kpis::history(lang)>
            <div class="body">
                <p class="hint">{move || opened.get().map(|period| t::kpis::history_lede(lang, shown.name(), shown.period(period)))}</p>
                {move || match found.get() {
                    None => view! { <p class="skeleton"></p> }.into_any(),
                    Some(Err(error)) => {
                        let text = error.text(lang);
                        view! { <Banner kind=BannerKind::Warn glyph=Glyph::Offline><p>{text}</p></Banner> }.into_any()
                    }
                    Some(Ok(revisions)) if revisions.is_empty() => view! { <p>{t::kpis::history_empty(lang)}</p> }.into_any(),
                    Some(Ok(revisions)) => list(shown, revisions).into_any(),
                }}
            </div>
        </Dialog>
    }
}

/// Newest first, as the server answers or not.
fn list(shown: Shown, mut revisions: Vec<Revised>) -> impl IntoView {
    revisions.sort_by_key(|revised| std::cmp::Reverse(revised.revision.revision));
    let items = revisions.into_iter().map(|revised| item(shown, revised)).collect_view();
    view! { <ol class="versions">{items}</ol> }
}

fn item(shown: Shown, revised: Revised) -> impl IntoView {
    let lang = shown.lang;
    let reading = revised.revision.reading;
    let figure = reading
        .as_ref()
        .map_or_else(|| t::kpis::withdrawn(lang).to_owned(), |reading| written(shown, &reading.figure));
    let when = revised.revision.at.map(|at| format::moment(lang, at)).unwrap_or_default();
    let who = match (revised.name, revised.revision.by) {
        (Some(name), _) => name,
        (None, Some(_)) => t::kpis::somebody(lang).to_owned(),
        (None, None) => t::kpis::no_person(lang).to_owned(),
    };
    let comment = reading.and_then(|reading| reading.comment);
    view! {
        <li>
            <b>{figure}</b>
            {comment.map(|comment| view! { <span>{comment}</span> })}
            <small class="faint">{t::kpis::by_whom(lang, who, when)}</small>
        </li>
    }
}

/// A figure with its parts.
fn written(shown: Shown, figure: &Figure) -> String {
    let lang = shown.lang;
    let part = |value: &Number| value.edit(lang);
    let value = shown
        .kpi
        .with_value(|kpi| figure.value(kpi))
        .map_or_else(|| "–".to_owned(), |value| shown.figure(&value));
    match figure {
        Figure::Value(_) => value,
        Figure::Parts { numerator, denominator } => {
            t::kpis::with_parts(lang, value, part(numerator), part(denominator))
        }
        Figure::Mean { n, .. } => t::kpis::with_answers(lang, value, part(n)),
        Figure::NotApplicable => t::kpis::not_applicable(lang).to_owned(),
        Figure::NotAvailable { reason: Some(reason) } => t::kpis::not_available_because(lang, reason),
        Figure::NotAvailable { reason: None } => t::kpis::not_available(lang).to_owned(),
    }
}
