//! What is done with a dashboard as a whole: at once, said, with the way back.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use vigie_domain::{Dashboard, Text};

use crate::dashboards::api;
use crate::dashboards::desk_board::OVERVIEW;
use crate::locale::{t, use_lang};
use crate::ui::{say, say_error, way_back};
use crate::workspace::Desk;

pub fn address(desk: Desk, id: &str) -> String {
    if id == OVERVIEW { desk.href("") } else { desk.href(&format!("/dashboards/{id}")) }
}

fn name(desk: Desk, dashboard: &Dashboard) -> String {
    let languages = desk.book.with_untracked(|book| book.as_ref().map(|book| book.cluster.languages.clone()));
    dashboard.name.in_lang(use_lang(), &languages.unwrap_or_default()).to_owned()
}

pub fn duplicate(desk: Desk, dashboard: Dashboard) {
    let lang = use_lang();
    let copy_of = |name: &Text| {
        name.iter().fold(Text::default(), |copy, (tag, name)| {
            let own = vigie_domain::Lang::from_tag(tag).unwrap_or(lang);
            copy.with(tag, &t::build::copy_of(own, name))
        })
    };
    let copy = Dashboard { id: String::new(), name: copy_of(&dashboard.name), ..dashboard };
    spawn_local_scoped(async move {
        match api::save_dashboard(desk.slug(), copy, None).await {
            Ok(made) => {
                desk.refresh();
                let text = t::build::duplicated_said(lang, name(desk, &made));
                say(text, way_back(move || take_away(desk, made.clone())));
            }
            Err(error) => say_error(&error),
        }
    });
}

pub fn delete(desk: Desk, dashboard: Dashboard) {
    let lang = use_lang();
    let text = match dashboard.id == OVERVIEW {
        true => t::build::reset_said(lang).to_owned(),
        false => t::build::deleted_said(lang, name(desk, &dashboard)),
    };
    spawn_local_scoped(async move {
        match api::delete_dashboard(desk.slug(), dashboard.clone()).await {
            Ok(_) => {
                desk.refresh();
                say(text, way_back(move || put_back(desk, dashboard.clone(), None)));
            }
            Err(error) => say_error(&error),
        }
    });
}

/// `over`: what stands there now; nothing after it was deleted.
pub fn put_back(desk: Desk, dashboard: Dashboard, over: Option<Dashboard>) {
    spawn_local_scoped(async move {
        match api::save_dashboard(desk.slug(), dashboard, over).await {
            Ok(_) => desk.refresh(),
            Err(error) => say_error(&error),
        }
    });
}

/// What was just made.
fn take_away(desk: Desk, dashboard: Dashboard) {
    spawn_local_scoped(async move {
        match api::delete_dashboard(desk.slug(), dashboard).await {
            Ok(_) => desk.refresh(),
            Err(error) => say_error(&error),
        }
    });
}
