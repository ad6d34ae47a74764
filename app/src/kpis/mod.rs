//! KPIs: the list, the page of one, its form, its card.

pub mod api;
#[cfg(feature = "hydrate")]
pub mod form;
#[cfg(feature = "hydrate")]
pub mod list;
#[cfg(feature = "hydrate")]
pub mod page;
#[cfg(feature = "hydrate")]
mod words;
