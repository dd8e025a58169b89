#!/usr/bin/env bash
# Times whole commands against the programs that do the nearest thing, in pairs and in turn, and prints the
# median of each and of their ratio, as a table in Markdown. Run by hand on a machine that does nothing else; needs makefs.
#
#   archive-builder/bench/compare.sh [DIRECTORY]
#
# With TOOL, the path of an installed archive-tool, that is measured instead of java -jar.
# DIRECTORY is the tree that is built, extracted and copied; without one, 14,311 files of /usr of 484 MiB.
# Everything is written below TMPDIR; with TMPDIR=/dev/shm the disk takes no part.
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=$PWD/archive-builder/target/archive-tool.jar
[[ -f $jar ]] || { echo "build first: mvn -q package -DskipTests" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rounds=${ROUNDS:-5}
source archive-builder/bench/pairs.sh
tool() { if [[ -n ${TOOL:-} ]]; then "$TOOL" "$@"; else java -jar "$jar" "$@"; fi; }

tree=${1:-}
if [[ -z $tree ]]; then
  tree=$work/tree
  mkdir "$tree"
  # Files in the order of find, small ones left out while those before are smaller than the mean of all.
  (cd /usr && find share lib include -xdev -type f -size -8M -printf '%s %p\n' 2>/dev/null || true) |
    awk -v files=14311 -v bytes=$((484 * 1048576)) '
      (n > 0 && sum / n < bytes / files && $1 < 4096) || sum + $1 > bytes || n == files { next }
      { n++; sum += $1; sub(/^[0-9]+ /, ""); print }' |
    tar cf - -C /usr -T - | tar xf - -C "$tree"
fi

# What an earlier round wrote goes before the clock starts: to give its memory back takes as long as some of the work.
before_build_ours() { rm -f "$work"/b.img*; }
build_ours() { tool build --from "$tree" --out "$work/b.img"; }
before_build_makefs() { rm -f "$work/m.img"; }
build_makefs() { makefs -t ffs -B le -o version=1 "$work/m.img" "$tree"; }
before_extract_ours() { rm -rf "$work/out"; }
extract_ours() { tool extract "$work/image" --to "$work/out"; }
before_extract_cp() { rm -rf "$work/out"; }
extract_cp() { cp -r "$tree" "$work/out"; }
check_ours() { tool check "$work/image"; }
check_sha1sum() { sha1sum "$work/image"; }
before_patch_ours() { rm -f "$work"/p.img*; }
patch_ours() { tool patch "$work/bare" --out "$work/p.img" --put patched=/etc/passwd; }
before_patch_cp() { rm -f "$work"/p.img*; }
patch_cp() { cp "$work/bare" "$work/p.img" && sha1sum "$work/p.img"; }
before_checked_ours() { rm -f "$work"/p.img*; }
checked_ours() { tool patch "$work/image" --out "$work/p.img" --put patched=/etc/passwd; }
before_checked_cp() { rm -f "$work"/p.img*; }
checked_cp() { sha1sum "$work/image" && patch_cp; }
verify_ours() { tool verify "$work/gib"; }
verify_sha1sum() { sha1sum "$work/gib"; }
inspect_ours() { tool inspect "$work/image"; }
jvm() { java -Xshare:auto -version; }

tool build --from "$tree" --out "$work/image" --free 1m >/dev/null
# The same image without a hash file, which patch would look at.
ln "$work/image" "$work/bare"
head -c 1073741824 /dev/zero | tr '\0' 'x' >"$work/gib"
tool hash --write "$work/gib" >/dev/null

pairs_head "$(du -sm "$tree" | cut -f1) MiB in $(find "$tree" -type f | wc -l) files, ${PLACE:-below $work}"
pair "build with hash : makefs without" build_ours build_makefs
pair "extract : cp -r" extract_ours extract_cp
pair "check : sha1sum of the image" check_ours check_sha1sum
pair "patch with hash : cp + sha1sum" patch_ours patch_cp
pair "the same, old hash checked : 2 sha1sum" checked_ours checked_cp
pair "verify of 1 GiB : sha1sum" verify_ours verify_sha1sum
pair "inspect : a JVM that does nothing" inspect_ours jvm
