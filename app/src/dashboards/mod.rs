//! Dashboards: the cards of the home page and of shares.

#[cfg(feature = "hydrate")]
pub mod home;
#[cfg(feature = "hydrate")]
pub mod page;
