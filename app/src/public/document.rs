//! The frame of every page: head, one body, no script and no style inside, so that one fixed policy covers all.

use std::fmt::Write as _;

use serde::Deserialize;
use vigie_domain::Lang;

use crate::chart::svg::escaped;
use crate::locale::t;

/// Public paths of the front end's files: `assets.json` of `dist/`. Empty where it was not built.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Assets {
    pub css: String,
    /// What of it a share's page and an embedded one need.
    pub share_css: String,
    pub font: String,
    pub theme: String,
    pub boot: String,
    /// The program that brings a share to life; the workspace's stands in its shell.
    pub share_js: String,
    pub share_wasm: String,
    /// What an embedded page runs.
    pub embed: String,
}

/// A link at a glance.
pub struct Card<'a> {
    pub text: &'a str,
    /// Address of a picture of 1200 × 630.
    pub image: &'a str,
}

pub struct Document<'a> {
    pub assets: &'a Assets,
    pub lang: Lang,
    pub title: &'a str,
    /// What search engines show; none: they are asked to leave the page out.
    pub description: Option<&'a str>,
    /// What messengers and mail show beside a link; none: they show the title at most.
    pub preview: Option<Card<'a>>,
    /// `share`: the program in the browser brings it to life; `embed`: it only says how high it is; empty: no program.
    pub page: &'static str,
    /// `light` or `dark`, whatever the visitor has chosen elsewhere.
    pub theme: Option<&'static str>,
    /// The cluster's colour, in degrees.
    pub hue: Option<u16>,
    /// Where a device learns how to install it.
    pub manifest: Option<&'a str>,
    /// JSON for the program in the browser.
    pub data: Option<&'a str>,
    pub body: &'a str,
}

impl Document<'_> {
    pub fn write(&self) -> String {
        let Assets { font, theme, .. } = self.assets;
        let css = match self.page {
            "" => &self.assets.css,
            _ => &self.assets.share_css,
        };
        let mut out = String::with_capacity(self.body.len() + 4096);
        let _ = write!(out, "<!doctype html><html lang=\"{}\"", self.lang.tag());
        if !self.page.is_empty() {
            let _ = write!(out, " data-page=\"{}\"", self.page);
        }
        if let Some(hue) = self.hue {
            // The style sheet knows steps of 15 degrees.
            let _ = write!(out, " data-hue=\"{}\"", hue / 15 * 15 % 360);
        }
        if let Some(theme) = self.theme {
            let _ = write!(out, " data-theme=\"{theme}\"");
        }
        out.push_str("><head><meta charset=\"utf-8\">");
        let _ = write!(out, "<title>{}</title>", escaped(self.title));
        out.push_str(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">",
        );
        out.push_str("<meta name=\"color-scheme\" content=\"light dark\">");
        out.push_str(
            "<meta name=\"theme-color\" content=\"#fafaf7\" media=\"(prefers-color-scheme: light)\">",
        );
        out.push_str(
            "<meta name=\"theme-color\" content=\"#101419\" media=\"(prefers-color-scheme: dark)\">",
        );
        let _ = match self.description {
            Some(text) => write!(out, "<meta name=\"description\" content=\"{}\">", escaped(text)),
            None => write!(out, "<meta name=\"robots\" content=\"noindex, nofollow\">"),
        };
        if let Some(card) = &self.preview {
            self.write_card(&mut out, card);
        }
        if !theme.is_empty() && self.page != "embed" {
            let _ = write!(out, "<script src=\"{theme}\"></script>");
        }
        if !css.is_empty() {
            let _ = write!(out, "<link rel=\"stylesheet\" href=\"{css}\">");
        }
        if !font.is_empty() {
            let _ = write!(
                out,
                "<link rel=\"preload\" href=\"{font}\" as=\"font\" type=\"font/woff2\" crossorigin>"
            );
        }
        out.push_str("<link rel=\"icon\" href=\"/icons/favicon.svg\" type=\"image/svg+xml\">");
        out.push_str("<link rel=\"apple-touch-icon\" href=\"/icons/apple-touch-180.png\">");
        if let Some(manifest) = self.manifest {
            let _ = write!(out, "<link rel=\"manifest\" href=\"{}\">", escaped(manifest));
        }
        self.write_program(&mut out);
        let _ = write!(out, "</head><body>{}</body></html>", self.body);
        out
    }

    fn write_card(&self, out: &mut String, card: &Card<'_>) {
        let (title, text, image) = (escaped(self.title), escaped(card.text), escaped(card.image));
        let _ = write!(
            out,
            "<meta property=\"og:type\" content=\"website\"><meta property=\"og:title\" content=\"{title}\">\
             <meta property=\"og:description\" content=\"{text}\"><meta property=\"og:image\" content=\"{image}\">\
             <meta property=\"og:image:type\" content=\"image/png\"><meta property=\"og:image:width\" content=\"1200\">\
             <meta property=\"og:image:height\" content=\"630\"><meta property=\"og:image:alt\" content=\"{title}: {text}\">\
             <meta name=\"twitter:card\" content=\"summary_large_image\">"
        );
    }

    fn write_program(&self, out: &mut String) {
        let Assets { boot, share_js: js, share_wasm: wasm, embed, .. } = self.assets;
        if let Some(data) = self.data {
            let data = data.replace('<', "\\u003c");
            let _ = write!(out, "<script type=\"application/json\" id=\"data\">{data}</script>");
        }
        let _ = match self.page {
            "share" if !boot.is_empty() => {
                write!(out, "<script src=\"{boot}\" defer data-js=\"{js}\" data-wasm=\"{wasm}\"></script>")
            }
            "embed" if !embed.is_empty() => write!(out, "<script src=\"{embed}\" defer></script>"),
            _ => Ok(()),
        };
    }
}

/// A page that stands alone, with its title as the browser shows it.
pub fn plain(assets: &Assets, lang: Lang, title: &str, body: &str) -> String {
    let title = format!("{title} · Vigie");
    let description = Some(t::public::description(lang));
    Document {
        assets,
        lang,
        title: &title,
        description,
        preview: None,
        page: "",
        theme: None,
        hue: None,
        manifest: None,
        data: None,
        body,
    }
    .write()
}

/// The same without what search engines show: they are asked to leave it out.
pub fn unlisted(assets: &Assets, lang: Lang, title: &str, body: &str) -> String {
    let title = format!("{title} · Vigie");
    Document {
        assets,
        lang,
        title: &title,
        description: None,
        preview: None,
        page: "",
        theme: None,
        hue: None,
        manifest: None,
        data: None,
        body,
    }
    .write()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_its_place() {
        let assets = Assets { boot: "/assets/boot-1.js".to_owned(), ..Assets::default() };
        let document = Document {
            assets: &assets,
            lang: Lang::Fr,
            title: "a</title><b>\"",
            description: None,
            preview: Some(Card { text: "\"><script>", image: "https://a.example/p.png?\"" }),
            page: "share",
            theme: None,
            hue: Some(359),
            manifest: None,
            data: Some("{\"a\":\"</script>\"}"),
            body: "<p>x</p>",
        };
        let html = document.write();
        assert!(html.contains("<title>a&lt;/title&gt;&lt;b&gt;&quot;</title>"));
        assert!(html.contains("{\"a\":\"\\u003c/script>\"}"));
        assert!(html.contains("<html lang=\"fr\" data-page=\"share\" data-hue=\"345\">"));
        assert!(html.contains("og:description\" content=\"&quot;&gt;&lt;script&gt;\">"));
        assert!(html.contains("og:image\" content=\"https://a.example/p.png?&quot;\">"));
        assert!(html.contains("noindex"));
        assert!(!html.contains("style="));
    }
}
