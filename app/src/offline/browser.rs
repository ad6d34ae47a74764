//! The browser's clock, randomness and small storage: the edge of this crate.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, Function, Object, Promise, Reflect};
use uuid::{Builder, Uuid};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

use crate::clusters::api::Home;

const HOME: &str = "vigie-home";

/// By the device's clock: shown, never used for order.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
}

/// The civil date of the device; only where the cluster's own is not known yet.
pub fn today_here() -> NaiveDate {
    let date = js_sys::Date::new_0();
    NaiveDate::from_ymd_opt(date.get_full_year() as i32, date.get_month() + 1, date.get_date())
        .unwrap_or_default()
}

/// A UUIDv7, made when save is pressed.
pub fn uuid() -> Uuid {
    let mut random = [0; 10];
    if let Some(crypto) = window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    Builder::from_unix_timestamp_millis(js_sys::Date::now() as u64, &random).into_uuid()
}

/// Who was here last and what they may see: what an offline start begins with.
pub fn remembered_home() -> Option<Home> {
    let text = window()?.local_storage().ok()??.get_item(HOME).ok()??;
    super::read(&text)
}

pub fn remember_home(home: &Home) {
    if let (Some(Ok(Some(storage))), Ok(text)) =
        (window().map(|window| window.local_storage()), serde_json::to_string(home))
    {
        let _ = storage.set_item(HOME, &text);
    }
}

pub fn forget_home() {
    if let Some(Ok(Some(storage))) = window().map(|window| window.local_storage()) {
        let _ = storage.remove_item(HOME);
    }
}

/// What a tab does where another one is at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    GoesOn,
    Waits,
}

/// Only one tab of a browser does the work at a time. Gives a key to let the others in again; none where another tab is
/// at it. A browser without locks lets everybody in: ids make it harmless.
pub async fn only_one(name: &str, turn: Turn) -> Option<Released> {
    let Some(locks) = window().and_then(|window| Reflect::get(&window.navigator(), &"locks".into()).ok())
    else {
        return Some(Released(None));
    };
    let Ok(request) =
        Reflect::get(&locks, &"request".into()).and_then(|request| request.dyn_into::<Function>())
    else {
        return Some(Released(None));
    };
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &(turn == Turn::GoesOn).into());
    let (release, got) = (Rc::new(RefCell::new(None)), Rc::new(RefCell::new(None)));
    let release_here = release.clone();
    let held = Promise::new(&mut |resolve, _| *release_here.borrow_mut() = Some(resolve));
    let got_here = got.clone();
    let answered = Promise::new(&mut |resolve, _| *got_here.borrow_mut() = Some(resolve));
    let tell = got.borrow_mut().take()?;
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let _ = tell.call1(&JsValue::NULL, &JsValue::from_bool(!lock.is_null()));
        if lock.is_null() { JsValue::UNDEFINED } else { held.into() }
    });
    // What is asked for ends when the lock is released, or at once where the browser refuses to lock anything.
    let asked = request.call3(&locks, &name.into(), &options, &callback).ok()?;
    match JsFuture::from(Promise::race(&Array::of2(&answered, &asked))).await {
        Ok(mine) => mine.is_truthy().then(|| Released(release.borrow_mut().take())),
        Err(_) => Some(Released(None)),
    }
}

/// Lets the other tabs in when it is dropped.
pub struct Released(Option<Function>);

impl Drop for Released {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Asks the browser not to clear what is kept here when space is short.
pub fn persist() {
    if let Some(window) = window() {
        let _ = window.navigator().storage().persist();
    }
}
