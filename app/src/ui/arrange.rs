//! Things put into an order: by the grip with finger or mouse, by buttons with the keyboard; every move is said. The order
//! is the caller's to save.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, PointerEvent};

use super::aside::Named;
use super::{Glyph, Icon};
use crate::locale::{t, use_lang};

#[derive(Clone, Copy)]
struct Order {
    items: RwSignal<Vec<Named>>,
    /// The one under the finger.
    held: RwSignal<Option<String>>,
    list: NodeRef<html::Ol>,
    said: RwSignal<String>,
}

/// `archive`: puts one aside at once. `done`: the order to save, none to leave all as it was.
#[component]
pub fn Arrange(
    items: Vec<Named>,
    #[prop(into)] label: String,
    online: Signal<bool>,
    busy: Signal<bool>,
    archive: Callback<Named>,
    done: Callback<Option<Vec<String>>>,
) -> impl IntoView {
    let lang = use_lang();
    let order = Order {
        items: RwSignal::new(items),
        held: RwSignal::new(None),
        list: NodeRef::new(),
        said: RwSignal::new(String::new()),
    };
    let ids = move || order.items.with_untracked(|items| items.iter().map(|(id, _)| id.clone()).collect());
    view! {
        <section class="card arrange" aria-label=label>
            <p class="hint">{t::common::arrange_hint(lang)}</p>
            <ol
                node_ref=order.list
                on:pointermove=move |event| order.drag(&event)
                on:pointerup=move |_| order.held.set(None)
                on:pointercancel=move |_| order.held.set(None)
            >
                <For each=move || order.items.get() key=|(id, _)| id.clone() let(item)>{row(order, item, online, archive)}</For>
            </ol>
            <p class="visually-hidden" role="status">{order.said}</p>
            <footer class="foot">
                <button type="button" class="btn" on:click=move |_| done.run(None)>{t::common::cancel(lang)}</button>
                <button
                    type="button"
                    class="btn primary"
                    disabled=move || !online.get()
                    aria-busy=move || busy.get().then_some("true")
                    on:click=move |_| done.run(Some(ids()))
                >
                    {t::common::arrange_save(lang)}
                </button>
            </footer>
        </section>
    }
}

fn row(order: Order, item: Named, online: Signal<bool>, archive: Callback<Named>) -> impl IntoView {
    let lang = use_lang();
    let name = item.1.clone();
    let id = StoredValue::new(item.0.clone());
    let at = Memo::new(move |_| id.with_value(|id| order.place(id)));
    let last = move || order.items.with(Vec::len) == at.get() + 1;
    let held = move || order.held.with(|held| id.with_value(|id| held.as_ref() == Some(id)));
    let (up, down) = (t::common::move_up(lang, &name), t::common::move_down(lang, &name));
    let put_aside = t::common::archive_named(lang, &name);
    let gone = StoredValue::new(item);
    let aside = move |_| {
        let item = gone.get_value();
        order.items.update(|items| items.retain(|other| other.0 != item.0));
        archive.run(item);
    };
    let step = move |by: isize| id.with_value(|id| order.step(lang, id, by));
    view! {
        <li data-id=id.get_value() class:held=held>
            <span class="grip" aria-hidden="true" on:pointerdown=move |event| order.hold(id.get_value(), &event)><Icon glyph=Glyph::Sort/></span>
            <span class="grow">{name}</span>
            <button type="button" class="btn icon-only small quiet up" aria-label=up disabled=move || at.get() == 0 on:click=move |_| step(-1)>
                <Icon glyph=Glyph::ArrowUp small=true/>
            </button>
            <button type="button" class="btn icon-only small quiet down" aria-label=down disabled=last on:click=move |_| step(1)>
                <Icon glyph=Glyph::ArrowDown small=true/>
            </button>
            <button type="button" class="btn icon-only small quiet" aria-label=put_aside.clone() title=put_aside disabled=move || !online.get() on:click=aside>
                <Icon glyph=Glyph::Archive small=true/>
            </button>
        </li>
    }
}

impl Order {
    /// Tracks.
    fn place(self, id: &str) -> usize {
        self.items.with(|items| items.iter().position(|(own, _)| own == id).unwrap_or(0))
    }

    fn put(self, id: &str, to: usize) {
        let from = untrack(|| self.place(id));
        if from != to {
            self.items.update(|items| {
                let item = items.remove(from);
                items.insert(to.min(items.len()), item);
            });
        }
    }

    /// By one place, said, with the focus kept: a moved element loses it.
    fn step(self, lang: vigie_domain::Lang, id: &str, by: isize) {
        let (at, n) = (untrack(|| self.place(id)), self.items.with_untracked(Vec::len));
        let Some(to) = at.checked_add_signed(by).filter(|to| *to < n) else { return };
        self.put(id, to);
        let name = self.items.with_untracked(|items| items[to].1.clone());
        self.said.set(t::common::moved_to(lang, name, to + 1, n));
        // At an end the button that led there is of no use any more.
        let ways = if to == 0 || (by > 0 && to + 1 < n) { [".down", ".up"] } else { [".up", ".down"] };
        let id = id.to_owned();
        let list = self.list;
        request_animation_frame(move || {
            let row = list.get_untracked().and_then(|list| {
                let rows = list.children();
                (0..rows.length())
                    .filter_map(|at| rows.item(at))
                    .find(|row| row.get_attribute("data-id").as_ref() == Some(&id))
            });
            let buttons = ways.map(|way| {
                row.as_ref()
                    .and_then(|row| row.query_selector(&format!("{way}:not(:disabled)")).ok().flatten())
            });
            if let Some(button) = buttons.into_iter().flatten().next() {
                let _ = button.unchecked_into::<HtmlElement>().focus();
            }
        });
    }

    fn hold(self, id: String, event: &PointerEvent) {
        event.prevent_default();
        if let Some(list) = self.list.get_untracked() {
            let _ = list.set_pointer_capture(event.pointer_id());
        }
        self.held.set(Some(id));
    }

    /// What is held takes the place of what lies under the pointer.
    fn drag(self, event: &PointerEvent) {
        let Some(held) = self.held.get_untracked() else { return };
        let (x, y) = (event.client_x() as f32, event.client_y() as f32);
        let under = document()
            .element_from_point(x, y)
            .and_then(|element| element.closest("[data-id]").ok().flatten());
        let Some(id) = under.and_then(|row| row.get_attribute("data-id")).filter(|id| *id != held) else {
            return;
        };
        if self.items.with_untracked(|items| items.iter().any(|(own, _)| *own == id)) {
            let to = untrack(|| self.place(&id));
            self.put(&held, to);
        }
    }
}
