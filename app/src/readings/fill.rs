//! What a period lacks, all at once: levels that have not changed, and what cannot be had.

use std::collections::BTreeSet;

use leptos::prelude::*;
use vigie_domain::proposal::{Proposal, proposals};
use vigie_domain::record::Content;
use vigie_domain::{Book, Figure, Key, Lang, Period};

use super::grid::past::{self, Change};
use super::hold::{Hold, hold};
use crate::format;
use crate::locale::{t, use_lang};
use crate::ui::{Dialog, Field, Input, asking, say, way_back};
use crate::workspace::{Desk, use_desk};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Carried,
    NotAvailable,
}

/// A reading that may be recorded, with the words for it.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    kpi: Key,
    period: Period,
    name: String,
    /// Where the way is to carry on: what is carried, as a figure and in words.
    carried: Option<(Figure, String)>,
}

/// Opens for a period, and closes when it is none.
#[component]
pub fn Fill(period: RwSignal<Option<Period>>) -> impl IntoView {
    let lang = use_lang();
    let open = asking(period);
    view! {
        <Dialog id="fill" open title=t::grid::fill_title(lang)>
            {move || period.get_untracked().map(|period| view! { <Form period open/> })}
        </Dialog>
    }
}

#[component]
fn Form(period: Period, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let lines = StoredValue::new(untrack(|| lines(desk, lang, period)));
    let carried = lines.with_value(|lines| lines.iter().filter(|line| line.carried.is_some()).count());
    let way = RwSignal::new(if carried > 0 { Way::Carried } else { Way::NotAvailable });
    let reason = RwSignal::new(String::new());
    let left = RwSignal::new(BTreeSet::<(Key, Period)>::new());
    let shown = move || {
        let all = lines.get_value();
        all.into_iter()
            .filter(|line| way.get() == Way::NotAvailable || line.carried.is_some())
            .collect::<Vec<_>>()
    };
    let chosen = move || {
        let kept = |line: &Line| !left.with(|left| left.contains(&(line.kpi.clone(), line.period)));
        shown().into_iter().filter(kept).collect::<Vec<_>>()
    };
    let count = Memo::new(move |_| i64::try_from(chosen().len()).unwrap_or(i64::MAX));
    let record = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let said = reason.with_untracked(|reason| reason.trim().to_owned());
        let way = way.get_untracked();
        let book = desk.book.get_untracked();
        let filled = untrack(chosen).into_iter().map(|line| {
            let figure = match (way, line.carried) {
                (Way::Carried, Some((figure, _))) => figure,
                _ => Figure::NotAvailable { reason: (!said.is_empty()).then(|| said.clone()) },
            };
            let before = book.as_ref().map(|book| past::content(book, &line.kpi, line.period));
            let after = Content { figure: Some(figure), comment: None };
            let nothing = Content { figure: None, comment: None };
            Change { kpi: line.kpi, period: line.period, before: before.unwrap_or(nothing), after }
        });
        let filled: Vec<Change> = filled.collect();
        desk.record_all(filled.iter().map(Change::done).collect());
        say(
            t::grid::n_recorded(lang, count.get_untracked()),
            way_back(move || take_back(desk, lang, &filled)),
        );
        open.set(false);
    };
    let choice = move |own: Way, words: &'static str, none: bool| {
        view! { <button type="button" disabled=none aria-pressed=move || (way.get() == own).to_string() on:click=move |_| way.set(own)>{words}</button> }
    };
    view! {
        <form on:submit=record>
            <div class="body stack">
                <div class="seg" role="group" aria-label=t::grid::fill_title(lang)>
                    {choice(Way::Carried, t::grid::fill_carried(lang), carried == 0)}
                    {choice(Way::NotAvailable, t::grid::fill_not_available(lang), false)}
                </div>
                <p class="hint">{move || match way.get() {
                    Way::Carried => t::grid::fill_carried_hint(lang),
                    Way::NotAvailable => t::grid::fill_not_available_hint(lang),
                }}</p>
                <Show when=move || way.get() == Way::NotAvailable>
                    <Field id="fill-reason" label=t::readings::reason(lang) optional=t::common::optional(lang)>
                        <Input id="fill-reason" value=reason/>
                    </Field>
                </Show>
                <ul class="list checks">{move || shown().into_iter().map(|line| view! { <Check line way=way.get() left/> }).collect_view()}</ul>
            </div>
            <footer class="foot">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel(lang)}</button>
                <button class="btn primary" disabled=move || count.get() == 0>{move || t::grid::record_n(lang, count.get())}</button>
            </footer>
        </form>
    }
}

/// What has been changed since stays as it is.
fn take_back(desk: Desk, lang: Lang, filled: &[Change]) {
    let Some(book) = desk.book.get_untracked() else { return };
    let (records, left) = past::back(&book, filled);
    if !records.is_empty() {
        say(t::grid::n_withdrawn(lang, many(records.len())), None);
        desk.record_all(records);
    }
    if left > 0 {
        say(t::grid::n_changed_since(lang, many(left)), None);
    }
}

fn many(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[component]
fn Check(line: Line, way: Way, left: RwSignal<BTreeSet<(Key, Period)>>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let place = StoredValue::new((line.kpi, line.period));
    let checked = move || !left.with(|left| place.with_value(|place| left.contains(place)));
    let turn = move |_| {
        left.update(|left| {
            let place = place.get_value();
            if !left.remove(&place) {
                left.insert(place);
            }
        });
    };
    let period = desk.book.get_untracked().map(|book| line.period.show(lang, book.fy()));
    let carried = line.carried.filter(|_| way == Way::Carried).map(|(_, words)| words);
    view! {
        <li>
            <label class="check">
                <input type="checkbox" prop:checked=checked on:change=turn/>
                <span class="grow"><b>{line.name}</b>" "<small>{period}</small></span>
                <span class="num">{carried}</span>
            </label>
        </li>
    }
}

/// What is missing of the periods that have ended, and that this person may still record. Tracks.
pub fn fillable(desk: Desk, book: &Book, period: Period) -> Vec<Proposal> {
    let (today, fy) = (desk.today(), book.fy());
    let takes = |proposal: &Proposal| {
        let ended = proposal.period.is_closed(today, fy);
        let theirs = book.kpi(&proposal.kpi).is_some_and(|kpi| desk.may_record(kpi));
        ended && theirs && hold(desk, proposal.period) == Hold::Open
    };
    proposals(book, period).into_iter().filter(takes).collect()
}

fn lines(desk: Desk, lang: Lang, period: Period) -> Vec<Line> {
    let Some(book) = desk.book.get_untracked() else { return Vec::new() };
    fillable(desk, &book, period).into_iter().filter_map(|proposal| line(&book, lang, proposal)).collect()
}

fn line(book: &Book, lang: Lang, proposal: Proposal) -> Option<Line> {
    let kpi = book.kpi(&proposal.kpi)?;
    let languages = &book.cluster.languages;
    let words = |figure: &Figure, from: Period| {
        let value = figure.value(kpi).map(|value| format::with_unit(lang, languages, kpi, &value))?;
        Some(t::grid::carried_from(lang, value, from.show(lang, book.fy())))
    };
    let carried =
        proposal.carried.and_then(|(figure, from)| words(&figure, from).map(|words| (figure, words)));
    let name = kpi.name.in_lang(lang, languages).to_owned();
    Some(Line { kpi: proposal.kpi, period: proposal.period, name, carried })
}
