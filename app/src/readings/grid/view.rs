//! The table itself: head and names stay in sight, of the rest only what is in sight is there.

use leptos::prelude::*;
use vigie_domain::period_state::PeriodState;

use super::cell::{dragged, pressed};
use super::layout::Line;
use super::line::KpiLine;
use super::sheet::Sheet;
use super::window::{Range, Window};
use crate::locale::t;
use crate::ui::{Glyph, Icon};

#[component]
pub fn Grid(sheet: Sheet) -> impl IntoView {
    let lang = sheet.lang;
    let window = RwSignal::new(Window::first(sheet.layout.with_untracked(|layout| layout.units)));
    let measure = move || {
        let now = sheet.measure();
        if window.get_untracked() != now {
            window.set(now);
        }
    };
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    Effect::new(move |_| {
        if sheet.wrap.get().is_some() {
            // What lies beside what is in sight comes after the first picture, not before it.
            request_animation_frame(move || {
                sheet.show_latest();
                // Somebody may have left meanwhile.
                let measure = move || {
                    if window.try_get_untracked().is_some() {
                        measure();
                    }
                };
                set_timeout(measure, std::time::Duration::ZERO);
            });
        }
    });
    let layout = sheet.layout;
    let lines = Memo::new(move |_| window.get().lines(layout.with(|layout| layout.lines.len())));
    let units = Memo::new(move |_| window.get().units(layout.with(|layout| layout.units)));
    let width = move || {
        format!("calc(var(--grid-names) + {} * var(--grid-unit))", layout.with(|layout| layout.units))
    };
    let above = move || lines.get().0;
    let below = move || layout.with(|layout| layout.lines.len()).saturating_sub(lines.get().1);
    let shown = move || {
        let layout = layout.get();
        let (from, to) = lines.get();
        (from..to.min(layout.lines.len())).map(|at| (at, layout.lines[at].clone())).collect::<Vec<_>>()
    };
    view! {
        <div
            class="grid-wrap"
            node_ref=sheet.wrap
            on:scroll=move |_| measure()
            on:keydown=move |event| sheet.press(&event)
            on:copy=move |event| sheet.copy(&event, false)
            on:cut=move |event| sheet.copy(&event, true)
            on:paste=move |event| sheet.paste(&event)
            on:pointerdown=move |event| pressed(sheet, &event)
            on:pointerover=move |event| dragged(sheet, &event)
            on:dblclick=move |event| { if sheet.place_of(event.target()).is_some() { sheet.edit(None); } }
        >
            <table
                class="grid"
                role="grid"
                aria-label=t::grid::title(lang)
                aria-multiselectable="true"
                aria-rowcount=move || layout.with(|layout| layout.lines.len()) + 1
                aria-colcount=move || layout.with(|layout| layout.units) + 1
                style:inline-size=width
            >
                <colgroup>
                    <col class="names"/>
                    <col class="unit" span=move || layout.with(|layout| layout.units)/>
                </colgroup>
                <Head sheet units/>
                <tbody>
                    <Spacer lines=Signal::derive(above) window/>
                    <For each=shown key=|(at, line)| (*at, name_of(line)) let((at, line))>
                        {match line {
                            Line::Group(title) => view! {
                                <tr class="group" aria-rowindex=at + 2><th scope="rowgroup" colspan=move || layout.with(|layout| layout.units) + 1><span>{title}</span></th></tr>
                            }.into_any(),
                            Line::Kpi(key, _) => view! { <KpiLine sheet at key units/> }.into_any(),
                        }}
                    </For>
                    <Spacer lines=Signal::derive(below) window/>
                </tbody>
            </table>
        </div>
    }
}

fn name_of(line: &Line) -> String {
    match line {
        Line::Group(title) => title.clone(),
        Line::Kpi(key, frequency) => format!("{key} {}", frequency.as_str()),
    }
}

/// In the stead of lines that are out of sight.
#[component]
fn Spacer(lines: Signal<usize>, window: RwSignal<Window>) -> impl IntoView {
    let height = move || format!("{}px", lines.get() as f64 * window.with(|window| window.line));
    view! { <tr class="spacer" aria-hidden="true" hidden=move || lines.get() == 0><td style:block-size=height></td></tr> }
}

/// In the stead of columns that are out of sight.
pub(super) fn gap(columns: usize) -> Option<impl IntoView + use<>> {
    (columns > 0).then(|| view! { <td class="gap" aria-hidden="true" colspan=columns></td> })
}

/// What a column is called, and how it stands with its period.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    unit: usize,
    short: String,
    year: String,
    open: bool,
    frozen: bool,
}

/// Tracks.
fn columns(sheet: Sheet, (from, to): Range) -> Vec<Column> {
    let (layout, book, today) = (sheet.layout.get(), sheet.desk.book(), sheet.desk.today());
    let column = |unit: usize| {
        let period = layout.head(unit);
        let state = book.as_ref().map(|book| book.period_states.of(period, layout.fy));
        Column {
            unit,
            short: period.show_short(sheet.lang),
            year: period.show_year(layout.fy),
            open: !period.is_closed(today, layout.fy),
            frozen: state == Some(PeriodState::Frozen),
        }
    };
    (from..to.min(layout.units)).map(column).collect()
}

#[component]
fn Head(sheet: Sheet, units: Memo<Range>) -> impl IntoView {
    let lang = sheet.lang;
    // Figures do not change it.
    let columns = Memo::new(move |_| columns(sheet, units.get()));
    let before = move || gap(units.get().0);
    let after = move || gap(sheet.layout.with(|layout| layout.units).saturating_sub(units.get().1));
    let cells = move || {
        let heads = columns.get().into_iter().map(|Column { unit, short, year, open, frozen }| {
            let class = match (open, frozen) {
                (true, true) => "unit open frozen",
                (true, false) => "unit open",
                (false, true) => "unit frozen",
                (false, false) => "unit",
            };
            view! {
                <th scope="col" class=class aria-colindex=unit + 2>
                    {frozen.then(|| view! { <Icon glyph=Glyph::Lock small=true/><span class="visually-hidden">{t::grid::frozen(lang)}</span> })}
                    {short}" "{year}
                </th>
            }
        });
        view! { {before} {heads.collect_view()} {after} }
    };
    view! {
        <thead>
            <tr aria-rowindex="1">
                <th scope="col" class="names" aria-colindex="1">{t::grid::kpi(lang)}</th>
                {cells}
            </tr>
        </thead>
    }
}
