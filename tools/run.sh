#!/bin/sh
# Builds the server with what is in dist/ and runs it: run.sh serve, run.sh demo.
. "$(dirname "$0")/lib.sh"

say "Building the server"
cargo build --release --locked -p vigie-server
say "vigie $*"
exec "$target/release/vigie" "$@"
