#!/bin/bash
# Measures the command line against public tools, in pairs: ours, theirs, ours, theirs, ... on one
# tree and one image, whole processes, warm cache. Prints the median times and their ratio.
#
#   archive-builder/bench/compare.sh [-n ROUNDS] [-d WORK_DIRECTORY] [SOURCE_TREE...]
#
# Needs makefs, cp and sha1sum, and archive-tool.jar built. Without a SOURCE_TREE about 500 MB in
# 15,000 files are copied from /usr. The machine should have nothing else to do: the load average is
# printed with the results.
set -euo pipefail

rounds=7
work=${TMPDIR:-/tmp}/bootarchive-compare
while getopts n:d: option; do
  case $option in
    n) rounds=$OPTARG ;;
    d) work=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))

here=$(cd "$(dirname "$0")/.." && pwd)
jar=$here/target/archive-tool.jar
[ -f "$jar" ] || { echo "$jar is missing: build the project first" >&2; exit 2; }
tool=(java -jar "$jar")
mkdir -p "$work"
cd "$work"

# Copies files of /usr, in the order of their names, until there are enough.
sample_tree() {
  local files=0 bytes=0
  for top in /usr/share/doc /usr/lib/python3 /usr/lib/gcc /usr/share/perl /usr/lib/python3* \
      /usr/share/vim /usr/share/locale /usr/share/man /usr/lib/x86_64-linux-gnu; do
    [ -d "$top" ] || continue
    [ -d "tree$top" ] && continue
    mkdir -p "tree$(dirname "$top")"
    cp -a "$top" "tree$(dirname "$top")/"
    files=$(find tree -type f | wc -l)
    bytes=$(du -sm --apparent-size tree | cut -f1)
    if [ "$files" -ge 15000 ] || [ "$bytes" -ge 500 ]; then
      break
    fi
  done
}

if [ $# -gt 0 ]; then
  rm -rf tree
  mkdir tree
  cp -a "$@" tree/
elif [ ! -d tree ]; then
  sample_tree
fi
echo "tree: $(find tree -type f | wc -l) files, $(du -sm --apparent-size tree | cut -f1) MB"

# The archive that is patched, checked and so on: 300 MiB with files in it.
if [ ! -f archive ]; then
  mkdir -p part
  budget=260
  for entry in tree/*/* tree/*/*/*; do
    [ -e "part/$(basename "$entry")" ] && continue
    size=$(du -sm --apparent-size "$entry" | cut -f1)
    if [ "$size" -gt 0 ] && [ "$size" -le "$budget" ]; then
      cp -a "$entry" part/
      budget=$((budget - size))
    fi
  done
  "${tool[@]}" build --from part --size 300m --out archive >/dev/null
  head -c 20000 /dev/urandom >file
fi

# Runs a command and prints its wall time in seconds.
timed() {
  local start end
  start=$(date +%s%N)
  "$@" >/dev/null 2>&1 || true
  end=$(date +%s%N)
  echo "$(((end - start) / 1000))"
}

median() {
  sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

# pair NAME TARGET OUR_FUNCTION THEIR_FUNCTION
pair() {
  local ours=() theirs=() i
  "$3" >/dev/null 2>&1 || true
  "$4" >/dev/null 2>&1 || true
  for ((i = 0; i < rounds; i++)); do
    ours+=("$(timed "$3")")
    theirs+=("$(timed "$4")")
  done
  local a b
  a=$(printf '%s\n' "${ours[@]}" | median)
  b=$(printf '%s\n' "${theirs[@]}" | median)
  awk -v n="$1" -v t="$2" -v a="$a" -v b="$b" \
    'BEGIN { printf "%-34s %7.3f s %7.3f s   ratio %5.2f   target %s\n", n, a/1e6, b/1e6, a/b, t }'
}

build() { "${tool[@]}" build --from tree --out built; }
makefs_tree() { makefs -t ffs -B le -o version=1 made tree; }
patch_file() { "${tool[@]}" patch archive --out patched --put compared=file; }
copy_and_sum() { cp archive copied && sha1sum copied; }
check() { "${tool[@]}" check archive; }
verify() { "${tool[@]}" verify archive; }
sum() { sha1sum archive; }
extract() { rm -rf extracted && "${tool[@]}" extract archive --to extracted; }
copy_tree() { rm -rf part.copy && cp -r part part.copy; }
inspect() { "${tool[@]}" inspect archive; }
java_alone() { java -version; }

printf '%-34s %9s %9s\n' "" ours theirs
pair "build with hash : makefs" 1.0 build makefs_tree
pair "patch one file : cp + sha1sum" 0.8 patch_file copy_and_sum
pair "check : sha1sum" 1.0 check sum
pair "verify : sha1sum" - verify sum
pair "extract : cp -r" - extract copy_tree
pair "inspect : java -version" - inspect java_alone
/usr/bin/time -f "memory of build: %M KiB" "${tool[@]}" build --from tree --out built >/dev/null
uptime
