#!/usr/bin/env bash
# Bulk export at scale: loads resources into the packaged server, exports them, kills the server with
# SIGKILL in the middle, starts it again, and checks that the files hold every resource once. Builds
# what it needs; prints how long loading and exporting took.
#
#   bench/export.sh               a million resources, three kills
#   bench/export.sh 20000 2       resources, kills
#
# MVN (mvn -B): how Maven is called, for example MVN="mvn -o -B". Needs about 4 kB of disk in TMPDIR
# for each resource.
set -euo pipefail
cd "$(dirname "$0")/.."

RESOURCES=${1:-1000000}
KILLS=${2:-3}
read -r -a MVN <<<"${MVN:-mvn -B}"

"${MVN[@]}" -q verify -pl fhir-server -am \
  -Dtest=NoUnitTests -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=ExportCrashIT -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dexport.resources="$RESOURCES" -Dexport.kills="$KILLS"
grep -h "resources: loaded" fhir-server/target/failsafe-reports/*ExportCrashIT*.txt \
  fhir-server/target/failsafe-reports/*ExportCrashIT*.xml 2>/dev/null | head -1 || true
