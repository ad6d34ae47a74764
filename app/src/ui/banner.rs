//! A line across the page that says a state: offline, refused, a new version.

use leptos::prelude::*;

use super::{Glyph, Icon};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BannerKind {
    Note,
    Warn,
    Error,
    Good,
}

/// `children`: a paragraph, then buttons. An error interrupts a screen reader, the others wait.
#[component]
pub fn Banner(kind: BannerKind, glyph: Glyph, children: Children) -> impl IntoView {
    let (class, role) = match kind {
        BannerKind::Note => ("banner", "status"),
        BannerKind::Warn => ("banner warn", "status"),
        BannerKind::Error => ("banner error", "alert"),
        BannerKind::Good => ("banner good", "status"),
    };
    view! { <div class=class role=role><Icon glyph/>{children()}</div> }
}
