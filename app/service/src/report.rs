//! Facts for screens, reports and exports: a whole book, some of it, or what it was at an earlier change.

use chrono::{Days, NaiveDate, TimeZone};
use chrono_tz::Tz;
use vigie_domain::access::Action;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{Book, Granularity, Key, Period, Query, Report, report};
use vigie_store::changes;

use crate::Service;
use crate::access::Seen;
use crate::book;
use crate::caller::Caller;
use crate::error::{Error, Result};

/// What a report is asked; what is left out is as `Query::on` says, today is the cluster's.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub kpi: Option<Key>,
    pub by: Option<Granularity>,
    pub from: Option<Period>,
    pub to: Option<Period>,
    pub today: Option<NaiveDate>,
    pub set: Option<String>,
    pub as_of: Option<AsOf>,
}

/// An earlier state of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// After this change.
    Seq(u64),
    /// At the end of this day in the cluster's time zone.
    Date(NaiveDate),
}

impl AsOf {
    /// A sequence number or a date `YYYY-MM-DD`.
    pub fn parse(text: &str) -> std::result::Result<AsOf, Problem> {
        let seq = text.parse().map(AsOf::Seq);
        let date = || text.parse().map(AsOf::Date);
        seq.or_else(|_| date()).map_err(|_| crate::problems::malformed("as_of", text))
    }
}

impl Service {
    pub async fn report(&self, caller: &Caller, slug: &str, asked: Asked) -> Result<Report> {
        let book = self.book(caller, slug, asked.as_of).await?;
        if let Some(key) = asked.kpi.as_ref().filter(|key| book.kpi(key).is_none()) {
            return Err(Problem::new(ProblemCode::KpiUnknown).with("kpi", key).at("kpi").into());
        }
        let today = asked.today.unwrap_or_else(|| self.edge.today(&book.cluster.time_zone));
        let Asked { kpi, by, from, to, set, .. } = asked;
        Ok(report::report(&book, &Query { kpi, by, from, to, today, set }))
    }

    /// All facts of a cluster, now or as of an earlier state.
    pub async fn book(&self, caller: &Caller, slug: &str, as_of: Option<AsOf>) -> Result<Book> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let seq = match as_of {
            None => None,
            Some(as_of) => Some(self.seq_of(&seen, as_of).await?),
        };
        let mut state = self.store.snapshot().await?;
        book::load(&mut state, seen.id(), seq).await
    }

    /// The definitions of a cluster with the readings of these KPIs and of what their formulas need: the cost is that of what
    /// is shown.
    pub async fn book_of(&self, caller: &Caller, slug: &str, keys: &[Key]) -> Result<Book> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let mut state = self.store.snapshot().await?;
        let mut book = book::load_definitions(&mut state, seen.id()).await?;
        book::load_readings(&mut state, seen.id(), &mut book, keys).await?;
        Ok(book)
    }

    /// The civil date in the cluster's time zone.
    pub async fn today(&self, caller: &Caller, slug: &str) -> Result<NaiveDate> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        self.today_of(&seen).await
    }

    /// The change after which the cluster was in this state.
    pub(crate) async fn seq_of(&self, seen: &Seen, as_of: AsOf) -> Result<i64> {
        let seq = match as_of {
            AsOf::Seq(seq) => i64::try_from(seq).unwrap_or(i64::MAX),
            AsOf::Date(day) => {
                let zone: Tz =
                    book::settings(&self.store, &seen.row).await?.time_zone.parse().unwrap_or(Tz::UTC);
                changes::seq_at(&self.store, seen.id(), end_of(day, zone)?).await?
            }
        };
        // Before its first change there was no cluster; after its latest nothing is known yet.
        if seq < 1 || seq > seen.row.seq {
            let problem = Problem::new(ProblemCode::FieldOutOfRange).with("from", 1).with("to", seen.row.seq);
            return Err(problem.at("as_of").into());
        }
        Ok(seq)
    }
}

/// The moment at which the next day begins, in milliseconds since 1970 UTC.
fn end_of(day: NaiveDate, zone: Tz) -> Result<i64> {
    let out_of_range = || Error::from(Problem::new(ProblemCode::FieldOutOfRange).at("as_of"));
    let next = day.checked_add_days(Days::new(1)).ok_or_else(out_of_range)?;
    // Where clocks skip midnight the day begins an hour later.
    let moment = (0..3).find_map(|hour| zone.from_local_datetime(&next.and_hms_opt(hour, 0, 0)?).earliest());
    moment.map(|moment| moment.timestamp_millis()).ok_or_else(out_of_range)
}
