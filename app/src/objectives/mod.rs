//! Objectives: the tree, its form.

pub mod api;
#[cfg(feature = "hydrate")]
pub mod form;
#[cfg(feature = "hydrate")]
pub mod list;
