//! Readings: what is to do, the form that records, the history.

pub mod api;
