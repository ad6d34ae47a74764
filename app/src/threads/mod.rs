//! The thread of a KPI: what the team says about it, with people named in it.

pub mod api;
#[cfg(feature = "csr")]
mod composer;
#[cfg(feature = "csr")]
mod list;
#[cfg(feature = "csr")]
pub mod mentions;
#[cfg(feature = "csr")]
mod message;
#[cfg(feature = "csr")]
mod names;

#[cfg(feature = "csr")]
pub use list::Thread;
