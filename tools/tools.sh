#!/bin/sh
# Installs what building the front end needs, where it is missing or of another version.
. "$(dirname "$0")/lib.sh"

trunk=0.21.14
binaryen=132.0.0
bindgen=$(locked wasm-bindgen)

has cargo || fail "Rust is missing. Install it with rustup (https://rustup.rs), then run this again."
# Said before minutes of building, and not by the first crate after them.
rust=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
installed=$(rustc --version | cut -d ' ' -f 2)
printf '%s\n' "$rust" "$installed" | sort -V -C || fail "Rust $rust or later is needed, this is $installed: rustup update stable"
has cc || fail "A C compiler is missing. As root: apt-get install build-essential"

if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
    say "Adding the wasm target"
    has rustup || fail "This Rust has no wasm32-unknown-unknown target and there is no rustup to add it."
    rustup target add wasm32-unknown-unknown
fi

# The tools run for seconds and compile for minutes: less optimising, no link-time optimising. Their folder stays until
# both are there, so that an interrupted build goes on where it was.
building=$cache/tools
install_tool() {
    CARGO_TARGET_DIR=$building CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 cargo install --force "$@"
}

if [ "$(trunk --version 2>/dev/null)" != "trunk $trunk" ]; then
    say "Building trunk $trunk (once, some minutes)"
    install_tool trunk --version "$trunk" --locked --no-default-features --features rustls
fi
if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $bindgen" ]; then
    say "Building wasm-bindgen $bindgen, the version in Cargo.lock (once, some minutes)"
    # Without --locked: a crate in its lock file has been withdrawn.
    install_tool wasm-bindgen-cli --version "$bindgen"
fi
rm -rf "$building"

# wasm-opt. Without npm the build still works, and pack says what it costs.
if has npm; then
    npm_package binaryen binaryen "$binaryen" || echo "binaryen could not be fetched: building goes on without wasm-opt."
fi
