//! Shares: making and revoking links, and the page that a link opens.

pub mod api;
#[cfg(feature = "hydrate")]
pub mod hydrate;
#[cfg(feature = "hydrate")]
pub mod list;
