//! What is to be recorded: due and overdue first, mine before others'.

use chrono::NaiveDate;
use leptos::prelude::*;
use vigie_domain::due::{Due, DueState, todo};
use vigie_domain::{Book, Lang};

use super::ways::Ways;
use crate::format;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph};
use crate::workspace::use_desk;

/// Lines of the card on the home page.
const FEW: usize = 6;

/// How many readings are due or overdue.
pub fn pressing(book: &Book, today: NaiveDate) -> u32 {
    let count = todo(book, today).iter().filter(|due| due.state != DueState::Upcoming).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What this person may record, the most pressing first and among equals their own first.
fn mine_first(desk: crate::workspace::Desk, book: &Book) -> Vec<Due> {
    let email = desk.home.with(|home| home.as_ref().map(|home| home.email.clone()).unwrap_or_default());
    let of = |due: &Due| {
        book.kpi(&due.kpi).map(|kpi| (desk.may_record(kpi), kpi.is_responsible(&email))).unwrap_or_default()
    };
    let mut all: Vec<Due> = todo(book, desk.today()).into_iter().filter(|due| of(due).0).collect();
    all.sort_by_key(|due| (due.state, !of(due).1, due.days));
    all
}

/// The first few, beside the objectives.
#[component]
pub fn TodoCard() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let lines = move || {
        let book = desk.book()?;
        let all = mine_first(desk, &book);
        if all.is_empty() {
            return Some(view! { <p class="body muted">{t::readings::nothing_due(lang)}</p> }.into_any());
        }
        let few = all.iter().take(FEW).map(|due| line(lang, desk, &book, due)).collect_view();
        Some(view! { <ul class="todo">{few}</ul> }.into_any())
    };
    // What is to do today is no part of an earlier day.
    view! {
        <Show when=move || desk.past.with(Option::is_none)><section class="card" aria-labelledby="todo-title">
            <header class="head">
                <h2 id="todo-title">{t::readings::todo(lang)}</h2>
                <a href=move || desk.href("/record")>{t::readings::all_due(lang)}</a>
            </header>
            {lines}
        </section></Show>
    }
}

/// `before`: of another slice, above what is due.
#[component]
pub fn TodoPage(before: impl Fn() -> AnyView + 'static) -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::readings::todo(lang).to_owned());
    let desk = use_desk();
    let lede = move || {
        let all = desk.book().map(|book| mine_first(desk, &book)).unwrap_or_default();
        match all.first().filter(|due| due.state == DueState::Upcoming) {
            Some(next) => t::readings::nothing_due_next(lang, format::date(lang, next.due_on)),
            None => t::readings::todo_lede(lang).to_owned(),
        }
    };
    let start = move || {
        let book = desk.book()?;
        let due = mine_first(desk, &book).into_iter().filter(|due| due.state != DueState::Upcoming);
        let due: Vec<Due> = due.collect();
        let first = due.first()?;
        let href = desk.href(&format!("/record/{}?period={}", first.kpi, first.period));
        let n = i64::try_from(due.len()).unwrap_or(i64::MAX);
        Some(view! { <p class="start-run"><a class="btn primary" href=href>{t::run::start(lang, n)}</a></p> })
    };
    let groups = move || {
        let book = desk.book()?;
        let all = mine_first(desk, &book);
        if all.is_empty() {
            return Some(view! { <Empty glyph=Glyph::Check title=t::readings::nothing_due(lang) text=t::readings::nothing_due_text(lang)/> }.into_any());
        }
        let states = [
            (DueState::Overdue, t::readings::overdue_title(lang)),
            (DueState::Due, t::readings::due_title(lang)),
            (DueState::Upcoming, t::readings::upcoming_title(lang)),
        ];
        let groups = states.map(|(state, title)| {
            let lines: Vec<_> =
                all.iter().filter(|due| due.state == state).map(|due| line(lang, desk, &book, due)).collect();
            (!lines.is_empty()).then(|| {
                view! {
                    <section class="card">
                        <header class="head"><h2>{title}</h2><span class="count">{lines.len()}</span></header>
                        <ul class="todo">{lines}</ul>
                    </section>
                }
            })
        });
        Some(view! { <div class="stack">{groups.into_iter().collect_view()}</div> }.into_any())
    };
    view! {
        <header class="page-head">
            <div>
                <h1>{t::readings::todo(lang)}</h1>
                <p class="lede">{lede}</p>
            </div>
            <Ways/>
        </header>
        {start}
        {before()}
        {groups}
    }
}

fn line(lang: Lang, desk: crate::workspace::Desk, book: &Book, due: &Due) -> impl IntoView + use<> {
    let name = book
        .kpi(&due.kpi)
        .map(|kpi| kpi.name.in_lang(lang, &book.cluster.languages).to_owned())
        .unwrap_or_default();
    let class = match due.state {
        DueState::Overdue => "late",
        DueState::Due => "now",
        DueState::Upcoming => "",
    };
    let period = due.period.show(lang, book.fy());
    let when = match due.state {
        DueState::Overdue => t::readings::days_late(lang, -due.days, &period),
        DueState::Due if due.days == 0 => t::readings::due_today(lang, &period),
        _ => t::readings::due_on(lang, &period, format::date(lang, due.due_on)),
    };
    let href = desk.href(&format!("/record/{}?period={}", due.kpi, due.period));
    let label = t::readings::record_of(lang, &name, &period);
    view! {
        <li class=class>
            <span class="dot"></span>
            <div><b>{name}</b><small>{when}</small></div>
            <a class="btn small" href=href aria-label=label>{t::readings::record(lang)}</a>
        </li>
    }
}
