//! The values of a target set as a small grid: a row per period, moved through and pasted into as in a spreadsheet.

mod keys;

use leptos::prelude::*;

use super::draft::{PointDraft, SetDraft, Writer};
use super::fields::Holds;
use super::rows::Rows;
use super::shared::{Form, use_form};
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};

/// One set's grid.
#[derive(Clone, Copy)]
struct Grid {
    form: Form,
    set: u32,
    points: Rows<PointDraft>,
}

/// The columns: by when, and how much.
const COLUMNS: [Holds; 2] = [Holds::Period, Holds::Number];

#[component]
pub fn PointGrid(id: u32, set: SetDraft) -> impl IntoView {
    let lang = use_lang();
    let grid = Grid { form: use_form(), set: id, points: set.points };
    view! {
        <table class="table dense plan-grid">
            <thead>
                <tr>
                    <th scope="col">{t::kpis::by_when(lang)}</th>
                    <th scope="col" class="num">{t::kpis::target(lang)}</th>
                    <th scope="col"><span class="visually-hidden">{t::kpis::remove(lang)}</span></th>
                </tr>
            </thead>
            <tbody>
                <For each=move || grid.points.list() key=|(row, _)| *row let((row, point))>
                    <tr>
                        {cell(grid, row, 0, point.period)}
                        {cell(grid, row, 1, point.value)}
                        <td class="act">
                            <button
                                type="button"
                                class="btn icon-only small quiet"
                                aria-label=move || t::kpis::remove_row(lang, grid.points.index(row) + 1)
                                on:click=move |_| grid.points.remove(row)
                            >
                                <Icon glyph=Glyph::Trash small=true/>
                            </button>
                        </td>
                    </tr>
                    {whole_row(grid, row)}
                </For>
            </tbody>
        </table>
        <div>
            <button type="button" class="btn small" on:click=move |_| { let row = grid.add(); grid.focus(row, 0); }>
                <Icon glyph=Glyph::Plus small=true/>
                {t::kpis::add_point(lang)}
            </button>
        </div>
    }
}

fn cell(grid: Grid, row: u32, column: usize, text: RwSignal<String>) -> impl IntoView {
    let lang = grid.form.lang;
    let place = Signal::derive(move || grid.place(row, column));
    let error = Signal::derive(move || grid.form.error(&place.get()));
    let id = grid.id(row, column);
    let described = format!("{id}-error");
    let label = move || {
        let number = grid.points.index(row) + 1;
        if column == 0 { t::kpis::row_by_when(lang, number) } else { t::kpis::row_target(lang, number) }
    };
    let number = COLUMNS[column] == Holds::Number;
    view! {
        <td>
            <input
                class=if number { "input num" } else { "input" }
                type="text"
                id=id
                inputmode=if number { "decimal" } else { "text" }
                autocomplete="off"
                aria-label=label
                aria-describedby=described.clone()
                aria-invalid=move || error.with(|error| (!error.is_empty()).then_some("true"))
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
                on:blur=move |_| grid.check(row, column, text)
                on:keydown=move |event| grid.press(row, column, &event)
                on:paste=move |event| grid.paste(row, column, &event)
            />
            <div class="field" id=described aria-live="polite">
                {move || Some(error.get()).filter(|text| !text.is_empty()).map(|text| view! { <p class="error">{text}</p> })}
            </div>
        </td>
    }
}

/// What is wrong with a point as a whole: it stands where another one does.
fn whole_row(grid: Grid, row: u32) -> impl IntoView {
    move || {
        let error = grid.form.error(&grid.row_place(row));
        (!error.is_empty()).then(|| {
            view! { <tr><td colspan="3"><div class="field"><p class="error" role="alert">{error}</p></div></td></tr> }
        })
    }
}

impl Grid {
    fn id(self, row: u32, column: usize) -> String {
        format!("kpi-set-{}-{row}-{column}", self.set)
    }

    fn row_place(self, row: u32) -> String {
        format!("targets[{}].points[{}]", self.form.draft.targets.index(self.set), self.points.index(row))
    }

    fn place(self, row: u32, column: usize) -> String {
        format!("{}.{}", self.row_place(row), if column == 0 { "period" } else { "value" })
    }

    fn check(self, row: u32, column: usize, text: RwSignal<String>) {
        let place = untrack(|| self.place(row, column));
        self.form.check_line(COLUMNS[column], &place, &text.get_untracked());
    }

    /// An empty row at the end.
    fn add(self) -> u32 {
        let form = self.form;
        self.points.push(Writer { lang: form.lang, fy: form.fy }.point(None));
        form.live.touch();
        self.points.ids().last().copied().unwrap_or_default()
    }
}
