#!/bin/sh
# Runs all tests; the last line is the test runner's own.
. "$(dirname "$0")/lib.sh"

if has cargo-nextest; then
    say "Examples in the documentation"
    cargo test --locked --doc -p vigie-domain
    say "Tests"
    cargo nextest run --locked --no-fail-fast --workspace --exclude vigie-frontend
else
    say "Tests"
    cargo test --locked --no-fail-fast --workspace --exclude vigie-frontend
fi
