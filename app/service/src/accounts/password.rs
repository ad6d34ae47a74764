//! Passwords: what is accepted, and how they are kept.
//!
//! Any 8 to 128 characters except the most common passwords (`data/common-passwords.txt`, whose head says where the
//! list comes from). Kept as argon2id; at most two hashes are computed at a time, since each takes 19 MiB and a core.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;
use vigie_domain::problem::{Problem, ProblemCode};

use crate::edge::Edge;
use crate::error::{Error, Result};
use crate::problems;

const SHORTEST: usize = 8;
const LONGEST: usize = 128;
/// Sign-ins that may wait for a hash; more are told to come again.
const WAITING: usize = 64;
const AT_A_TIME: usize = 2;

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/common-passwords.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// What is wrong with a password, if anything is; the e-mail address is as easy to guess as a common one.
pub(crate) fn check(password: &str, email: &str) -> Option<Problem> {
    let length = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        let problem = Problem::new(ProblemCode::FieldOutOfRange).with("from", SHORTEST).with("to", LONGEST);
        return Some(problem.at("password"));
    }
    let lower = password.to_lowercase();
    let one_character = lower.chars().all(|c| lower.starts_with(c));
    let common = one_character || COMMON.contains(lower.as_str()) || lower == email.trim().to_lowercase();
    common.then(problems::password_common)
}

/// Computes and compares hashes, few at a time.
#[derive(Clone)]
pub(crate) struct Hasher {
    turns: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    /// The hash that an unknown e-mail address is compared with, so that it takes as long as a known one.
    dummy: Arc<tokio::sync::OnceCell<String>>,
}

impl Hasher {
    pub(crate) fn new() -> Hasher {
        Hasher {
            turns: Arc::new(Semaphore::new(AT_A_TIME)),
            queue: Arc::new(Semaphore::new(WAITING)),
            dummy: Arc::default(),
        }
    }

    pub(crate) async fn hash(&self, password: &str, edge: &Edge) -> Result<String> {
        let mut salt = [0; 16];
        (edge.random)(&mut salt);
        let password = password.to_owned();
        self.run(move || {
            let hash: PasswordHash = argon2().and_then(|argon2| {
                argon2.hash_password_with_salt(password.as_bytes(), &salt).map_err(|e| e.to_string())
            })?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether the password fits; without a hash it takes as long and says no.
    pub(crate) async fn verify(&self, password: &str, hash: Option<&str>, edge: &Edge) -> Result<bool> {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash.to_owned(),
            None => self.dummy.get_or_try_init(|| self.hash("of nobody", edge)).await?.clone(),
        };
        // A longer one can't be right, and would be work for nothing.
        let password = if password.len() > 4 * LONGEST { String::new() } else { password.to_owned() };
        let fits = self
            .run(move || {
                let hash = PasswordHash::new(&hash).map_err(|e| e.to_string())?;
                Ok(argon2()?.verify_password(password.as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(fits && known)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> std::result::Result<T, String> + Send + 'static,
    ) -> Result<T> {
        let _place = self.queue.try_acquire().map_err(|_| Error::TooMany)?;
        let turn = self.turns.clone().acquire_owned().await.map_err(Error::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(Error::internal)?.map_err(Error::internal)
    }
}

fn argon2() -> std::result::Result<Argon2<'static>, String> {
    let params = Params::new(19_456, 2, 1, None).map_err(|e| e.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_accepted() {
        for good in ["correct horse", "ünïcödé 🙂 ok", &"x1".repeat(64)] {
            assert_eq!(check(good, "a@b.eu"), None, "{good}");
        }
        for bad in
            ["", "short", &"x".repeat(129), "12345678", "Password", "MotDePasse", "aaaaaaaaaaaa", "anna@b.eu"]
        {
            assert!(check(bad, "Anna@b.eu").is_some(), "{bad}");
        }
        assert!(COMMON.len() > 3000);
    }

    #[tokio::test]
    async fn a_hash_fits_only_its_password() {
        let (hasher, edge) = (Hasher::new(), Edge::real());
        let hash = hasher.hash("correct horse", &edge).await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hasher.verify("correct horse", Some(&hash), &edge).await.expect("compared"));
        assert!(!hasher.verify("correct house", Some(&hash), &edge).await.expect("compared"));
        assert!(!hasher.verify("of nobody", None, &edge).await.expect("compared"));
    }
}
