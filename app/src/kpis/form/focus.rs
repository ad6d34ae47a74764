//! Where the eye goes after a save that was refused.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// Once the errors are on the page, the first field that has one.
pub fn to_first_problem() {
    request_animation_frame(|| {
        let find = |selector| document().query_selector(selector).ok().flatten();
        let field = find(".definition-form [aria-invalid=\"true\"]");
        if let Some(element) = field.or_else(|| find(".definition-form [role=\"alert\"]")) {
            open_around(&element);
            element.scroll_into_view();
            let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

/// A field behind a disclosure is shown.
fn open_around(element: &web_sys::Element) {
    let mut around = element.closest("details").ok().flatten();
    while let Some(details) = around {
        let _ = details.set_attribute("open", "");
        around = details.parent_element().and_then(|parent| parent.closest("details").ok().flatten());
    }
}
