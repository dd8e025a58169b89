#!/usr/bin/env bash
# Times the commands on a platform image of real size, made of the machine's own files. Run by hand on a machine that
# does nothing else.
#
#   archive-builder/bench/platform.sh
#
# The root archive gets about 190 MiB and usr.lgz (of 420 MiB), all of it files of /usr. Everything is written below TMPDIR;
# with TMPDIR=/dev/shm the disk takes no part.
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=$PWD/archive-builder/target/archive-tool.jar
[[ -f $jar ]] || { echo "build first: mvn -q package -DskipTests" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rounds=${ROUNDS:-5}
source archive-builder/bench/pairs.sh
tool() { java -jar "$jar" "$@"; }

# some MIB DIRECTORY PLACE...: files of these places below /usr, in the order of find, until there are so many MiB.
some() {
  local mebibytes=$1 directory=$2
  shift 2
  mkdir -p "$directory"
  (cd /usr && find "$@" -xdev -type f -size -8M -printf '%s %p\n' 2>/dev/null || true) |
    awk -v most="$mebibytes" '{ sum += $1 } sum <= most * 1048576 { sub(/^[0-9]+ /, ""); print }' |
    tar cf - -C /usr -T - | tar xf - -C "$directory"
}

some 190 "$work/proto/opt" share lib include
some 420 "$work/proto/usr" lib share bin
mkdir -p "$work/proto/platform/i86pc/kernel/amd64"
head -c 900000 /dev/zero >"$work/proto/platform/i86pc/kernel/amd64/unix"
file=usr/$(cd "$work/proto/usr" && find lib -type f -size +100k | sort | sed -n 1p)

before_build() { rm -rf "$work/p"; }
build() { tool build --platform --from "$work/proto" --stamp 20260101T000000Z --out "$work/p"; }
cat_usr() { tool cat "$work/p" "$file"; }
inspect_usr() { tool inspect "$work/p" "$file"; }
before_patch_usr() { rm -rf "$work/n"; }
patch_usr() { tool patch "$work/p" --out "$work/n" --put "$file=/etc/passwd"; }
check() { tool check "$work/p" --no-traps; }
diff_usr() { tool diff "$work/p" "$work/n" || true; }

build
single_head "platform of $(du -sm "$work/p" | cut -f1) MiB"
single "build --platform" build
single "cat of a file below /usr" cat_usr
single "inspect of a file below /usr" inspect_usr
single "patch of a file below /usr" patch_usr
single "check --no-traps" check
single "diff after the patch" diff_usr
