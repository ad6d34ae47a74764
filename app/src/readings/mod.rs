//! Readings: what is to do, the form that records, what has not reached the server.

pub mod api;
#[cfg(feature = "hydrate")]
mod choice;
#[cfg(feature = "hydrate")]
mod draft;
#[cfg(feature = "hydrate")]
mod echo;
#[cfg(feature = "hydrate")]
mod fields;
#[cfg(feature = "hydrate")]
pub mod form;
#[cfg(feature = "hydrate")]
pub mod page;
#[cfg(feature = "hydrate")]
pub mod todo;
#[cfg(feature = "hydrate")]
pub mod unsent;
