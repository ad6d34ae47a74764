//! Several clusters side by side, for whoever may see them: each comes by its own copy, as if it were opened.

pub mod one;
pub mod page;
