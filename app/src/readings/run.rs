//! Going through what is due, one KPI a screen: which is the third of twelve, what comes before and after. What was
//! recorded on the way stays a stop, so that one can go back to it.

use chrono::NaiveDate;
use vigie_domain::due::{DueState, todo};
use vigie_domain::{Book, Key, Kpi, Period};

pub type Stop = (Key, Period);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run(Vec<Stop>);

impl Run {
    /// What is due or overdue of what this person records, the most pressing first.
    pub fn of(book: &Book, today: NaiveDate, mine: impl Fn(&Kpi) -> bool) -> Run {
        let due = todo(book, today)
            .into_iter()
            .filter(|due| due.state != DueState::Upcoming && book.kpi(&due.kpi).is_some_and(&mine));
        Run(due.map(|due| (due.kpi, due.period)).collect())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Counted from 1; none where it is no stop.
    pub fn place(&self, at: &Stop) -> Option<usize> {
        self.0.iter().position(|stop| stop == at).map(|at| at + 1)
    }

    pub fn before(&self, at: &Stop) -> Option<&Stop> {
        self.0.get(self.place(at)?.checked_sub(2)?)
    }

    /// From where it is no stop: to the first one.
    pub fn after(&self, at: &Stop) -> Option<&Stop> {
        self.0.get(self.place(at).unwrap_or(0))
    }

    /// The next stop from here on where nothing is recorded yet, around the end if need be.
    pub fn open_after(&self, at: &Stop, book: &Book) -> Option<&Stop> {
        let here = self.place(at).unwrap_or(0);
        let (before, after) = self.0.split_at(here.min(self.0.len()));
        let open = |stop: &&Stop| *stop != at && book.readings.get(&stop.0, stop.1).is_none();
        after.iter().chain(before).find(open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_domain::cluster::Cluster;
    use vigie_domain::{Figure, Number, Reading};

    fn book() -> Book {
        let key = Key::parse("alpes").expect("a key");
        let mut book = Book::new(Cluster::new(key, "Alpes"));
        for key in ["members", "jobs", "patents"] {
            let json = format!(
                r#"{{"key": "{key}", "name": {{"en": "{key}"}}, "nature": "stock", "frequency": "month"}}"#
            );
            book.kpis.push(serde_json::from_str(&json).expect("a KPI"));
            record(&mut book, key, "2026-05");
        }
        book
    }

    fn record(book: &mut Book, key: &str, period: &str) {
        let (kpi, period) = stop(key, period);
        let figure = Figure::Value(Number::parse("1").expect("a number"));
        book.readings.insert(Reading { kpi, period, figure, comment: None });
    }

    fn stop(key: &str, period: &str) -> Stop {
        (Key::parse(key).expect("a key"), Period::parse(period).expect("a period"))
    }

    #[test]
    fn goes_from_one_due_reading_to_the_next() {
        let mut book = book();
        let today = "2026-07-20".parse().expect("a day");
        let run = Run::of(&book, today, |kpi| kpi.key.as_str() != "patents");
        assert_eq!(run.len(), 2);
        let (one, two) = (run.0[0].clone(), run.0[1].clone());
        assert_eq!((run.place(&one), run.place(&two)), (Some(1), Some(2)));
        assert_eq!((run.before(&one), run.before(&two)), (None, Some(&one)));
        assert_eq!((run.after(&one), run.after(&two)), (Some(&two), None));
        let elsewhere = stop("patents", "2026-06");
        assert_eq!((run.place(&elsewhere), run.after(&elsewhere)), (None, Some(&one)));
        // Around the end, and not to what is recorded.
        assert_eq!(run.open_after(&two, &book), Some(&one));
        record(&mut book, one.0.as_str(), &one.1.to_string());
        assert_eq!(run.open_after(&two, &book), None);
        assert_eq!(run.open_after(&elsewhere, &book), Some(&two));
    }
}
