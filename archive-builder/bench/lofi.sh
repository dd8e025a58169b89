#!/usr/bin/env bash
# Times lofi compression and decompression against pigz and against two streams of zlib at once (python3), in pairs
# and in turn, and prints the median of each and of their ratio. Run by hand on a machine that does nothing else.
#
#   archive-builder/bench/lofi.sh [IMAGE]
#
# IMAGE is what is compressed, a multiple of 512 bytes; without one, files of /usr of about 448 MiB in a tar.
# Everything is written below TMPDIR; with TMPDIR=/dev/shm the disk takes no part.
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=$PWD/archive-builder/target/archive-tool.jar
[[ -f $jar ]] || { echo "build first: mvn -q package -DskipTests" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rounds=${ROUNDS:-5}
source archive-builder/bench/pairs.sh
tool() { java -jar "$jar" lofi "$@"; }

image=${1:-}
if [[ -z $image ]]; then
  image=$work/image
  (cd /usr && find lib share bin -xdev -type f -size -8M -printf '%s %p\n' 2>/dev/null || true) |
    awk '{ sum += $1 } sum <= 446 * 1048576 { sub(/^[0-9]+ /, ""); print }' |
    tar cf "$image" -C /usr -T -
  truncate -s %512 "$image"
fi

cat >"$work/inflate.py" <<'PYTHON'
import os, struct, sys, threading, zlib

source = os.open(sys.argv[1], os.O_RDONLY)
target = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
segment_bytes, entries, _ = struct.unpack(">III", os.pread(source, 12, 36))
base = 48 + 8 * entries
index = struct.unpack(">%dQ" % entries, os.pread(source, 8 * entries, 48))


def inflate(first):
    for i in range(first, entries - 1, 2):
        stored = os.pread(source, index[i + 1] - index[i], base + index[i])
        plain = zlib.decompress(memoryview(stored)[1:]) if stored[0] else stored[1:]
        os.pwrite(target, plain, i * segment_bytes)


threads = [threading.Thread(target=inflate, args=(first,)) for first in (0, 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
PYTHON

before_compress_ours() { rm -f "$work/ours.lgz"; }
compress_ours() { tool compress "$image" "$work/ours.lgz"; }
before_compress_pigz() { rm -f "$work/pigz.gz"; }
compress_pigz() { pigz -6 -p2 -k -c "$image" >"$work/pigz.gz"; }
unbefore_compress_ours() { rm -f "$work/ours.lgz"; }
compress_ours() { tool uncompress "$work/ours.lgz" "$work/ours.img"; }
before_uncompress_zlib() { rm -f "$work/zlib.img"; }
uncompress_zlib() { python3 "$work/inflate.py" "$work/ours.lgz" "$work/zlib.img"; }

pairs_head "$(($(stat -c %s "$image") >> 20)) MiB"
pair "compress, gzip : pigz -6 -p2" compress_ours compress_pigz
[[ -f $work/ours.lgz ]]
pair "uncompress : zlib in two threads" uncompress_ours uncompress_zlib
cmp "$work/ours.img" "$image"
cmp "$work/zlib.img" "$image"
