//! What the point under the pointer says, beside the charts of a share.
//!
//! It reads the row of the chart's own table: the figures are in the page once. Keys and screen readers have the table.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// For as long as the page is open.
pub fn follow() {
    window_event_listener(ev::pointermove, |event| {
        let over = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let stage = over.and_then(|element| element.closest(".chart-stage").ok().flatten());
        let said = stage.as_ref().is_some_and(|stage| say(stage, f64::from(event.client_x())).is_some());
        if !said {
            hide();
        }
    });
}

/// The tip moves into the chart that it speaks of.
fn say(stage: &Element, pointer: f64) -> Option<()> {
    let figure = stage.closest("figure").ok()??;
    let table = figure.query_selector("table[data-points]").ok()??;
    let count = |name: &str| table.get_attribute(name)?.parse::<f64>().ok();
    let (points, skipped) = (count("data-points")?, count("data-skipped")?);
    let chart = stage.query_selector("svg.chart").ok()??;
    let bars = chart.query_selector(".bars").ok()?.is_some();
    let (ground, edge) = (chart.get_bounding_client_rect(), stage.get_bounding_client_rect());
    let part = (pointer - ground.left()) / ground.width();
    let index = if bars { (part * points).floor() } else { (part * (points - 1.0)).round() };
    let index = index.clamp(skipped, points - 1.0);
    // Lines reach from edge to edge, bars stand in the middle of their band.
    let place = if bars { (index + 0.5) / points } else { index / (points - 1.0).max(1.0) };
    let row = table.query_selector(&format!("tbody tr:nth-child({})", index - skipped + 1.0)).ok()??;
    let cell = |selector: &str| row.query_selector(selector).ok()??.text_content();
    let tip = tip(stage)?;
    let set = |selector: &str, text: String| {
        if let Ok(Some(element)) = tip.query_selector(selector) {
            element.set_text_content(Some(&text));
        }
    };
    set("b", cell("td")?);
    set("span", cell("th")?);
    let style = tip.style();
    let left = ground.left() - edge.left() + place * ground.width();
    style.set_property("left", &format!("{left:.1}px")).ok()?;
    style.set_property("top", &format!("{:.1}px", ground.top() - edge.top())).ok()?;
    tip.class_list().toggle_with_force("flip", place > 0.5).ok()?;
    tip.remove_attribute("hidden").ok()
}

fn tip(stage: &Element) -> Option<HtmlElement> {
    let tip = match document().query_selector("#share-tip").ok()? {
        Some(tip) => tip,
        None => {
            let tip = document().create_element("div").ok()?;
            tip.set_id("share-tip");
            tip.set_class_name("chart-tip");
            tip.set_attribute("aria-hidden", "true").ok()?;
            tip.set_inner_html("<b></b><span></span>");
            tip
        }
    };
    if tip.parent_element().as_ref() != Some(stage) {
        stage.append_child(&tip).ok()?;
    }
    tip.dyn_into().ok()
}

fn hide() {
    if let Ok(Some(tip)) = document().query_selector("#share-tip") {
        let _ = tip.set_attribute("hidden", "");
    }
}
