//! What a file would bring: new KPIs, readings, and each cell that is refused with its row, column and why.

use leptos::prelude::*;
use vigie_domain::Lang;

use super::api::{Imported, Note, Progress};
use super::file::Open;
use crate::clusters::words::{self, many};
use crate::locale::{import_problem_text, t, use_lang};
use crate::ui::{Banner, BannerKind, Glyph, Icon};
use crate::workspace::use_desk;

/// So many problems are listed; the rest is counted.
const SHOWN: usize = 50;
const NOTES: usize = 12;

#[component]
pub(super) fn Preview(open: Open, done: Callback<Imported>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let refused = Memo::new(move |_| open.seen.with(|seen| seen.as_ref().map_or(0, |seen| seen.refused)));
    let brings = Memo::new(move |_| {
        open.seen
            .with(|seen| seen.as_ref().map_or(0, |seen| seen.added_readings + seen.changed + seen.added_kpis))
    });
    // Stays once it is there: who has ticked it must be able to untick it.
    let contradicts = Memo::new(move |_| {
        open.file.with(|file| file.update)
            || open.seen.with(|seen| seen.as_ref().is_some_and(|seen| seen.contradicts))
    });
    let can_take = move || refused.get() == 0 && brings.get() > 0 && !open.busy.get() && desk.is_online();
    let banner = move || {
        let (kind, glyph, says) = match (refused.get(), brings.get()) {
            (0, 0) => (BannerKind::Note, Glyph::Info, t::imports::nothing(lang).to_owned()),
            (0, _) => (BannerKind::Good, Glyph::Check, t::imports::ready(lang).to_owned()),
            (n, _) => (BannerKind::Error, Glyph::Alert, t::imports::refused(lang, i64::from(n))),
        };
        view! { <Banner kind glyph><p>{says}</p></Banner> }
    };
    let counted = move || {
        open.seen.with(|seen| seen.as_ref().filter(|seen| seen.refused == 0).map(|seen| counts(lang, seen)))
    };
    let notes = move || open.seen.with(|seen| seen.as_ref().map(|seen| notes(lang, &seen.notes)));
    let refusals = move || {
        open.seen.with(|seen| seen.as_ref().filter(|seen| seen.refused > 0).map(|seen| problems(lang, seen)))
    };
    view! {
        <section class="card" aria-busy=move || open.busy.get().then_some("true")>
            <header class="head"><h2>{move || t::imports::preview(lang, open.file.with(|file| file.name.clone()))}</h2></header>
            <div class="body stack">
                {banner}
                {counted}
                {notes}
                <Show when=move || contradicts.get()>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || open.file.with(|file| file.update)
                            on:change=move |event| open.set_update(event_target_checked(&event))
                        />
                        <span>{t::imports::update(lang)}<small>{t::imports::update_hint(lang)}</small></span>
                    </label>
                </Show>
            </div>
            {refusals}
            <footer class="foot">
                <button
                    type="button"
                    class="btn primary"
                    on:click=move |_| open.take(done)
                    aria-busy=move || open.busy.get().then_some("true")
                    disabled=move || !can_take()
                >
                    <Icon glyph=Glyph::Check small=true/>
                    <span>{t::imports::take(lang)}</span>
                </button>
                <Show when=move || open.busy.get()><progress class="progress" aria-label=t::imports::working(lang)></progress></Show>
                <span class="muted" role="status">{move || open.progress.get().map(|progress| progress_words(lang, progress))}</span>
            </footer>
        </section>
    }
}

fn progress_words(lang: Lang, progress: Progress) -> String {
    let number = |n: u32| vigie_domain::Number::from(i64::from(n)).show(lang, 0);
    match progress {
        Progress::Reading => t::imports::reading(lang).to_owned(),
        Progress::Checking => t::imports::checking(lang).to_owned(),
        Progress::Writing { done, of } => t::imports::writing(lang, number(done), number(of)),
    }
}

fn counts(lang: Lang, preview: &Imported) -> impl IntoView + use<> {
    let count = |n: u32| i64::from(n);
    let lines = [
        (preview.added_kpis, t::imports::kpis(lang, count(preview.added_kpis))),
        (preview.added_readings, t::imports::readings(lang, count(preview.added_readings))),
        (preview.changed, t::imports::changed(lang, count(preview.changed))),
        (preview.unchanged, t::imports::unchanged(lang, count(preview.unchanged))),
    ];
    let lines =
        lines.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| view! { <li>{text}</li> }).collect_view();
    view! { <ul class="notes-list">{lines}</ul> }
}

/// The many that were left out are one line.
fn notes(lang: Lang, notes: &[Note]) -> impl IntoView + use<> {
    let items =
        notes.iter().take(NOTES).map(|note| view! { <li>{note_text(lang, note)}</li> }).collect_view();
    let more = notes.len().saturating_sub(NOTES);
    let more = (more > 0).then(|| view! { <li>{t::imports::more(lang, many(more))}</li> });
    view! { <ul class="notes-list">{items}{more}</ul> }
}

fn note_text(lang: Lang, note: &Note) -> String {
    match note {
        Note::KpiAdded { name, nature, frequency } => {
            // German writes its nouns with a capital.
            let nature = words::nature(lang, *nature);
            let nature = if lang == Lang::De { nature.to_owned() } else { nature.to_lowercase() };
            t::imports::note_kpi(lang, name, words::frequency(lang, *frequency), nature)
        }
        Note::Targets { count } => t::imports::note_targets(lang, i64::from(*count)),
        Note::Ignored { place, text } => t::imports::note_ignored(lang, text, place),
        Note::DecimalMark { mark } => t::imports::note_mark(lang, mark),
        Note::Sheet { name, of } => t::imports::note_sheet(lang, of, name),
        Note::Rounded { place, count } => t::imports::note_rounded(lang, i64::from(*count), place),
        Note::Remembered => t::imports::note_remembered(lang).to_owned(),
        Note::OtherCluster => t::imports::note_other_cluster(lang).to_owned(),
    }
}

fn problems(lang: Lang, seen: &Imported) -> impl IntoView + use<> {
    let rows = seen
        .problems
        .iter()
        .take(SHOWN)
        .map(|problem| {
            let arg = |name: &str| problem.args.get(name).cloned().unwrap_or_default();
            let place = if problem.place == "file" {
                t::imports::whole_file(lang).to_owned()
            } else {
                problem.place.clone()
            };
            view! {
                <tr>
                    <td class="refused when">{place}</td>
                    <td class="num">{arg("row")}</td>
                    <td>{arg("column")}</td>
                    <td class="text">{import_problem_text(lang, problem)}</td>
                </tr>
            }
        })
        .collect_view();
    let more = usize::try_from(seen.refused).unwrap_or(0).saturating_sub(SHOWN);
    view! {
        <div class="table-wrap tall" role="region" aria-label=t::imports::refused_list(lang) tabindex="0">
            <table class="table dense">
                <thead>
                    <tr>
                        <th scope="col">{t::imports::column_cell(lang)}</th>
                        <th scope="col" class="num">{t::imports::column_row(lang)}</th>
                        <th scope="col">{t::imports::column_column(lang)}</th>
                        <th scope="col">{t::imports::column_why(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="body hint">{t::imports::more(lang, many(more))}</p> })}
    }
}
