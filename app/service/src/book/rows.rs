//! Readings as rows: from the texts of a row to what the domain knows, and back.

use std::borrow::Cow;

use vigie_domain::reading::Fields;
use vigie_domain::{Figure, FinancialYear, Key, Number, Period, Problem, Reading};
use vigie_store::facts::Fact;
use vigie_store::readings::{NewReading, ReadingRow};

use crate::error::{Error, Result};

pub(crate) fn reading(row: &ReadingRow) -> Result<Reading> {
    let place = |problem: Problem| {
        Error::inconsistent(&format!("readings {} {} from {}", row.kpi, row.period, row.seq_from), problem)
    };
    let numbers = [&row.value, &row.numerator, &row.denominator, &row.n].map(Option::as_deref);
    let figure = figure(numbers, &row.state, row.reason.clone()).map_err(place)?;
    Ok(Reading {
        kpi: Key::parse(&row.kpi).map_err(place)?,
        period: Period::parse(&row.period).map_err(place)?,
        figure,
        comment: row.comment.clone(),
    })
}

/// A reading without its history.
pub(super) fn known(kpi: &Key, fact: Fact<'_>) -> Result<Reading> {
    let Fact(period, state, value, numerator, denominator, n, reason, comment) = fact;
    let place = |problem: Problem| Error::inconsistent(&format!("readings {kpi} {period}"), problem);
    let figure = figure([value, numerator, denominator, n], state, reason).map_err(place)?;
    let period = Period::parse(period).map_err(place)?;
    Ok(Reading { kpi: kpi.clone(), period, figure, comment })
}

/// From value, numerator, denominator and n.
fn figure(
    numbers: [Option<&str>; 4],
    state: &str,
    reason: Option<String>,
) -> std::result::Result<Figure, Problem> {
    let number = |text: Option<&str>| text.map(Number::parse).transpose();
    let [value, numerator, denominator, n] = numbers;
    let fields = Fields {
        value: number(value)?,
        numerator: number(numerator)?,
        denominator: number(denominator)?,
        n: number(n)?,
        state: Some(state.to_owned()),
        reason,
    };
    fields.figure()
}

/// A reading as the texts of a row, which borrows them.
pub(crate) struct Columns<'a> {
    kpi: &'a str,
    period: String,
    granularity: &'static str,
    first_month: i64,
    state: &'static str,
    value: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
    n: Option<String>,
    reason: Option<String>,
    comment: Option<Cow<'a, str>>,
}

impl<'a> Columns<'a> {
    pub(crate) fn of(reading: &'a Reading, fy: FinancialYear) -> Columns<'a> {
        let fields = Fields::of(&reading.figure);
        let text = |number: Option<Number>| number.map(|number| number.to_string());
        Columns {
            kpi: reading.kpi.as_str(),
            period: reading.period.to_string(),
            granularity: reading.period.granularity.as_str(),
            first_month: reading.period.months(fy).first.into(),
            state: reading.figure.state().as_str(),
            value: text(fields.value),
            numerator: text(fields.numerator),
            denominator: text(fields.denominator),
            n: text(fields.n),
            reason: fields.reason,
            comment: reading.comment.as_deref().map(Cow::Borrowed),
        }
    }

    pub(crate) fn row<'b>(&'b self, actor_id: Option<&'b str>, at: i64) -> NewReading<'b> {
        NewReading {
            kpi: self.kpi,
            period: &self.period,
            granularity: self.granularity,
            first_month: self.first_month,
            state: self.state,
            value: self.value.as_deref(),
            numerator: self.numerator.as_deref(),
            denominator: self.denominator.as_deref(),
            n: self.n.as_deref(),
            reason: self.reason.as_deref(),
            comment: self.comment.as_deref(),
            actor_id,
            at,
            command_id: None,
        }
    }
}
