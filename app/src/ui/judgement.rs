//! A person's own judgement beside the computed status, never instead of it: shown, and given in a dialog.

use leptos::prelude::*;
use vigie_domain::assessment::{Assessment, Judged};
use vigie_domain::{Period, Problem, ProblemCode};

use super::{Choice, Dialog, Field, Select, StatusChip, TextArea};
use crate::locale::{problem_text, t, use_lang};

/// `period`: as it is read.
#[component]
pub fn Judgement(assessment: Assessment, #[prop(into)] period: String) -> impl IntoView {
    let lang = use_lang();
    let comment = Some(assessment.comment).filter(|comment| !comment.is_empty());
    view! {
        <div class="assessment">
            <span class="row"><StatusChip status=assessment.status.status()/><small class="faint">{t::common::judged_for(lang, period)}</small></span>
            {comment.map(|comment| view! { <blockquote>{comment}</blockquote> })}
        </div>
    }
}

/// What the dialog begins with: everything said so far, and the periods that can be judged, the proposed one first.
#[derive(Clone)]
pub struct Judging {
    pub said: Vec<Assessment>,
    pub periods: Vec<(Period, String)>,
}

/// `begin` is asked at each opening. `save` takes everything that is to stand; the dialog is closed by then.
#[component]
pub fn JudgeDialog(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    open: RwSignal<bool>,
    begin: Callback<(), Judging>,
    save: Callback<Vec<Assessment>>,
) -> impl IntoView {
    let name = StoredValue::new(id.clone());
    view! {
        <Dialog id open title>{move || form(name.get_value(), open, begin.run(()), save)}</Dialog>
    }
}

fn form(id: String, open: RwSignal<bool>, judging: Judging, save: Callback<Vec<Assessment>>) -> AnyView {
    let lang = use_lang();
    let said = StoredValue::new(judging.said);
    let first = judging.periods.first().map(|(period, _)| period.to_string()).unwrap_or_default();
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
        judging.periods.into_iter().map(|(period, words)| (period.to_string(), words)).collect();
    let radios = Judged::ALL.map(|judged| radio(&id, judged, status)).collect_view();
    let (when, why) = (format!("{id}-period"), format!("{id}-comment"));
    view! {
        <form novalidate=true on:submit=submit>
            <div class="body">
                <p class="hint">{t::common::judge_hint(lang)}</p>
                <Field id=when.clone() label=t::common::judge_period(lang)><Select id=when value=period choices/></Field>
                <fieldset>
                    <legend>{t::common::judge_status(lang)}</legend>
                    <div>{radios}</div>
                    {move || Some(wrong.get()).filter(|text| !text.is_empty()).map(|text| view! { <div class="field"><p class="error" role="alert">{text}</p></div> })}
                </fieldset>
                <Field id=why.clone() label=t::common::judge_comment(lang) optional=t::common::optional(lang)><TextArea id=why value=comment/></Field>
            </div>
            <div class="foot">
                <Show when=move || own.with(Option::is_some)>
                    <button type="button" class="btn quiet" on:click=move |_| finish(None)>{t::common::judge_remove(lang)}</button>
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
