//! KPIs: the list, the page of one, its form, its card.

pub mod api;
#[cfg(feature = "csr")]
pub mod form;
#[cfg(feature = "csr")]
pub mod list;
#[cfg(feature = "csr")]
pub mod page;
#[cfg(any(feature = "csr", feature = "ssr"))]
pub(crate) mod terms;
#[cfg(feature = "csr")]
mod words;
