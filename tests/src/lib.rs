//! Vigie from outside: a running server, a database of its own, and a client that sends exactly what it is told.

mod client;
mod installation;

pub use client::{Answer, Client};
pub use installation::{Installation, PASSWORD, Running, login, new_folder};
