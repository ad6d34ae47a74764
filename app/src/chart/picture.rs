//! A chart as a picture to be pasted into slides: on white, light whatever the screen, with its title and its legend, all colours
//! and fonts written out.

use std::fmt::Write as _;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

use super::canvas::paint;
use super::data::ChartData;
use super::drawn::{DIAMOND, Pen, colour};
use super::labels;
use super::plan::{LabelKind, Plan, Role, Size, plan};
use super::svg::escaped;
use super::theme::Theme;

const WIDTH: f64 = 960.0;
const EDGE: f64 = 24.0;
/// The chart below the title.
const TOP: f64 = 60.0;
const TALL: f64 = 400.0;
const LINE: f64 = 24.0;
/// Pixels of a PNG for each unit.
const SCALE: f64 = 2.0;

/// One entry of the legend with its upper left corner.
struct Key<'p> {
    at: (f64, f64),
    role: Role,
    text: &'p str,
}

pub struct Picture<'p> {
    title: &'p str,
    plan: Plan,
    keys: Vec<Key<'p>>,
    height: f64,
    theme: Theme,
    /// Light, and taken out of the document at the end.
    place: HtmlElement,
}

impl<'p> Picture<'p> {
    /// `at`: an element of the page, for its style. None outside of a document.
    pub fn new(
        at: &HtmlElement,
        title: &'p str,
        data: &ChartData,
        legend: &'p [(Role, String)],
    ) -> Option<Self> {
        let place: HtmlElement = at.owner_document()?.create_element("div").ok()?.unchecked_into();
        place.set_attribute("data-theme", "light").ok()?;
        place.set_attribute("hidden", "").ok()?;
        at.append_child(&place).ok()?;
        let theme = Theme::at(&place, 1.0);
        let size = Size { width: WIDTH - 2.0 * EDGE, height: TALL, compact: false, ground: None };
        let plan = plan(data, size);
        let keys = keys(&plan, legend);
        let height = keys.last().map_or(TOP + TALL, |key| key.at.1 + LINE) + EDGE / 2.0;
        match theme {
            Some(theme) => Some(Self { title, plan, keys, height, theme, place }),
            None => {
                place.remove();
                None
            }
        }
    }

    pub fn svg(&self) -> String {
        let family = escaped(&self.theme.family);
        let ink = colour(self.theme.label(LabelKind::Words).fill);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{h}\" viewBox=\"0 0 {WIDTH} {h}\" \
             font-family=\"{family}\"><rect width=\"{WIDTH}\" height=\"{h}\" fill=\"#fff\"/>\
             <text x=\"{EDGE}\" y=\"38\" font-size=\"20\" font-weight=\"600\" fill=\"{ink}\">{}</text>\
             <g transform=\"translate({EDGE} {TOP})\">",
            escaped(self.title),
            h = self.height,
        );
        let pen = Pen { plan: &self.plan, theme: &self.theme };
        out.push_str(&pen.chart());
        out.push_str("</g>");
        for key in &self.keys {
            let (x, y) = key.at;
            let _ = write!(
                out,
                "<g transform=\"translate({x} {y})\">{}<text x=\"30\" y=\"10\" font-size=\"13\" fill=\"{ink}\">{}</text></g>",
                pen.sample(key.role),
                escaped(key.text)
            );
        }
        out + "</svg>"
    }

    /// As the address of its bytes.
    pub fn png(&self) -> Option<String> {
        let document = self.place.owner_document()?;
        let canvas = || document.create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok();
        let chart = canvas()?;
        self.place.append_child(&chart).ok()?;
        paint(&chart, &self.plan, 1.0).then_some(())?;
        let whole = canvas()?;
        whole.set_width((WIDTH * SCALE) as u32);
        whole.set_height((self.height * SCALE) as u32);
        let pen: CanvasRenderingContext2d = whole.get_context("2d").ok()??.dyn_into().ok()?;
        pen.scale(SCALE, SCALE).ok()?;
        pen.set_fill_style_str("#fff");
        pen.fill_rect(0.0, 0.0, WIDTH, self.height);
        let ink = colour(self.theme.label(LabelKind::Words).fill);
        pen.set_fill_style_str(&ink);
        pen.set_font(&format!("600 20px {}", self.theme.family));
        pen.fill_text(self.title, EDGE, 38.0).ok()?;
        let (width, height) = (self.plan.width, self.plan.height);
        pen.draw_image_with_html_canvas_element_and_dw_and_dh(&chart, EDGE, TOP, width, height).ok()?;
        pen.set_font(&format!("13px {}", self.theme.family));
        for key in &self.keys {
            let (x, y) = key.at;
            self.sample(&pen, key);
            pen.set_fill_style_str(&ink);
            pen.fill_text(key.text, x + 30.0, y + 10.0).ok()?;
        }
        whole.to_data_url().ok()
    }

    /// A stroke or a mark of a role.
    fn sample(&self, pen: &CanvasRenderingContext2d, key: &Key<'_>) {
        let look = self.theme.role(key.role);
        let (x, y) = key.at;
        let dash: js_sys::Array = look.dash.iter().map(|length| JsValue::from(*length)).collect();
        let _ = pen.set_line_dash(&dash);
        pen.set_stroke_style_str(&colour(look.stroke));
        pen.set_fill_style_str(&colour(look.fill));
        pen.set_line_width(look.width.max(1.0));
        pen.begin_path();
        match key.role {
            Role::Bar | Role::Rest | Role::Tolerance => pen.fill_rect(x, y, 22.0, 11.0),
            Role::Target => {
                for (place, (dx, dy)) in DIAMOND.into_iter().enumerate() {
                    let (x, y) = (x + 11.0 + dx, y + 5.5 + dy);
                    if place == 0 { pen.move_to(x, y) } else { pen.line_to(x, y) }
                }
                pen.fill();
            }
            Role::Break => {
                pen.move_to(x + 11.0, y - 2.0);
                pen.line_to(x + 11.0, y + 13.0);
                pen.stroke();
            }
            _ => {
                pen.move_to(x, y + 5.5);
                pen.line_to(x + 22.0, y + 5.5);
                pen.stroke();
            }
        }
    }
}

impl Drop for Picture<'_> {
    fn drop(&mut self) {
        self.place.remove();
    }
}

fn keys<'p>(plan: &Plan, legend: &'p [(Role, String)]) -> Vec<Key<'p>> {
    let (mut x, mut y) = (EDGE, TOP + TALL + 14.0);
    let known = legend.iter().filter(|(role, _)| plan.has(*role));
    known
        .map(|(role, text)| {
            let wide = 30.0 + labels::width(text) * 1.1 + 18.0;
            if x > EDGE && x + wide > WIDTH - EDGE {
                (x, y) = (EDGE, y + LINE);
            }
            let at = (x, y);
            x += wide;
            Key { at, role: *role, text }
        })
        .collect()
}
