//! The definition sheet in words.

use leptos::prelude::*;
use vigie_domain::{Direction, Kpi, Nature, Number};

use super::shown::Shown;
use crate::kpis::words;
use crate::locale::t;
use crate::trend;

#[component]
pub fn Definition(shown: Shown) -> impl IntoView {
    let kpi = shown.kpi.get_value();
    let facts = facts(shown, &kpi)
        .into_iter()
        .map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
        .collect_view();
    let whole = texts(shown, &kpi)
        .into_iter()
        .map(|(name, text)| view! { <div class="whole"><dt>{name}</dt><dd>{text}</dd></div> })
        .collect_view();
    view! {
        <div class="body stack">
            <dl class="sheet-table">
                {whole}
                {formula(shown, &kpi)}
                {facts}
                {steps(shown, &kpi)}
                {references(shown, &kpi)}
            </dl>
            {versions(shown, &kpi)}
        </div>
    }
}

fn texts(shown: Shown, kpi: &Kpi) -> Vec<(&'static str, String)> {
    let lang = shown.lang;
    let all = [
        (t::kpis::definition(lang), shown.text(&kpi.definition)),
        (t::kpis::method(lang), shown.text(&kpi.method)),
        (t::kpis::source(lang), shown.text(&kpi.source)),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

fn facts(shown: Shown, kpi: &Kpi) -> Vec<(&'static str, String)> {
    let lang = shown.lang;
    let person = |email: &Option<String>| {
        let email = email.as_ref()?;
        Some(shown.desk.snapshot.with_untracked(|snapshot| {
            snapshot.as_ref().map_or_else(|| email.clone(), |snapshot| words::person(snapshot, email))
        }))
    };
    let unit = shown.unit();
    let all = [
        (t::kpis::nature(lang), Some(words::nature(lang, kpi.nature).to_owned())),
        (
            t::kpis::unit(lang),
            Some(if unit.is_empty() { t::kpis::unit_count(lang).to_owned() } else { unit }),
        ),
        (t::kpis::frequency(lang), Some(words::frequency(lang, kpi.frequency).to_owned())),
        (t::kpis::direction(lang), Some(direction(shown, kpi))),
        (
            t::kpis::lag(lang),
            (kpi.nature != Nature::Formula).then(|| t::kpis::lag_is(lang, i64::from(kpi.lag))),
        ),
        (t::kpis::tolerance(lang), tolerance(shown, kpi)),
        (t::kpis::plausible(lang), plausible(shown, kpi)),
        (t::kpis::responsible(lang), person(&kpi.responsible)),
        (t::kpis::deputy(lang), person(&kpi.deputy)),
        (t::kpis::theme(lang), kpi.category.as_ref().map(|pack| words::pack(lang, pack))),
        (t::kpis::frameworks(lang), Some(kpi.frameworks.join(", ")).filter(|text| !text.is_empty())),
        (t::kpis::parts(lang), parts(shown, kpi)),
        (t::kpis::key(lang), Some(kpi.key.to_string())),
    ];
    all.into_iter().filter_map(|(name, text)| Some((name, text?))).collect()
}

fn direction(shown: Shown, kpi: &Kpi) -> String {
    match (&kpi.band, kpi.direction) {
        (Some(band), Direction::Band) => {
            t::kpis::band_is(shown.lang, shown.figure(&band.low), shown.figure(&band.high))
        }
        (_, direction) => words::direction(shown.lang, direction).to_owned(),
    }
}

fn tolerance(shown: Shown, kpi: &Kpi) -> Option<String> {
    let (green, amber) = (shown.percent(&kpi.tolerance.green), shown.percent(&kpi.tolerance.amber));
    match kpi.direction {
        Direction::None => None,
        Direction::Band => Some(t::kpis::tolerance_band(shown.lang, amber)),
        Direction::Up | Direction::Down => Some(t::kpis::tolerance_is(shown.lang, green, amber)),
    }
}

fn plausible(shown: Shown, kpi: &Kpi) -> Option<String> {
    let show = |value: &Number| shown.figure(value);
    match (&kpi.plausible.min, &kpi.plausible.max) {
        (Some(min), Some(max)) => Some(t::kpis::plausible_between(shown.lang, show(min), show(max))),
        (Some(min), None) => Some(t::kpis::plausible_from(shown.lang, show(min))),
        (None, Some(max)) => Some(t::kpis::plausible_to(shown.lang, show(max))),
        (None, None) => None,
    }
}

fn parts(shown: Shown, kpi: &Kpi) -> Option<String> {
    let lang = shown.lang;
    let parts = (kpi.nature == Nature::Ratio).then(|| kpi.ratio_parts())?;
    let named = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
    Some(t::kpis::parts_are(
        lang,
        named(shown.text(&parts.numerator_name), t::kpis::numerator(lang)),
        words::part(lang, parts.numerator),
        named(shown.text(&parts.denominator_name), t::kpis::denominator(lang)),
        words::part(lang, parts.denominator),
    ))
}

fn formula(shown: Shown, kpi: &Kpi) -> Option<impl IntoView + use<>> {
    let text = kpi.formula.clone()?;
    Some(
        view! { <div class="whole"><dt>{t::kpis::formula(shown.lang)}</dt><dd class="formula">{text}</dd></div> },
    )
}

/// Steps or labels, in order.
fn steps(shown: Shown, kpi: &Kpi) -> Option<impl IntoView + use<>> {
    let (name, items) = match kpi.nature {
        Nature::Milestones => (t::kpis::steps(shown.lang), &kpi.steps),
        Nature::Scale => (t::kpis::labels(shown.lang), &kpi.labels),
        _ => return None,
    };
    let items = items.iter().map(|text| view! { <li>{shown.text(text)}</li> }).collect_view();
    Some(view! { <div class="whole"><dt>{name}</dt><dd class="prose"><ol>{items}</ol></dd></div> })
}

/// Captioned comparisons and what programmes ask for; never a norm.
fn references(shown: Shown, kpi: &Kpi) -> Option<impl IntoView + use<>> {
    let lines = shown.languages.with_value(|languages| trend::beside(shown.lang, languages, kpi));
    let items = lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    (!lines.is_empty()).then(|| view! { <div class="whole"><dt>{t::kpis::references(shown.lang)}</dt><dd class="stack tight">{items}</dd></div> })
}

fn versions(shown: Shown, kpi: &Kpi) -> Option<impl IntoView + use<>> {
    let lang = shown.lang;
    let items = kpi
        .versions
        .iter()
        .rev()
        .map(|version| {
            let from = t::kpis::from_on(lang, shown.period(version.from));
            let breaks = version.breaks.then(|| t::kpis::breaks(lang));
            view! { <li class:breaks=version.breaks><b>{from}</b><span>{version.reason.clone()}</span><small class="faint">{breaks}</small></li> }
        })
        .collect_view();
    (!kpi.versions.is_empty()).then(|| view! { <section class="stack tight"><h3>{t::kpis::versions(lang)}</h3><ol class="versions">{items}</ol></section> })
}
