//! A figure as separate fields, as files, CSV, commands and the API write it. Only what is whole becomes a figure.

use super::{Figure, State};
use crate::number::Number;
use crate::problem::{Problem, ProblemCode};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pub value: Option<Number>,
    pub numerator: Option<Number>,
    pub denominator: Option<Number>,
    pub n: Option<Number>,
    /// `not_applicable` or `not_available`; `known` may stand beside a figure, as it does in a report.
    pub state: Option<String>,
    pub reason: Option<String>,
}

impl Fields {
    pub fn of(figure: &Figure) -> Fields {
        let mut fields = Fields::default();
        match figure {
            Figure::Value(value) => fields.value = Some(value.clone()),
            Figure::Parts { numerator, denominator } => {
                fields.numerator = Some(numerator.clone());
                fields.denominator = Some(denominator.clone());
            }
            Figure::Mean { value, n } => {
                fields.value = Some(value.clone());
                fields.n = Some(n.clone());
            }
            Figure::NotApplicable => fields.state = Some(State::NotApplicable.as_str().to_owned()),
            Figure::NotAvailable { reason } => {
                fields.state = Some(State::NotAvailable.as_str().to_owned());
                fields.reason.clone_from(reason);
            }
        }
        fields
    }

    pub fn is_empty(&self) -> bool {
        *self == Fields::default()
    }

    pub fn figure(self) -> Result<Figure, Problem> {
        let refuse = |code: ProblemCode, place: &str| Err(Problem::new(code).at(place));
        let state = match self.state.as_deref() {
            None | Some("") | Some("known") => State::Known,
            Some("not_applicable") => State::NotApplicable,
            Some("not_available") => State::NotAvailable,
            Some("missing") => return refuse(ProblemCode::ReadingStateMissing, "state"),
            Some(other) => {
                return Err(Problem::new(ProblemCode::ReadingStateUnknown).with("text", other).at("state"));
            }
        };
        let reason = self.reason.filter(|reason| !reason.trim().is_empty());
        if state != State::NotAvailable && reason.is_some() {
            return refuse(ProblemCode::ReadingReasonUnwanted, "reason");
        }
        let numbers = (self.value, self.numerator, self.denominator, self.n);
        match (state, numbers) {
            (State::NotApplicable, (None, None, None, None)) => Ok(Figure::NotApplicable),
            (State::NotAvailable, (None, None, None, None)) => Ok(Figure::NotAvailable { reason }),
            (State::NotApplicable | State::NotAvailable, _) => {
                refuse(ProblemCode::ReadingPartUnwanted, "state")
            }
            (_, (Some(value), None, None, None)) => Ok(Figure::Value(value)),
            (_, (Some(value), None, None, Some(n))) => Ok(Figure::Mean { value, n }),
            (_, (None, Some(numerator), Some(denominator), None)) => {
                Ok(Figure::Parts { numerator, denominator })
            }
            (_, (None, Some(_), None, None)) => refuse(ProblemCode::ReadingPartMissing, "denominator"),
            (_, (None, None, Some(_), None)) => refuse(ProblemCode::ReadingPartMissing, "numerator"),
            (_, (None, None, None, Some(_))) => refuse(ProblemCode::ReadingPartMissing, "value"),
            (_, (None, None, None, None)) => refuse(ProblemCode::ReadingEmpty, "value"),
            (_, (Some(_), ..)) => refuse(ProblemCode::ReadingPartUnwanted, "value"),
            (_, (None, .., Some(_))) => refuse(ProblemCode::ReadingPartUnwanted, "n"),
        }
    }

    /// From the columns of a tidy CSV or a form, numbers by the given reader (canonical, or in a language).
    pub fn read(
        columns: &FieldTexts<'_>,
        number: &dyn Fn(&str) -> Result<Number, Problem>,
    ) -> Result<Fields, Problem> {
        let read = |text: &str, place: &str| match text.trim() {
            "" => Ok(None),
            text => number(text).map(Some).map_err(|problem| problem.at(place)),
        };
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(Fields {
            value: read(columns.value, "value")?,
            numerator: read(columns.numerator, "numerator")?,
            denominator: read(columns.denominator, "denominator")?,
            n: read(columns.n, "n")?,
            state: text(columns.state),
            reason: text(columns.reason),
        })
    }
}

/// The columns of one reading as text; what is empty is absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldTexts<'a> {
    pub value: &'a str,
    pub numerator: &'a str,
    pub denominator: &'a str,
    pub n: &'a str,
    pub state: &'a str,
    pub reason: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_figures_are_taken() {
        let read = |value, numerator, denominator, n, state, reason| {
            let texts = FieldTexts { value, numerator, denominator, n, state, reason };
            Fields::read(&texts, &Number::parse).and_then(Fields::figure).map_err(|problem| problem.code)
        };
        let one = || Number::ONE;
        assert_eq!(read("1", "", "", "", "", ""), Ok(Figure::Value(one())));
        assert_eq!(read("1", "", "", "1", "known", ""), Ok(Figure::Mean { value: one(), n: one() }));
        let parts = Figure::Parts { numerator: one(), denominator: one() };
        assert_eq!(read("", "1", "1", "", "", ""), Ok(parts));
        assert_eq!(read("", "", "", "", "not_applicable", ""), Ok(Figure::NotApplicable));
        let late = Figure::NotAvailable { reason: Some("late".to_owned()) };
        assert_eq!(read("", "", "", "", "not_available", "late"), Ok(late));
        assert_eq!(read("", "1", "", "", "", ""), Err(ProblemCode::ReadingPartMissing));
        assert_eq!(read("", "", "", "", "missing", ""), Err(ProblemCode::ReadingStateMissing));
        assert_eq!(read("", "", "", "", "", ""), Err(ProblemCode::ReadingEmpty));
        assert_eq!(read("1", "1", "1", "", "", ""), Err(ProblemCode::ReadingPartUnwanted));
        assert_eq!(read("1", "", "", "", "not_available", ""), Err(ProblemCode::ReadingPartUnwanted));
        assert_eq!(read("1", "", "", "", "", "why"), Err(ProblemCode::ReadingReasonUnwanted));
        assert_eq!(read("1,5", "", "", "", "", ""), Err(ProblemCode::NumberMalformed));
    }

    #[test]
    fn fields_of_a_figure_make_it_again() {
        for figure in [
            Figure::Value(Number::ONE),
            Figure::Mean { value: Number::ONE, n: Number::ZERO },
            Figure::Parts { numerator: Number::ONE, denominator: Number::ZERO },
            Figure::NotApplicable,
            Figure::NotAvailable { reason: None },
        ] {
            assert_eq!(Fields::of(&figure).figure(), Ok(figure));
        }
    }
}
