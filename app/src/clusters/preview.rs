//! What a file would bring: new KPIs, readings, and each cell that is refused with its row, column and why.

use leptos::prelude::*;
use vigie_domain::{Lang, Problem};

use super::api::{Imported, Note, Upload};
use super::words::{self, many};
use crate::locale::{import_problem_text, t, use_lang};
use crate::ui::{Banner, BannerKind, Glyph, Icon};
use crate::workspace::use_desk;

/// So many problems are listed; the rest is counted.
const SHOWN: usize = 50;

#[component]
pub fn Preview(
    file: Upload,
    preview: Imported,
    /// Something stands in the cluster otherwise than in the file.
    contradicts: bool,
    busy: RwSignal<bool>,
    take: Callback<Upload>,
    anew: Callback<bool>,
) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let refused = preview.problems.len();
    let readings = preview.added_readings + preview.changed;
    let nothing = refused == 0 && readings + preview.added_kpis == 0;
    let counts = (refused == 0).then(|| counts(lang, &preview));
    let notes = preview.notes.iter().map(|note| view! { <li>{note_text(lang, note)}</li> }).collect_view();
    let (kind, glyph, says) = match (refused, nothing) {
        (0, true) => (BannerKind::Note, Glyph::Info, t::imports::nothing(lang).to_owned()),
        (0, false) => (BannerKind::Good, Glyph::Check, t::imports::ready(lang).to_owned()),
        (n, _) => (BannerKind::Error, Glyph::Alert, t::imports::refused(lang, many(n))),
    };
    let can_take = refused == 0 && !nothing;
    let update = file.update;
    let name = file.name.clone();
    view! {
        <section class="card">
            <header class="head"><h2>{t::imports::preview(lang, name)}</h2></header>
            <div class="body stack">
                <Banner kind glyph><p>{says}</p></Banner>
                {counts}
                <ul class="notes-list">{notes}</ul>
                {contradicts.then(|| view! {
                    <label class="check">
                        <input type="checkbox" prop:checked=update on:change=move |event| anew.run(event_target_checked(&event))/>
                        <span>{t::imports::update(lang)}<small>{t::imports::update_hint(lang)}</small></span>
                    </label>
                })}
            </div>
            {(refused > 0).then(|| problems(lang, &preview.problems))}
            <footer class="foot">
                <button
                    type="button"
                    class="btn primary"
                    on:click=move |_| take.run(file.clone())
                    aria-busy=move || busy.get().then_some("true")
                    disabled=move || !can_take || busy.get() || !desk.is_online()
                >
                    <Icon glyph=Glyph::Check small=true/>
                    <span>{t::imports::take(lang)}</span>
                </button>
            </footer>
        </section>
    }
}

fn counts(lang: Lang, preview: &Imported) -> impl IntoView {
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

fn note_text(lang: Lang, note: &Note) -> String {
    match note {
        Note::KpiAdded { name, frequency, .. } => {
            t::imports::note_kpi(lang, name, words::frequency(lang, *frequency))
        }
        Note::Ignored { place, text } => t::imports::note_ignored(lang, text, place),
        Note::DecimalMark { mark } => t::imports::note_mark(lang, mark),
        Note::Sheet { name, of } => t::imports::note_sheet(lang, of, name),
        Note::Rounded { place, count } => t::imports::note_rounded(lang, i64::from(*count), place),
        Note::Remembered => t::imports::note_remembered(lang).to_owned(),
        Note::OtherCluster => t::imports::note_other_cluster(lang).to_owned(),
    }
}

fn problems(lang: Lang, problems: &[Problem]) -> impl IntoView {
    let rows = problems
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
    let more = problems.len().saturating_sub(SHOWN);
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
