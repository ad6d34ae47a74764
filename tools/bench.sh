#!/bin/sh
# Measures; the report is written to the target folder as bench/report.md.
. "$(dirname "$0")/lib.sh"

say "Benchmarks"
cargo bench --locked --bench '*'
