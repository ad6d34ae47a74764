//! Progress as a bar with a tick for what is expected today. Widths are attributes of SVG: no style attribute.

use leptos::prelude::*;
use vigie_domain::{Number, Status};

use super::status_class;

/// `done` and `expected` are shares of 1; the bar clamps, figures beside it do not.
#[component]
pub fn Bar(
    done: Option<Number>,
    #[prop(optional_no_strip)] expected: Option<Number>,
    #[prop(optional_no_strip)] status: Option<Status>,
    label: String,
) -> impl IntoView {
    let width = |share: &Number| format!("{:.1}%", share.clamped().to_f64() * 100.0);
    let class = format!("bar {}", status.map_or("", status_class));
    let done = done.as_ref().map_or_else(|| "0%".to_owned(), width);
    view! {
        <svg class=class role="img" aria-label=label>
            <rect class="rail" width="100%"></rect>
            <rect class="fill" width=done></rect>
            {expected.as_ref().map(|share| view! { <rect class="tick" x=width(share)></rect> })}
        </svg>
    }
}
