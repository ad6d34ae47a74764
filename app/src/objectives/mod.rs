//! Objectives: the tree, its form.

pub mod api;
#[cfg(feature = "csr")]
pub mod form;
#[cfg(feature = "csr")]
pub mod list;
