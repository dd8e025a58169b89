#!/usr/bin/env bash
# Prints all tables of docs/performance.md in Markdown, ready to paste: whole commands beside other programs, in memory
# and on a disk, the table of sizes and counts, and the library in a warm process (JMH). Run by hand on a machine that
# does nothing else, after mvn -q package -DskipTests; it takes an hour. What it needs stands in the scripts that it runs.
#
#   archive-builder/bench/performance.sh >tables.md
#
# DISK is a directory on a disk (default /var/tmp), MEMORY one of a tmpfs (default /dev/shm).
set -euo pipefail
cd "$(dirname "$0")/../.."
memory=${MEMORY:-/dev/shm}
disk=${DISK:-/var/tmp}
bench=archive-builder/bench

echo "$(nproc) processors, $(java -version 2>&1 | sed -n 's/^.*Runtime Environment //p'), $(date -u +%Y-%m-%d); medians of ${ROUNDS:-5}."
printf '\n### Cold: whole processes\n\n'
PLACE="in memory, java -jar" TMPDIR=$memory "$bench/compare.sh"
echo
# As it is installed, with the JVM's own form of the classes, which the first start makes in the background.
installed=$(mktemp -d)
trap 'rm -rf "$installed"' EXIT
version=$(sed -n '/<artifactId>bootarchive</,/<version>/s|^.*<version>\(.*\)</version>.*$|\1|p' pom.xml)
tar xzf "archive-builder/target/archive-tool-$version.tar.gz" -C "$installed" --strip-components=1
export XDG_CACHE_HOME=$installed/cache
"$installed/bin/archive-tool" inspect --help >"$installed/help"
for ((i = 0; i < 100; i++)); do
  compgen -G "$XDG_CACHE_HOME/archive-tool/*.jsa" >/dev/null && break
  sleep 0.1
done
PLACE="in memory, installed" TMPDIR=$memory TOOL=$installed/bin/archive-tool "$bench/compare.sh"
echo
PLACE="on a disk" TMPDIR=$disk "$bench/compare.sh"
echo
TMPDIR=$memory "$bench/lofi.sh"
echo
TMPDIR=$memory "$bench/platform.sh"
printf '\n### Warm: the library\n\n'
printf '| in one process, after its first runs | time | error |\n|---|---|---|\n'
mvn -B -ntp -Pjmh -DskipTests -Djava.io.tmpdir="$memory" verify |
  awk '$1 ~ /^[A-Za-z]+Benchmark\./ && $2 ~ /^(avgt|thrpt)$/ { sub(/^.*\./, "", $1); print "| " $1 " | " $4 " " $7 " | " $6 " |" }'
printf '\n### Sizes and counts\n\n'
TMPDIR=$memory "$bench/scale.sh" 2>/dev/null
