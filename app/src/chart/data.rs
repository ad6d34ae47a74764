//! What a chart is told: figures for geometry, texts as they are to be read.
//!
//! The lists that follow a series (`path`, `tolerance`, `last_year`, `projection`) go by the index of `points`; a
//! shorter list means nothing from there on. `f64` is for geometry only, the exact figure is in [`Point::text`].

/// One chart. `Default` is an empty one: say only what there is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartData {
    pub kind: Kind,
    pub frame: Frame,
    /// Every period of the span in order, also those without a value and those still to come.
    pub points: Vec<Point>,
    /// The value expected at each period; for bars the period's own share of the target.
    pub path: Vec<Option<f64>>,
    /// Low and high edge of what still counts as on the path.
    pub tolerance: Option<Vec<Option<(f64, f64)>>>,
    /// The paths of other target sets, up to two, each with the name of its set.
    pub other_paths: Vec<(String, Vec<Option<f64>>)>,
    /// Further series beside the points, up to four: what several clusters have of the same.
    pub beside: Vec<Vec<Option<f64>>>,
    /// Of stacked bars: up to where the whole reaches, of which the value is a part.
    pub whole: Vec<Option<f64>>,
    /// The value of the same period one year before.
    pub last_year: Vec<Option<f64>>,
    /// A definition changed before the point of this index: no line goes across. With the words at the mark.
    pub breaks: Vec<(usize, String)>,
    /// The final target: index of its period, value, words.
    pub target: Option<(usize, f64, String)>,
    pub projection: Vec<Option<f64>>,
    /// Captioned comparison lines; never a norm.
    pub references: Vec<(f64, String)>,
    pub ticks: Ticks,
    /// Written behind the figures of the axis as it is (` %`); usually empty.
    pub unit_suffix: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Line,
    /// Amounts per period (flows): the axis begins at zero.
    Bars,
    /// A part and what is left of its whole, one on the other.
    Stacked,
}

impl Kind {
    pub fn is_bars(self) -> bool {
        self != Kind::Line
    }
}

/// How the points lie in the year, so that the axis names whole years rather than every seventh month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Points in a year: 12, 4, 2 or 1.
    pub per_year: usize,
    /// Place of the first point in its year, from 0.
    pub first_in_year: usize,
}

impl Default for Frame {
    fn default() -> Self {
        Self { per_year: 1, first_in_year: 0 }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// The period as the axis names it, short (`Q1 22`).
    pub label: String,
    /// The whole of it for screen readers and tooltips (`Q1 2022: 41.2 %, provisional`).
    pub long: String,
    pub value: Option<f64>,
    /// The figure, or the word for its absence.
    pub text: String,
    pub provisional: bool,
    /// The last month of the period, as a number that goes on from year to year: charts of a page meet at it.
    pub month: i32,
    /// Number of the comment that is printed below the chart.
    pub note: Option<u32>,
}

/// How figures on the axis are written in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticks {
    pub decimal: char,
    pub group: char,
    /// Decimals of the KPI: the axis never invents finer ones.
    pub decimals: u8,
    /// Short forms of 10⁶, 10⁹ and 10¹² with the space before them (` M`, ` bn`, ` tn`).
    pub large: [&'static str; 3],
}

impl Default for Ticks {
    fn default() -> Self {
        Self { decimal: '.', group: ',', decimals: 0, large: [" M", " bn", " tn"] }
    }
}
