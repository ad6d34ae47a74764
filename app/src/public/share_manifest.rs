//! What a device needs to know to install a share as an app of its own.

use serde_json::json;
use vigie_service::Opened;

use super::share::kept;

/// `path`: `/s/{token}`, all that belongs to the app.
pub fn share_manifest(opened: &Opened, path: &str) -> String {
    let lang = opened.share().lang;
    let (title, cluster) = match opened {
        Opened::Live(shared) => {
            let cluster = &shared.book.cluster;
            (shared.dashboard.name.in_lang(lang, &cluster.languages).to_owned(), cluster.name.clone())
        }
        Opened::Fixed(page) => {
            let cover = kept(&page.body).unwrap_or_default().cover;
            (cover.title, cover.cluster)
        }
    };
    let icon = |src: &str, size: &str, purpose: &str| json!({ "src": src, "sizes": size, "type": "image/png", "purpose": purpose });
    let manifest = json!({
        "id": path,
        "name": format!("{title} · {cluster}"),
        "short_name": cluster,
        "lang": lang.tag(),
        "start_url": path,
        "scope": path,
        "display": "standalone",
        "background_color": "#fafaf7",
        "theme_color": "#fafaf7",
        "icons": [
            icon("/icons/icon-192.png", "192x192", "any"),
            icon("/icons/icon-512.png", "512x512", "any"),
            icon("/icons/maskable-512.png", "512x512", "maskable"),
        ],
    });
    manifest.to_string()
}
