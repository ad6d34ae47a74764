//! What the page of a share can do once the program runs.

use leptos::prelude::*;

pub fn print() {
    let _ = window().print();
}
