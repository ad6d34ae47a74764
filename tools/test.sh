#!/bin/sh
# Runs all tests; the last line is the test runner's own.
. "$(dirname "$0")/lib.sh"

say "What a browser keeps, in a browser"
# Its capabilities are in webdriver.json beside the tests.
CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner CHROMEDRIVER=$(command -v chromedriver) \
    cargo test --locked --target wasm32-unknown-unknown -p vigie-device --test device

if has cargo-nextest; then
    say "Examples in the documentation"
    cargo test --locked --doc -p vigie-domain
    say "Tests"
    cargo nextest run --locked --no-fail-fast --workspace --exclude vigie-frontend
else
    say "Tests"
    cargo test --locked --no-fail-fast --workspace --exclude vigie-frontend
fi
