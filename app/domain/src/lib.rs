//! The pure rules of measurement: the same for the server and the browser, so that a number is the same on the
//! screen, in the export, in the API and offline. No IO, no clock, no randomness: today and ids are arguments.

pub mod access;
pub mod assessment;
pub mod attainment;
pub mod book;
pub mod cluster;
pub mod dashboard;
mod defaults;
pub mod due;
pub mod file;
pub mod forecast;
pub mod formula;
pub mod key;
pub mod kpi;
pub mod lang;
pub mod mapping;
pub mod number;
pub mod objective;
pub mod outbox;
pub mod path;
pub mod period;
pub mod period_state;
pub mod plausibility;
pub mod problem;
mod problem_code;
pub mod progress;
pub mod proposal;
pub mod reading;
pub mod record;
pub mod report;
pub mod rollup;
pub mod series;
pub mod status;
pub mod sync;
pub mod target;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod why;
pub mod window;

pub use book::Book;
pub use cluster::Cluster;
pub use dashboard::{Card, Dashboard};
pub use key::Key;
pub use kpi::{Direction, Kpi, Nature};
pub use lang::Lang;
pub use mapping::{Choice, Mapping, Shape};
pub use number::Number;
pub use objective::Objective;
pub use period::{FinancialYear, Granularity, Period};
pub use problem::{Problem, ProblemCode};
pub use reading::{Figure, Reading, Readings, State};
pub use report::{Query, Report, Row};
pub use status::Status;
pub use target::{Span, TargetSet};
pub use text::Text;
