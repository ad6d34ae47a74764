//! The workspace: one shell that mounts in the browser, online and offline.

mod desk;
mod frame;
mod frame_parts;
mod laid;
mod later;
mod mount;
mod ordering;
mod routes;
mod styleguide;

pub use desk::{Connection, Desk, use_desk};
pub(crate) use later::{LookBackDialog, Prose, WholeHome, send_acts};
pub use mount::mount_workspace;
pub use ordering::{Ordering, Saving};
