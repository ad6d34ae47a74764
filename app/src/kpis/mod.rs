//! KPIs: the list, the page of one, its form, its card.

pub mod api;
