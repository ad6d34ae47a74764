//! Dashboards: the cards of the home page, of dashboards and of shares.
//!
//! [`board`] says as plain data what is shown, in one language: the list of what a share may reveal. The view only lays
//! it out, so that the server, the browser and print show the same.

mod api;
#[cfg(feature = "csr")]
mod attention;
pub mod board;
#[cfg(feature = "csr")]
pub mod board_mode;
#[cfg(feature = "csr")]
pub mod build;
mod card;
pub(crate) mod comparison;
#[cfg(feature = "ssr")]
pub mod data;
#[cfg(feature = "csr")]
pub mod desk_board;
mod extent;
pub(crate) mod figures;
pub(crate) mod happened;
#[cfg(feature = "csr")]
mod head;
mod highlights;
#[cfg(feature = "csr")]
pub mod home;
#[cfg(feature = "csr")]
pub mod list;
mod lists;
#[cfg(feature = "csr")]
pub(crate) mod look_back;
#[cfg(any(feature = "csr", feature = "ssr"))]
pub(crate) mod markdown;
pub(crate) mod matrix;
#[cfg(feature = "csr")]
pub mod page;
mod prose;
#[cfg(feature = "csr")]
mod shared;
pub(crate) mod trees;
pub mod view;

pub use board::Board;
pub use view::BoardView;
