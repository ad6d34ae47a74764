//! The grid: KPIs × periods as in a spreadsheet.

mod blocks;
#[cfg(feature = "csr")]
mod groups;
mod layout;
mod look;
pub(super) mod past;

#[cfg(feature = "csr")]
mod bar;
#[cfg(feature = "csr")]
mod cell;
#[cfg(feature = "csr")]
mod keys;
#[cfg(feature = "csr")]
mod line;
#[cfg(feature = "csr")]
mod marks;
#[cfg(feature = "csr")]
mod page;
#[cfg(feature = "csr")]
mod sheet;
#[cfg(feature = "csr")]
mod view;
#[cfg(feature = "csr")]
mod window;

#[cfg(feature = "csr")]
pub use page::GridPage;
