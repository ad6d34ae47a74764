//! A running Vigie, a database of its own, and a client that sends exactly what it is told.

mod client;
mod vigie;

pub use client::{Answer, Client};
pub use vigie::{Installation, PASSWORD, Running, login};

/// The same story on both databases.
#[macro_export]
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[test] fn $story() { super::$story(&$crate::support::Installation::sqlite()); })+
        }
        mod on_postgres {
            $(#[test] fn $story() { super::$story(&$crate::support::Installation::postgres()); })+
        }
    };
}
