//! How the table is understood, to be corrected by hand: which sheet, where periods and names stand, how numbers are written.
//! Every change is looked through at once.

use std::collections::BTreeMap;

use leptos::prelude::*;
use vigie_domain::{Lang, Mapping, Shape};

use super::api::Table;
use super::file::Open;
use super::series::SeriesTable;
use crate::locale::{t, use_lang};
use crate::ui::Field;

/// Rows of the table that are shown.
const ROWS: usize = 12;

/// What is looked at, with what it is understood as.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub(super) open: Open,
    pub(super) table: Memo<Table>,
    pub(super) mapping: Memo<Mapping>,
}

impl Seen {
    fn of(open: Open) -> Seen {
        let table = Memo::new(move |_| {
            open.seen.with(|seen| seen.as_ref().and_then(|seen| seen.table.clone())).unwrap_or_default()
        });
        let mapping =
            Memo::new(move |_| table.with(|table| table.mapping.clone().unwrap_or_else(|| first(table))));
        Seen { open, table, mapping }
    }

    pub(super) fn change(self, change: impl FnOnce(&mut Mapping)) {
        let mut mapping = self.mapping.get_untracked();
        change(&mut mapping);
        self.open.correct(mapping);
    }
}

/// Where no periods were found: something to begin with.
fn first(table: &Table) -> Mapping {
    Mapping {
        sheet: None,
        shape: Shape::Down,
        header: table.head.first().map_or(1, |row| row.number),
        columns: columns(Shape::Down),
        marks: Lang::En,
        choices: BTreeMap::new(),
        made: BTreeMap::new(),
    }
}

/// Where the fields of a shape mostly stand.
fn columns(shape: Shape) -> BTreeMap<String, u32> {
    let columns: &[(&str, u32)] = match shape {
        Shape::Rows => &[("kpi", 0), ("period", 1), ("value", 2)],
        Shape::Down => &[("period", 0)],
        Shape::Across => &[],
    };
    columns.iter().map(|(name, at)| ((*name).to_owned(), *at)).collect()
}

#[component]
pub(super) fn MappingForm(open: Open) -> impl IntoView {
    let lang = use_lang();
    let seen = Seen::of(open);
    let shape = Memo::new(move |_| seen.mapping.with(|mapping| mapping.shape));
    let sheets = Memo::new(move |_| seen.table.with(|table| table.sheets.clone()));
    let has =
        move |field: &'static str| move || seen.mapping.with(|mapping| mapping.columns.contains_key(field));
    // An export has columns of its own, which nobody has to name.
    let is_free = move || seen.mapping.with(|mapping| mapping.columns.len() <= 3);
    view! {
        <section class="card">
            <header class="head"><h2>{t::imports::mapping(lang)}</h2></header>
            <div class="body stack">
                <p class="muted">{t::imports::mapping_lede(lang)}</p>
                <div class="fields">
                    <Show when=move || sheets.with(|sheets| sheets.len() > 1)><Sheet seen sheets/></Show>
                    <ShapeField seen shape/>
                    <Header seen/>
                    <Show when=move || has("kpi")() && is_free()><Column seen field="kpi" label=t::imports::column_kpi(lang)/></Show>
                    <Show when=move || has("period")() && is_free()><Column seen field="period" label=t::imports::column_period(lang)/></Show>
                    <Show when=move || has("value")() && is_free()><Column seen field="value" label=t::imports::column_value(lang)/></Show>
                    <Show when=move || shape.get() == Shape::Across>
                        <Beside seen field="unit" label=t::imports::column_unit(lang)/>
                        <Beside seen field="target" label=t::imports::column_target(lang)/>
                        <Beside seen field="due" label=t::imports::column_due(lang)/>
                    </Show>
                    <Marks seen/>
                </div>
            </div>
            <Head seen/>
            <SeriesTable seen/>
        </section>
    }
}

#[component]
fn Sheet(seen: Seen, sheets: Memo<Vec<String>>) -> impl IntoView {
    let lang = use_lang();
    let chosen = move || seen.mapping.with(|mapping| mapping.sheet.clone()).unwrap_or_default();
    let options = move || {
        let option = |name: String| {
            let (own, words) = (name.clone(), name.clone());
            view! { <option value=name selected=move || chosen() == own>{words}</option> }
        };
        sheets.get().into_iter().map(option).collect_view()
    };
    view! {
        <Field id="import-sheet" label=t::imports::sheet(lang)>
            <span class="select">
                <select id="import-sheet" on:change=move |event| seen.open.turn_to(event_target_value(&event))>{options}</select>
            </span>
        </Field>
    }
}

#[component]
fn ShapeField(seen: Seen, shape: Memo<Shape>) -> impl IntoView {
    let lang = use_lang();
    let option = move |own: Shape, value: &'static str, words: &'static str| {
        view! { <option value=value selected=move || shape.get() == own>{words}</option> }
    };
    let choose = move |event| {
        let shape = match event_target_value(&event).as_str() {
            "rows" => Shape::Rows,
            "across" => Shape::Across,
            _ => Shape::Down,
        };
        seen.change(|mapping| {
            mapping.shape = shape;
            mapping.columns = columns(shape);
        });
    };
    view! {
        <Field id="import-shape" label=t::imports::shape(lang)>
            <span class="select">
                <select id="import-shape" on:change=choose>
                    {option(Shape::Down, "down", t::imports::shape_down(lang))}
                    {option(Shape::Across, "across", t::imports::shape_across(lang))}
                    {option(Shape::Rows, "rows", t::imports::shape_rows(lang))}
                </select>
            </span>
        </Field>
    }
}

#[component]
fn Header(seen: Seen) -> impl IntoView {
    let lang = use_lang();
    let chosen = Memo::new(move |_| seen.mapping.with(|mapping| mapping.header));
    let numbers = Memo::new(move |_| {
        let mut all: Vec<(u32, String)> = seen.table.with(|table| {
            let texts = |cells: &[String]| {
                cells.iter().filter(|cell| !cell.is_empty()).take(3).cloned().collect::<Vec<_>>()
            };
            table.head.iter().map(|row| (row.number, texts(&row.cells).join(" · "))).collect()
        });
        // One that was found further down than is shown.
        if !all.iter().any(|(number, _)| *number == chosen.get()) {
            all.push((chosen.get(), String::new()));
        }
        all
    });
    let options = move || {
        let option = |(number, words): (u32, String)| {
            let words: String = words.chars().take(60).collect();
            view! { <option value=number.to_string() selected=move || chosen.get() == number>{t::imports::row(lang, number, words)}</option> }
        };
        numbers.get().into_iter().map(option).collect_view()
    };
    let choose = move |event| {
        if let Ok(number) = event_target_value(&event).parse() {
            seen.change(|mapping| mapping.header = number);
        }
    };
    view! {
        <Field id="import-header" label=t::imports::header(lang)>
            <span class="select"><select id="import-header" on:change=choose>{options}</select></span>
        </Field>
    }
}

#[component]
fn Column(seen: Seen, field: &'static str, label: &'static str) -> impl IntoView {
    let lang = use_lang();
    let chosen =
        Memo::new(move |_| seen.mapping.with(|mapping| mapping.columns.get(field).copied().unwrap_or(0)));
    let names = header_names(seen);
    let options = move || {
        let option = |(at, name): (u32, String)| {
            view! { <option value=at.to_string() selected=move || chosen.get() == at>{t::imports::column_is(lang, letters(at), name)}</option> }
        };
        (0..).zip(names.get()).map(option).collect_view()
    };
    let choose = move |event| {
        if let Ok(at) = event_target_value(&event).parse() {
            seen.change(|mapping| {
                mapping.columns.insert(field.to_owned(), at);
            });
        }
    };
    let id = format!("import-{field}");
    view! {
        <Field id=id.clone() label>
            <span class="select"><select id=id on:change=choose>{options}</select></span>
        </Field>
    }
}

/// A column beside the figures, which a table may have or not.
#[component]
fn Beside(seen: Seen, field: &'static str, label: &'static str) -> impl IntoView {
    let lang = use_lang();
    let chosen = Memo::new(move |_| seen.mapping.with(|mapping| mapping.columns.get(field).copied()));
    let names = header_names(seen);
    let options = move || {
        let option = |(at, name): (u32, String)| {
            view! { <option value=at.to_string() selected=move || chosen.get() == Some(at)>{t::imports::column_is(lang, letters(at), name)}</option> }
        };
        let named = (0..).zip(names.get()).map(option).collect_view();
        view! {
            <option value="" selected=move || chosen.get().is_none()>{t::imports::column_none(lang)}</option>
            {named}
        }
    };
    let choose = move |event| {
        let at = event_target_value(&event).parse().ok();
        seen.change(|mapping| {
            match at {
                Some(at) => mapping.columns.insert(field.to_owned(), at),
                None => mapping.columns.remove(field),
            };
        });
    };
    let id = format!("import-{field}");
    view! {
        <Field id=id.clone() label>
            <span class="select"><select id=id on:change=choose>{options}</select></span>
        </Field>
    }
}

/// What the columns are called.
fn header_names(seen: Seen) -> Memo<Vec<String>> {
    Memo::new(move |_| {
        let header = seen.mapping.with(|mapping| mapping.header);
        seen.table.with(|table| {
            let row = table.head.iter().position(|row| row.number == header).unwrap_or(0);
            let mut names = table.head.get(row).map(|row| row.cells.clone()).unwrap_or_default();
            // Beside months below their year the names stand a row higher.
            if let Some(above) = row.checked_sub(1).map(|above| &table.head[above].cells) {
                let unnamed = names.iter_mut().zip(above).filter(|(name, _)| name.is_empty());
                unnamed.for_each(|(name, above)| name.clone_from(above));
            }
            names
        })
    })
}

/// As a spreadsheet names columns; there are no more than are shown.
fn letters(at: u32) -> String {
    let letter = |at: u32| char::from_u32(u32::from('A') + at % 26).unwrap_or('?');
    if at < 26 { letter(at).to_string() } else { format!("{}{}", letter(at / 26 - 1), letter(at)) }
}

#[component]
fn Marks(seen: Seen) -> impl IntoView {
    let lang = use_lang();
    let chosen = Memo::new(move |_| seen.mapping.with(|mapping| mapping.marks));
    let options = [(Lang::Fr, "1\u{202f}234,5"), (Lang::De, "1.234,5"), (Lang::En, "1,234.5")]
        .into_iter()
        .map(|(own, words)| view! { <option value=own.tag() selected=move || chosen.get() == own>{words}</option> })
        .collect_view();
    let choose = move |event| {
        if let Some(marks) = Lang::from_tag(&event_target_value(&event)) {
            seen.change(|mapping| mapping.marks = marks);
        }
    };
    view! {
        <Field id="import-marks" label=t::imports::marks(lang)>
            <span class="select"><select id="import-marks" on:change=choose>{options}</select></span>
        </Field>
    }
}

/// The first rows of the table, the header marked.
#[component]
fn Head(seen: Seen) -> impl IntoView {
    let lang = use_lang();
    let head = Memo::new(move |_| seen.table.with(|table| table.head.clone()));
    let rows = move || {
        let row = |row: super::api::HeadRow| {
            let number = row.number;
            let is_header = move || seen.mapping.with(|mapping| mapping.header == number);
            let cells = row.cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view();
            view! { <tr aria-selected=move || is_header().then_some("true")><th scope="row" class="num">{number}</th>{cells}</tr> }
        };
        head.get().into_iter().take(ROWS).map(row).collect_view()
    };
    let columns = move || {
        let count = head.with(|head| head.iter().map(|row| row.cells.len()).max().unwrap_or(0));
        (0..u32::try_from(count).unwrap_or(0))
            .map(|at| view! { <th scope="col">{letters(at)}</th> })
            .collect_view()
    };
    view! {
        <details class="fold-line inset">
            <summary>{t::imports::first_rows(lang)}</summary>
            <div class="table-wrap" role="region" aria-label=t::imports::first_rows(lang) tabindex="0">
                <table class="table dense sheet-head">
                    <thead><tr><th scope="col"><span class="visually-hidden">{t::imports::column_row(lang)}</span></th>{columns}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
