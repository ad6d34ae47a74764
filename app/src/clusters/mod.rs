//! Clusters: the first run, the list, the settings.

pub mod api;
#[cfg(feature = "hydrate")]
pub mod list;
#[cfg(feature = "hydrate")]
pub mod settings;
#[cfg(feature = "hydrate")]
pub mod start;
