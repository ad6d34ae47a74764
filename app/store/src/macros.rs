//! The macros that let both engines share each statement: the call is written once and repeated for each arm.

/// Declares the statements of a module and their list, so that a test can prepare every one of them.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$doc])* const $name: &str = $text;)+
        pub(crate) const STATEMENTS: &[(&str, &str)] =
            &[$((concat!(module_path!(), "::", stringify!($name)), $name)),+];
    };
}

/// Repeats an expression for each engine, with `$c` as its connection.
macro_rules! run {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::source::Conn::Sqlite(mut lent) => {
                let $c = &mut *lent;
                $body
            }
            $crate::source::Conn::Postgres(mut lent) => {
                let $c = &mut *lent;
                $body
            }
        }
    };
}

/// All rows of a statement, as the row type that the place expects.
macro_rules! rows {
    ($source:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        Ok::<_, $crate::StoreError>(run!(Into::<$crate::Source<'_>>::into($source).conn().await?, c => sqlx::query_as($sql)$(.bind($value))*.fetch_all(c).await)?)
    };
}

/// The first row of a statement, if there is one.
macro_rules! row {
    ($source:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        Ok::<_, $crate::StoreError>(run!(Into::<$crate::Source<'_>>::into($source).conn().await?, c => sqlx::query_as($sql)$(.bind($value))*.fetch_optional(c).await)?)
    };
}

/// Runs a statement in a transaction: how many rows it wrote.
macro_rules! exec {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        Ok::<u64, $crate::StoreError>(
            run!($tx.conn(), c => sqlx::query($sql)$(.bind($value))*.execute(c).await.map(|done| done.rows_affected()))?
        )
    };
}
