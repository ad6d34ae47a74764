//! The chart in the workspace: the canvas over the markup, and the point that pointer and keys choose.
//!
//! Only ever built in the browser, so positions may be styles (set through the object model, which the content
//! policy allows).

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::canvas::paint;
use super::data::ChartData;
use super::hit;
use super::labels::LETTERS;
use super::plan::{Plan, Size, plan};
use super::view::Crosshair;
use super::watch::Watch;

/// Below this width (units of the plan) a chart is laid out as a card.
const NARROW: f64 = 480.0;

#[component]
pub fn Live(data: Signal<ChartData>, title: String, painted: RwSignal<bool>) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let drawn = RwSignal::new(None::<Drawn>);
    // The point chosen here, or the one of the month that is looked at in another chart of the page.
    let own = RwSignal::new(None::<usize>);
    let shared = use_context::<Crosshair>();
    let at = Memo::new(move |_| own.get().or_else(|| data.with(|data| of_month(data, shared?.0.get()?))));
    Effect::new(move |before: Option<bool>| {
        let chosen = own.get();
        // Only who has put the mark takes it away.
        if let Some(Crosshair(month)) = shared.filter(|_| chosen.is_some() || before == Some(true)) {
            month.set(chosen.and_then(|at| data.with_untracked(|data| Some(data.points.get(at)?.month))));
        }
        chosen.is_some()
    });
    let changed = RwSignal::new(0_u32);
    let watch = StoredValue::new_local(None::<Watch>);

    Effect::new(move || {
        if let Some(stage) = canvas.get().and_then(|canvas| canvas.parent_element()) {
            let watching = Watch::new(&stage, move || {
                changed.try_update(|count| *count = count.wrapping_add(1));
            });
            watch.set_value(Some(watching));
        }
    });
    Effect::new(move || {
        changed.track();
        let Some(canvas) = canvas.get() else { return };
        let Some((size, unit)) = canvas.parent_element().and_then(|stage| size_of(stage.unchecked_ref()))
        else {
            return;
        };
        let plan = data.with(|data| plan(data, size));
        let done = paint(&canvas, &plan, unit);
        drawn.set(Some(Drawn { plan, unit }));
        painted.set(done);
    });

    let choose = move |ev: ev::PointerEvent| {
        let place = f64::from(ev.offset_x());
        let x = drawn.with(|drawn| drawn.as_ref().map(Drawn::places).unwrap_or_default());
        own.set(hit::nearest(&x, place));
    };
    let key = move |ev: ev::KeyboardEvent| {
        let count = data.with(|data| data.points.len());
        if let Some(next) = hit::moved(&ev.key(), own.get_untracked(), count) {
            ev.prevent_default();
            own.set(Some(next));
        } else if ev.key() == "Escape" {
            own.set(None);
        }
    };
    let begin = move |_| {
        if own.get_untracked().is_none() {
            own.set(data.with(|data| data.points.iter().rposition(|point| point.value.is_some())));
        }
    };
    // Said only where it was chosen.
    let long = move || with_point(data, own.into(), |point| point.long.clone());
    let name = title.clone();
    view! {
        <canvas class="chart-canvas" aria-hidden="true" node_ref=canvas></canvas>
        <Cursor drawn at=at.into() data />
        <div
            class="chart-keys"
            tabindex="0"
            role="application"
            aria-label=name
            on:pointermove=choose
            on:pointerdown=choose
            on:pointerleave=move |_| own.set(None)
            on:focus=begin
            on:blur=move |_| own.set(None)
            on:keydown=key
        ></div>
        <p class="visually-hidden" aria-live="polite">{long}</p>
    }
}

/// The line through the chosen point, a dot on its value, and what it says.
#[component]
fn Cursor(
    drawn: RwSignal<Option<Drawn>>,
    at: Signal<Option<usize>>,
    data: Signal<ChartData>,
) -> impl IntoView {
    // Where, in px: x, the value's y, the upper edge; and whether the words go to the side that has more room.
    let place = move || {
        let index = at.get()?;
        drawn.with(|drawn| {
            let Drawn { plan, unit } = drawn.as_ref()?;
            let spot = plan.spots.get(index)?;
            let flip = spot.x > plan.width / 2.0;
            Some((spot.x * unit, spot.y.map(|y| y * unit), plan.plot[1] * unit, flip))
        })
    };
    let x = move || place().map_or(0.0, |it| it.0);
    let y = move || place().and_then(|it| it.1);
    let top = move || y().or_else(|| place().map(|it| it.2)).unwrap_or(0.0);
    let flipped = move || place().is_some_and(|it| it.3);
    let hidden = move || at.get().is_none();
    view! {
        <div class="chart-cross" hidden=hidden style:left=move || px(x())></div>
        <div
            class="chart-dot"
            hidden=move || y().is_none()
            style:left=move || px(x())
            style:top=move || px(y().unwrap_or(0.0))
        ></div>
        <div
            class="chart-tip"
            class:flip=flipped
            hidden=hidden
            aria-hidden="true"
            style:left=move || px(x())
            style:top=move || px(top())
        >
            <b>{move || with_point(data, at, |point| point.text.clone())}</b>
            <span>{move || with_point(data, at, |point| point.label.clone())}</span>
        </div>
    }
}

fn with_point(
    data: Signal<ChartData>,
    at: Signal<Option<usize>>,
    read: fn(&super::Point) -> String,
) -> String {
    let index = at.get();
    data.with(|data| index.and_then(|index| data.points.get(index)).map(read).unwrap_or_default())
}

/// The point whose period contains a month.
fn of_month(data: &ChartData, month: i32) -> Option<usize> {
    let months = 12 / i32::try_from(data.frame.per_year.max(1)).unwrap_or(12);
    data.points.iter().position(|point| (point.month - months + 1..=point.month).contains(&month))
}

/// What the canvas shows, and how many px of the page a unit of it is.
struct Drawn {
    plan: Plan,
    unit: f64,
}

impl Drawn {
    fn places(&self) -> Vec<f64> {
        self.plan.spots.iter().map(|spot| spot.x * self.unit).collect()
    }
}

/// Size and unit of the stage. The ground lies where the markup below has it, so that painting moves nothing; the
/// unit follows its letters, which grow on the screens of board rooms.
fn size_of(stage: &HtmlElement) -> Option<(Size, f64)> {
    let outer = stage.get_bounding_client_rect();
    let markup = stage.query_selector("svg.chart").ok()??;
    let style = web_sys::window()?.get_computed_style(&markup).ok()??;
    let letters = style.get_property_value("font-size").ok()?;
    let letters: f64 = letters.trim_end_matches("px").parse().ok()?;
    let unit = (letters / LETTERS).clamp(0.25, 8.0);
    let inner = markup.get_bounding_client_rect();
    let (left, top) = (inner.left() - outer.left(), inner.top() - outer.top());
    let ground = [left, top, left + inner.width(), top + inner.height()].map(|edge| edge / unit);
    let (width, height) = (outer.width() / unit, outer.height() / unit);
    let size = Size { width, height, compact: width < NARROW, ground: Some(ground) };
    (width > 0.0 && height > 0.0).then_some((size, unit))
}

fn px(value: f64) -> String {
    format!("{value}px")
}
