//! SQLite below 3.51.3 can corrupt a database in WAL mode, so such a library is refused.

/// The oldest SQLite that is accepted.
pub(crate) const OLDEST: &str = "3.51.3";

/// Whether a version of SQLite, as `sqlite_version()` says it, is at least [`OLDEST`]. What can't be read is not.
pub(crate) fn is_accepted(version: &str) -> bool {
    match (parts(version), parts(OLDEST)) {
        (Some(version), Some(oldest)) => version >= oldest,
        _ => false,
    }
}

fn parts(version: &str) -> Option<[u32; 3]> {
    let mut parts = version.trim().split('.').map(|part| part.parse().ok());
    let version = [parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?];
    parts.next().is_none().then_some(version)
}

#[cfg(test)]
mod tests {
    use super::is_accepted;

    #[test]
    fn versions_are_compared_by_number() {
        for accepted in ["3.51.3", "3.51.10", "3.52.0", "3.100.0", "4.0.0", "3.52"] {
            assert!(is_accepted(accepted), "{accepted}");
        }
        for refused in
            ["3.51.2", "3.51", "3.9.9", "3.50.4", "2.99.99", "", "3", "3.x.1", "3.51.3.1", "3.51.-3"]
        {
            assert!(!is_accepted(refused), "{refused}");
        }
    }
}
