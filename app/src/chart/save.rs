//! The chart saved as a picture.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::data::ChartData;
use super::picture::Picture;
use super::plan::Role;
use crate::locale::{t, use_lang};

#[component]
pub fn Save(data: Signal<ChartData>, title: String, legend: Vec<(Role, String)>) -> impl IntoView {
    let lang = use_lang();
    let place = NodeRef::<html::Div>::new();
    let (title, legend) = (StoredValue::new(title), StoredValue::new(legend));
    let save = move |as_svg: bool| {
        let Some(place) = place.get_untracked() else { return };
        let place: HtmlElement = place.unchecked_into();
        title.with_value(|title| {
            legend.with_value(|legend| {
                let picture = data.with_untracked(|data| Picture::new(&place, title, data, legend));
                let Some(picture) = picture else { return };
                let (address, ending) = if as_svg {
                    let text = String::from(js_sys::encode_uri_component(&picture.svg()));
                    (Some(format!("data:image/svg+xml;charset=utf-8,{text}")), "svg")
                } else {
                    (picture.png(), "png")
                };
                if let Some(address) = address {
                    offer(&place, &address, &format!("{}.{ending}", file_name(title)));
                }
            });
        });
    };
    let named = |kind: &str| title.with_value(|title| t::trend::save_as(lang, title, kind));
    let (png, svg) = (named("PNG"), named("SVG"));
    view! {
        <div class="chart-save" node_ref=place>
            <span aria-hidden="true">{t::trend::save(lang)}</span>
            <button type="button" class="link" aria-label=png on:click=move |_| save(false)>"PNG"</button>
            <button type="button" class="link" aria-label=svg on:click=move |_| save(true)>"SVG"</button>
        </div>
    }
}

/// What file systems take: letters, digits and single hyphens.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for letter in title.chars() {
        match letter {
            _ if letter.is_alphanumeric() => name.push(letter),
            _ if !name.ends_with('-') => name.push('-'),
            _ => {}
        }
    }
    let name: String = name.trim_matches('-').chars().take(80).collect();
    if name.is_empty() { "chart".to_owned() } else { name }
}

/// By a link of a moment, as there is no other way to name a file.
fn offer(place: &HtmlElement, address: &str, name: &str) {
    let Ok(link) = document().create_element("a") else { return };
    let _ = link.set_attribute("href", address);
    let _ = link.set_attribute("download", name);
    // The router takes every other link for its own.
    let _ = link.set_attribute("rel", "external");
    let _ = place.append_child(&link);
    link.unchecked_ref::<HtmlElement>().click();
    link.remove();
}
