//! The KPIs put into another order.

use leptos::prelude::*;
use vigie_domain::Key;

use super::archived::{archiving, named};
use crate::kpis::api;
use crate::locale::{t, use_lang};
use crate::workspace::{Desk, Ordering, Saving, use_desk};

/// In the stead of the table while `open`.
#[component]
pub fn ArrangeKpis(open: RwSignal<bool>) -> impl IntoView {
    view! { <Ordering open label=t::kpis::title(use_lang()) named save archive=archiving(use_desk(), true)/> }
}

fn save(desk: Desk, order: Vec<String>) -> Saving {
    let keys = order.iter().filter_map(|key| Key::parse(key).ok()).collect();
    Box::pin(api::reorder_kpis(desk.slug(), keys))
}
