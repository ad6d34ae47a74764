//! One cell to type into, with what is wrong below it.

use leptos::prelude::*;
use vigie_domain::{Lang, Nature};
use wasm_bindgen::JsCast;

use super::keys;
use super::line::Row;
use super::sheet::Sheet;
use crate::clusters::entry::Column;
use crate::format;
use crate::locale::{t, use_lang};
use crate::workspace::use_desk;

/// `over`: the period, small above the figure. `label`: what a screen reader says.
#[component]
pub fn TextCell(
    sheet: Sheet,
    row: Row,
    column: Column,
    #[prop(into, optional)] over: Signal<String>,
    /// What is odd about it, without being wrong.
    #[prop(into, optional)]
    remark: Signal<String>,
    label: String,
) -> impl IntoView {
    let desk = use_desk();
    let cell = row.cell(column);
    let id = keys::id(row.index, column.index());
    let error_id = format!("{id}-error");
    let remark_id = format!("{id}-remark");
    let described = format!("{error_id} {remark_id}");
    let unit = unit_of(sheet, row, column);
    let (class, placeholder, inputmode) = match column {
        Column::By => ("", "", "text"),
        Column::Past(_) => row.kpi.with_value(|kpi| match kpi.nature {
            Nature::Ratio => ("num", "… / …", "text"),
            Nature::Mean => ("num", "… (n)", "text"),
            _ => ("num", "", "decimal"),
        }),
        _ => ("num", "", "decimal"),
    };
    let wrong = move || cell.error.with(|error| !error.is_empty());
    let paste = move |event: web_sys::Event| {
        let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() else { return };
        let text =
            event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if keys::paste(sheet, desk, row, column, &text) {
            event.prevent_default();
        }
    };
    view! {
        <td class=class>
            <label class="cell">
                {move || over.with(|over| !over.is_empty()).then(|| view! { <small aria-hidden="true">{over}</small> })}
                <span class="typed">
                <input
                    id=id
                    inputmode=inputmode
                    autocomplete="off"
                    placeholder=placeholder
                    aria-label=label
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=described
                    prop:value=cell.text
                    on:input=move |event| {
                        cell.text.set(event_target_value(&event));
                        cell.error.set(String::new());
                    }
                    on:blur=move |_| sheet.take(desk, &[(row, column)])
                    on:keydown=move |event| keys::press(sheet, row, column, &event)
                    on:paste=move |event| paste(event.unchecked_into())
                />
                {unit.map(|(unit, first)| view! { <span class="unit" class:first=first aria-hidden="true">{unit}</span> })}
                </span>
            </label>
            <span class="error" id=error_id aria-live="polite" hidden=move || !wrong()>{cell.error}</span>
            <span class="remark" id=remark_id aria-live="polite" hidden=move || wrong() || remark.with(String::is_empty)>{remark}</span>
        </td>
    }
}

/// The sign of the unit and whether it stands before the figure, beside what asks for one figure.
fn unit_of(sheet: Sheet, row: Row, column: Column) -> Option<(String, bool)> {
    if !matches!(column, Column::Baseline | Column::Target) {
        return None;
    }
    let lang = sheet.reader.lang;
    let unit =
        sheet.languages.with_value(|languages| row.kpi.with_value(|kpi| format::unit(lang, languages, kpi)));
    let first = lang == Lang::En && unit != "%";
    (unit.chars().count() == 1).then_some((unit, first))
}

/// Who is responsible: of the team.
#[component]
pub fn PersonCell(sheet: Sheet, row: Row, label: String) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let cell = row.cell(Column::Responsible);
    let mut people = vec![(String::new(), t::start::nobody(lang).to_owned())];
    people.extend(sheet.people.get_value());
    let named = cell.text.get_untracked();
    if !people.iter().any(|(email, _)| *email == named) {
        people.push((named.clone(), named));
    }
    let options = people
        .into_iter()
        .map(|(email, name)| {
            let own = email.clone();
            view! { <option value=email prop:selected=move || cell.text.with(|text| *text == own)>{name}</option> }
        })
        .collect_view();
    let change = move |event| {
        cell.text.set(event_target_value(&event));
        sheet.take(desk, &[(row, Column::Responsible)]);
    };
    view! {
        <td>
            <select
                id=keys::id(row.index, Column::Responsible.index())
                aria-label=label
                on:change=change
                on:keydown=move |event| keys::press(sheet, row, Column::Responsible, &event)
            >
                {options}
            </select>
        </td>
    }
}
