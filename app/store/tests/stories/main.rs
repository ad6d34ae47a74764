//! The stories of the store, each told on SQLite and on Postgres.

#![allow(clippy::unwrap_used, reason = "what can't be unwrapped has failed")]

mod support;

mod backups;
mod changes;
mod clusters;
mod commands;
mod constraints;
mod crashes;
mod documents;
mod evidence;
mod messages;
mod news;
mod opening;
mod plans;
mod random;
mod readings;
mod sessions;
mod setup;
mod shares;
mod statements;
mod users;
