//! What a row of the first table means: which periods it asks for, and what its baseline, target and date become.
//! Pure, so that it is tested without a browser.

use chrono::NaiveDate;
use vigie_domain::kpi::Baseline;
use vigie_domain::target::{PathKind, Point, TargetSet};
use vigie_domain::{FinancialYear, Granularity, Kpi, Lang, Nature, Number, Period, Problem, Reading};

/// Closed periods that are asked for.
pub const PAST: usize = 3;
/// With baseline, target, date and person.
pub const COLUMNS: usize = PAST + 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Past(usize),
    Baseline,
    Target,
    By,
    Responsible,
}

impl Column {
    pub fn at(index: usize) -> Column {
        match index {
            index if index < PAST => Column::Past(index),
            3 => Column::Baseline,
            4 => Column::Target,
            5 => Column::By,
            _ => Column::Responsible,
        }
    }

    pub fn index(self) -> usize {
        match self {
            Column::Past(index) => index,
            Column::Baseline => PAST,
            Column::Target => PAST + 1,
            Column::By => PAST + 2,
            Column::Responsible => PAST + 3,
        }
    }
}

/// Whose words are read, and when.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    pub lang: Lang,
    pub fy: FinancialYear,
    pub today: NaiveDate,
    /// How a new target set is called.
    pub set: &'static str,
}

impl Reader {
    /// The last closed periods of a KPI's own frequency, oldest first; of a series that ended before (`latest`) its last ones.
    pub fn past(self, kpi: &Kpi, latest: Option<Period>) -> [Period; PAST] {
        let closed = Period::last_closed(self.today, kpi.frequency, self.fy);
        let last = latest.filter(|latest| *latest < closed.shift(-2)).unwrap_or(closed);
        [last.shift(-2), last.shift(-1), last]
    }

    /// That of the baseline, or the last closed one of last year. Where there are figures (`known`, oldest first) but none of
    /// that one, the first of them: a plan begins where the figures do.
    pub fn baseline_period(self, kpi: &Kpi, known: &[Period]) -> Period {
        if let Some(baseline) = &kpi.baseline {
            return baseline.period;
        }
        let year = Period::of_date(self.today, Granularity::Year, self.fy).prev();
        let last = year.children(kpi.frequency, self.fy).pop().unwrap_or(year);
        if known.contains(&last) { last } else { known.first().copied().unwrap_or(last) }
    }

    /// The end of this year while there is time enough to get there, else of the next.
    pub fn by(self) -> Period {
        let year = Period::of_date(self.today, Granularity::Year, self.fy);
        let days_left = (year.last_day(self.fy) - self.today).num_days();
        if days_left < 120 { year.next() } else { year }
    }

    fn number(self, text: &str, kpi: &Kpi) -> Result<Number, Problem> {
        let text = text.trim();
        let text = if kpi.is_percent() { text.strip_suffix('%').unwrap_or(text) } else { text };
        Number::read(text, self.lang)
    }

    /// The value of a cell of past figures, rounded as the KPI is written; of a ratio the rate.
    pub fn value(self, text: &str, kpi: &Kpi) -> Option<Number> {
        let figure = Reading::read_cell(text, kpi, self.lang).ok()??;
        Some(figure.value(kpi)?.rounded(kpi.decimals))
    }

    /// Does what is typed as baseline say another value? What is empty or cannot be read says none.
    pub fn differs(self, baseline: &str, value: &Number, kpi: &Kpi) -> bool {
        self.number(baseline, kpi).is_ok_and(|baseline| baseline.rounded(kpi.decimals) != *value)
    }

    /// The period whose total the target is. None for what is a level, and where a plan counts over several years.
    pub fn total_until(self, by: &str, kpi: &Kpi) -> Option<Period> {
        let adds_up = matches!(kpi.nature, Nature::Flow | Nature::Distinct);
        let spans = kpi.targets.first().is_some_and(|set| set.span.is_some());
        if adds_up && !spans { self.date(by, kpi).ok() } else { None }
    }

    /// A date inside a longer period names that period where it is its end: December is the fourth quarter.
    fn date(self, text: &str, kpi: &Kpi) -> Result<Period, Problem> {
        let period = Period::read(text, self.lang, self.fy)?;
        let wider = period
            .parent(kpi.frequency, self.fy)
            .filter(|wider| wider.last_day(self.fy) == period.last_day(self.fy));
        Ok(wider.filter(|_| period.granularity < kpi.frequency).unwrap_or(period))
    }
}

/// The cells of a row that say where it starts and where it shall go, as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub baseline: String,
    /// Of which period a baseline is that is there for the first time.
    pub baseline_at: Option<Period>,
    pub target: String,
    pub by: String,
    /// E-mail address.
    pub responsible: String,
}

/// The point that is the target: of the first set the one that ends last.
fn last_point(kpi: &Kpi, fy: FinancialYear) -> Option<usize> {
    let points = &kpi.targets.first()?.points;
    (0..points.len()).max_by_key(|i| points[*i].period.months(fy).last)
}

impl Plan {
    pub fn of(kpi: &Kpi, reader: Reader) -> Plan {
        let point = last_point(kpi, reader.fy).and_then(|i| kpi.targets.first()?.points.get(i));
        let by = point.map_or_else(|| reader.by(), |point| point.period);
        Plan {
            baseline: kpi
                .baseline
                .as_ref()
                .map(|baseline| baseline.value.edit(reader.lang))
                .unwrap_or_default(),
            baseline_at: None,
            target: point.map(|point| point.value.edit(reader.lang)).unwrap_or_default(),
            by: by.show(reader.lang, reader.fy),
            responsible: kpi.responsible.clone().unwrap_or_default(),
        }
    }

    /// Laid over the KPI as it is; what the table does not show stays.
    pub fn read(&self, kpi: &Kpi, reader: Reader) -> Result<Kpi, Vec<(Column, Problem)>> {
        let mut read = kpi.clone();
        let mut problems = Vec::new();
        read.responsible = Some(self.responsible.clone()).filter(|email| !email.is_empty());
        read.baseline = None;
        if !self.baseline.trim().is_empty() {
            match reader.number(&self.baseline, kpi) {
                Ok(value) => {
                    let told = self.baseline_at.filter(|_| kpi.baseline.is_none());
                    let period = told.unwrap_or_else(|| reader.baseline_period(kpi, &[]));
                    read.baseline = Some(Baseline { period, value });
                }
                Err(problem) => problems.push((Column::Baseline, problem)),
            }
        }
        if self.target.trim().is_empty() {
            without_target(&mut read, reader.fy);
        } else {
            let value = reader.number(&self.target, kpi).map_err(|problem| (Column::Target, problem));
            let period = reader.date(&self.by, kpi).map_err(|problem| (Column::By, problem));
            match (value, period) {
                (Ok(value), Ok(period)) => with_target(&mut read, Point { period, value }, reader),
                (value, period) => problems.extend([value.err(), period.err()].into_iter().flatten()),
            }
        }
        if problems.is_empty() {
            problems =
                read.check(reader.fy).into_iter().map(|problem| (column_of(&problem), problem)).collect();
        }
        if problems.is_empty() { Ok(read) } else { Err(problems) }
    }
}

/// The cell at which a problem of the whole sheet is shown.
pub fn column_of(problem: &Problem) -> Column {
    match problem.place.as_str() {
        place if place.starts_with("baseline") => Column::Baseline,
        place if place.starts_with("responsible") => Column::Responsible,
        place if place.ends_with("period") => Column::By,
        _ => Column::Target,
    }
}

fn without_target(kpi: &mut Kpi, fy: FinancialYear) {
    let Some(at) = last_point(kpi, fy) else { return };
    kpi.targets[0].points.remove(at);
    if kpi.targets[0].points.is_empty() {
        kpi.targets.remove(0);
    }
}

fn with_target(kpi: &mut Kpi, point: Point, reader: Reader) {
    match last_point(kpi, reader.fy) {
        Some(at) => kpi.targets[0].points[at] = point,
        None => match kpi.targets.first_mut() {
            Some(set) => set.points.push(point),
            None => {
                kpi.targets.push(TargetSet {
                    set: reader.set.to_owned(),
                    path: PathKind::Linear,
                    span: None,
                    points: vec![point],
                });
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(today: &str, lang: Lang) -> Reader {
        Reader { lang, fy: FinancialYear::CIVIL, today: today.parse().expect("a date"), set: "internal" }
    }

    fn kpi(rest: &str) -> Kpi {
        serde_json::from_str(&format!(
            r#"{{"key": "members", "name": {{"en": "Members"}}, "nature": "stock", {rest}}}"#
        ))
        .expect("a KPI")
    }

    fn plan(baseline: &str, target: &str, by: &str) -> Plan {
        Plan {
            baseline: baseline.to_owned(),
            target: target.to_owned(),
            by: by.to_owned(),
            ..Plan::default()
        }
    }

    #[test]
    fn periods_follow_from_today_and_the_frequency() {
        let reader = reader("2026-08-01", Lang::En);
        let shown = |period: Period| period.to_string();
        for (frequency, past, baseline) in [
            ("month", "2026-05 2026-06 2026-07", "2025-12"),
            ("quarter", "2025-Q4 2026-Q1 2026-Q2", "2025-Q4"),
            ("year", "2023 2024 2025", "2025"),
        ] {
            let kpi = kpi(&format!(r#""frequency": "{frequency}""#));
            assert_eq!(reader.past(&kpi, None).map(shown).join(" "), past);
            assert_eq!(shown(reader.baseline_period(&kpi, &[])), baseline);
        }
        assert_eq!(shown(reader.by()), "2026");
        assert_eq!(shown(self::reader("2026-11-01", Lang::En).by()), "2027");
    }

    #[test]
    fn a_series_that_ended_is_shown_and_begins_where_it_was_recorded() {
        let (reader, kpi) = (reader("2026-08-01", Lang::En), kpi(r#""frequency": "month""#));
        let at = |text| Period::parse(text).expect("a period");
        let shown = |period: Period| period.to_string();
        let ended: Vec<Period> = ["2021-01", "2022-11", "2022-12"].map(at).into();
        assert_eq!(reader.past(&kpi, ended.last().copied()).map(shown).join(" "), "2022-10 2022-11 2022-12");
        assert_eq!(reader.past(&kpi, Some(at("2026-06"))).map(shown)[2], "2026-07");
        assert_eq!(shown(reader.baseline_period(&kpi, &ended)), "2021-01");
        assert_eq!(shown(reader.baseline_period(&kpi, &[at("2021-01"), at("2025-12")])), "2025-12");
        let told = Plan { baseline_at: Some(at("2021-01")), ..plan("5", "9", "2026-12") };
        let read = told.read(&kpi, reader).expect("read");
        assert_eq!(read.baseline.expect("a baseline").period, at("2021-01"));
    }

    #[test]
    fn columns_are_numbered_from_left_to_right() {
        assert!((0..COLUMNS).all(|index| Column::at(index).index() == index));
        assert_eq!((Column::at(0), Column::at(COLUMNS - 1)), (Column::Past(0), Column::Responsible));
    }

    #[test]
    fn a_row_becomes_baseline_and_target() {
        let read = plan("1.262", "1.320,5", "Dez. 2026")
            .read(&kpi(r#""frequency": "quarter""#), reader("2026-08-01", Lang::De))
            .expect("read");
        let baseline = read.baseline.expect("a baseline");
        assert_eq!(
            (baseline.period.to_string(), baseline.value.to_string()),
            ("2025-Q4".to_owned(), "1262".to_owned())
        );
        let point = &read.targets[0].points[0];
        assert_eq!(
            (point.period.to_string(), point.value.to_string()),
            ("2026-Q4".to_owned(), "1320.5".to_owned())
        );
    }

    #[test]
    fn a_past_figure_says_the_baseline() {
        let reader = reader("2026-08-01", Lang::En);
        let rate: Kpi = serde_json::from_str(
            r#"{"key": "rate", "name": {"en": "Rate"}, "nature": "ratio", "frequency": "year", "unit": "percent", "decimals": 1, "ratio": {"scale": "100"}}"#,
        )
        .expect("a KPI");
        let value = reader.value("50/132", &rate).expect("a value");
        assert_eq!(value.to_string(), "37.9");
        assert!(reader.value("n/a", &rate).is_none() && reader.value("", &rate).is_none());
        assert!(!reader.differs("37.9%", &value, &rate) && !reader.differs("", &value, &rate));
        assert!(reader.differs("38", &value, &rate));
    }

    #[test]
    fn a_target_of_what_adds_up_is_a_total() {
        let reader = reader("2026-08-01", Lang::En);
        let mut flow = kpi(r#""frequency": "quarter""#);
        assert_eq!(reader.total_until("2027", &flow), None);
        flow.nature = Nature::Flow;
        assert_eq!(
            reader.total_until("2027", &flow).map(|period| period.to_string()),
            Some("2027".to_owned())
        );
        assert_eq!(reader.total_until("soon", &flow), None);
    }

    #[test]
    fn what_is_wrong_stands_at_its_cell() {
        let columns = |plan: Plan| {
            let problems = plan
                .read(&kpi(r#""frequency": "quarter""#), reader("2026-08-01", Lang::Fr))
                .expect_err("wrong");
            problems.into_iter().map(|(column, _)| column).collect::<Vec<_>>()
        };
        assert_eq!(columns(plan("1.5", "2,5", "soon")), [Column::Baseline, Column::By]);
        assert_eq!(columns(plan("", "beaucoup", "2026")), [Column::Target]);
        assert_eq!(columns(plan("", "12", "nov. 2026")), [Column::By], "a month is finer than a quarter");
    }

    #[test]
    fn what_the_table_does_not_show_stays() {
        let kpi = kpi(r#""frequency": "quarter", "targets": [
                {"set": "State", "points": [{"period": "2026", "value": "10"}, {"period": "2025", "value": "8"}]},
                {"set": "own", "points": [{"period": "2026", "value": "99"}]}]"#);
        let reader = reader("2026-08-01", Lang::En);
        assert_eq!(Plan::of(&kpi, reader).target, "10");
        let read = plan("", "12", "2027").read(&kpi, reader).expect("read");
        let points: Vec<String> =
            read.targets[0].points.iter().map(|point| format!("{} {}", point.period, point.value)).collect();
        assert_eq!(points, ["2027 12", "2025 8"]);
        assert_eq!(read.targets[1], kpi.targets[1]);
        let without = plan("", "", "2026").read(&kpi, reader).expect("read");
        assert_eq!(without.targets[0].points.len(), 1);
    }
}
