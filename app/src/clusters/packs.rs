//! The ready-made KPIs and kits: one document of the server, fetched when it is wanted.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use vigie_domain::{Key, Kpi, Objective, Text};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::error::AppError;

#[derive(Debug, Deserialize)]
pub struct Library {
    pub packs: Vec<Pack>,
    pub kits: Vec<Kit>,
}

#[derive(Debug, Deserialize)]
pub struct Pack {
    pub id: String,
    pub name: Text,
    #[serde(default)]
    pub description: Text,
    pub kpis: Vec<Kpi>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Kit {
    pub id: String,
    pub name: Text,
    #[serde(default)]
    pub description: Text,
    #[serde(default)]
    pub reports_to: Text,
    pub kpis: Vec<Key>,
    pub objectives: Vec<Objective>,
}

impl Library {
    pub fn kpi(&self, key: &Key) -> Option<&Kpi> {
        self.packs.iter().flat_map(|pack| &pack.kpis).find(|kpi| kpi.key == *key)
    }
}

/// None while it is on its way.
pub type Fetched = RwSignal<Option<Result<Arc<Library>, AppError>>>;

pub fn library() -> Fetched {
    let library = RwSignal::new(None);
    spawn_local(async move { library.set(Some(fetch().await.map(Arc::new))) });
    library
}

async fn fetch() -> Result<Library, AppError> {
    let answer =
        JsFuture::from(window().fetch_with_str("/packs.json")).await.map_err(|_| AppError::Offline)?;
    let answer: web_sys::Response = answer.unchecked_into();
    if !answer.ok() {
        return Err(AppError::Unexpected);
    }
    let text = JsFuture::from(answer.text().map_err(|_| AppError::Unexpected)?)
        .await
        .map_err(|_| AppError::Offline)?;
    crate::offline::read(&text.as_string().unwrap_or_default()).ok_or(AppError::Unexpected)
}
