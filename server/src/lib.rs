//! How Vigie runs: the command line, the configuration, and the web server around the use cases.
//!
//! Nothing is decided here: a request is turned into a call of `vigie_service`, the outcome into an answer. Pages come
//! as text from `vigie_app::public`; the workspace is one static shell.

mod answers;
mod api;
mod assets;
mod bodies;
pub mod cli;
mod client;
mod coding;
pub mod config;
mod demo;
mod etag;
mod evidence;
mod failure;
mod fallback;
mod forwarding;
mod functions;
mod headers;
mod health;
mod jobs;
mod language;
mod limits;
mod live;
mod login;
mod logo;
mod logs;
mod open;
mod packs;
mod pages;
mod paper;
mod paths;
mod problem;
mod router;
mod serve;
mod session;
mod setup;
mod share;
mod state;
