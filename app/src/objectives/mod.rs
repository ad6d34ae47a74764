//! Objectives: the tree, the page of one, its form.

pub mod api;
