//! What Vigie shows.
//!
//! Three features, never two of them: `ssr` renders the public pages and answers the server functions, `csr` mounts
//! the workspace in the browser, `hydrate` brings a share to life. Slices are named by noun; a slice never imports the
//! views of another, what two need lives in `ui`, `chart`, `format` or `workspace`.

// Views are types as deep as the page; the release build lays all of them out.
#![recursion_limit = "1024"]

pub mod chart;
pub mod compare;
pub mod error;
pub mod format;
pub mod locale;
#[cfg(feature = "ssr")]
pub mod request;
pub mod shares;
pub mod trend;
#[cfg(any(feature = "csr", test))]
mod tsv;
pub mod ui;

pub mod clusters;
pub mod dashboards;
pub mod kpis;
pub mod objectives;
pub mod readings;
pub mod team;
pub mod threads;

#[cfg(feature = "ssr")]
pub mod paper;
#[cfg(feature = "ssr")]
pub mod public;

#[cfg(feature = "csr")]
pub mod offline;
#[cfg(feature = "csr")]
pub mod portfolio;
#[cfg(feature = "csr")]
pub mod workspace;

#[cfg(feature = "hydrate")]
pub use shares::hydrate::hydrate_share;
#[cfg(feature = "csr")]
pub use workspace::mount_workspace;
