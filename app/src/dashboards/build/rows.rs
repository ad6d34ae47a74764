//! The cards in their order: moved, sized, changed, taken away.

use leptos::prelude::*;
use vigie_domain::dashboard::Size;

use super::draft::Draft;
use super::options::Options;
use super::words::{card_name, kind_glyph, size_name};
use super::{Building, use_building};
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon, Order, focus_on, say, way_back};

#[component]
pub fn Rows(order: Order) -> impl IntoView {
    let lang = use_lang();
    let Building { draft, .. } = use_building();
    let ids = move || draft.cards.with(|cards| cards.iter().map(|placed| placed.id).collect::<Vec<_>>());
    let none = move || draft.cards.with(Vec::is_empty);
    view! {
        <Show when=none><p class="body muted">{t::build::no_cards(lang)}</p></Show>
        <ol
            class="arranged"
            aria-label=t::build::cards(lang)
            node_ref=order.list
            on:pointermove=move |event| order.drag(&event)
            on:pointerup=move |_| order.release()
            on:pointercancel=move |_| order.release()
        >
            <For each=ids key=|id| *id let(id)><Row id order/></For>
        </ol>
        <p class="visually-hidden" role="status">{order.said}</p>
    }
}

#[component]
fn Row(id: u32, order: Order) -> impl IntoView {
    let lang = use_lang();
    let building = use_building();
    let Building { draft, open, .. } = building;
    let key = StoredValue::new(id.to_string());
    let card = Memo::new(move |_| draft.card(id));
    let name = Memo::new(move |_| {
        let card = card.get();
        card.map(|card| building.book.with_value(|book| card_name(lang, book, &card.show)))
            .unwrap_or_default()
    });
    let glyph = move || card.get().map(|card| view! { <Icon glyph=kind_glyph(&card.show) small=true/> });
    let first = move || key.with_value(|key| order.place(key) == 0);
    let last = move || key.with_value(|key| order.is_last(key));
    let held = move || key.with_value(|key| order.is_held(key));
    let step = move |by: isize| key.with_value(|key| order.step(lang, key, by));
    let is_open = move || open.get() == Some(id);
    let toggle = move |_| open.update(|open| *open = if *open == Some(id) { None } else { Some(id) });
    let region = format!("card-{id}-options");
    let controlled = region.clone();
    let sizes = [Size::Third, Size::Half, Size::Full].map(|size| {
        let pressed = move || (card.get().map(|card| card.width()) == Some(size)).to_string();
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| draft.size(id, size)>{size_name(lang, size)}</button>
        }
    });
    view! {
        <li data-id=key.get_value() class:held=held class:open=is_open>
            <div class="line">
                <span class="grip" aria-hidden="true" on:pointerdown=move |event| order.hold(key.get_value(), &event)><Icon glyph=Glyph::Grip/></span>
                <button type="button" class="btn quiet small grow name" aria-expanded=move || is_open().to_string() aria-controls=controlled on:click=toggle>
                    {glyph}
                    <span>{name}</span>
                    <Icon glyph=Glyph::ChevronDown small=true/>
                </button>
                <button type="button" class="btn icon-only small quiet up" aria-label=move || t::common::move_up(lang, name.get()) disabled=first on:click=move |_| step(-1)>
                    <Icon glyph=Glyph::ArrowUp small=true/>
                </button>
                <button type="button" class="btn icon-only small quiet down" aria-label=move || t::common::move_down(lang, name.get()) disabled=last on:click=move |_| step(1)>
                    <Icon glyph=Glyph::ArrowDown small=true/>
                </button>
                <button
                    type="button"
                    class="btn icon-only small quiet"
                    aria-label=move || t::build::remove_named(lang, name.get())
                    title=move || t::build::remove_named(lang, name.get())
                    on:click=move |_| remove(draft, id, name.get_untracked())
                >
                    <Icon glyph=Glyph::Trash small=true/>
                </button>
            </div>
            <div class="options" id=region hidden=move || !is_open()>
                <div class="field">
                    <span class="label" id=format!("card-{id}-size")>{t::build::size(lang)}</span>
                    <div class="seg" role="group" aria-labelledby=format!("card-{id}-size")>{sizes}</div>
                </div>
                {move || is_open().then(|| view! { <Options id/> })}
            </div>
        </li>
    }
}

/// At once, said, with the way back; the focus goes on to the list.
fn remove(draft: Draft, id: u32, name: String) {
    let lang = draft.lang;
    draft.remove(id);
    let undo = way_back(move || draft.undo());
    say(t::build::removed_said(lang, name), undo);
    focus_on(".arranged .name, .picker button");
}
