//! The use cases of Vigie: who may? load, decide (domain), save, log. No HTTP and no SQL.
//!
//! Every use case is a method of [`Service`] that takes the [`Caller`] first. It asks the domain's `can` before
//! anything else; what a caller may not see answers [`Error::NotFound`], as what does not exist does. A write of a cluster is
//! one transaction that takes the cluster's next number and appends one change (`pen`). Figures, statuses and
//! rules are the domain's; rows become what the domain knows in `book`.
//!
//! To add a use case: a method in the file of its noun, its right in the domain's table of roles and actions, its kind of
//! change a stable word, a story in `tests/`.

mod access;
mod accounts;
mod acts;
mod book;
mod caller;
mod clusters;
mod countries;
mod dashboards;
mod edge;
mod error;
mod evidence;
mod example;
mod kpis;
mod logo;
mod news;
mod objectives;
mod offices;
mod packs;
mod pen;
mod periods;
mod problems;
mod readings;
mod record;
mod report;
mod service;
mod setup;
mod shares;
mod sync;
mod token;
mod transfer;
mod users;

pub use caller::{Caller, Person};
pub use clusters::{ClusterInfo, NewCluster};
pub use dashboards::{OVERVIEW, overview};
pub use edge::Edge;
pub use error::{Error, Result};
pub use evidence::Attached;
pub use example::Example;
pub use logo::Picture;
pub use news::Watch;
pub use offices::OfficeInfo;
pub use packs::packs_json;
pub use readings::Revised;
pub use report::{AsOf, Asked};
pub use service::Service;
pub use setup::FirstAccount;
pub use shares::{
    DataCell, DataSheet, Edition, FixedPage, NewShare, Opened, Opening, Password, ShareInfo, SharedBook,
    Terms as ShareTerms,
};
pub use token::Token;
pub use transfer::{
    Column, Format, Found, HeadRow, ImportOptions, ImportOutcome, Kept, Note, PastImport, Pieces, Progress,
    Proposed, Step, Understood, Undone, Why, Word, Words,
};
pub use users::{NewUser, UserGrant, UserInfo};
pub use vigie_store::{OpenError, Options, check as check_database};
