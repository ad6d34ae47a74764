//! Shares: making and revoking links, and the page that a link opens.
//!
//! The page shows a dashboard: here, and only here, a slice imports the views of another.

#[cfg(feature = "csr")]
mod address;
#[cfg(feature = "hydrate")]
mod alive;
pub mod api;
#[cfg(feature = "csr")]
mod change;
#[cfg(feature = "csr")]
mod form;
#[cfg(feature = "hydrate")]
pub mod hydrate;
#[cfg(feature = "csr")]
pub mod list;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod page;
#[cfg(feature = "hydrate")]
mod pointer;
#[cfg(feature = "ssr")]
mod qr;
#[cfg(feature = "csr")]
mod revoke;
#[cfg(feature = "csr")]
mod terms;
