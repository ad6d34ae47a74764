//! The geometry of a chart: what is where, in which role. Pure; both painters follow it.
//!
//! Coordinates are pixels of the picture, rounded to a tenth, always finite and never far outside.

use super::data::ChartData;
use super::ground::{Ground, tenth};
use super::labels::{self, Anchor};
use super::scale::Scale;
use super::{series, words};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width: f64,
    pub height: f64,
    /// A small card: no words at the marks, tighter edges.
    pub compact: bool,
    /// Left, top, right and bottom edge of the ground where they are given (by the style sheet); else they follow
    /// from the labels.
    pub ground: Option<[f64; 4]>,
}

impl Size {
    /// A chart that has the page's width.
    pub const WIDE: Self = Self { width: 760.0, height: 300.0, compact: false, ground: None };
    /// A chart in a card or on a phone.
    pub const CARD: Self = Self { width: 360.0, height: 200.0, compact: true, ground: None };
}

/// What a mark means; its class in the markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Gridline,
    Axis,
    Tolerance,
    Rest,
    Bar,
    LastYear,
    Reference,
    Path,
    SecondPath,
    ThirdPath,
    /// Further series beside the first, in their order.
    Second,
    Third,
    Fourth,
    Fifth,
    Series,
    Projection,
    Break,
    Point,
    Target,
    Note,
}

impl Role {
    pub const ALL: [Self; 20] = [
        Self::Gridline,
        Self::Axis,
        Self::Tolerance,
        Self::Rest,
        Self::Bar,
        Self::LastYear,
        Self::Reference,
        Self::Path,
        Self::SecondPath,
        Self::ThirdPath,
        Self::Second,
        Self::Third,
        Self::Fourth,
        Self::Fifth,
        Self::Series,
        Self::Projection,
        Self::Break,
        Self::Point,
        Self::Target,
        Self::Note,
    ];

    /// Of what stands beside the series of a chart.
    pub const BESIDE: [Self; 4] = [Self::Second, Self::Third, Self::Fourth, Self::Fifth];

    pub const fn class(self) -> &'static str {
        match self {
            Self::Gridline => "gridline",
            Self::Axis => "gridline zero",
            Self::Tolerance => "tolerance",
            Self::LastYear => "last-year",
            Self::Reference => "reference",
            Self::Path => "path",
            Self::SecondPath => "path second",
            Self::ThirdPath => "path third",
            // `bar` is the progress bar of the pages.
            Self::Bar => "bars",
            Self::Rest => "rest",
            Self::Series => "series",
            Self::Second => "series s2",
            Self::Third => "series s3",
            Self::Fourth => "series s4",
            Self::Fifth => "series s5",
            Self::Projection => "projection",
            Self::Break => "break",
            Self::Point => "point",
            Self::Target => "target",
            Self::Note => "note",
        }
    }
}

pub type At = (f64, f64);

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Line(Vec<At>),
    Area(Vec<At>),
    /// Upper left corner, width, height; with the index of the point it stands for.
    Bar(At, f64, f64, usize),
    /// Centre and index of the point.
    Dot(At, usize),
    /// Centre and the number in it.
    Badge(At, u32),
    Diamond(At),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub role: Role,
    pub shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// A figure of the vertical axis; anchored at its end.
    Value,
    /// A period of the horizontal axis; anchored in the middle.
    Period,
    /// Words at a mark.
    Words,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub kind: LabelKind,
    /// Anchor point on the baseline.
    pub at: At,
    pub anchor: Anchor,
    /// What gives way first where the picture is shown small: 3, then 2; 0 stays.
    pub rank: u8,
    pub text: String,
}

/// A point as the pointer and the screen reader meet it.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    pub x: f64,
    pub y: Option<f64>,
    pub long: String,
    pub provisional: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub width: f64,
    pub height: f64,
    /// Left, top, right and bottom edge of the ground that the axes span.
    pub plot: [f64; 4],
    pub compact: bool,
    /// So many points that single dots would run together.
    pub dense: bool,
    /// In painting order.
    pub marks: Vec<Mark>,
    pub labels: Vec<Label>,
    pub spots: Vec<Spot>,
}

impl Plan {
    /// Index of the last point that has a dot.
    pub fn last_dot(&self) -> Option<usize> {
        self.marks.iter().rev().find_map(|mark| match mark.shape {
            Shape::Dot(_, index) => Some(index),
            _ => None,
        })
    }

    pub fn has(&self, role: Role) -> bool {
        self.marks.iter().any(|mark| mark.role == role)
    }
}

pub fn plan(data: &ChartData, size: Size) -> Plan {
    let size =
        Size { width: size.width.clamp(80.0, 8000.0), height: size.height.clamp(60.0, 8000.0), ..size };
    let scale = Scale::over(values(data), data.kind.is_bars(), data.ticks.decimals);
    let ticks: Vec<(f64, String)> = scale
        .iter()
        .flat_map(|scale| scale.ticks().map(|tick| (tick, scale.text(tick, &data.ticks, &data.unit_suffix))))
        .collect();
    let ground = Ground::new(data, size, scale.map(|scale| scale.range()), &ticks);
    let mut plan = Plan {
        width: size.width,
        height: size.height,
        plot: [ground.left, ground.top, ground.right, ground.bottom],
        compact: size.compact,
        dense: ground.band < 9.0,
        marks: Vec::new(),
        labels: Vec::new(),
        spots: Vec::new(),
    };
    axes(&mut plan, data, &ground, ticks);
    series::draw(&mut plan, data, &ground);
    words::draw(&mut plan, data, &ground, size.compact);
    plan.marks.sort_by_key(|mark| mark.role);
    plan.spots = data
        .points
        .iter()
        .enumerate()
        .map(|(index, point)| Spot {
            x: ground.x[index],
            y: point.value.and_then(|value| ground.y(value)),
            long: point.long.clone(),
            provisional: point.provisional,
        })
        .collect();
    plan
}

/// Everything that must be in sight.
fn values(data: &ChartData) -> impl Iterator<Item = f64> + '_ {
    let count = data.points.len();
    let paths = data.other_paths.iter().map(|(_, path)| path);
    let lists = [&data.path, &data.last_year, &data.projection, &data.whole].into_iter().chain(paths);
    let lists = lists.chain(&data.beside);
    let edges = data.tolerance.iter().flatten().take(count).flatten().flat_map(|(low, high)| [*low, *high]);
    let alone = data.references.iter().map(|it| it.0).chain(data.target.iter().map(|it| it.1));
    data.points
        .iter()
        .filter_map(|point| point.value)
        .chain(lists.flat_map(move |list| list.iter().take(count).copied().flatten()))
        .chain(edges)
        .chain(alone)
}

fn axes(plan: &mut Plan, data: &ChartData, ground: &Ground, ticks: Vec<(f64, String)>) {
    for (value, text) in ticks {
        let Some(y) = ground.y(value) else { continue };
        let role = if value == 0.0 { Role::Axis } else { Role::Gridline };
        let line = vec![(ground.left, y), (ground.right, y)];
        plan.marks.push(Mark { role, shape: Shape::Line(line) });
        let at = (tenth(ground.left - 8.0), tenth(y + 4.0));
        plan.labels.push(Label { kind: LabelKind::Value, at, anchor: Anchor::End, rank: 0, text });
    }
    if ground.range.is_none() {
        let line = vec![(ground.left, ground.bottom), (ground.right, ground.bottom)];
        plan.marks.push(Mark { role: Role::Axis, shape: Shape::Line(line) });
    }
    let named = labels::horizontal(&data.points, data.frame, &ground.x, plan.width);
    for (index, x, rank) in named {
        let text = data.points[index].label.clone();
        let at = (tenth(x), tenth(ground.bottom + 20.0));
        plan.labels.push(Label { kind: LabelKind::Period, at, anchor: Anchor::Middle, rank, text });
    }
}
