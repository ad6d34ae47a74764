//! The rules of measurement, proven from outside the crate: worked cases, properties, a corpus of odd inputs, published
//! figures, and the same in wasm.

mod files;
mod formulas;
mod fuzz;
mod properties;
mod published;
mod tables;
mod wasm;
mod worked;
