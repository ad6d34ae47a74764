//! What moves the show: the keyboard, a presenter's remote (which sends page keys, `b` and `.`), a finger.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Next,
    Back,
    First,
    Last,
    To(usize),
    /// Nothing to see, while people talk.
    Blank,
    Leave,
}

/// Pixels to the side that make a swipe.
const FAR: f64 = 60.0;

/// As long as the page is there.
pub fn heard(go: Callback<Move>) {
    let keys = window_event_listener(ev::keydown, move |event| {
        if let Some(to) = of_key(&event) {
            event.prevent_default();
            go.run(to);
        }
    });
    let from = StoredValue::new(None::<(f64, f64)>);
    let down = window_event_listener(ev::pointerdown, move |event| {
        let finger = event.pointer_type() == "touch" && event.is_primary() && !on_something(&event);
        from.set_value(finger.then(|| at(&event)));
    });
    let up = window_event_listener(ev::pointerup, move |event| {
        let Some((x, y)) = from.try_update_value(Option::take).flatten() else { return };
        let (across, along) = (at(&event).0 - x, at(&event).1 - y);
        if across.abs() >= FAR && along.abs() < across.abs() {
            go.run(if across < 0.0 { Move::Next } else { Move::Back });
        }
    });
    on_cleanup(move || {
        keys.remove();
        down.remove();
        up.remove();
    });
}

fn at(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// What has a use for the key or the finger itself: a button, the points of a chart, what scrolls.
fn on_something(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target.closest("button, a, summary, [role=application], .table-wrap").ok().flatten().is_some()
    })
}

fn of_key(event: &KeyboardEvent) -> Option<Move> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let own = on_something(event);
    Some(match event.key().as_str() {
        "PageDown" => Move::Next,
        "PageUp" => Move::Back,
        "Escape" => Move::Leave,
        "b" | "B" | "." => Move::Blank,
        _ if own => return None,
        "ArrowRight" | "ArrowDown" | " " | "Enter" | "n" => Move::Next,
        "ArrowLeft" | "ArrowUp" | "Backspace" | "p" => Move::Back,
        "Home" => Move::First,
        "End" => Move::Last,
        digit => Move::To(digit.parse::<usize>().ok().filter(|card| *card > 0)? - 1),
    })
}

/// On the link that opens board mode: the screen is taken by a plain click only, not where another tab is opened.
pub fn opened(event: leptos::ev::MouseEvent) {
    if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
        full_screen();
    }
}

/// On, and off again. Where the browser refuses, the window is as it was.
pub fn full_screen() {
    let document = document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(root) = document.document_element() {
        let _ = root.request_fullscreen();
    }
}

pub fn leave_full_screen() {
    if document().fullscreen_element().is_some() {
        document().exit_fullscreen();
    }
}
