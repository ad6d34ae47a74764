//! What has to wait until a change is on the page.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// Once what was just changed stands in the document. Before the next key or click, which a frame would not be: whoever
/// types on meanwhile types into the right field.
pub fn once_shown(then: impl FnOnce() + 'static) {
    spawn_local(async move {
        tick().await;
        then();
    });
}

/// Once it is on the page, what the selector finds has the focus.
pub fn focus_on(selector: impl Into<String>) {
    let selector = selector.into();
    once_shown(move || {
        if let Some(element) = document().query_selector(&selector).ok().flatten() {
            give_focus(&element);
        }
    });
}

/// Once the errors are on the page, the first field within that has one; behind a disclosure too.
pub fn to_first_problem(within: &'static str) {
    once_shown(move || {
        let find = |selector: &str| document().query_selector(&format!("{within} {selector}")).ok().flatten();
        let Some(element) = find("[aria-invalid=\"true\"]").or_else(|| find("[role=\"alert\"]")) else {
            return;
        };
        open_around(&element);
        element.scroll_into_view();
        give_focus(&element);
    });
}

fn open_around(element: &Element) {
    let mut around = element.closest("details").ok().flatten();
    while let Some(details) = around {
        let _ = details.set_attribute("open", "");
        around = details.parent_element().and_then(|parent| parent.closest("details").ok().flatten());
    }
}

fn give_focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}
