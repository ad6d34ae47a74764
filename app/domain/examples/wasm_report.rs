//! The report as a wasm module without bindings: the host writes a question and a cluster file into the memory, calls,
//! and reads the report's JSON. `tests/wasm/run.mjs` is that host; `tests/rules/wasm.rs` compares with the native crate.
//!
//! The question is one line: today, granularity and target set, the last two `-` where there is none.

#![allow(unsafe_code, reason = "an exported name is unsafe by its attribute alone")]

use std::cell::RefCell;

use vigie_domain::report::report;
use vigie_domain::{Book, Granularity, Query, file};

#[derive(Default)]
struct State {
    text: Vec<u8>,
    asked: Option<(Book, Query)>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// Room for so many bytes, and where it lies.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *const u8 {
    STATE.with_borrow_mut(|state| {
        state.text = vec![0; bytes];
        state.text.as_ptr()
    })
}

/// Reads what the host has written; 0 where it could not be read.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> usize {
    STATE.with_borrow_mut(|state| {
        state.asked = std::str::from_utf8(&state.text).ok().and_then(asked);
        usize::from(state.asked.is_some())
    })
}

fn asked(text: &str) -> Option<(Book, Query)> {
    let (question, cluster) = text.split_once('\n')?;
    let [today, by, set] = question.split(' ').collect::<Vec<_>>()[..] else { return None };
    let query = Query {
        by: Granularity::parse(by),
        set: (set != "-").then(|| set.to_owned()),
        ..Query::on(today.parse().ok()?)
    };
    Some((file::read(cluster).ok()?, query))
}

/// Computes the report and keeps its text; gives the number of its bytes, `place` where they lie.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> usize {
    STATE.with_borrow_mut(|state| {
        let Some((book, query)) = &state.asked else { return 0 };
        state.text = serde_json::to_vec(&report(book, query)).unwrap_or_default();
        state.text.len()
    })
}

/// Computes the report alone, to be measured; gives the number of its rows.
#[unsafe(no_mangle)]
pub extern "C" fn compute() -> usize {
    STATE.with_borrow(|state| {
        let Some((book, query)) = &state.asked else { return 0 };
        report(book, query).kpis.iter().map(|kpi| kpi.periods.len()).sum()
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn place() -> *const u8 {
    STATE.with_borrow(|state| state.text.as_ptr())
}
