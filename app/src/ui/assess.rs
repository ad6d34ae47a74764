//! Giving, changing and taking back an assessment, in a dialog.

use leptos::prelude::*;
use vigie_domain::assessment::{Assessment, Judged};
use vigie_domain::{Period, Problem, ProblemCode};

use super::{Choice, Dialog, Field, Glyph, Icon, Select, StatusChip, TextArea};
use crate::locale::{problem_text, t, use_lang};

/// So many periods back can be judged.
const BACK: i32 = 7;

/// What the dialog begins with: everything said so far, and the periods that can be judged, the proposed one first.
#[derive(Clone)]
pub struct Assessing {
    pub said: Vec<Assessment>,
    pub periods: Vec<(Period, String)>,
}

impl Assessing {
    /// `first` is proposed; then come the one that runs and those before it, and whatever was judged already. `show`: how
    /// a period is read.
    pub fn of(
        said: Vec<Assessment>,
        first: Period,
        running: Period,
        show: impl Fn(Period) -> String,
    ) -> Self {
        let mut periods = vec![first];
        let recent = (0..=BACK).map(|back| running.shift(-back));
        for other in recent.chain(said.iter().rev().map(|judged| judged.period)) {
            if !periods.contains(&other) {
                periods.push(other);
            }
        }
        let periods = periods.into_iter().map(|period| (period, show(period))).collect();
        Self { said, periods }
    }
}

/// `of`: what is judged. `given`: there is an assessment already. `class`: `btn small` stands out, `link` does not.
#[component]
pub fn AssessButton(
    #[prop(into)] of: String,
    given: bool,
    class: &'static str,
    online: Signal<bool>,
    press: Callback<()>,
) -> impl IntoView {
    let lang = use_lang();
    let words = if given { t::common::assess_again(lang) } else { t::common::assess(lang) };
    view! {
        <button
            type="button"
            class=class
            aria-haspopup="dialog"
            disabled=move || !online.get()
            title=move || (!online.get()).then(|| t::common::needs_connection(lang))
            on:click=move |_| press.run(())
        >
            {(class != "link").then(|| view! { <Icon glyph=Glyph::Message small=true/> })}
            {words}
            <span class="visually-hidden">" "{of}</span>
        </button>
    }
}

/// Where figures that move do not build it anew: what is being typed would be lost. `begin` is asked at each opening.
/// `save` takes everything that is to stand; the dialog is closed by then.
#[component]
pub fn AssessDialog(
    #[prop(into)] of: String,
    open: RwSignal<bool>,
    begin: Callback<(), Assessing>,
    save: Callback<Vec<Assessment>>,
) -> impl IntoView {
    let title = t::common::assessment_of(use_lang(), of);
    view! { <Dialog id="assess" open title>{move || form("assess", open, begin.run(()), save)}</Dialog> }
}

fn form(id: &str, open: RwSignal<bool>, assessing: Assessing, save: Callback<Vec<Assessment>>) -> AnyView {
    let lang = use_lang();
    let said = StoredValue::new(assessing.said);
    let first = assessing.periods.first().map(|(period, _)| period.to_string()).unwrap_or_default();
    let period = RwSignal::new(first);
    let status = RwSignal::new(None::<Judged>);
    let comment = RwSignal::new(String::new());
    let wrong = RwSignal::new(String::new());
    let own = Memo::new(move |_| {
        let chosen = Period::parse(&period.get()).ok()?;
        said.with_value(|said| said.iter().find(|judged| judged.period == chosen).cloned())
    });
    Effect::new(move |_| {
        let own = own.get();
        status.set(own.as_ref().map(|judged| judged.status));
        comment.set(own.map(|judged| judged.comment).unwrap_or_default());
    });
    let finish = move |judged: Option<Assessment>| {
        let Ok(chosen) = Period::parse(&period.get_untracked()) else { return };
        let mut all = said.get_value();
        all.retain(|judged| judged.period != chosen);
        all.extend(judged);
        all.sort_by_key(|judged| (judged.period.granularity, judged.period));
        open.set(false);
        save.run(all);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match (status.get_untracked(), Period::parse(&period.get_untracked())) {
            (Some(status), Ok(period)) => {
                let comment = comment.get_untracked().trim().to_owned();
                finish(Some(Assessment { period, status, comment }));
            }
            _ => wrong.set(problem_text(lang, &Problem::new(ProblemCode::FieldMissing))),
        }
    };
    let choices: Vec<Choice> =
        assessing.periods.into_iter().map(|(period, words)| (period.to_string(), words)).collect();
    let radios = Judged::ALL.map(|judged| radio(id, judged, status)).collect_view();
    let (when, why) = (format!("{id}-period"), format!("{id}-comment"));
    view! {
        <form novalidate=true on:submit=submit>
            <div class="body">
                <p class="hint">{t::common::assess_hint(lang)}</p>
                <Field id=when.clone() label=t::common::assess_period(lang)><Select id=when value=period choices/></Field>
                <fieldset>
                    <legend>{t::common::assess_status(lang)}</legend>
                    <div>{radios}</div>
                    {move || Some(wrong.get()).filter(|text| !text.is_empty()).map(|text| view! { <div class="field"><p class="error" role="alert">{text}</p></div> })}
                </fieldset>
                <Field id=why.clone() label=t::common::assess_comment(lang) optional=t::common::optional(lang)><TextArea id=why value=comment/></Field>
            </div>
            <div class="foot">
                <Show when=move || own.with(Option::is_some)>
                    <button type="button" class="btn quiet" on:click=move |_| finish(None)>{t::common::assess_remove(lang)}</button>
                </Show>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel(lang)}</button>
                <button class="btn primary">{t::common::save(lang)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn radio(id: &str, judged: Judged, status: RwSignal<Option<Judged>>) -> impl IntoView {
    view! {
        <label class="check">
            <input type="radio" name=format!("{id}-status") prop:checked=move || status.get() == Some(judged) on:change=move |_| status.set(Some(judged))/>
            <StatusChip status=judged.status() plain=true/>
        </label>
    }
}
