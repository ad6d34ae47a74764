#!/bin/sh
# Installs what the tests need: Chromium and its driver, Postgres, node, axe-core.
. "$(dirname "$0")/lib.sh"

axe=4.14.1

missing=
has chromium || missing="$missing chromium"
has chromedriver || missing="$missing chromium-driver"
# Debian keeps the programs of the server outside PATH.
has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
has node || missing="$missing nodejs"
has npm || missing="$missing npm"

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then as=; elif has sudo; then as=sudo; else as=none; fi
    if [ "$as" = none ] || ! has apt-get; then
        fail "The tests need$missing. As root: apt-get install$missing"
    fi
    say "Installing$missing"
    # Through env, since sudo passes no variables on.
    $as apt-get update -qq &&
        $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing ||
        fail "That did not work. The tests need$missing. As root: apt-get update && apt-get install$missing"
fi

npm_package axe axe-core "$axe"
