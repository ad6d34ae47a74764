//! Vigie from outside: a real server on a free port and the real command line, on both databases.

mod cli;
mod evidence;
mod headers;
mod imports;
mod live;
mod login;
mod logos;
mod papers;
mod paths;
mod roles;
mod setup;
mod share_narrowed;
mod share_terms;
mod shares;
mod support;
