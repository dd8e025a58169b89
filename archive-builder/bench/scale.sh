#!/usr/bin/env bash
# Measures every command against inputs of 1x, 4x and 16x the size or count, and prints a table in Markdown: processor
# time (of which other work on the machine takes little), peak resident memory, and how the time grows from 4x to 16x
# without the start of a JVM; 4.0 is linear. A row that grows by more than 5.5, or takes more than 512 MiB, is marked.
#
#   archive-builder/bench/scale.sh [GROUP...]
#
# Groups: files names bytes platform media menus edits anon; without one, all of them. Needs python3. Inputs are
# made here and everything is written below TMPDIR, up to 20 GB of it; with TMPDIR=/dev/shm the disk takes no part.
# SCALES="1 4" measures less, JAVA_OPTIONS are the JVM's.
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=${JAR:-$PWD/archive-builder/target/archive-tool.jar}
[[ -f $jar ]] || { echo "build first: mvn -q package -DskipTests" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export JAR=$jar WORK=$work TESTDATA=$PWD/testdata
python3 archive-builder/bench/scale.py "$@"
