//! Brings the page of a share to life.

use leptos::prelude::*;

use super::page::{Cover, DATA, SharePage, Still};
use crate::locale::provide_lang;

/// Takes up the page where the server left it. Without its data the page stays as it is: complete, only still.
pub fn hydrate_share() {
    let data = document().get_element_by_id(DATA).and_then(|element| element.text_content());
    let Some(cover) = data.and_then(|data| serde_json::from_str::<Cover>(&data).ok()) else { return };
    leptos::mount::hydrate_body(move || {
        provide_lang(cover.lang);
        view! { <SharePage cover=cover still=Still::default()/> }
    });
    super::pointer::follow();
}
