#!/usr/bin/env bash
# Loads N resources by $import into a packaged server of its own, kills it with SIGKILL in the middle and
# starts it again, then proves that every row is there once. Builds nothing. Writes JSON.
#
#   bench/import.sh                 a million rows, killed twice
#   N=100000 KILLS=0 bench/import.sh
#
# N (1000000): half of them residents, half visits that refer to them; one row in 10,000 is bad on purpose.
# KILLS (2); PORT (18081); JAR; HEAP (-Xmx512m); SERVER_ARGS: further settings; FILES: a folder of your own
# with Type.ndjson files instead (then only the report is shown); OUT: the JSON file (target/import.json); POLICY (off): of rows with errors;
# KEEP=1 keeps the working directory.
set -euo pipefail
cd "$(dirname "$0")/.."

N=${N:-1000000}
KILLS=${KILLS:-2}
PORT=${PORT:-18081}
JAR=$(realpath "${JAR:-fhir-server/target/xiangqiao-server.jar}")
OUT=${OUT:-target/import.json}
FILES=${FILES:-}
BASE=http://127.0.0.1:$PORT/fhir
work=$(mktemp -d)
pid=
cleanup() {
  if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then
    kill -TERM "$pid" && wait "$pid" 2>/dev/null || true
  fi
  if [ -n "${KEEP:-}" ]; then echo "kept: $work" >&2; else rm -rf "$work"; fi
}
trap cleanup EXIT

say() { echo "$*" >&2; }

launch() {
  # shellcheck disable=SC2086
  java ${HEAP:--Xmx512m} -jar "$JAR" --spring.profiles.active=demo --server.port="$PORT" \
    --xiangqiao.mllp.enabled=false --xiangqiao.validation.policy="${POLICY:-off}" --xiangqiao.data-directory="$work/data" \
    --xiangqiao.postgres.directory="$work/data" ${SERVER_ARGS:-} >>"$work/server.log" 2>&1 &
  pid=$!
  for _ in $(seq 1800); do
    kill -0 "$pid" 2>/dev/null || { tail -20 "$work/server.log" >&2; exit 1; }
    [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$PORT/actuator/health/readiness")" = 200 ] && return
    sleep 0.1
  done
  say "the server is not ready"
  exit 1
}

auth() { curl -s -H "Authorization: Bearer $(cat "$work/data/demo/token")" "$@"; }
loaded() { auth -D - -o /dev/null "$1" | tr -d '\r' | sed -n 's/^[Xx]-[Pp]rogress:.* \([0-9]*\) rows loaded.*/\1/p'; }
status() { auth -o /dev/null -w '%{http_code}' "$1"; }
total() { auth "$BASE/$1?_summary=count" | sed 's/.*"total": *\([0-9]*\).*/\1/'; }

mkdir -p "$work/data/import/1" "$(dirname "$OUT")"
half=$((N / 2))
if [ -n "$FILES" ]; then
  cp "$FILES"/*.ndjson "$work/data/import/1/"
else
  say "writing $N rows"
  awk -v n="$half" 'BEGIN { for (i = 0; i < n; i++) printf "{\"resourceType\":\"Patient\",\"id\":\"p-%d\",\"identifier\":[{\"system\":\"https://example.org/mrn\",\"value\":\"m%d\"}],\"name\":[{\"family\":\"导入\",\"given\":[\"%d\"]}],\"gender\":\"%s\",\"birthDate\":\"19%02d-0%d-1%d\"}\n", i, i, i, i % 10000 == 7 ? "bad" : "female", i % 90 + 10, i % 9 + 1, i % 10 }' >"$work/data/import/1/Patient.ndjson"
  awk -v n="$half" 'BEGIN { for (i = 0; i < n; i++) printf "{\"resourceType\":\"Encounter\",\"id\":\"v-%d\",\"status\":\"finished\",\"class\":{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"AMB\"},\"subject\":{\"reference\":\"Patient/p-%d\"},\"period\":{\"start\":\"2026-0%d-1%d\"}}\n", i, i, i % 9 + 1, i % 10 }' >"$work/data/import/1/Encounter.ndjson"
fi
inputs=
for file in "$work"/data/import/1/*.ndjson; do
  name=$(basename "$file")
  inputs="$inputs${inputs:+,}{\"type\":\"${name%%.*}\",\"url\":\"file:$name\"}"
done
bytes=$(cat "$work"/data/import/1/*.ndjson | wc -c)

launch
began=$(date +%s%N)
job=$(auth -D - -o /dev/null -X POST -H 'Content-Type: application/json' -H 'Prefer: respond-async' \
  -d "{\"inputFormat\":\"application/fhir+ndjson\",\"input\":[$inputs]}" "$BASE/_import" |
  tr -d '\r' | sed -n 's/^[Cc]ontent-[Ll]ocation: //p')
[ -n "$job" ] || { say "the job was refused"; exit 1; }
down=0
for kill in $(seq "$KILLS"); do
  moment=$((N * kill / (KILLS + 1)))
  while [ "$(status "$job")" = 202 ] && [ "$(loaded "$job")" -lt "$moment" ]; do sleep 0.2; done
  say "SIGKILL at $(loaded "$job") rows"
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null || true
  from=$(date +%s%N)
  at=
  launch
  # Until it moves again: the lease of the dead server has to run out.
  while [ "$(status "$job")" = 202 ]; do
    now=$(loaded "$job")
    [ -n "$at" ] && [ "$now" -gt "$at" ] && break
    at=$now
    sleep 0.2
  done
  down=$((down + $(date +%s%N) - from))
done
while [ "$(status "$job")" = 202 ]; do sleep 0.5; done
spent=$((($(date +%s%N) - began - down) / 1000000))
report=$(auth "$job")
say "$report"
ok=true
if [ -z "$FILES" ]; then
  bad=$(((half + 9992) / 10000))
  for type in Patient Encounter; do
    there=$(total "$type")
    say "$type: $there of $((half - bad))"
    [ "$there" = $((half - bad)) ] || ok=false
  done
  for number in 0 1; do
    lines=$(auth "$job/$number/errors" | sort -u | wc -l)
    say "refused rows of input $number: $lines of $bad"
    [ "$lines" = "$bad" ] || ok=false
  done
  echo "$report" | grep -q '"updated":[1-9]\|"unchanged":[1-9]' && ok=false
fi
printf '{"rows":%d,"bytes":%d,"kills":%d,"millis":%d,"rowsPerSecond":%d,"complete":%s,"report":%s}\n' \
  "$N" "$bytes" "$KILLS" "$spent" $((N * 1000 / spent)) "$ok" "$report" | tee "$OUT"
$ok
