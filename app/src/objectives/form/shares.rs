//! The KPIs that show an objective, each with its weight.

use leptos::prelude::*;
use vigie_domain::Number;

use super::draft::ShareDraft;
use super::shared::use_form;
use super::typed::Rows;
use crate::locale::{t, use_lang};
use crate::ui::{Field, Glyph, Icon, Input, Select};

#[component]
pub fn Shares(id: String, rows: Rows<ShareDraft>, place: Signal<String>) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let error = move |row: u32, below: &'static str| {
        Signal::derive(move || {
            let own = format!("kpis[{}].{below}", rows.index(row));
            place.with(|place| {
                form.error(&if place.is_empty() { own.clone() } else { format!("{place}.{own}") })
            })
        })
    };
    let id = StoredValue::new(id);
    let of = move |row: u32, part: &str| id.with_value(|id| format!("{id}-kpi-{row}-{part}"));
    view! {
        <fieldset>
            <legend>{t::objectives::kpis(lang)}</legend>
            <p class="hint">{t::objectives::kpis_hint(lang)}</p>
            <ol class="rows once weights">
                <For each=move || rows.list() key=|(row, _)| *row let((row, share))>
                    <li class="row-line">
                        <Field id=of(row, "key") label=t::objectives::kpi(lang) error=error(row, "key")>
                            <Select id=of(row, "key") value=share.key choices=form.kpis.get_value()/>
                        </Field>
                        <Field id=of(row, "weight") label=t::objectives::weight(lang) error=error(row, "weight")>
                            <Input id=of(row, "weight") value=share.weight inputmode="decimal" error=error(row, "weight")/>
                        </Field>
                        <button
                            type="button"
                            class="btn icon-only quiet"
                            aria-label=move || t::objectives::remove_kpi(lang, rows.index(row) + 1)
                            on:click=move |_| rows.remove(row)
                        >
                            <Icon glyph=Glyph::Trash/>
                        </button>
                    </li>
                </For>
            </ol>
            <div>
                <button type="button" class="btn small" on:click=move |_| rows.push(ShareDraft::new("", &Number::ONE, lang))>
                    <Icon glyph=Glyph::Plus small=true/>
                    {t::objectives::add_kpi(lang)}
                </button>
            </div>
        </fieldset>
    }
}
