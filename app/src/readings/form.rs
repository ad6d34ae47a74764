//! The form that records one KPI: the period that is due, the last value, the target, what the figure amounts to.

use leptos::prelude::*;
use vigie_domain::record::Content;
use vigie_domain::report::Row;
use vigie_domain::series;
use vigie_domain::{Key, Kpi, Nature, Period, Problem};

use super::choice;
use super::draft::Draft;
use super::echo::{Echo, asks_why, row_with};
use super::evidence::OfPeriod;
use super::fields::FigureFields;
use super::hold::{Held, Hold, hold};
use crate::format;
use crate::locale::{problem_text, t, use_lang};
use crate::ui::{Banner, BannerKind, Field, Glyph, Icon, Select, TextArea, say, way_back};
use crate::workspace::use_desk;

/// `key`: the KPI's; `period`: which to begin with, in canonical text (else what is due); `after`: what follows a save.
#[component]
pub fn RecordForm(
    #[prop(into)] key: Signal<String>,
    #[prop(into, optional)] period: Signal<Option<String>>,
    #[prop(optional, into)] after: Option<Callback<()>>,
) -> impl IntoView {
    let desk = use_desk();
    // Built anew for another KPI or another definition, not for another figure: what is being typed stays.
    let kpi = Memo::new(move |_| {
        let key = Key::parse(&key.get()).ok()?;
        desk.book()
            .and_then(|book| book.kpi(&key).cloned())
            .filter(|kpi| !kpi.archived && kpi.nature != Nature::Formula)
    });
    // The copy moves every few seconds; this does not.
    let mine = Memo::new(move |_| kpi.with(|kpi| kpi.as_ref().is_some_and(|kpi| desk.may_record(kpi))));
    move || kpi.get().filter(|_| mine.get()).map(|kpi| view! { <FormOf kpi wanted=period.get() after/> })
}

#[component]
fn FormOf(kpi: Kpi, wanted: Option<String>, after: Option<Callback<()>>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let Some(book) = desk.book.get_untracked() else { return ().into_any() };
    let today = untrack(|| desk.today());
    let wanted = wanted
        .and_then(|text| Period::parse(&text).ok())
        .filter(|period| period.granularity == kpi.frequency);
    let begin = wanted.unwrap_or_else(|| choice::first(&book, &kpi, today));
    let chosen = RwSignal::new(begin.to_string());
    let period = Memo::new(move |_| Period::parse(&chosen.get()).unwrap_or(begin));
    let draft = Draft::new();
    let kpi = StoredValue::new(kpi);
    let place = move |period: Period| (desk.slug(), kpi.read_value().key.clone(), period);
    Effect::new(move |before: Option<Period>| {
        let period = period.get();
        if let Some(before) = before.filter(|before| *before != period) {
            draft.keep(place(before));
        }
        if let Some(book) = desk.book.get_untracked() {
            draft.begin(&place(period), book.readings.get(&kpi.read_value().key, period), lang);
        }
        period
    });
    let (slug, key) = (desk.slug(), kpi.read_value().key.clone());
    on_cleanup(move || {
        if let Some(period) = period.try_get_untracked() {
            draft.keep((slug.clone(), key.clone(), period));
        }
    });
    let figure = Memo::new(move |_| draft.figure(&kpi.read_value(), lang));
    let row: Memo<Option<Row>> = Memo::new(move |_| {
        let figure = figure.get().ok()?;
        Some(row_with(&*desk.book()?, &kpi.read_value(), period.get(), &figure, desk.today()))
    });
    let tried = RwSignal::new(false);
    let problem = Signal::derive(move || figure.get().err());
    let hold = Memo::new(move |_| hold(desk, period.get()));
    let reason = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let unexplained =
            hold.get_untracked() == Hold::Explain && reason.with_untracked(|reason| reason.trim().is_empty());
        let figure =
            figure.get_untracked().ok().filter(|_| !unexplained && hold.get_untracked() != Hold::Closed);
        let Some(figure) = figure else {
            tried.set(true);
            return;
        };
        tried.set(false);
        let (key, at) = (kpi.read_value().key.clone(), period.get_untracked());
        let content = Content { figure: Some(figure), comment: untrack(|| draft.comment()) };
        match hold.get_untracked() {
            Hold::Explain => desk.correct(&key, at, content, reason.get_untracked()),
            _ => desk.record(&key, at, content),
        }
        reason.set(String::new());
        draft.recorded(&place(at));
        say(t::readings::recorded(lang, at.show(lang, book_fy(desk))), None);
        move_on(desk, kpi, chosen);
        if let Some(after) = after {
            after.run(());
        }
    };
    let choices = choice::periods(&book, &kpi.read_value(), today, lang)
        .into_iter()
        .map(|(period, words)| (period.to_string(), words))
        .collect();
    let languages = book.cluster.languages.clone();
    // What is recorded already is corrected, and said so before one presses.
    let action = move || {
        let stands =
            desk.book().is_some_and(|book| book.readings.get(&kpi.read_value().key, period.get()).is_some());
        if stands { t::readings::correct(lang) } else { t::readings::record(lang) }
    };
    let why = move || row.with(|row| row.as_ref().is_some_and(asks_why));
    view! {
        <form class="record" on:submit=submit>
            <Field id="record-period" label=t::readings::period(lang)><Select id="record-period" value=chosen choices/></Field>
            <Before kpi period/>
            <FigureFields kpi=kpi.get_value() languages draft problem/>
            {move || {
                let (figure, row) = (figure.get().ok()?, row.get()?);
                Some(view! { <Echo book=desk.book()? kpi=kpi.get_value() period=period.get() figure row/> })
            }}
            <div class="field">
                <label for="record-comment">
                    {t::readings::comment(lang)}" "
                    <small>{move || if why() { t::readings::comment_why(lang) } else { t::common::optional(lang) }}</small>
                </label>
                <TextArea id="record-comment" value=draft.comment/>
            </div>
            <OfPeriod kpi period/>
            <Held hold reason tried/>
            {move || problem.get().filter(|_| tried.get()).map(|problem| refused(lang, &problem))}
            <div class="actions">
                <button class="btn primary" disabled=move || hold.get() == Hold::Closed><Icon glyph=Glyph::Check small=true/>{action}</button>
                <Show when=move || hold.get() == Hold::Open><Withdraw kpi period/></Show>
            </div>
        </form>
    }
    .into_any()
}

fn refused(lang: vigie_domain::Lang, problem: &Problem) -> impl IntoView + use<> {
    let text = problem_text(lang, problem);
    view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{text}</p></Banner> }
}

fn book_fy(desk: crate::workspace::Desk) -> vigie_domain::FinancialYear {
    desk.book.with_untracked(|book| book.as_ref().map(|book| book.fy())).unwrap_or_default()
}

/// To the next period that is due; stays where nothing is.
fn move_on(desk: crate::workspace::Desk, kpi: StoredValue<Kpi>, chosen: RwSignal<String>) {
    if let Some(book) = desk.book.get_untracked()
        && let Some(next) = choice::due_of(&book, &kpi.read_value().key, untrack(|| desk.today()))
    {
        chosen.set(next.to_string());
    }
}

/// The last value before the period and what the target asks for, in sight while typing.
#[component]
fn Before(kpi: StoredValue<Kpi>, period: Memo<Period>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let facts = move || {
        let book = desk.book()?;
        let kpi = kpi.read_value();
        let (fy, languages) = (book.fy(), &book.cluster.languages);
        let at = period.get();
        let last = book.readings.of(&kpi.key).rev().find(|reading| {
            reading.period.granularity == at.granularity && reading.period < at && reading.figure.is_known()
        });
        let last =
            last.and_then(|reading| Some((reading.period.show(lang, fy), reading.figure.value(&kpi)?)));
        let card = series::card(&book, &kpi, desk.today(), None);
        let target = card
            .target
            .zip(card.target_period)
            .map(|(target, by)| (t::readings::target_by(lang, by.show(lang, fy)), target));
        let all = last.into_iter().chain(target);
        Some(
            all.map(|(words, value)| view! { <div><dt>{words}</dt><dd>{format::with_unit(lang, languages, &kpi, &value)}</dd></div> })
                .collect_view(),
        )
    };
    view! { <dl class="before row loose">{facts}</dl> }
}

/// Takes a recorded figure back; the history keeps it.
#[component]
fn Withdraw(kpi: StoredValue<Kpi>, period: Memo<Period>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let recorded =
        move || desk.book().and_then(|book| book.readings.get(&kpi.read_value().key, period.get()).cloned());
    let withdraw = move |_| {
        let Some(reading) = untrack(recorded) else { return };
        let (key, at) = (reading.kpi.clone(), reading.period);
        desk.record(&key, at, Content { figure: None, comment: None });
        let undo = way_back(move || {
            desk.record(
                &reading.kpi,
                reading.period,
                Content { figure: Some(reading.figure.clone()), comment: reading.comment.clone() },
            );
        });
        say(t::readings::withdrawn(lang), undo);
    };
    move || {
        recorded().map(|_| view! { <button type="button" class="btn quiet" on:click=withdraw>{t::readings::withdraw(lang)}</button> })
    }
}
