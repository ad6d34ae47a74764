//! What every story needs, and both databases for each.

pub use vigie_tests::{Answer, Client, Installation, PASSWORD, Running, login};

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
