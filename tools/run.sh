#!/bin/sh
# Builds the server with what is in dist/, and runs it where it is told how: run.sh, run.sh serve, run.sh demo.
. "$(dirname "$0")/lib.sh"

say "Building the server"
cargo build --release --locked -p vigie-server
[ $# != 0 ] || exit 0
say "vigie $*"
exec "$target/release/vigie" "$@"
