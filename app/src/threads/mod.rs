//! The thread of a KPI: what the team says about it.

pub mod api;
