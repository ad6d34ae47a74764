//! The clock and the randomness: the only doors through which they come in, so that a test can hold both.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

#[derive(Clone, Copy)]
pub struct Edge {
    pub now: fn() -> DateTime<Utc>,
    pub random: fn(&mut [u8]),
}

impl Edge {
    /// The machine's clock and the system's randomness.
    pub fn real() -> Edge {
        Edge { now: clock, random: system_random }
    }

    /// Milliseconds since 1970 UTC: times are cut here, once.
    pub(crate) fn millis(&self) -> i64 {
        (self.now)().timestamp_millis()
    }

    /// A new id: UUIDv7 text, so that ids sort by when they were made.
    pub(crate) fn id(&self) -> String {
        let mut random = [0; 10];
        (self.random)(&mut random);
        let millis = u64::try_from(self.millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string()
    }

    /// The civil date in a time zone of the IANA list; UTC where the name is not known (`clusters` refuses such names).
    pub(crate) fn today(&self, time_zone: &str) -> NaiveDate {
        let zone: Tz = time_zone.parse().unwrap_or(Tz::UTC);
        (self.now)().with_timezone(&zone).date_naive()
    }
}

#[allow(clippy::disallowed_methods)]
fn clock() -> DateTime<Utc> {
    Utc::now()
}

/// A system without randomness can keep no secret: there is no going on without it.
fn system_random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system gives random bytes");
}
