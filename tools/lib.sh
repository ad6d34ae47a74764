# Sourced by the other scripts of this folder.

set -eu
cd "$(dirname "$0")/.."

# What is fetched from npm, and the compiled programs of CI, lie outside the repository.
cache=$HOME/.cache/vigie
target=${CARGO_TARGET_DIR:-target}

# Where rustup and `cargo install` put programs, also in a shell that was open before.
programs=${CARGO_HOME:-$HOME/.cargo}/bin
case ":$PATH:" in *":$programs:"*) ;; *) export PATH="$programs:$PATH" ;; esac

say() { printf '\n== %s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# The version of a crate in Cargo.lock.
locked() { awk -v name="name = \"$1\"" '$0 == name { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock; }

# npm_package FOLDER NAME VERSION: into the cache, once.
npm_package() {
    installed=$cache/$1/node_modules/$2/package.json
    if ! grep -q "\"version\": \"$3\"" "$installed" 2>/dev/null; then
        mkdir -p "$cache/$1"
        npm install --no-audit --no-fund --loglevel=error --prefix "$cache/$1" "$2@$3"
    fi
}
