//! A list put into another order: saved, said, with the way back.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::desk::{Desk, use_desk};
use crate::error::AppError;
use crate::locale::{t, use_lang};
use crate::ui::{Arrange, Named, say, say_error, way_back};

pub type Saving = Pin<Box<dyn Future<Output = Result<u64, AppError>>>>;

/// Saves the ids in their new order.
pub type Save = fn(Desk, Vec<String>) -> Saving;

/// In the stead of the list while `open`. `named`: what is to be put in order. `archive`: puts one aside at once.
#[component]
pub fn Ordering(
    open: RwSignal<bool>,
    #[prop(into)] label: String,
    named: fn(Desk, bool) -> Vec<Named>,
    save: Save,
    archive: Callback<Named>,
) -> impl IntoView {
    let desk = use_desk();
    let items = untrack(|| named(desk, false));
    let busy = RwSignal::new(false);
    let done = Callback::new(move |order: Option<Vec<String>>| match order {
        None => open.set(false),
        Some(order) => {
            busy.set(true);
            let before = untrack(|| named(desk, false)).into_iter().map(|(id, _)| id).collect();
            put(desk, save, order, Some(before), move || {
                let _ = busy.try_set(false);
                let _ = open.try_set(false);
            });
        }
    });
    let online = Signal::derive(move || desk.is_online());
    view! { <Arrange items label online busy=busy.into() archive done/> }
}

/// `before`: offered as the way back.
fn put(desk: Desk, save: Save, order: Vec<String>, before: Option<Vec<String>>, then: impl Fn() + 'static) {
    let lang = use_lang();
    let back = before.and_then(|before| way_back(move || put_back(desk, save, before.clone())));
    spawn_local_scoped(async move {
        match save(desk, order).await {
            Ok(_) => {
                desk.refresh();
                say(t::common::arranged_said(lang), back);
            }
            Err(error) => say_error(&error),
        }
        then();
    });
}

/// A function of its own: a type may not contain itself.
fn put_back(desk: Desk, save: Save, order: Vec<String>) {
    put(desk, save, order, None, || {});
}
