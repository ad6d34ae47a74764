//! Colours, status shapes and fixed words of a printed document, from the style sheets, the icons and the texts of the app.

use std::collections::BTreeMap;

use serde::Serialize;
use vigie_domain::Status;

use super::Paper;
use crate::chart::Sheet;
use crate::locale::t;
use crate::ui::{status_class, status_glyph};

const TOKENS: [&str; 20] = [
    "accent",
    "accent-strong",
    "accent-soft",
    "accent-line",
    "ink",
    "ink-2",
    "ink-3",
    "line",
    "line-strong",
    "sunken",
    "met",
    "met-fill",
    "track",
    "track-fill",
    "risk",
    "risk-fill",
    "off",
    "off-fill",
    "stale",
    "field",
];

/// The look of a cluster's documents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Style {
    /// Tokens as `#rrggbb`.
    pub colours: BTreeMap<&'static str, String>,
    /// Of each status: letters, fill of a bar, shape.
    pub statuses: BTreeMap<&'static str, StatusLook>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatusLook {
    pub colour: String,
    pub fill: String,
    /// An SVG of 24 × 24.
    pub shape: String,
}

impl Style {
    pub fn of(hue: Option<u16>) -> Style {
        let sheet = Sheet::new(hue);
        let colour =
            |token: &str| sheet.colour(&format!("--{token}")).unwrap_or_else(|| "#000000".to_owned());
        let look = |status: Status| {
            let (letters, fill) = match status {
                Status::Met => ("met", "met-fill"),
                Status::OnTrack => ("track", "track-fill"),
                Status::AtRisk => ("risk", "risk-fill"),
                Status::OffTrack => ("off", "off-fill"),
                Status::Stale => ("stale", "field"),
                Status::NoData | Status::NoTarget => ("ink-3", "line-strong"),
            };
            let (letters, fill) = (colour(letters), colour(fill));
            (status_class(status), StatusLook { shape: shape(status, &letters), colour: letters, fill })
        };
        Style {
            colours: TOKENS.iter().map(|token| (*token, colour(token))).collect(),
            statuses: Status::ALL.into_iter().map(look).collect(),
        }
    }
}

/// As `base.css` colours the parts of an icon.
fn shape(status: Status, colour: &str) -> String {
    let body = status_glyph(status)
        .body()
        .replace("class=\"full\"", &format!("fill=\"{colour}\" stroke=\"none\""))
        .replace("class=\"cut\"", "stroke=\"#fff\" stroke-width=\"2.2\"")
        .replace("class=\"dots\"", "stroke-dasharray=\".1 4.6\" stroke-width=\"2.4\"");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"{colour}\" \
         stroke-width=\"2.1\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{body}</svg>"
    )
}

/// What stands on every document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    pub contents: &'static str,
    pub glance: &'static str,
    pub details: &'static str,
    pub definitions: &'static str,
    pub definitions_lede: &'static str,
    pub objectives: &'static str,
    pub expected_today: &'static str,
    pub figures: &'static str,
    pub kpi: &'static str,
    pub figure: &'static str,
    pub then: String,
    pub previous_hint: String,
    pub as_of: String,
    pub target: &'static str,
    pub status: &'static str,
    pub course: &'static str,
    pub matrix: &'static str,
    pub assessment: &'static str,
    pub comments: &'static str,
    pub breaks: &'static str,
    pub provisional: &'static str,
    pub made_with: &'static str,
}

impl Words {
    pub fn of(paper: &Paper) -> Words {
        let Paper { lang, previous, date, .. } = paper;
        let lang = *lang;
        let where_any = |text: String| if previous.is_empty() { String::new() } else { text };
        Words {
            contents: t::paper::contents(lang),
            glance: t::paper::glance(lang),
            details: t::paper::details(lang),
            definitions: t::paper::definitions(lang),
            definitions_lede: t::paper::definitions_lede(lang),
            objectives: t::dashboards::objectives(lang),
            expected_today: t::dashboards::expected_today(lang),
            figures: t::dashboards::table(lang),
            kpi: t::dashboards::column_kpi(lang),
            figure: t::dashboards::column_figure(lang),
            then: where_any(t::dashboards::column_previous(lang, previous)),
            previous_hint: where_any(t::dashboards::previous_hint(lang, previous)),
            as_of: t::shares::as_of(lang, date),
            target: t::dashboards::column_target(lang),
            status: t::dashboards::column_status(lang),
            course: t::kpis::course(lang),
            matrix: t::dashboards::matrix(lang),
            assessment: t::common::assessment(lang),
            comments: t::paper::comments(lang),
            breaks: t::trend::break_mark(lang),
            provisional: t::trend::provisional(lang),
            made_with: t::shares::made_with(lang),
        }
    }
}
