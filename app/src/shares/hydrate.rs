//! Brings the page of a share to life.

pub fn hydrate_share() {}
