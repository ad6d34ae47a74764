//! What a file would bring: new KPIs, readings, and each cell that is refused with its row, column and why.

use leptos::prelude::*;
use vigie_domain::{Lang, Problem};

use super::api::{Imported, Note, Upload};
use super::words::{self, many};
use crate::locale::{problem_text, t, use_lang};
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
        (0, true) => (BannerKind::Note, Glyph::Info, t::start::import_nothing(lang).to_owned()),
        (0, false) => (BannerKind::Good, Glyph::Check, t::start::import_ready(lang).to_owned()),
        (n, _) => (BannerKind::Error, Glyph::Alert, t::start::import_refused(lang, many(n))),
    };
    let can_take = refused == 0 && !nothing;
    let update = file.update;
    let name = file.name.clone();
    view! {
        <section class="card">
            <header class="head"><h2>{t::start::import_preview(lang, name)}</h2></header>
            <div class="body stack">
                <Banner kind glyph><p>{says}</p></Banner>
                {counts}
                <ul class="notes-list">{notes}</ul>
                {contradicts.then(|| view! {
                    <label class="check">
                        <input type="checkbox" prop:checked=update on:change=move |event| anew.run(event_target_checked(&event))/>
                        <span>{t::start::import_update(lang)}<small>{t::start::import_update_hint(lang)}</small></span>
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
                    <span>{t::start::import_take(lang)}</span>
                </button>
            </footer>
        </section>
    }
}

fn counts(lang: Lang, preview: &Imported) -> impl IntoView {
    let count = |n: u32| i64::from(n);
    let lines = [
        (preview.added_kpis, t::start::import_kpis(lang, count(preview.added_kpis))),
        (preview.added_readings, t::start::import_readings(lang, count(preview.added_readings))),
        (preview.changed, t::start::import_changed(lang, count(preview.changed))),
        (preview.unchanged, t::start::import_unchanged(lang, count(preview.unchanged))),
    ];
    let lines =
        lines.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| view! { <li>{text}</li> }).collect_view();
    view! { <ul class="notes-list">{lines}</ul> }
}

fn note_text(lang: Lang, note: &Note) -> String {
    match note {
        Note::KpiAdded { name, frequency, .. } => {
            t::start::note_kpi(lang, name, words::frequency(lang, *frequency))
        }
        Note::Ignored { place, text } => t::start::note_ignored(lang, text, place),
        Note::DecimalMark { mark } => t::start::note_mark(lang, mark),
        Note::OtherCluster => t::start::note_other_cluster(lang).to_owned(),
    }
}

fn problems(lang: Lang, problems: &[Problem]) -> impl IntoView {
    let rows = problems
        .iter()
        .take(SHOWN)
        .map(|problem| {
            let arg = |name: &str| problem.args.get(name).cloned().unwrap_or_default();
            let place = if problem.place == "file" {
                t::start::whole_file(lang).to_owned()
            } else {
                problem.place.clone()
            };
            view! {
                <tr>
                    <td class="refused when">{place}</td>
                    <td class="num">{arg("row")}</td>
                    <td>{arg("column")}</td>
                    <td class="text">{text(lang, problem)}</td>
                </tr>
            }
        })
        .collect_view();
    let more = problems.len().saturating_sub(SHOWN);
    view! {
        <div class="table-wrap tall" role="region" aria-label=t::start::import_refused_list(lang) tabindex="0">
            <table class="table dense">
                <thead>
                    <tr>
                        <th scope="col">{t::start::column_cell(lang)}</th>
                        <th scope="col" class="num">{t::start::column_row(lang)}</th>
                        <th scope="col">{t::start::column_column(lang)}</th>
                        <th scope="col">{t::start::column_why(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="body hint">{t::start::import_more(lang, many(more))}</p> })}
    }
}

/// Problems of a file as a whole have words of their own.
fn text(lang: Lang, problem: &Problem) -> String {
    let detail = problem.args.get("detail").filter(|_| problem.place == "file");
    match detail.map(String::as_str) {
        Some("xlsx") => t::start::import_workbook_how(lang).to_owned(),
        Some("empty") => t::start::import_empty(lang).to_owned(),
        Some("no-periods") => t::start::import_no_periods(lang).to_owned(),
        Some("too-wide") => {
            t::start::import_too_wide(lang, problem.args.get("to").cloned().unwrap_or_default())
        }
        Some("binary" | "csv") => t::start::import_binary(lang).to_owned(),
        _ => problem_text(lang, problem),
    }
}
