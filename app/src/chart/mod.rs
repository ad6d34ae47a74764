//! Charts: one plan, two painters.
//!
//! [`plan`](plan::plan) turns figures into pure geometry with roles. [`svg`](svg::svg) writes it as markup with
//! classes only, so that colour, dark mode and the cluster's hue stay CSS and text stays text: shares, print, the
//! first paint. `canvas` paints the same plan through plotters in the workspace, where hover and long series want
//! it. Why not plotters' own SVG: literal colours, integer coordinates, fixed pixel text.
//!
//! Nothing here makes words: every text, number or period comes written from the caller, in the reader's language.

pub mod data;
pub mod hit;
pub mod plan;
pub mod svg;
pub mod view;

mod ground;
mod labels;
mod scale;
mod series;
mod words;

#[cfg(feature = "csr")]
mod canvas;
#[cfg(any(feature = "csr", feature = "ssr", test))]
mod colour;
#[cfg(any(feature = "csr", test))]
mod dash;
#[cfg(any(feature = "csr", feature = "ssr"))]
mod drawn;
#[cfg(feature = "csr")]
mod live;
#[cfg(feature = "csr")]
mod picture;
#[cfg(feature = "csr")]
mod probe;
#[cfg(feature = "csr")]
mod save;
#[cfg(feature = "ssr")]
mod sheet;
#[cfg(any(feature = "csr", feature = "ssr"))]
mod theme;
#[cfg(feature = "csr")]
mod watch;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

#[cfg(feature = "ssr")]
pub use drawn::Pen;
#[cfg(feature = "ssr")]
pub use sheet::Sheet;
#[cfg(feature = "ssr")]
pub use theme::Theme;

pub use data::{ChartData, Frame, Kind, Point, Ticks};
pub use plan::{Plan, Role, Size, plan};
pub use series::sparkline;
pub use view::{Chart, Crosshair, OnCanvas, Sparkline};
