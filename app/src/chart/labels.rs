//! Texts that must not run into each other, without measuring: widths are estimated by the count of characters.
//!
//! Why not measured: the server has no fonts, and measuring in the browser costs a layout per label.

use super::data::{Frame, Point};

/// Size of the letters of the axes: the unit that everything else is laid out around.
#[cfg(feature = "csr")]
pub const LETTERS: f64 = 12.0;
/// Width of one of those letters, on the wide side.
const CHARACTER: f64 = 6.8;
const HEIGHT: f64 = 14.0;
/// From the top of a text to its baseline.
const ASCENT: f64 = 11.0;
/// Least distance between two labels on the horizontal axis.
const APART: f64 = 10.0;
/// What the plan's 760 px may shrink to while rank 2 is shown (a figure of 30rem), and at the least (18rem): the
/// fixed margins of the style sheet make the ground shrink quicker than the figure.
const NARROW: f64 = 430.0;
const SMALLEST: f64 = 240.0;

pub fn width(text: &str) -> f64 {
    text.chars().count() as f64 * CHARACTER
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// Left edge of a text of this width at `x`.
    fn left(self, x: f64, width: f64) -> f64 {
        match self {
            Self::Start => x,
            Self::Middle => x - width / 2.0,
            Self::End => x - width,
        }
    }
}

/// Which points the horizontal axis names: index, centre of the text, rank. None overlap, none leave `0..room`.
///
/// Rank 0 is shown in every width; 3 gives way in figures narrower than 60rem, 2 in those below 30rem.
pub fn horizontal(points: &[Point], frame: Frame, x: &[f64], room: f64) -> Vec<(usize, f64, u8)> {
    let widest = points.iter().map(|point| width(&point.label)).fold(0.0, f64::max);
    let gap = if x.len() > 1 { (x[x.len() - 1] - x[0]) / (x.len() - 1) as f64 } else { room };
    let needed = widest + APART;
    let wanted = steps(frame.per_year.max(1)).find(|step| *step as f64 * gap >= needed);
    let mut chosen: Vec<usize> = match wanted {
        Some(step) => {
            (0..points.len()).filter(|index| (frame.first_in_year + index).is_multiple_of(step)).collect()
        }
        None => Vec::new(),
    };
    if chosen.len() < 2 && !points.is_empty() {
        chosen = vec![0, points.len() - 1];
        chosen.dedup();
    }
    let spacing = gap * if chosen.len() > 1 { (chosen[1] - chosen[0]) as f64 } else { 1.0 };
    // Shown narrower than planned, would all of them still fit? And every second one?
    let crowded = |shown: f64, every: f64| spacing * every * (shown / room).min(1.0) < needed;
    let odd = match () {
        () if room <= NARROW => 0,
        () if crowded(NARROW, 1.0) => 3,
        () if crowded(SMALLEST, 1.0) => 2,
        () => 0,
    };
    let second = if room > NARROW && crowded(SMALLEST, 2.0) { 2 } else { 0 };
    let mut free_from = f64::NEG_INFINITY;
    let mut out = Vec::new();
    for (place, index) in chosen.into_iter().enumerate() {
        let wide = width(&points[index].label);
        let centre = x[index].min(room - wide / 2.0).max(wide / 2.0);
        let left = centre - wide / 2.0;
        if left >= free_from && wide <= room {
            free_from = left + wide + APART;
            let rank = [0, odd, second, odd][place % 4];
            out.push((index, centre, rank));
        }
    }
    out
}

/// Steps of the axis: parts of a year that divide it, then whole years.
fn steps(per_year: usize) -> impl Iterator<Item = usize> {
    let parts =
        [1, 2, 3, 6].into_iter().filter(move |part| *part < per_year && per_year.is_multiple_of(*part));
    parts.chain([1, 2, 5, 10, 20, 50, 100, 200, 500].into_iter().map(move |years| years * per_year))
}

/// Finds room for the words at marks inside the picture.
pub struct Placer {
    room: (f64, f64),
    taken: Vec<[f64; 4]>,
    /// Spots of lines, which words leave free when they can.
    lines: Vec<(f64, f64)>,
}

impl Placer {
    pub fn new(width: f64, height: f64) -> Self {
        Self { room: (width, height), taken: Vec::new(), lines: Vec::new() }
    }

    /// Keeps a box free of words.
    pub fn take(&mut self, left: f64, top: f64, right: f64, bottom: f64) {
        self.taken.push([left, top, right, bottom]);
    }

    /// Words stay off this line where another place is left.
    pub fn avoid(&mut self, line: &[(f64, f64)]) {
        for pair in line.windows(2) {
            let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
            let count = ((to_x - x).hypot(to_y - y) / 8.0).ceil().clamp(1.0, 1000.0);
            let parts = (0..=count as usize).map(|part| part as f64 / count);
            self.lines.extend(parts.map(|part| (x + (to_x - x) * part, y + (to_y - y) * part)));
        }
    }

    /// The first of the places (x, baseline) at which the text fits and covers no line; `None`: leave it out.
    pub fn place_clear(&mut self, text: &str, places: &[(f64, f64, Anchor)]) -> Option<(f64, f64, Anchor)> {
        let wide = width(text);
        let clear = |place: &&(f64, f64, Anchor)| self.is_clear(&bounds(place, wide));
        let clear: Vec<_> = places.iter().filter(clear).copied().collect();
        self.place(text, &clear)
    }

    /// The first of the places at which the text fits, off the lines where there is such a place.
    pub fn place(&mut self, text: &str, places: &[(f64, f64, Anchor)]) -> Option<(f64, f64, Anchor)> {
        let wide = width(text);
        let boxes = places.iter().map(|place| (*place, bounds(place, wide)));
        let fitting: Vec<_> = boxes.filter(|(_, bounds)| self.fits(bounds)).collect();
        let (place, bounds) = *fitting.iter().find(|(_, it)| self.is_clear(it)).or(fitting.first())?;
        self.taken.push(bounds);
        Some(place)
    }

    fn fits(&self, [left, top, right, bottom]: &[f64; 4]) -> bool {
        let inside = *left >= 0.0 && *right <= self.room.0 && *top >= 0.0 && *bottom <= self.room.1;
        inside
            && self.taken.iter().all(|it| *right < it[0] || *left > it[2] || *bottom < it[1] || *top > it[3])
    }

    fn is_clear(&self, [left, top, right, bottom]: &[f64; 4]) -> bool {
        !self.lines.iter().any(|(x, y)| (*left..=*right).contains(x) && (*top..=*bottom).contains(y))
    }
}

/// Left, top, right and bottom of a text of this width.
fn bounds((x, baseline, anchor): &(f64, f64, Anchor), wide: f64) -> [f64; 4] {
    let (left, top) = (anchor.left(*x, wide), baseline - ASCENT);
    [left, top, left + wide, top + HEIGHT]
}

/// The text, cut to about this width.
pub fn cut(text: &str, most: f64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let keep = ((most / CHARACTER) as usize).saturating_sub(1);
    let mut out: String = text.chars().take(keep).collect();
    out.truncate(out.trim_end().len());
    out + "…"
}
