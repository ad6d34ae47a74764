#!/bin/sh
# Measures a release build; the figures go to the target folder as bench/report.md.
. "$(dirname "$0")/lib.sh"

target="${CARGO_TARGET_DIR:-target}"
out="$target/bench"
report="$out/report.md"
mkdir -p "$out"

if ! has wrk && [ "$(id -u)" = 0 ] && has apt-get; then
    say "Installing wrk"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq wrk
fi

say "Building the server"
cargo build --locked --release -p vigie-server
vigie="$(cd "$target" && pwd)/release/vigie"

folder="$(mktemp -d)"
listen=127.0.0.1:18431
server=
trap 'kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
export VIGIE_LISTEN="$listen" VIGIE_LOG=warn

# Milliseconds from the start of the process to the first answer.
start() {
    began=$(date +%s%N)
    "$vigie" serve >server.log 2>&1 &
    server=$!
    echo "$server" >server.pid
    until curl -sf -o answer "http://$listen/healthz"; do
        kill -0 "$server" 2>/dev/null || fail "The server does not start: $(cat server.log)"
    done
    echo $((($(date +%s%N) - began) / 1000000))
}

say "An example cluster and a share"
"$vigie" cluster add us --name "US jobs" --country US >/dev/null
"$vigie" import us "$OLDPWD/tests/data/us-employment.csv" >/dev/null
share=$("$vigie" share add us --json | sed -n 's/.*"url": "\(.*\)".*/\1/p')
start >/dev/null
curl -s -o page.html --compressed "$share"
kill "$server" && wait "$server" || true

say "Start, memory, requests"
started=$(start >started; cat started)
server=$(cat server.pid)
resident=$(awk '/^Rss:/ { print int($2 / 1024) }' "/proc/$server/smaps_rollup")
html=$(curl -s -H 'Accept-Encoding: br, gzip' "$share" | wc -c)
css=$(ls -l "$OLDPWD"/dist/assets/*.css.br | awk '{ print $5 }')
rate=
if has wrk; then
    rate=$(wrk -t1 -c16 -d5s --latency "$share" | awk '/Requests\/sec/ { r = $2 } /99%/ { p = $2 } END { print r " requests/s, p99 " p }')
fi

{
    echo "# Measured on $(uname -n), $(nproc) cores, $(date -u +%F)"
    echo
    echo "| what | figure |"
    echo "|---|---|"
    for file in "$OLDPWD"/dist/assets/*.wasm.br; do
        echo "| $(basename "$file" .br | sed 's/-.*//') wasm, brotli 11 | $(ls -l "$file" | awk '{ print $5 }') bytes |"
    done
    echo "| start to first answer, existing database | $started ms |"
    echo "| resident memory, idle | $resident MB |"
    echo "| shared overview of 23 KPI cards with sparklines, 16 connections | ${rate:-wrk is not installed} |"
    echo "| bytes of that page until it is complete (HTML as sent, CSS brotli) | $html + $css |"
} >report.md
cd "$OLDPWD"
cp "$folder/report.md" "$report"

say "The rules, in the server's machine code and in the browser's"
{
    echo
    echo "## The rules"
    echo
    echo '```'
    cargo bench --locked --quiet -p vigie-domain --bench report
    cargo test --locked --quiet -p vigie-domain --test rules -- --ignored --nocapture how_long | grep "in wasm"
    echo '```'
} >>"$report"
cat "$report"
