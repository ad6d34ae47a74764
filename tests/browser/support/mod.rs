//! A browser, what it sees, and what is wrong with it.

mod axe;
mod browser;
mod chromedriver;
mod pages;
mod relay;
mod server;
mod story;
mod words;

pub use browser::{Browser, Kind};
pub use pages::{OPENED, PUBLIC, WORKSPACE};
pub use relay::Relay;
pub use server::{changes, free_address, reading};
pub use story::{EMAIL, Stage, in_time, story, until};
