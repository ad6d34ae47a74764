//! Things put into an order. The order is the caller's to save.

use leptos::prelude::*;

use super::aside::Named;
use super::order::Order;
use super::{Glyph, Icon};
use crate::locale::{t, use_lang};

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
    let items = RwSignal::new(items);
    let ids = Signal::derive(move || items.with(|items| items.iter().map(|(id, _)| id.clone()).collect()));
    let put = Callback::new(move |(from, to): (usize, usize)| {
        items.update(|items| {
            let item = items.remove(from);
            items.insert(to.min(items.len()), item);
        });
    });
    let name = Callback::new(move |at: usize| items.with_untracked(|items| items[at].1.clone()));
    let order = Order::new(ids, put, name);
    view! {
        <section class="card arrange" aria-label=label>
            <p class="hint">{t::common::arrange_hint(lang)}</p>
            <ol
                node_ref=order.list
                on:pointermove=move |event| order.drag(&event)
                on:pointerup=move |_| order.release()
                on:pointercancel=move |_| order.release()
            >
                <For each=move || items.get() key=|(id, _)| id.clone() let(item)>{row(order, items, item, online, archive)}</For>
            </ol>
            <p class="visually-hidden" role="status">{order.said}</p>
            <footer class="foot">
                <button type="button" class="btn" on:click=move |_| done.run(None)>{t::common::cancel(lang)}</button>
                <button
                    type="button"
                    class="btn primary"
                    disabled=move || !online.get()
                    aria-busy=move || busy.get().then_some("true")
                    on:click=move |_| done.run(Some(ids.get_untracked()))
                >
                    {t::common::arrange_save(lang)}
                </button>
            </footer>
        </section>
    }
}

fn row(
    order: Order,
    items: RwSignal<Vec<Named>>,
    item: Named,
    online: Signal<bool>,
    archive: Callback<Named>,
) -> impl IntoView {
    let lang = use_lang();
    let name = item.1.clone();
    let id = StoredValue::new(item.0.clone());
    let at = Memo::new(move |_| id.with_value(|id| order.place(id)));
    let last = move || id.with_value(|id| order.is_last(id));
    let held = move || id.with_value(|id| order.is_held(id));
    let (up, down) = (t::common::move_up(lang, &name), t::common::move_down(lang, &name));
    let put_aside = t::common::archive_named(lang, &name);
    let gone = StoredValue::new(item);
    let aside = move |_| {
        let item = gone.get_value();
        items.update(|items| items.retain(|other| other.0 != item.0));
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
