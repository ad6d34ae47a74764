#!/bin/sh
# What is checked without running the product: form, lints, documentation, licences, who imports whom.
. "$(dirname "$0")/lib.sh"

say "Formatting"
cargo fmt --all --check

say "Lints: server and tools"
cargo clippy --locked --workspace --exclude vigie-frontend --all-targets -- -D warnings

say "Lints: browser"
for program in workspace share; do
    cargo clippy --locked -p vigie-frontend --features "$program" --target wasm32-unknown-unknown -- -D warnings
done
cargo clippy --locked -p vigie-device --all-targets --target wasm32-unknown-unknown -- -D warnings

say "Documentation of the rules"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps -p vigie-domain

# Without the database of advisories, which is on a host that a build must not depend on.
if has cargo-deny; then
    say "Licences, sources and banned crates"
    cargo deny --locked check licenses bans sources
else
    say "Licences not checked: no cargo-deny (cargo install --locked cargo-deny, about six minutes)"
fi

say "Who imports whom"
cargo test --locked -p vigie-tests --test architecture
