//! Which part of the grid is in sight: only that is on the page. Lines are equally high, columns equally wide.

use leptos::prelude::*;
use web_sys::Element;

use super::layout::Place;
use super::sheet::Sheet;

/// Lines and columns beside what is in sight, so that a short scroll shows no gaps.
const MORE: usize = 4;
/// What stands beside the grid on a page, in CSS pixels: about.
const BESIDE: f64 = 320.0;
/// What stands above and below it there, at least.
const ABOVE: f64 = 240.0;

/// Sizes in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    pub top: f64,
    pub left: f64,
    pub height: f64,
    pub width: f64,
    /// Of a line.
    pub line: f64,
    /// Of a column.
    pub unit: f64,
    /// Of the column with the names.
    pub names: f64,
    pub more: usize,
}

impl Default for Window {
    fn default() -> Window {
        Window {
            top: 0.0,
            left: 0.0,
            height: 800.0,
            width: 1200.0,
            line: 36.0,
            unit: 84.0,
            names: 288.0,
            more: MORE,
        }
    }
}

/// From an index to one past the last.
pub type Range = (usize, usize);

impl Window {
    /// Before anything can be measured: the latest of so many columns as they will be in sight, and nothing beside, so that
    /// they are there soon and are the right ones.
    pub fn first(units: usize) -> Window {
        let size = |size: Result<wasm_bindgen::JsValue, _>| size.ok().and_then(|size| size.as_f64());
        let begin = Window::default();
        let width =
            size(window().inner_width()).map_or(begin.width, |width| (width - BESIDE).max(begin.names));
        let height = size(window().inner_height()).map_or(begin.height, |height| (height - ABOVE).max(ABOVE));
        let left = (units as f64 * begin.unit - (width - begin.names)).max(0.0);
        Window { left, width, height, more: 0, ..begin }
    }

    pub fn lines(&self, all: usize) -> Range {
        range(self.top, self.height, self.line, self.more, all)
    }

    pub fn units(&self, all: usize) -> Range {
        range(self.left, self.width - self.names, self.unit, self.more, all)
    }
}

fn range(from: f64, size: f64, each: f64, more: usize, all: usize) -> Range {
    let first = (from / each).max(0.0) as usize;
    let last = ((from + size.max(0.0)) / each).ceil().max(0.0) as usize + more;
    let first = first.saturating_sub(more).min(all.saturating_sub(1));
    (first, last.clamp(first + 1, all.max(first + 1)))
}

impl Sheet {
    /// As it is on the page now.
    pub fn measure(self) -> Window {
        let Some(wrap) = self.wrap.get_untracked() else { return Window::default() };
        let size = |selector: &str| {
            let found = wrap.query_selector(selector).ok().flatten();
            found.map(|element| element.get_bounding_client_rect())
        };
        let begin = Window::default();
        let or = |size: Option<f64>, begin: f64| size.filter(|size| *size > 1.0).unwrap_or(begin);
        Window {
            top: f64::from(wrap.scroll_top()),
            left: f64::from(wrap.scroll_left()),
            height: f64::from(wrap.client_height()),
            width: f64::from(wrap.client_width()),
            line: or(size("tbody tr[aria-rowindex]").map(|rect| rect.height()), begin.line),
            unit: or(size("thead th.unit").map(|rect| rect.width()), begin.unit),
            names: or(size("thead th.names").map(|rect| rect.width()), begin.names),
            more: MORE,
        }
    }

    /// Scrolls as little as is needed to bring the cell where one stands into sight.
    pub fn show_here(self) {
        let (Some(wrap), Some((line, slot))) = (self.wrap.get_untracked(), untrack(|| self.here())) else {
            return;
        };
        let window = self.measure();
        let (top, bottom) = (line as f64 * window.line, (line + 1) as f64 * window.line);
        // The head lies over the first line.
        let height = window.height - window.line;
        scroll(&wrap, top, bottom, window.top, height, Element::set_scroll_top);
        let (left, right) = (slot.from as f64 * window.unit, (slot.from + slot.span) as f64 * window.unit);
        scroll(&wrap, left, right, window.left, window.width - window.names, Element::set_scroll_left);
    }

    /// To the latest period, where one begins.
    pub fn show_latest(self) {
        if let Some(wrap) = self.wrap.get_untracked() {
            wrap.set_scroll_left(wrap.scroll_width());
        }
    }

    /// The place under a pointer, by the cell's id.
    pub fn place_of(self, target: Option<web_sys::EventTarget>) -> Option<Place> {
        use wasm_bindgen::JsCast;
        let cell = target?.dyn_into::<web_sys::Element>().ok()?.closest("td[id]").ok()??;
        let id = cell.id();
        let (line, from) = id.strip_prefix("grid-")?.split_once('-')?;
        Some(Place { line: line.parse().ok()?, unit: from.parse().ok()? })
    }
}

fn scroll(wrap: &Element, from: f64, to: f64, at: f64, size: f64, set: fn(&Element, i32)) {
    if from < at {
        set(wrap, from as i32);
    } else if to > at + size {
        set(wrap, (to - size).ceil() as i32);
    }
}
