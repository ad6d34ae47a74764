//! Figures out of files: a file is chosen, dropped or pasted, understood, corrected, looked through, then taken in whole or
//! not at all, and taken back if need be.

pub mod api;
#[cfg(feature = "csr")]
pub mod file;
#[cfg(feature = "csr")]
mod mapping;
#[cfg(feature = "csr")]
pub mod page;
#[cfg(feature = "csr")]
mod past;
#[cfg(feature = "csr")]
mod preview;
#[cfg(feature = "csr")]
mod series;
#[cfg(feature = "ssr")]
mod serve;
#[cfg(feature = "csr")]
mod source;

#[cfg(feature = "csr")]
pub(super) use source::base64;
