#!/bin/sh
# Measures a release build; the figures go to the target folder as bench/report.md.
. "$(dirname "$0")/lib.sh"

repository=$PWD
out=$target/bench
report=$out/report.md
mkdir -p "$out"
# Debian keeps servers outside the PATH of people.
PATH=$PATH:/usr/sbin

# need PROGRAM PACKAGE
need() {
    if ! has "$1" && [ "$(id -u)" = 0 ] && has apt-get; then
        say "Installing $2"
        # In this run level a package does not start its service.
        RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2" || true
    fi
    has "$1" || say "Not measured: what needs $1 (apt-get install $2)"
}
need wrk wrk
need nginx nginx-light

say "Building the server"
cargo build --locked --release -p vigie-server
vigie="$(cd "$target" && pwd)/release/vigie"

folder="$(mktemp -d)"
listen=127.0.0.1:18431
server=
nginx=
trap 'kill $server $nginx 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
export VIGIE_LISTEN="$listen" VIGIE_LOG=warn

# What else the machine does is in every figure.
busy=$(cut -d' ' -f1 /proc/loadavg)

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

# Milliseconds of processor time that the server has used.
used() { awk -v hz="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000 / hz }' "/proc/$server/stat"; }

# load ADDRESS: requests a second of 16 connections of browsers, and the 99th percentile; nothing without wrk.
load() {
    has wrk || return 0
    wrk -t1 -c16 -d5s --latency -H 'Accept-Encoding: br' "$1" >wrk.log
    ! grep -q 'Non-2xx' wrk.log || fail "$1: $(cat wrk.log)"
    awk '/Requests\/sec/ { r = $2 } / 99%/ { p = $2 } END { print r, p }' wrk.log
}

# rate REQUESTS P99, in words
rate() { if [ -n "${1:-}" ]; then echo "$1 requests/s, p99 $2"; else echo "wrk is not installed"; fi; }
# ratio A B
ratio() { [ -z "${1:-}" ] || [ -z "${2:-}" ] || awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

say "A cluster with 23 KPIs of 120 months, a board with a chart of each, and one KPI that is not on it"
"$vigie" cluster add us --name "US jobs" --country US >/dev/null
"$vigie" import us "$repository/tests/data/us-employment.csv" >/dev/null
"$vigie" export us --out us.json >/dev/null
cards=$(sed -n 's/^  {"key":"\([a-z0-9-]*\)","name".*/{"kind":"trend","key":"\1"}/p' us.json | paste -sd, -)
{
    sed '/^ "kpis"/,$d' us.json
    echo "\"dashboards\":[{\"id\":\"board\",\"name\":{\"en\":\"Board\"},\"cards\":[$cards]}]}"
} >board.json
"$vigie" import us board.json >/dev/null
printf 'kpi,period,value\nunseen,2015-12,1\n' | "$vigie" import us - >/dev/null
password="a lookout on the ridge"
printf %s "$password" | "$vigie" user add bench@vigie.example --name Bench --role admin >/dev/null
address() { "$vigie" share add us --dashboard "$1" --json | sed -n 's/.*"url": "\(.*\)".*/\1/p'; }
overview=$(address overview)
board=$(address board)
start >/dev/null
curl -s -o page.html "$overview"
kill "$server" && wait "$server" || true

say "Start, memory"
start >started
server=$(cat server.pid)
resident=$(awk '/^Rss:/ { print int($2 / 1024) }' "/proc/$server/smaps_rollup")
html=$(curl -s -H 'Accept-Encoding: br, gzip' "$overview" | wc -c)
css=$(cat "$repository"/dist/assets/*.css.br 2>/dev/null | wc -c)

# A page that nobody has asked for is rendered: as many links to the board as there are requests.
say "The board for the first time"
links=600
curl -s -o answer -c cookies --data-urlencode email=bench@vigie.example --data-urlencode "password=$password" \
    "http://$listen/login"
VIGIE_COOKIE=$(awk '$6 { cookie = $6 "=" $7 } END { print cookie }' cookies)
export VIGIE_COOKIE
new='{"slug":"us","new":{"dashboard":"board","name":"","lang":"en","expires_on":null,"set":null}}'
for number in $(seq "$links"); do
    printf 'next\nurl = "http://%s/api/app/shares/add"\nheader = "Content-Type: application/json"\n' "$listen"
    printf 'cookie = "%s"\ndata = "%s"\n' "$VIGIE_COOKIE" "$(echo "$new" | sed 's/"/\\"/g')"
done >add.curl
curl -s -K add.curl | grep -o '"path":"/s/[^"]*"' | cut -d'"' -f4 >paths
[ "$(wc -l <paths)" = "$links" ] || fail "The links could not be made"
sed "s|.*|next\nurl = \"http://$listen&\"\noutput = \"/dev/null\"\nheader = \"Accept-Encoding: br\"\nfail\nsilent|" paths >open.curl
before=$(used) began=$(date +%s%N)
curl -s --parallel --parallel-max 16 -K open.curl || fail "A link did not open"
first=$(awk -v n="$links" -v t="$(($(date +%s%N) - began))" 'BEGIN { printf "%.0f", n * 1e9 / t }')
cost=$(awk -v n="$links" -v a="$before" -v b="$(used)" 'BEGIN { printf "%.1f", (b - a) / n }')

say "The board again and again, and nginx with the same bytes"
curl -s -H 'Accept-Encoding: br' -o board.html "$board"
board_bytes=$(wc -c <board.html)
set -- $(load "$board")
warm=${1:-} warm_p99=${2:-}
resident_warm=$(awk '/^Rss:/ { print int($2 / 1024) }' "/proc/$server/smaps_rollup")
set -- $(load "$overview")
warm_overview=${1:-} warm_overview_p99=${2:-}
beside= beside_p99=
if has nginx && has wrk; then
    cp "$repository/tools/bench/nginx.conf" .
    # Started by root, its workers could not read this folder.
    [ "$(id -u)" != 0 ] || echo "user root;" >>nginx.conf
    nginx -p "$folder/" -c nginx.conf &
    nginx=$!
    until curl -sf -o answer http://127.0.0.1:18432/board.html; do
        kill -0 "$nginx" 2>/dev/null || fail "nginx does not start: $(cat nginx.log)"
    done
    cmp answer board.html || fail "nginx sends other bytes"
    set -- $(load http://127.0.0.1:18432/board.html)
    beside=${1:-} beside_p99=${2:-}
    kill "$nginx"
fi

say "The board on paper, and as the picture of its link"
# seconds NAME: of one answer
seconds() { curl -sf -o "$1" -w '%{time_total}' "$board/$1" || fail "$1 did not come"; }
pdf="$(seconds report.pdf) s, again $(seconds report.pdf) s, $(wc -c <report.pdf) bytes"
picture="$(seconds preview.png) s, again $(seconds preview.png) s, $(wc -c <preview.png) bytes"
resident_paper=$(awk '/^Rss:/ { print int($2 / 1024) }' "/proc/$server/smaps_rollup")

say "The board while its cluster is written"
writes= while_written= while_written_p99=
if has wrk; then
    VIGIE_PAUSE=18 VIGIE_FROM=0 wrk -t1 -c4 -d6s -s "$repository/tools/bench/write.lua" "http://$listen" >writes.log &
    writer=$!
    sleep 0.5
    set -- $(load "$board")
    while_written=${1:-} while_written_p99=${2:-}
    wait "$writer"
    ! grep -q 'Non-2xx' writes.log || fail "Writing failed: $(cat writes.log)"
    writes=$(awk '/Requests\/sec/ { print $2 }' writes.log)
fi

say "Readings one by one from 16 connections, and rows of the engine alone"
recorded=
if has wrk; then
    VIGIE_PAUSE=0 VIGIE_FROM=10000 wrk -t1 -c16 -d5s -s "$repository/tools/bench/write.lua" "http://$listen" >writes.log
    ! grep -q 'Non-2xx' writes.log || fail "Writing failed: $(cat writes.log)"
    recorded=$(awk '/Requests\/sec/ { print $2 }' writes.log)
fi
say "A file of 100,000 readings in, and out again"
"$vigie" cluster add big --name Big >/dev/null
awk 'BEGIN {
    print "kpi,period,value"
    for (kpi = 0; kpi < 200; kpi++) for (month = 0; month < 500; month++)
        printf "kpi-%d,%d-%02d,%d.%d\n", kpi, 1985 + int(month / 12), month % 12 + 1, kpi * 7 + month, month % 10
}' >big.csv
printf '{"slug":"big","file":{"name":"big.csv","update":false,"base64":"%s"}}' "$(base64 -w0 big.csv)" >big.json
peak() { awk '/^VmHWM:/ { print int($2 / 1024) }' "/proc/$server/status"; }
resident_now() { awk '/^VmRSS:/ { print int($2 / 1024) }' "/proc/$server/status"; }
# The high-water mark begins anew.
echo 5 >"/proc/$server/clear_refs"
before=$(resident_now)
imported=$(curl -s -o answer -w '%{time_total}' -H 'Content-Type: application/json' -H "Cookie: $VIGIE_COOKIE" \
    --data-binary @big.json "http://$listen/api/app/clusters/import")
grep -q '"added_readings":100000' answer || fail "The import failed: $(head -c 300 answer)"
imported_memory=$(($(peak) - before))
# export FORMAT: seconds to the first byte and to the last, and memory on top
export_as() {
    echo 5 >"/proc/$server/clear_refs"
    before=$(resident_now)
    times=$(curl -s -o "big.$1" -w '%{time_starttransfer} s, all %{time_total} s' -H "Cookie: $VIGIE_COOKIE" \
        "http://$listen/api/v1/clusters/big/export?format=$1")
    echo "first byte $times, $(wc -c <"big.$1") bytes, $(($(peak) - before)) MB on top"
}
exported_csv=$(export_as csv)
exported_json=$(export_as json)
exported_xlsx=$(export_as xlsx)
[ "$(wc -l <big.csv)" = 100001 ] || fail "The export failed"

alone=$(cd "$repository" && cargo bench --locked --quiet -p vigie-store -- alone "$folder" | awk '/rows\/s/ { print $2 }')

{
    echo "# Measured on $(uname -n), $(nproc) cores, $(date -u +%F)"
    echo
    echo "Load average before: $busy. 16 connections; the client runs on the same cores."
    echo
    echo "| what | figure |"
    echo "|---|---|"
    for file in "$repository"/dist/assets/*.wasm.br "$repository"/dist/assets/parts-*.bin.br; do
        [ ! -e "$file" ] ||
            echo "| $(basename "$file" .br | sed 's/-[0-9a-f]*\..*//'), brotli 11 | $(wc -c <"$file") bytes |"
    done
    echo "| start to first answer, existing database | $(cat started) ms |"
    echo "| resident memory, idle; after the loads | $resident MB; $resident_warm MB |"
    echo "| shared overview of 23 KPI cards with sparklines | $(rate "$warm_overview" "$warm_overview_p99") |"
    echo "| bytes of that page until it is complete (HTML as sent, CSS brotli) | $html + $css |"
    echo "| shared board of 23 charts × 120 months, $board_bytes bytes, rendered for each request | $first requests/s, each $cost ms of one core |"
    echo "| the same, kept | $(rate "$warm" "$warm_p99") |"
    echo "| nginx with the same bytes | $([ -z "$beside" ] && echo "not measured" || rate "$beside" "$beside_p99") |"
    echo "| the kept page, as a part of nginx | $(ratio "$warm" "$beside") |"
    echo "| the kept page, as a multiple of the rendered one | $(ratio "$warm" "$first") |"
    echo "| the board as PDF | $pdf |"
    echo "| as the picture of its link | $picture |"
    echo "| resident memory after them | $resident_paper MB |"
    echo "| readings recorded over HTTP, one each | $(rate "$recorded" "16 connections" | sed 's/requests/readings/; s/p99 //') |"
    echo "| SQLite alone, a commit for each row | $alone rows/s |"
    echo "| recorded over HTTP, as a part of that | $(ratio "$recorded" "$alone") |"
    echo "| import of 100,000 readings (tidy CSV) | $imported s, $imported_memory MB on top |"
    echo "| export of the same as CSV | $exported_csv |"
    echo "| as cluster file | $exported_json |"
    echo "| as Excel workbook | $exported_xlsx |"
    echo "| the board while its cluster takes ${writes:-no} writes/s | $(rate "$while_written" "$while_written_p99") |"
} >report.md
cd "$repository"
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
