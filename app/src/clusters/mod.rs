//! Clusters: the first run, the list, the settings.

pub mod api;
