//! What a document leaves out takes its default, and a default is not written out.

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
