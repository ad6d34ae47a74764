#!/bin/sh
# Builds the front end into dist/, unless it is newer than all it is made of.
. "$(dirname "$0")/lib.sh"

made_from="app/Cargo.toml app/build.rs app/src app/device app/domain app/locales frontend style Cargo.toml Cargo.lock Trunk.toml .cargo"
if grep -q '"profile": "release"' dist/assets.json 2>/dev/null &&
    [ -z "$(find $made_from -type f -newer dist/assets.json -print -quit)" ]; then
    say "dist/ is up to date"
    exit 0
fi

has trunk || fail "trunk is missing: make tools"
say "Fetching crates"
cargo fetch --locked
say "Building dist/ (wasm, then its compressed copies)"
trunk build --release
