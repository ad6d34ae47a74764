//! The measures of one chart: the ground that the axes span, and where points and values lie in it.

use super::data::{ChartData, Kind};
use super::labels;
use super::plan::{At, Size};
use super::scale::{Range, sane};

pub(super) struct Ground {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub x: Vec<f64>,
    /// Width that belongs to one point.
    pub band: f64,
    pub range: Option<Range>,
}

impl Ground {
    pub fn new(data: &ChartData, size: Size, range: Option<Range>, ticks: &[(f64, String)]) -> Self {
        let widest = ticks.iter().map(|(_, text)| labels::width(text)).fold(0.0, f64::max);
        let left = tenth((widest + if size.compact { 8.0 } else { 14.0 }).min(size.width / 2.0));
        let right = size.width - if size.compact { 8.0 } else { 14.0 };
        let (top, bottom) = (if size.compact { 12.0 } else { 24.0 }, size.height - 28.0);
        let fits = |[left, top, right, bottom]: &[f64; 4]| {
            let across = 0.0 <= *left && left + 20.0 < *right && *right <= size.width;
            across && 0.0 <= *top && top + 20.0 < *bottom && *bottom <= size.height
        };
        let [left, top, right, bottom] = size.ground.filter(fits).unwrap_or([left, top, right, bottom]);
        let count = data.points.len();
        let room = right - left;
        // Lines reach from edge to edge (less the dot), bars stand in the middle of their band.
        let (start, band) = match (data.kind, count) {
            (_, 0 | 1) => (left + room / 2.0, room),
            (Kind::Bars | Kind::Stacked, _) => (left + room / count as f64 / 2.0, room / count as f64),
            (Kind::Line, _) => (left + 6.0, (room - 12.0) / (count - 1) as f64),
        };
        // A step of whole thousandths repeats in the markup and so compresses to nothing; not where it costs room.
        let snapped = (band / room * 1000.0).floor() * room / 1000.0;
        let band = if count > 1 && (band - snapped) * count as f64 <= room * 0.04 { snapped } else { band };
        let x = (0..count).map(|index| tenth(start + index as f64 * band)).collect();
        Self { left, right: tenth(right), top, bottom: tenth(bottom), x, band, range }
    }

    pub fn y(&self, value: f64) -> Option<f64> {
        Some(tenth(self.bottom - self.range?.part(sane(value)?) * (self.bottom - self.top)))
    }

    /// The place of a value that belongs to a point.
    pub fn at(&self, index: usize, value: Option<f64>) -> Option<At> {
        Some((*self.x.get(index)?, self.y(value?)?))
    }
}

/// To a tenth; never a negative zero.
pub(super) fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}
