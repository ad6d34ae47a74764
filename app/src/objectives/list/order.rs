//! The objectives put into another order.

use leptos::prelude::*;

use super::archived::{archiving, named};
use crate::locale::{t, use_lang};
use crate::objectives::api;
use crate::workspace::{Desk, Ordering, Saving, use_desk};

/// In the stead of the tree while `open`.
#[component]
pub fn ArrangeObjectives(open: RwSignal<bool>) -> impl IntoView {
    view! { <Ordering open label=t::objectives::title(use_lang()) named save archive=archiving(use_desk(), true)/> }
}

fn save(desk: Desk, order: Vec<String>) -> Saving {
    Box::pin(api::reorder_objectives(desk.slug(), order))
}
