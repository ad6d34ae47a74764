//! Readings: what is to do, the form that records, what has not reached the server.

pub mod api;
#[cfg(feature = "csr")]
mod choice;
#[cfg(feature = "csr")]
mod conflict;
#[cfg(feature = "csr")]
mod draft;
#[cfg(feature = "csr")]
mod echo;
#[cfg(feature = "csr")]
pub mod evidence;
#[cfg(feature = "csr")]
mod fields;
#[cfg(feature = "csr")]
mod fill;
#[cfg(feature = "csr")]
pub mod form;
#[cfg(any(feature = "csr", test))]
pub mod grid;
#[cfg(feature = "csr")]
mod hold;
#[cfg(feature = "csr")]
pub mod page;
#[cfg(feature = "csr")]
pub mod periods;
#[cfg(any(feature = "csr", test))]
mod run;
#[cfg(feature = "csr")]
mod steps;
#[cfg(feature = "csr")]
pub mod todo;
#[cfg(feature = "csr")]
pub mod unsent;
#[cfg(feature = "csr")]
mod unsent_acts;
#[cfg(feature = "csr")]
mod ways;
