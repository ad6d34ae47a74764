//! The public pages as `vigie_app::public` writes them, with the addresses of this front end.

use vigie_domain::{Lang, Problem};
use vigie_service::SharedBook;

use crate::assets;
use crate::state::Server;

/// Why signing in did not work.
#[derive(Clone, Copy, Debug)]
pub enum LoginProblem {
    Wrong,
    TooMany,
    Unavailable,
}

/// What was typed into the form of the first account.
#[derive(Default)]
pub struct SetupForm<'a> {
    /// Empty: the page says where to find it.
    pub token: &'a str,
    pub name: &'a str,
    pub email: &'a str,
    pub office: &'a str,
    pub problems: &'a [Problem],
}
