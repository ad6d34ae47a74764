//! What a browser keeps of Vigie, in IndexedDB. A crate of its own, so that it is tested in a real browser without building
//! every view.
//!
//! Each person has two databases: the copy with the outbox (`local`), and the files that wait (`files`).

mod copies;
pub mod files;
mod kept;
mod local;

pub use kept::NotKept;
pub use local::{Change, LocalCopy, Stored};

fn copy_of(user: &str) -> String {
    format!("vigie-{user}")
}

fn files_of(user: &str) -> String {
    format!("vigie-files-{user}")
}
