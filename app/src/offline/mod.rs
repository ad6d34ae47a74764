//! What a device keeps: the local copy and the outbox in IndexedDB, and the task that keeps both in step with the server.
//!
//! The queue itself is pure and tested in the domain; here it is stored and sent.

pub mod acts;
pub mod beside;
mod browser;
mod live;
mod sync;
mod tabs;

pub use browser::{forget_home, now, persist, remember_home, remembered_home, today_here, uuid};
pub use live::listen as listen_live;
pub(crate) use sync::Again;
pub use sync::{flush, newest, pull, start};
pub use tabs::{follow, tell};
pub use vigie_device::{Change, LocalCopy, NotKept, Stored, files};

/// What was written as JSON; none where it cannot be read. From bytes, as server functions read: from a `str` all the
/// code that reads would be in the program a second time.
pub fn read<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(text.as_bytes()).ok()
}
