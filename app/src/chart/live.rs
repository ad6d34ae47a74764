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
use super::plan::{Plan, Size, plan};
use super::watch::Watch;

/// Below this width (px of the page) a chart is laid out as a card.
const NARROW: f64 = 480.0;

#[component]
pub fn Live(data: Signal<ChartData>, title: String, painted: RwSignal<bool>) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let drawn = RwSignal::new(None::<Plan>);
    let at = RwSignal::new(None::<usize>);
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
        let Some(size) = canvas.parent_element().and_then(|stage| size_of(stage.unchecked_ref())) else {
            return;
        };
        let plan = data.with(|data| plan(data, size));
        let done = paint(&canvas, &plan);
        drawn.set(Some(plan));
        painted.set(done);
    });

    let choose = move |ev: ev::PointerEvent| {
        let place = f64::from(ev.offset_x());
        let x = drawn
            .with(|plan| plan.iter().flat_map(|plan| &plan.spots).map(|spot| spot.x).collect::<Vec<_>>());
        at.set(hit::nearest(&x, place));
    };
    let key = move |ev: ev::KeyboardEvent| {
        let count = data.with(|data| data.points.len());
        if let Some(next) = hit::moved(&ev.key(), at.get_untracked(), count) {
            ev.prevent_default();
            at.set(Some(next));
        } else if ev.key() == "Escape" {
            at.set(None);
        }
    };
    let begin = move |_| {
        if at.get_untracked().is_none() {
            at.set(data.with(|data| data.points.iter().rposition(|point| point.value.is_some())));
        }
    };
    let long = move || with_point(data, at, |point| point.long.clone());
    let name = title.clone();
    view! {
        <canvas class="chart-canvas" aria-hidden="true" node_ref=canvas></canvas>
        <Cursor drawn at data />
        <div
            class="chart-keys"
            tabindex="0"
            role="application"
            aria-label=name
            on:pointermove=choose
            on:pointerdown=choose
            on:pointerleave=move |_| at.set(None)
            on:focus=begin
            on:blur=move |_| at.set(None)
            on:keydown=key
        ></div>
        <p class="visually-hidden" aria-live="polite">{long}</p>
    }
}

/// The line through the chosen point, a dot on its value, and what it says.
#[component]
fn Cursor(
    drawn: RwSignal<Option<Plan>>,
    at: RwSignal<Option<usize>>,
    data: Signal<ChartData>,
) -> impl IntoView {
    let spot = move || {
        let index = at.get()?;
        drawn.with(|plan| {
            plan.as_ref().and_then(|plan| Some((plan.spots.get(index)?.clone(), plan.width, plan.plot)))
        })
    };
    let x = move || spot().map_or(0.0, |(spot, ..)| spot.x);
    let y = move || spot().and_then(|(spot, ..)| spot.y);
    // Half way across, the words change to the side that has room.
    let flipped = move || spot().is_some_and(|(spot, width, _)| spot.x > width / 2.0);
    let top = move || y().or_else(|| spot().map(|(_, _, plot)| plot[1])).unwrap_or(0.0);
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
    at: RwSignal<Option<usize>>,
    read: fn(&super::Point) -> String,
) -> String {
    let index = at.get();
    data.with(|data| index.and_then(|index| data.points.get(index)).map(read).unwrap_or_default())
}

/// The size of the stage, and the ground where the markup below has it: painting moves nothing.
fn size_of(stage: &HtmlElement) -> Option<Size> {
    let outer = stage.get_bounding_client_rect();
    let (width, height) = (outer.width(), outer.height());
    let markup = stage.query_selector("svg.chart").ok().flatten().map(|svg| svg.get_bounding_client_rect());
    let ground = markup.map(|it| {
        let (left, top) = (it.left() - outer.left(), it.top() - outer.top());
        [left, top, left + it.width(), top + it.height()]
    });
    (width > 0.0 && height > 0.0).then_some(Size { width, height, compact: width < NARROW, ground })
}

fn px(value: f64) -> String {
    format!("{value}px")
}
