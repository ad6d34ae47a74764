//! The program of the browser, one for two kinds of page (ARCHITECTURE.md, "One bundle").
//!
//! `<html data-shell>`, the same static page for every address of the workspace, is emptied and the workspace is
//! mounted in it. `<html data-page="share">` came from the server with its charts and is brought to life. The boot
//! script loads nothing elsewhere.

#![recursion_limit = "1024"]

use std::sync::Arc;

use hydration_context::{HydrateSharedContext, SharedContext};
use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    let page = document();
    let Some(root) = page.document_element() else { return };
    if root.has_attribute("data-shell") {
        if let Some(body) = page.body() {
            body.set_inner_html("");
        }
        mount();
    } else if root.get_attribute("data-page").as_deref() == Some("share") {
        vigie_app::hydrate_share();
    }
}

/// Mounts under a root that counts errors as a hydrating page does. Without it every error of an `ErrorBoundary`
/// has the id 0, and one that heals takes the others away.
fn mount() {
    let context = HydrateSharedContext::new();
    context.set_is_hydrating(false);
    context.hydration_complete();
    let owner = Owner::new_root(Some(Arc::new(context)));
    owner.with(vigie_app::mount_workspace);
    // The workspace lives as long as its page.
    std::mem::forget(owner);
}
