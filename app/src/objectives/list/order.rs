//! The objectives put into another order.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::archived::{archiving, named};
use crate::locale::{t, use_lang};
use crate::objectives::api;
use crate::ui::{Arrange, say, say_error, way_back};
use crate::workspace::{Desk, use_desk};

/// In the stead of the tree while `open`.
#[component]
pub fn ArrangeObjectives(open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let items = untrack(|| named(desk, false));
    let busy = RwSignal::new(false);
    let done = Callback::new(move |order: Option<Vec<String>>| match order {
        None => open.set(false),
        Some(order) => {
            busy.set(true);
            let before = untrack(|| named(desk, false)).into_iter().map(|(id, _)| id).collect();
            put(
                desk,
                order,
                Some(before),
                Box::new(move || {
                    let _ = busy.try_set(false);
                    let _ = open.try_set(false);
                }),
            );
        }
    });
    let online = Signal::derive(move || desk.is_online());
    view! { <Arrange items label=t::objectives::title(lang) online busy=busy.into() archive=archiving(desk, true) done/> }
}

/// `before`: offered as the way back.
fn put(desk: Desk, order: Vec<String>, before: Option<Vec<String>>, then: Box<dyn Fn()>) {
    let lang = use_lang();
    spawn_local_scoped(async move {
        match api::reorder_objectives(desk.slug(), order).await {
            Ok(_) => {
                desk.refresh();
                let back = before
                    .and_then(|before| way_back(move || put(desk, before.clone(), None, Box::new(|| {}))));
                say(t::common::arranged_said(lang), back);
            }
            Err(error) => say_error(&error),
        }
        then();
    });
}
