//! The pages that the server writes whole: login, setup, landing, what is not there, and shares.
//!
//! Each is a string that works without script. Only a share is brought to life in the browser afterwards; what its
//! body shows is written by the same view there and here.

mod badge;
mod document;
mod door;
mod embed;
mod landing;
mod login;
mod mark;
mod narrowed;
mod refusal;
mod render;
mod setup;
mod share;
mod share_door;
mod share_manifest;

pub use badge::badge;
pub use document::Assets;
pub use embed::{EmbedLook, Theme, embed};
pub use landing::landing;
pub use login::{Login, LoginProblem, login};
pub use refusal::{not_found, unavailable};
pub use setup::{Setup, setup};
pub use share::{Link, Written, finished, share, share_data, share_paper};
pub use share_door::{ShareProblem, share_door};
pub use share_manifest::share_manifest;

#[cfg(test)]
mod share_tests;
