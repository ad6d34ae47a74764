//! The program of the workspace: the same static shell for every address of `/app` is emptied and the workspace mounted.

#![recursion_limit = "1024"]

use leptos::prelude::document;

fn main() {
    console_error_panic_hook::set_once();
    if let Some(body) = document().body() {
        body.set_inner_html("");
    }
    vigie_app::mount_workspace();
}
