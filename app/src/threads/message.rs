//! One message: who, when, what; one's own can be changed or taken away.

use leptos::prelude::*;
use vigie_domain::act::Deed;
use vigie_domain::thread::{Part, Shown, parts, readable};
use vigie_domain::{Key, Lang};

use super::composer::Composer;
use super::names::{name_of, people};
use crate::format;
use crate::locale::{t, use_lang};
use crate::offline;
use crate::ui::{Glyph, Icon, say, way_back};
use crate::workspace::{Desk, use_desk};

#[component]
pub fn MessageItem(one: Shown, key: StoredValue<Key>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let Shown { message, waiting } = one;
    let me = desk.snapshot.with_untracked(|snapshot| snapshot.as_ref().map(|snapshot| snapshot.me.id));
    let mine = message.by == me && !waiting && desk.past.with_untracked(Option::is_none);
    let who = name_of(desk, lang, message.by);
    let when = match (waiting, message.amended) {
        (true, _) => t::evidence::waiting(lang).to_owned(),
        (false, true) => t::threads::amended(lang, format::moment(lang, message.at)),
        (false, false) => format::moment(lang, message.at),
    };
    let editing = RwSignal::new(false);
    let (id, text) = (message.id, StoredValue::new(message.text));
    let amended = Callback::new(move |text: String| {
        editing.set(false);
        desk.act(offline::uuid(), &key.read_value(), Deed::Amend { message: id, text });
    });
    let unsay = move |_| {
        let (key, text) = (key.get_value(), text.get_value());
        desk.act(offline::uuid(), &key, Deed::Unsay { message: id });
        // A message of its own: what was taken away stays in the history.
        let undo = way_back(move || desk.act(offline::uuid(), &key, Deed::Say { text: text.clone() }));
        say(t::threads::deleted(lang), undo);
    };
    view! {
        <li>
            <p class="row tight"><b>{who}</b><small>{when}</small></p>
            {move || if editing.get() {
                let names = people(desk);
                let name = |id| names.iter().find(|(person, _)| *person == id).map(|(_, name)| name.clone());
                let begin = readable(&text.read_value(), name);
                view! {
                    <Composer id=format!("message-{id}") label=t::threads::change(lang) action=t::common::save(lang) begin done=amended cancel=Callback::new(move |()| editing.set(false))/>
                }.into_any()
            } else {
                view! { <p class="said">{written(lang, desk, &text.read_value())}</p> }.into_any()
            }}
            {mine.then(|| view! {
                <div class="row tight" hidden=move || editing.get()>
                    <button type="button" class="btn small quiet" on:click=move |_| editing.set(true)><Icon glyph=Glyph::Pencil small=true/>{t::common::edit(lang)}</button>
                    <button type="button" class="btn small quiet" on:click=unsay><Icon glyph=Glyph::Trash small=true/>{t::common::delete(lang)}</button>
                </div>
            })}
        </li>
    }
}

fn written(lang: Lang, desk: Desk, text: &str) -> AnyView {
    let parts: Vec<AnyView> = parts(text)
        .into_iter()
        .map(|part| match part {
            Part::Text(text) => text.to_owned().into_any(),
            Part::Person(person) => {
                let name = name_of(desk, lang, Some(person));
                view! { <b class="mention">"@"{name}</b> }.into_any()
            }
        })
        .collect();
    parts.into_any()
}
