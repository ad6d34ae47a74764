//! The stories of the use cases, each told on SQLite and on Postgres.

#![allow(clippy::unwrap_used, reason = "what can't be unwrapped has failed")]

mod support;

mod accounts;
mod clusters;
mod dashboards;
mod devices;
mod evidence;
mod exports;
mod imports;
mod kpis;
mod logos;
mod packs;
mod periods;
mod portfolio;
mod random_clusters;
mod readings;
mod reports;
mod roles;
mod setup;
mod shares;
mod sync;
mod tables;
mod threads;
mod undo;
mod workbooks;
