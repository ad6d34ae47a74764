//! A view as a string: what `hydrate` finds in the browser again.

use leptos::prelude::*;
use vigie_domain::Lang;

use crate::locale::provide_lang;

/// Under an owner of its own, whose signals end with it.
pub fn html<V: IntoView>(lang: Lang, view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(None);
    owner.with(|| {
        provide_lang(lang);
        view().into_view().to_html()
    })
}
