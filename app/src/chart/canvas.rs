//! Paints a plan on a canvas through plotters.
//!
//! Elements at absolute pixels only: no mesh (plotters can loop for ever laying one out) and no measured text (its
//! measuring inserts styled spans, which the content policy blocks). plotters counts in whole device pixels, so the
//! canvas has at least two for each of the page's: slanted lines stay smooth on plain screens too.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_canvas::CanvasBackend;
use web_sys::HtmlCanvasElement;

use super::colour::Rgba;
use super::dash::dashes;
use super::labels::Anchor;
use super::plan::{At, Label, Mark, Plan, Role, Shape};
use super::theme::{Look, Theme};

type Area = DrawingArea<CanvasBackend, Shift>;
type Painted = Result<(), DrawingAreaErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

/// No canvas is larger than this, whatever the screen (device pixels).
const MOST: f64 = 8192.0;

/// Paints the plan, a unit of which is `unit` px of the page. `false`: the markup has to do.
pub fn paint(canvas: &HtmlCanvasElement, plan: &Plan, unit: f64) -> bool {
    let Some(theme) =
        canvas.parent_element().and_then(|stage| Theme::at(wasm_bindgen::JsCast::dyn_ref(&stage)?, unit))
    else {
        return false;
    };
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    let scale =
        (unit * if ratio < 2.0 { ratio * 2.0 } else { ratio }).min(MOST / plan.width.max(plan.height));
    canvas.set_width((plan.width * scale).round() as u32);
    canvas.set_height((plan.height * scale).round() as u32);
    let Some(backend) = CanvasBackend::with_canvas_object(canvas.clone()) else { return false };
    round_joins(canvas);
    let brush = Brush { area: backend.into_drawing_area(), theme, scale };
    let marks = plan.marks.iter().try_for_each(|mark| brush.mark(plan, mark));
    marks.and_then(|()| plan.labels.iter().try_for_each(|label| brush.label(label))).is_ok()
}

/// plotters leaves the joins of lines alone; what is set on the context stays.
fn round_joins(canvas: &HtmlCanvasElement) {
    if let Ok(Some(context)) = canvas.get_context("2d")
        && let Ok(context) = wasm_bindgen::JsCast::dyn_into::<web_sys::CanvasRenderingContext2d>(context)
    {
        context.set_line_join("round");
    }
}

struct Brush {
    area: Area,
    theme: Theme,
    scale: f64,
}

impl Brush {
    fn mark(&self, plan: &Plan, mark: &Mark) -> Painted {
        let look = self.theme.role(mark.role);
        match &mark.shape {
            Shape::Line(points) => self.line(points, look),
            Shape::Area(points) => self.fill(points, look),
            Shape::Bar((x, y), wide, tall, index) => {
                let provisional = plan.spots.get(*index).is_some_and(|spot| spot.provisional);
                let look =
                    if provisional && mark.role == Role::Bar { &self.theme.provisional_bar } else { look };
                let Some(style) = self.filled(look.fill) else {
                    return self.frame((*x, *y), *wide, *tall, look);
                };
                self.area.draw(&Rectangle::new([self.at((*x, *y)), self.at((x + wide, y + tall))], style))
            }
            Shape::Dot(at, index) => self.dot(plan, *at, *index),
            Shape::Badge(at, number) => self.badge(*at, *number),
            Shape::Diamond((x, y)) => {
                let corners = [(0.0, -5.5), (5.5, 0.0), (0.0, 5.5), (-5.5, 0.0)];
                let corners = corners.map(|(dx, dy)| (x + dx, y + dy));
                self.fill(&corners, look)?;
                self.line(&[&corners[..], &corners[..1]].concat(), look)
            }
        }
    }

    fn line(&self, points: &[At], look: &Look) -> Painted {
        let Some(style) = self.stroked(look) else { return Ok(()) };
        for piece in dashes(points, &seen(&look.dash, look.width)) {
            let piece: Vec<_> = piece.into_iter().map(|at| self.at(at)).collect();
            self.area.draw(&PathElement::new(piece, style))?;
        }
        Ok(())
    }

    fn fill(&self, points: &[At], look: &Look) -> Painted {
        let Some(style) = self.filled(look.fill) else { return Ok(()) };
        let points: Vec<_> = points.iter().map(|at| self.at(*at)).collect();
        self.area.draw(&Polygon::new(points, style))
    }

    /// A bar that is only outlined: what may come.
    fn frame(&self, (x, y): At, wide: f64, tall: f64, look: &Look) -> Painted {
        self.line(&[(x, y + tall), (x, y), (x + wide, y), (x + wide, y + tall)], look)
    }

    fn dot(&self, plan: &Plan, at: At, index: usize) -> Painted {
        let look = match () {
            () if plan.spots.get(index).is_some_and(|spot| spot.provisional) => &self.theme.provisional,
            () if plan.last_dot() == Some(index) => &self.theme.last,
            () => self.theme.role(Role::Point),
        };
        self.circle(at, look)
    }

    fn badge(&self, at: At, number: u32) -> Painted {
        self.circle(at, &self.theme.badge)?;
        self.text(&number.to_string(), at, Anchor::Middle, &self.theme.badge_text, FontStyle::Bold)
    }

    fn circle(&self, (x, y): At, look: &Look) -> Painted {
        let (centre, radius) = (self.at((x, y)), (look.radius * self.scale).round() as i32);
        if let Some(style) = self.filled(look.fill) {
            self.area.draw(&Circle::new(centre, radius, style))?;
        }
        if look.dash.is_empty() {
            let Some(style) = self.stroked(look) else { return Ok(()) };
            return self.area.draw(&Circle::new(centre, radius, style));
        }
        let turn = (0..=24).map(|part| std::f64::consts::TAU * f64::from(part) / 24.0);
        let outline: Vec<At> =
            turn.map(|angle| (x + look.radius * angle.cos(), y + look.radius * angle.sin())).collect();
        self.line(&outline, look)
    }

    fn label(&self, label: &Label) -> Painted {
        let look = self.theme.label(label.kind);
        // The plan gives the baseline, plotters takes the middle of the letters.
        let at = (label.at.0, label.at.1 - look.size * 0.34);
        self.text(&label.text, at, label.anchor, look, FontStyle::Normal)
    }

    fn text(&self, text: &str, at: At, anchor: Anchor, look: &Look, weight: FontStyle) -> Painted {
        let Some(colour) = look.fill.map(rgba) else { return Ok(()) };
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let font = FontDesc::new(FontFamily::Name(&self.theme.family), look.size * self.scale, weight);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(side, VPos::Center));
        self.area.draw(&Text::new(text, self.at(at), style))
    }

    fn at(&self, (x, y): At) -> (i32, i32) {
        ((x * self.scale).round() as i32, (y * self.scale).round() as i32)
    }

    fn filled(&self, colour: Option<Rgba>) -> Option<ShapeStyle> {
        colour.filter(|colour| colour.alpha > 0.0).map(|colour| rgba(colour).filled())
    }

    fn stroked(&self, look: &Look) -> Option<ShapeStyle> {
        let width = (look.width * self.scale).round() as u32;
        let colour = look.stroke.filter(|colour| colour.alpha > 0.0 && width > 0)?;
        Some(rgba(colour).stroke_width(width))
    }
}

/// A dot of a pattern (`.1 5`) shows by its round end, which plotters does not draw: make it as long as it is wide.
fn seen(pattern: &[f64], width: f64) -> Vec<f64> {
    let pairs = pattern.chunks(2).flat_map(|pair| match pair {
        [on, off] if *on < width => [width, (off - (width - on)).max(1.0)].to_vec(),
        other => other.to_vec(),
    });
    pairs.collect()
}

fn rgba(colour: Rgba) -> RGBAColor {
    let (red, green, blue) = colour.rgb;
    RGBAColor(red, green, blue, colour.alpha)
}
