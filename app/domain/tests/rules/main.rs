//! The rules of measurement, proven from outside the crate: worked cases, properties, a corpus of odd inputs, published
//! figures, and the same in wasm.

mod tables;
mod wasm;
mod worked;
