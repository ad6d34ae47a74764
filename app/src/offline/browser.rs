//! The browser's clock, randomness and small storage: the edge of this crate.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::{Builder, Uuid};
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
