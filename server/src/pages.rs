//! The public pages as `vigie_app::public` writes them, with the files of this front end.

use std::sync::LazyLock;

use vigie_app::public::{self, Assets, EmbedLook, Link, Login, Setup, ShareProblem, Written};
use vigie_domain::Lang;
use vigie_domain::dashboard::Narrow;
use vigie_service::Opened;

use crate::assets;

/// Where the hashed files are; empty when the front end was not built.
static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let found = assets::text("assets.json").and_then(|text| serde_json::from_str(&text).ok());
    found.unwrap_or_default()
});

pub fn landing(lang: Lang) -> String {
    public::landing(&ASSETS, lang)
}

pub fn login(lang: Lang, form: &Login<'_>) -> String {
    public::login(&ASSETS, lang, form)
}

pub fn setup(lang: Lang, form: &Setup<'_>) -> String {
    public::setup(&ASSETS, lang, form)
}

/// None where a kept page can't be read.
pub fn share(opened: &Opened, link: &Link, narrow: Option<Narrow>) -> Option<Written> {
    public::share(&ASSETS, opened, link, narrow)
}

pub fn share_manifest(opened: &Opened, path: &str) -> String {
    public::share_manifest(opened, path)
}

/// Its dashboard or a card of it, for another page.
pub fn embed(opened: &Opened, path: &str, look: EmbedLook) -> Option<String> {
    public::embed(&ASSETS, opened, path, look)
}

pub fn share_door(lang: Lang, problem: Option<ShareProblem>) -> String {
    public::share_door(&ASSETS, lang, problem)
}

/// One text for everything that is not there.
pub fn not_found(lang: Lang) -> String {
    public::not_found(&ASSETS, lang)
}

/// Too many requests, or a server that can't answer.
pub fn unavailable(lang: Lang) -> String {
    public::unavailable(&ASSETS, lang)
}
