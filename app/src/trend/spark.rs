//! A series at a glance: its figures and its path from the first known figure on.

use vigie_domain::series::CardFigures;
use vigie_domain::{Number, Period};

pub type Spark = Vec<Option<f64>>;

/// Figures and path from the first known figure on, with a gap where the definition changed.
pub fn spark(card: &CardFigures, breaks: impl Fn(Period) -> bool) -> (Spark, Spark) {
    let first = card.spark.iter().position(|(_, value)| value.is_some()).unwrap_or(card.spark.len());
    let float = |value: &Option<Number>| value.as_ref().map(Number::to_f64);
    let (mut values, mut path) = (Spark::new(), Spark::new());
    for ((period, value), (_, expected)) in card.spark.iter().zip(&card.path).skip(first) {
        if !values.is_empty() && breaks(*period) {
            values.push(None);
            path.push(None);
        }
        values.push(float(value));
        path.push(float(expected));
    }
    (values, path)
}
