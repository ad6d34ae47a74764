//! Periods on their way from open to frozen: what is missing, and who moves them on.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use vigie_domain::period_state::{PeriodMark, PeriodState, missing};
use vigie_domain::{Granularity, Period};

use super::api;
use super::fill::{Fill, fillable};
use super::ways::Ways;
use crate::locale::{t, use_lang};
use crate::ui::{Dialog, Glyph, Icon, asking, say, say_error};
use crate::workspace::{Desk, use_desk};

/// Periods that are listed, the running one first.
const SHOWN: i32 = 8;

#[component]
pub fn PeriodsPage() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::grid::periods(lang).to_owned());
    let desk = use_desk();
    let by = RwSignal::new(Granularity::Quarter);
    let (filling, freezing) = (RwSignal::new(None), RwSignal::new(None));
    let choice = move |own: Granularity, words: &'static str| {
        view! { <button type="button" aria-pressed=move || (by.get() == own).to_string() on:click=move |_| by.set(own)>{words}</button> }
    };
    let rows = move || {
        let book = desk.book()?;
        let running = Period::of_date(desk.today(), by.get(), book.fy());
        let periods = (0..SHOWN).map(|back| running.shift(-back));
        Some(periods.map(|period| view! { <Line period filling freezing/> }).collect_view())
    };
    view! {
        <header class="page-head">
            <div>
                <h1>{t::grid::periods(lang)}</h1>
                <p class="lede">{t::grid::periods_lede(lang)}</p>
            </div>
            <Ways/>
        </header>
        <div class="seg" role="group" aria-label=t::grid::by(lang)>
            {choice(Granularity::Month, t::grid::months(lang))}
            {choice(Granularity::Quarter, t::grid::quarters(lang))}
            {choice(Granularity::Year, t::grid::years(lang))}
        </div>
        <ValidateAll by/>
        <section class="card"><ul class="list periods">{rows}</ul></section>
        <Fill period=filling/>
        <Freeze period=freezing/>
    }
}

/// Several periods that wait to be validated, in one go.
#[component]
fn ValidateAll(by: RwSignal<Granularity>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let waiting = Memo::new(move |_| {
        let Some(book) = desk.book().filter(|_| desk.is_manager()) else { return Vec::new() };
        let submitted = book.period_states.iter().filter(|mark| mark.state == PeriodState::Submitted);
        submitted.map(|mark| mark.period).filter(|period| period.granularity == by.get()).collect::<Vec<_>>()
    });
    let count = move || i64::try_from(waiting.with(Vec::len)).unwrap_or(i64::MAX);
    let go = move |_| {
        let all = waiting.get_untracked();
        spawn_local_scoped(async move {
            for period in all {
                let mark = PeriodMark { period, state: PeriodState::Validated };
                if let Err(error) = api::set_period_state(desk.slug(), mark, PeriodState::Submitted).await {
                    desk.refresh();
                    return say_error(&error);
                }
            }
            desk.refresh();
            say(t::grid::all_validated(lang).to_owned(), None);
        });
    };
    view! {
        <Show when=move || waiting.with(|waiting| waiting.len() > 1)>
            <div class="row actions">
                <button type="button" class="btn" disabled=move || !desk.is_online() on:click=go>{move || t::grid::validate_n(lang, count())}</button>
            </div>
        </Show>
    }
}

#[component]
fn Line(
    period: Period,
    filling: RwSignal<Option<Period>>,
    freezing: RwSignal<Option<Period>>,
) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let name = move || desk.book().map(|book| period.show(lang, book.fy()));
    let state = Memo::new(move |_| {
        desk.book()
            .map(|book| (book.period_states.own(period), book.period_states.of(period, book.fy())))
            .unwrap_or_default()
    });
    let lacking = Memo::new(move |_| desk.book().map_or(0, |book| missing(&book, period).len()));
    let said = move || match lacking.get() {
        0 => t::grid::complete(lang).to_owned(),
        n => t::grid::n_missing(lang, i64::try_from(n).unwrap_or(i64::MAX)),
    };
    let may_fill =
        Memo::new(move |_| desk.book().is_some_and(|book| !fillable(desk, &book, period).is_empty()));
    let steps = move || {
        let (own, around) = state.get();
        let role = desk.role()?;
        let ways = PeriodState::ALL.into_iter().filter(|next| own == around && own.may_become(*next, role));
        Some(ways.map(|next| view! { <Step period own next freezing/> }).collect_view())
    };
    view! {
        <li>
            <div class="grow"><b>{name}</b><small class="line">{said}</small></div>
            <span class="tag">
                {move || (state.get().1 == PeriodState::Frozen).then(|| view! { <Icon glyph=Glyph::Lock small=true/> })}
                {move || word(lang, state.get().1)}
            </span>
            <div class="row tight">
                <Show when=move || may_fill.get()>
                    <button type="button" class="btn small quiet" on:click=move |_| filling.set(Some(period))>
                        {t::grid::fill(lang)}
                        <span class="visually-hidden">" "{name}</span>
                    </button>
                </Show>
                {steps}
            </div>
        </li>
    }
}

/// One step on or back. Freezing asks first: it cannot be undone.
#[component]
fn Step(
    period: Period,
    own: PeriodState,
    next: PeriodState,
    freezing: RwSignal<Option<Period>>,
) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let words = step_words(lang, own, next);
    let onwards = next > own;
    let go = move |_| match next {
        PeriodState::Frozen => freezing.set(Some(period)),
        _ => step(desk, PeriodMark { period, state: next }, own),
    };
    view! {
        <button
            type="button"
            class=if onwards { "btn small" } else { "btn small quiet" }
            disabled=move || !desk.is_online()
            title=move || (!desk.is_online()).then(|| t::common::needs_connection(lang))
            on:click=go
        >
            {words}
            <span class="visually-hidden">" "{move || desk.book().map(|book| period.show(lang, book.fy()))}</span>
        </button>
    }
}

/// Asks while there is a period.
#[component]
fn Freeze(period: RwSignal<Option<Period>>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let open = asking(period);
    let go = move |_| {
        if let Some(period) = period.get_untracked() {
            step(desk, PeriodMark { period, state: PeriodState::Frozen }, PeriodState::Validated);
        }
        open.set(false);
    };
    view! {
        <Dialog id="freeze" open title=t::grid::freeze_title(lang)>
            <div class="body"><p>{t::grid::freeze_sure(lang)}</p></div>
            <footer class="foot">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel(lang)}</button>
                <button type="button" class="btn primary" on:click=go>{t::grid::step_freeze(lang)}</button>
            </footer>
        </Dialog>
    }
}

fn step(desk: Desk, mark: PeriodMark, seen: PeriodState) {
    let lang = use_lang();
    spawn_local_scoped(async move {
        match api::set_period_state(desk.slug(), mark, seen).await {
            Ok(_) => {
                desk.refresh();
                let period = desk
                    .book
                    .get_untracked()
                    .map(|book| mark.period.show(lang, book.fy()))
                    .unwrap_or_default();
                say(t::grid::moved(lang, period, word(lang, mark.state)), None);
            }
            Err(error) => {
                desk.refresh();
                say_error(&error);
            }
        }
    });
}

pub fn word(lang: vigie_domain::Lang, state: PeriodState) -> &'static str {
    match state {
        PeriodState::Open => t::grid::state_open(lang),
        PeriodState::Submitted => t::grid::state_submitted(lang),
        PeriodState::Validated => t::grid::state_validated(lang),
        PeriodState::Frozen => t::grid::state_frozen(lang),
    }
}

fn step_words(lang: vigie_domain::Lang, own: PeriodState, next: PeriodState) -> &'static str {
    match (own, next) {
        (PeriodState::Submitted, PeriodState::Open) => t::grid::step_take_back(lang),
        (_, PeriodState::Open) => t::grid::step_reopen(lang),
        (PeriodState::Validated, PeriodState::Submitted) => t::grid::step_send_back(lang),
        (_, PeriodState::Submitted) => t::grid::step_submit(lang),
        (_, PeriodState::Validated) => t::grid::step_validate(lang),
        (_, PeriodState::Frozen) => t::grid::step_freeze(lang),
    }
}
