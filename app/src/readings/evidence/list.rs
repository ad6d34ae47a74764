//! What is attached: opened or loaded down by its name, taken away with a way back.

use leptos::prelude::*;
use vigie_domain::act::Deed;
use vigie_domain::evidence::{Media, Shown};
use vigie_domain::{Kpi, Lang, Number};

use super::place;
use crate::format;
use crate::locale::{t, use_lang};
use crate::offline::{self, files};
use crate::ui::{Glyph, Icon, say, way_back};
use crate::workspace::{Connection, Desk, use_desk};

/// `places`: each says what it proves.
#[component]
pub fn List(kpi: StoredValue<Kpi>, all: Memo<Vec<Shown>>, places: bool) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let items = move || all.get().into_iter().map(|one| item(lang, desk, kpi, one, places)).collect_view();
    view! { <Show when=move || all.with(|all| !all.is_empty())><ul class="proof-list">{items}</ul></Show> }
}

fn item(lang: Lang, desk: Desk, kpi: StoredValue<Kpi>, one: Shown, places: bool) -> impl IntoView + use<> {
    let glyph = match &one.file {
        Some((media, _)) if media.is_image() => Glyph::Image,
        None if one.url.is_some() => Glyph::Link,
        _ => Glyph::File,
    };
    let about = about(lang, desk, &kpi.read_value(), &one, places);
    let label = t::evidence::remove(lang, &one.name);
    let mine = untrack(|| may_remove(desk, &kpi.read_value(), &one));
    let gone = one.clone();
    let remove = move |_| remove(lang, desk, kpi, &gone);
    view! {
        <li>
            <Icon glyph small=true/>
            <div>{named(lang, desk, &one)}<small>{about}</small></div>
            {mine.then(|| view! {
                <button type="button" class="btn small icon-only quiet" aria-label=label on:click=remove><Icon glyph=Glyph::Trash small=true/></button>
            })}
        </li>
    }
}

/// The name as a way to it: a picture and a page open beside, other files are loaded down.
fn named(lang: Lang, desk: Desk, one: &Shown) -> AnyView {
    let name = one.name.clone();
    let beside = view! { <span class="visually-hidden">" ("{t::evidence::opens(lang)}")"</span> };
    if let Some(url) = one.url.clone() {
        return view! { <a href=url target="_blank" rel="external noopener noreferrer nofollow">{name}{beside}</a> }.into_any();
    }
    let address = format!("/api/app/evidence/{}/{}", desk.slug(), one.id);
    // Without a connection the browser would only show a page of its own.
    let file = name.clone();
    let open = move |event: leptos::ev::MouseEvent| {
        if desk.connection.get_untracked() == Connection::Offline {
            event.prevent_default();
            say(t::evidence::opens_online(lang, &file), None);
        }
    };
    match &one.file {
        None => view! { <b>{name}</b> }.into_any(),
        Some((media, _)) if media.is_image() => {
            let address = format!("{address}?show=inline");
            view! { <a href=address target="_blank" rel="external noopener" on:click=open>{name}{beside}</a> }
                .into_any()
        }
        Some(_) => {
            let file = name.clone();
            view! { <a href=address download=file rel="external" on:click=open>{name}</a> }.into_any()
        }
    }
}

/// What it proves, of which size it is, who attached it and when.
fn about(lang: Lang, desk: Desk, kpi: &Kpi, one: &Shown, places: bool) -> String {
    let who = desk.snapshot.with_untracked(|snapshot| {
        let people = snapshot.iter().flat_map(|snapshot| &snapshot.people);
        people.into_iter().find(|person| Some(person.id) == one.by).map(|person| person.name.clone())
    });
    let who = who.unwrap_or_else(|| t::evidence::somebody(lang).to_owned());
    let when = match one.waiting {
        true => t::evidence::waiting(lang).to_owned(),
        false => format::moment(lang, one.at),
    };
    let before = match (places, &one.file) {
        (true, _) => place(desk, lang, kpi, one.on),
        (false, Some((media, size))) => size_words(lang, *media, *size),
        (false, None) => String::new(),
    };
    if before.is_empty() {
        t::kpis::by_whom(lang, who, when)
    } else {
        t::evidence::of_whom(lang, before, who, when)
    }
}

fn size_words(lang: Lang, media: Media, size: u64) -> String {
    let kind = media.as_str().to_uppercase();
    let words = if size < 1024 * 1024 {
        t::evidence::size_kb(lang, Number::from(size.div_ceil(1024) as i64).show(lang, 0))
    } else {
        let tenths = size * 10 / (1024 * 1024);
        let number = Number::parse(&format!("{}.{}", tenths / 10, tenths % 10)).unwrap_or_default();
        t::evidence::size_mb(lang, number.show(lang, 1))
    };
    format!("{kind}, {words}")
}

/// As the server decides: managers any, others what they attached themselves.
fn may_remove(desk: Desk, kpi: &Kpi, one: &Shown) -> bool {
    let me = desk.snapshot.with(|snapshot| snapshot.as_ref().map(|snapshot| snapshot.me.id));
    desk.may_record(kpi) && (desk.is_manager() || one.by == me)
}

fn remove(lang: Lang, desk: Desk, kpi: StoredValue<Kpi>, one: &Shown) {
    let (id, key) = (one.id, kpi.read_value().key.clone());
    let said = t::evidence::removed(lang, &one.name);
    // What never left the device is simply let go.
    if one.waiting && desk.acts.try_update(|acts| acts.discard(id)).flatten().is_some() {
        leptos::task::spawn_local(async move {
            desk.write(offline::Change { gone: &[id], ..offline::Change::default() }).await;
            let user = desk.home.with_untracked(|home| home.as_ref().map(|home| home.user.clone()));
            files::forget(&user.unwrap_or_default(), id).await;
        });
        return say(said, None);
    }
    let removal = offline::uuid();
    desk.act(removal, &key, Deed::Remove { evidence: id });
    let undo = way_back(move || desk.act(offline::uuid(), &key, Deed::Restore { evidence: id }));
    say(said, undo);
}
