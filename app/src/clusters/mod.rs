//! Clusters: the first run, the list, the settings.

pub mod api;
#[cfg(feature = "csr")]
mod countries;
#[cfg(feature = "csr")]
mod draft;
#[cfg(any(feature = "csr", test))]
mod entry;
#[cfg(feature = "csr")]
mod fields;
#[cfg(feature = "csr")]
mod hue;
#[cfg(feature = "csr")]
pub mod list;
#[cfg(feature = "csr")]
mod logo;
#[cfg(feature = "csr")]
pub mod mark;
#[cfg(feature = "csr")]
mod packs;
#[cfg(feature = "csr")]
mod pick;
#[cfg(feature = "csr")]
pub mod settings;
#[cfg(feature = "csr")]
pub mod start;
pub mod transfer;
#[cfg(feature = "csr")]
mod words;
#[cfg(feature = "ssr")]
pub mod workbook;
