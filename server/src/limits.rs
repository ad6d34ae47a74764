//! How often somebody may be wrong. Only failures count, so nobody is slowed down by being right.
//!
//! Wrong passwords are counted by account and address together, and by address alone: whoever guesses at an
//! account is stopped without locking out its owner elsewhere, and whoever tries many accounts is stopped too.
//! A pair is exhausted before its address is, so a colleague behind the same address can still sign in.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::client::limit_key;

/// Addresses and accounts that are remembered before old ones are dropped.
const REMEMBERED: usize = 10_000;

/// Failures by key: a number at once, and one more each time `again` has passed.
struct Failures {
    counted: DefaultKeyedRateLimiter<String>,
    /// Governor can only count, not look: a key that has used up its failures waits here until then.
    shut: Mutex<HashMap<String, Instant>>,
}

impl Failures {
    fn new(at_once: u32, again: Duration) -> Self {
        let quota = Quota::with_period(again)
            .unwrap_or_else(|| Quota::per_minute(NonZeroU32::MIN))
            .allow_burst(NonZeroU32::new(at_once).unwrap_or(NonZeroU32::MIN));
        Self { counted: RateLimiter::keyed(quota), shut: Mutex::default() }
    }

    fn shut(&self) -> MutexGuard<'_, HashMap<String, Instant>> {
        self.shut.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long this key has to wait still.
    fn wait(&self, key: &str, now: Instant) -> Option<Duration> {
        let mut shut = self.shut();
        let until = *shut.get(key)?;
        if until <= now {
            shut.remove(key);
            return None;
        }
        Some(until - now)
    }

    /// One more failure; the wait, when it was one too many.
    fn count(&self, key: &str, now: Instant) -> Option<Duration> {
        let wait = match self.counted.check_key(&key.to_owned()) {
            Ok(()) => return None,
            Err(too_many) => too_many.wait_time_from(DefaultClock::default().now()),
        };
        let mut shut = self.shut();
        if shut.len() >= REMEMBERED {
            shut.retain(|_, until| *until > now);
        }
        shut.insert(key.to_owned(), now + wait);
        Some(wait)
    }

    /// Forgets keys that have recovered.
    fn tidy(&self, now: Instant) {
        self.counted.retain_recent();
        self.shut().retain(|_, until| *until > now);
    }
}

/// The limits of one server.
pub struct Limits {
    pairs: Failures,
    addresses: Failures,
    tokens: Failures,
    trying: Semaphore,
}

/// A permission to try one password.
pub struct Try<'a> {
    limits: &'a Limits,
    pair: String,
    address: String,
    _permit: Option<SemaphorePermit<'a>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pairs: Failures::new(20, Duration::from_secs(60)),
            addresses: Failures::new(29, Duration::from_secs(30)),
            tokens: Failures::new(200, Duration::from_secs(1)),
            trying: Semaphore::new(2),
        }
    }
}

impl Limits {
    /// Waits for its turn (a hash costs a core; what waits has not been let in yet), then says whether this
    /// person at this address may try: the error is how long to wait.
    pub async fn may_try(&self, account: &str, address: IpAddr) -> Result<Try<'_>, Duration> {
        let address = limit_key(address);
        let pair = format!("{address} {}", account.trim().to_lowercase());
        let permit = self.trying.acquire().await.ok();
        let now = Instant::now();
        match self.pairs.wait(&pair, now).max(self.addresses.wait(&address, now)) {
            Some(wait) => Err(wait),
            None => Ok(Try { limits: self, pair, address, _permit: permit }),
        }
    }

    /// Somebody asked for a share that is none. The error is how long to wait.
    pub fn wrong_token(&self, address: IpAddr) -> Result<(), Duration> {
        self.tokens.count(&limit_key(address), Instant::now()).map_or(Ok(()), Err)
    }

    /// Called now and then by the jobs.
    pub fn tidy(&self) {
        let now = Instant::now();
        for failures in [&self.pairs, &self.addresses, &self.tokens] {
            failures.tidy(now);
        }
    }
}

impl Try<'_> {
    /// The password was wrong.
    pub fn failed(self) -> Result<(), Duration> {
        let now = Instant::now();
        let pair = self.limits.pairs.count(&self.pair, now);
        let address = self.limits.addresses.count(&self.address, now);
        pair.max(address).map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn wrong(limits: &Limits, account: &str, address: &str) -> bool {
        match limits.may_try(account, address.parse().expect("address")).await {
            Ok(attempt) => attempt.failed().is_ok(),
            Err(_) => false,
        }
    }

    #[tokio::test]
    async fn guessing_stops_and_others_go_on() {
        let limits = Limits::default();
        let mut let_in = 0;
        while wrong(&limits, "ada@example.org", "192.0.2.1").await {
            let_in += 1;
        }
        assert_eq!(let_in, 20);
        assert!(limits.may_try("ADA@example.org ", "192.0.2.1".parse().expect("address")).await.is_err());
        assert!(limits.may_try("ada@example.org", "192.0.2.2".parse().expect("address")).await.is_ok());
        assert!(limits.may_try("bob@example.org", "192.0.2.1".parse().expect("address")).await.is_ok());
    }

    #[tokio::test]
    async fn many_accounts_from_one_address_stop_as_well() {
        let limits = Limits::default();
        let mut let_in = 0;
        while wrong(&limits, &format!("{let_in}@example.org"), "192.0.2.1").await {
            let_in += 1;
        }
        assert_eq!(let_in, 29);
    }
}
