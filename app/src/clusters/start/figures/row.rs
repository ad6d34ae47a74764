//! One KPI: its last figures, then where it starts and where it shall go. Left, it is saved.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::cell::{PersonCell, TextCell};
use super::line::Row;
use super::sheet::Sheet;
use crate::clusters::entry::{Column, PAST};
use crate::clusters::words;
use crate::format;
use crate::locale::{t, use_lang};
use crate::workspace::use_desk;

#[component]
pub fn RowView(sheet: Sheet, row: Row) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let fy = sheet.reader.fy;
    let (name, form, definition) = sheet.languages.with_value(|languages| {
        row.kpi.with_value(|kpi| {
            let text = |text: &vigie_domain::Text| text.in_lang(lang, languages).to_owned();
            (text(&kpi.name), words::form(lang, languages, kpi), text(&kpi.definition))
        })
    });
    let node = NodeRef::<html::Tr>::new();
    let left = move |event: web_sys::FocusEvent| {
        let inside = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
            .is_some_and(|target| node.get_untracked().is_some_and(|row| row.contains(Some(&target))));
        if !inside && row.unsaved.get_untracked() {
            spawn_local(sheet.save_rows(desk, vec![row]));
        }
    };
    let past = if row.takes(Column::Past(0)) {
        (0..PAST)
            .map(|i| {
                let period = row.past[i].show(lang, fy);
                let label = t::start::cell_label(lang, &name, &period);
                view! { <TextCell sheet row column=Column::Past(i) over=period label/> }
            })
            .collect_view()
            .into_any()
    } else {
        view! { <td colspan=PAST.to_string()><span class="none">{t::start::computed(lang)}</span></td> }
            .into_any()
    };
    let baseline = if row.takes(Column::Baseline) {
        let period = row.baseline_period.show(lang, fy);
        let label = t::start::baseline_label(lang, &name, &period);
        let remark = Signal::derive(move || {
            let recorded = row.other_than_baseline(sheet.reader)?;
            let value = sheet.languages.with_value(|languages| {
                row.kpi.with_value(|kpi| format::with_unit(lang, languages, kpi, &recorded))
            });
            Some(t::start::baseline_differs(lang, row.baseline_period.show(lang, fy), value))
        });
        let remark = Signal::derive(move || remark.get().unwrap_or_default());
        view! { <TextCell sheet row column=Column::Baseline over=period remark label/> }.into_any()
    } else {
        view! { <td><span class="none">{t::start::no_baseline(lang)}</span></td> }.into_any()
    };
    let total = Signal::derive(move || {
        let period = row.target_period(sheet.reader);
        period.map(|period| t::start::total_for(lang, period.show(lang, fy))).unwrap_or_default()
    });
    let label = |column: &'static str| t::start::cell_label(lang, &name, column);
    view! {
        <tr node_ref=node on:focusout=left>
            <th scope="row" title=definition>{name.clone()}<small>{form}</small></th>
            {past}
            {baseline}
            <TextCell sheet row column=Column::Target over=total label=label(t::start::column_target(lang))/>
            <TextCell sheet row column=Column::By label=label(t::start::column_by(lang))/>
            <PersonCell sheet row label=label(t::start::column_responsible(lang))/>
        </tr>
    }
}
