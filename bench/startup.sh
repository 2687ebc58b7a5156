#!/usr/bin/env bash
# Start-up and footprint of the packaged server on existing data: time from process start to readiness
# green plus one authorised read, memory of the Java process after that, size of the jar with its libraries.
# Builds nothing. Prints a table, writes JSON.
#
#   bench/startup.sh                      JDK 17 (java on the path) as it comes, and as recommended:
#                                         with the serial collector, as all the following
#   CDS=1 bench/startup.sh                also with a class-data archive
#   JAVA25=/path/to/jdk25 bench/startup.sh   also JDK 25, without and with an AOT cache
#
# RUNS (5) per variant, taken in turns; PORT (18080); JAR; DATA: a data directory that is copied and
# used instead of a new one; SERVER_ARGS: further settings; JVM_OPTIONS: for every variant; OUT: the JSON file
# (target/startup.json); POLICY (off): what becomes of writes with errors; KEEP=1 keeps the working directory.
set -euo pipefail
cd "$(dirname "$0")/.."

RUNS=${RUNS:-5}
PORT=${PORT:-18080}
JAR=$(realpath "${JAR:-fhir-server/target/xiangqiao-server.jar}")
JAVA17=${JAVA17:-$(dirname "$(dirname "$(realpath "$(command -v java)")")")}
JAVA25=${JAVA25:-}
CDS=${CDS:-}
OUT=${OUT:-target/startup.json}
ROOT=http://127.0.0.1:$PORT
SCOPE='system/Patient.cruds'
HEAP='-Xmx512m'
SERIAL=-XX:+UseSerialGC
LIMIT=180

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
millis() { echo $(($(date +%s%N) / 1000000)); }
client() { "$JAVA17/bin/java" bench/BackendServiceClient.java "$@"; }

# launch JDK JVM-OPTIONS...: starts the server in the background
launch() {
  local jdk=$1
  shift
  # shellcheck disable=SC2086
  "$jdk/bin/java" "$HEAP" ${JVM_OPTIONS:-} -XX:ErrorFile="$work/hs_err.log" "$@" -jar "$JAR" \
    --server.address=127.0.0.1 --server.port="$PORT" --xiangqiao.validation.policy="${POLICY:-off}" \
    --xiangqiao.data-directory="$work/data" --xiangqiao.postgres.directory="$work/data" \
    --xiangqiao.clients[0].id=bench --xiangqiao.clients[0].tenant=1 \
    --xiangqiao.clients[0].jwks-file="$work/client.jwks" \
    --xiangqiao.clients[0].scopes="$SCOPE" \
    ${SERVER_ARGS:-} >>"$work/server.log" 2>&1 &
  pid=$!
}

# ready: waits until readiness is green
ready() {
  local deadline=$(($(millis) + LIMIT * 1000))
  until curl -sf -o /dev/null "$ROOT/actuator/health/readiness"; do
    if ! kill -0 "$pid" 2>/dev/null || [ "$(millis)" -gt "$deadline" ]; then
      say "the server did not become ready:"
      tail -40 "$work/server.log" >&2
      exit 1
    fi
    sleep 0.05
  done
}

stop() {
  kill -TERM "$pid"
  wait "$pid" || true
  pid=
}

read_patient() {
  curl -sf -o /dev/null -H "Authorization: Bearer $token" "$ROOT/fhir/Patient/$patient"
}

field() { awk -v name="$1:" '$1 == name {print $2}' "/proc/$pid/status"; }

# measure VARIANT JDK JVM-OPTIONS...: one restart; appends a line to runs
measure() {
  local variant=$1
  shift
  local begin green answered
  begin=$(millis)
  launch "$@"
  ready
  green=$(millis)
  read_patient
  answered=$(millis)
  echo "$variant $((green - begin)) $((answered - begin)) $(field VmRSS) $(field VmHWM)" >>"$work/runs"
  say "$variant: ready $((green - begin)) ms, read answered $((answered - begin)) ms, RSS $(($(field VmRSS) / 1024)) MB"
  token=$(client token "$work" "$ROOT" bench "$SCOPE")
  stop
}

# train JDK JVM-OPTIONS...: one start with the requests that count, then a clean end
train() {
  launch "$@"
  ready
  read_patient
  curl -sf -o /dev/null "$ROOT/fhir/metadata"
  curl -sf -o /dev/null -H "Authorization: Bearer $token" "$ROOT/fhir/Patient?_count=1"
  token=$(client token "$work" "$ROOT" bench "$SCOPE")
  stop
}

[ -n "${DATA:-}" ] && cp -a "$DATA" "$work/data"
client keys "$work"

say "Preparing: data, one Patient, a token"
launch "$JAVA17"
ready
token=$(client token "$work" "$ROOT" bench "$SCOPE")
patient=$(curl -sf -D - -o /dev/null -X POST -H "Authorization: Bearer $token" \
  -H 'Content-Type: application/fhir+json' \
  -d '{"resourceType":"Patient","gender":"female","birthDate":"1961-03-07"}' "$ROOT/fhir/Patient" |
  tr -d '\r' | sed -n 's#^[Ll]ocation: .*/Patient/\([^/]*\).*#\1#p')
[ -n "$patient" ] || { say "the Patient was not created"; exit 1; }
stop

variants=("jdk17" "jdk17-serial")
[ -n "$CDS" ] && variants+=("jdk17-serial-cds")
[ -n "$JAVA25" ] && variants+=("jdk25-serial" "jdk25-serial-aot")
if [ -n "$CDS" ]; then
  say "Training the class-data archive of JDK 17"
  # In two steps and without lambda proxies: archiving these crashes Debian's 17.0.15.
  train "$JAVA17" "$SERIAL" -XX:DumpLoadedClassList="$work/app.all"
  grep -v '^@lambda-proxy' "$work/app.all" >"$work/app.classes"
  "$JAVA17/bin/java" -XX:ErrorFile="$work/hs_err.log" -Xshare:dump -XX:SharedClassListFile="$work/app.classes" \
    -XX:SharedArchiveFile="$work/app.jsa" -cp "$JAR" >>"$work/server.log" 2>&1 || true
  [ -s "$work/app.jsa" ] || { say "no class-data archive was made"; tail -20 "$work/server.log" >&2; exit 1; }
fi
if [ -n "$JAVA25" ]; then
  say "Training the AOT cache of JDK 25"
  train "$JAVA25" "$SERIAL" -XX:AOTCacheOutput="$work/app.aot"
  [ -s "$work/app.aot" ] || { say "no AOT cache was made"; tail -20 "$work/server.log" >&2; exit 1; }
fi

for ((run = 1; run <= RUNS; run++)); do
  for variant in "${variants[@]}"; do
    case $variant in
      jdk17) measure "$variant" "$JAVA17" ;;
      jdk17-serial) measure "$variant" "$JAVA17" "$SERIAL" ;;
      jdk17-serial-cds)
        measure "$variant" "$JAVA17" "$SERIAL" -Xshare:on -XX:SharedArchiveFile="$work/app.jsa" ;;
      jdk25-serial) measure "$variant" "$JAVA25" "$SERIAL" ;;
      jdk25-serial-aot) measure "$variant" "$JAVA25" "$SERIAL" -XX:AOTCache="$work/app.aot" ;;
    esac
  done
done

# column VARIANT NUMBER: median, smallest and largest of a column
column() {
  awk -v v="$1" -v c="$2" '$1 == v {print $c}' "$work/runs" | sort -n |
    awk '{a[NR] = $1} END {m = NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2;
      printf "%d %d %d\n", m, a[1], a[NR]}'
}
package() { echo $(($(bytes "$JAR") + $(du -sb "$(dirname "$JAR")/lib" | cut -f1))); }
bytes() { if [ -e "$1" ]; then stat -c %s "$1"; else echo 0; fi; }
jdk_version() { "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.vm.version = //p'; }

cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
memory=$(($(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo) / 1024))
system=$(. /etc/os-release && echo "$PRETTY_NAME")

mkdir -p "$(dirname "$OUT")"
{
  printf '{\n  "measuredAt": "%s",\n' "$(date -u +%FT%TZ)"
  printf '  "commit": "%s",\n' "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
  printf '  "machine": {"cpu": "%s", "cores": %d, "memoryMb": %d, "system": "%s", "kernel": "%s", "load": "%s"},\n' \
    "${cpu:-unknown}" "$(nproc)" "$memory" "$system" "$(uname -r)" "$(cut -d' ' -f1 /proc/loadavg)"
  printf '  "jdk17": "%s",\n' "$(jdk_version "$JAVA17")"
  [ -n "$JAVA25" ] && printf '  "jdk25": "%s",\n' "$(jdk_version "$JAVA25")"
  printf '  "heap": "%s",\n  "packageBytes": %d,\n  "cdsBytes": %d,\n  "aotBytes": %d,\n  "runs": [\n' \
    "$HEAP" "$(package)" "$(bytes "$work/app.jsa")" "$(bytes "$work/app.aot")"
  awk '{printf "%s    {\"variant\": \"%s\", \"readyMs\": %d, \"firstReadMs\": %d, \"rssKb\": %d, \"peakRssKb\": %d}",
    (NR > 1 ? ",\n" : ""), $1, $2, $3, $4, $5} END {print ""}' "$work/runs"
  printf '  ]\n}\n'
} >"$OUT"

echo
echo "$(nproc) cores (${cpu:-unknown}), $memory MB, $system; $HEAP; package $(($(package) / 1000000)) MB; $RUNS runs each, median (smallest–largest)"
echo
echo "| | ready, s | with one authorised read, s | RSS, MB |"
echo "|---|---|---|---|"
for variant in "${variants[@]}"; do
  seconds() { column "$variant" "$1" | awk '{printf "%.1f (%.1f–%.1f)", $1 / 1000, $2 / 1000, $3 / 1000}'; }
  rss=$(column "$variant" 4 | awk '{printf "%d (%d–%d)", $1 / 1024, $2 / 1024, $3 / 1024}')
  echo "| $variant | $(seconds 2) | $(seconds 3) | $rss |"
done
echo
echo "JSON: $OUT"
