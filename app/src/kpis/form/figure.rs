//! What is measured: name, nature and its parts, unit, frequency, direction.

use leptos::prelude::*;
use vigie_domain::{Direction, Granularity, Nature};

use super::about::About;
use super::draft::{OTHER_UNIT, UNITS};
use super::fields::{GroupError, Holds, Line, Pick};
use super::nature::NatureChoice;
use super::parts::PartsOfNature;
use super::shared::use_form;
use crate::kpis::words;
use crate::locale::{t, use_lang};
use crate::ui::Choice;

#[component]
pub fn FigureFields() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let draft = form.draft;
    let fixed = Signal::stored(form.fixed);
    let frequencies = Granularity::ALL
        .map(|each| (each.as_str().to_owned(), words::frequency(lang, each).to_owned()))
        .to_vec();
    let directions = [Direction::Up, Direction::Down, Direction::Band, Direction::None]
        .map(|each| (each.as_str().to_owned(), words::direction(lang, each).to_owned()));
    let has_unit = move || !matches!(draft.nature.get(), Nature::Milestones | Nature::Scale);
    view! {
        <section class="card pad form" aria-labelledby="figure-title">
            <h2 id="figure-title">{t::kpis::figure_title(lang)}</h2>
            <About/>
            <NatureChoice/>
            <PartsOfNature/>
            <div class="fields">
                <Show when=has_unit>
                    <Unit/>
                </Show>
                <Pick
                    id="kpi-frequency"
                    label=t::kpis::frequency(lang)
                    hint=if form.fixed { t::kpis::fixed_short(lang) } else { t::kpis::frequency_hint(lang) }
                    value=draft.frequency
                    choices=frequencies
                    place="frequency"
                    disabled=fixed
                />
                <Pick id="kpi-direction" label=t::kpis::direction(lang) hint=t::kpis::direction_hint(lang) value=draft.direction choices=directions.to_vec() place="direction"/>
            </div>
            <Show when=move || draft.direction() == Direction::Band>
                <div class="fields">
                    <Line id="kpi-low" label=t::kpis::band_low(lang) value=draft.band_low place="band.low" holds=Holds::Number/>
                    <Line id="kpi-high" label=t::kpis::band_high(lang) value=draft.band_high place="band.high" holds=Holds::Number/>
                </div>
                <GroupError place="band"/>
            </Show>
        </section>
    }
}

#[component]
fn Unit() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let draft = form.draft;
    let currency = form.book.with_value(|book| book.cluster.currency.clone());
    let mut choices: Vec<Choice> =
        UNITS.iter().map(|unit| ((*unit).to_owned(), words::unit(lang, unit).to_owned())).collect();
    // The cluster's own currency first among them.
    choices.sort_by_key(|(unit, _)| (unit.len() == 3 && unit.to_uppercase() == *unit, *unit != currency));
    choices.push((OTHER_UNIT.to_owned(), t::kpis::unit_other(lang).to_owned()));
    let other = move || draft.unit.get() == OTHER_UNIT;
    // What is wrong with a unit that is typed is said where it is typed.
    let choice_place = Signal::derive(move || if other() { String::new() } else { "unit".to_owned() });
    view! {
            <Pick
                id="kpi-unit"
                label=t::kpis::unit(lang)
                hint=if form.fixed { t::kpis::fixed_short(lang) } else { "" }
                value=draft.unit
                choices
                place=choice_place
                disabled=Signal::stored(form.fixed)
            />
            <Show when=other>
                <Line id="kpi-unit-other" label=t::kpis::unit_text(lang) value=draft.unit_other place="unit" disabled=Signal::stored(form.fixed)/>
            </Show>
    }
}
