#!/usr/bin/env bash
# Measures the commands on boot media against cp and pigz: four pairs, run in turn. Run by hand on a machine that does
# nothing else; needs xorriso, pigz, openssl and GNU time.
#
#   archive-builder/bench/media.sh
#
# The inputs are made here: a platform of files of /usr with an archive of 350000 KiB, a key of 1.94 GB and an ISO of
# about 640 MB that boot it. Everything is written below TMPDIR, 6 GB of it; with TMPDIR=/dev/shm the disk takes no part.
#
# Two tables come of it, and the least of ROUNDS runs (default 5) counts in both: time by the clock, which wants two idle
# cores, as the medium is copied beside the look at what is on it; and processor time, of which other work on the machine
# takes little. "beyond" is what is left without the start, which is the same command on a small medium, and without the
# SHA-1 of the archive, which is what sha1sum takes.
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=${JAR:-$PWD/archive-builder/target/archive-tool.jar}
[[ -f $jar ]] || { echo "build first: mvn -q package -DskipTests" >&2; exit 1; }
testdata=$PWD/testdata/media
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rounds=${ROUNDS:-5}
export SOURCE_DATE_EPOCH=1767225600
tool() { java -Djava.io.tmpdir="$work" -jar "$jar" "$@"; }

# some MIB DIRECTORY PLACE...: files of these places below /usr, in the order of their names, until there are so many MiB.
some() {
  local mebibytes=$1 directory=$2
  shift 2
  mkdir -p "$directory"
  (cd /usr && find "$@" -xdev -type f -size -8M -printf '%p %s\n' 2>/dev/null || true) | grep -v ' .* ' | LC_ALL=C sort |
    awk -v most="$mebibytes" '{ sum += $2 } sum <= most * 1048576 { print $1 }' |
    tar cf - -C /usr -T - | tar xf - -C "$directory"
}

# multiboot FILE: a file with both Multiboot headers, as illumos' kernel has them, and nothing else.
multiboot() {
  truncate -s 900000 "$1"
  printf '\x02\xb0\xad\x1b\x00\x00\x00\x00\xfe\x4f\x52\xe4' | dd of="$1" bs=1 seek=64 conv=notrunc status=none
  printf '\xd6\x50\x52\xe8\x00\x00\x00\x00\x10\x00\x00\x00\x1a\xaf\xad\x17' |
    dd of="$1" bs=1 seek=128 conv=notrunc status=none
}

make_inputs() {
  some 100 "$work/proto/opt" share lib include
  some 400 "$work/proto/usr" lib share bin
  mkdir -p "$work/proto/platform/i86pc/kernel/amd64" "$work/proto/etc"
  echo 'set maxusers=16' >"$work/proto/etc/system"
  multiboot "$work/proto/platform/i86pc/kernel/amd64/unix"
  tool build --platform --from "$work/proto" --size 350000k --stamp 20260101T000000Z --out "$work/platform" >/dev/null
  rm -rf "$work/proto"
  archive=$work/platform/i86pc/amd64/boot_archive

  gzip -dc "$testdata/smartos-mini.usb.gz" | cp --sparse=always /dev/stdin "$work/mini.usb"
  tool build --medium usb --from-platform "$work/platform" --boot "$work/mini.usb" --out "$work/key.usb" >/dev/null
  pigz -6 -n -c "$work/key.usb" >"$work/key.usb.gz"

  gzip -dc "$testdata/smartos-mini.iso.gz" | cp --sparse=always /dev/stdin "$work/mini.iso"
  xorriso -osirrox on -indev "stdio:$work/mini.iso" -extract / "$work/tree" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  chmod -R u+w "$work/tree"
  rm -rf "$work/tree/boot.catalog" "$work/tree/platform"
  mv "$work/platform" "$work/tree/platform"
  head -c 240000000 /dev/zero | openssl enc -aes-128-ctr -K 00 -iv 00 2>/dev/null >"$work/tree/filling"
  xorriso -as mkisofs -quiet -R -V CDROM -c boot.catalog -b boot/cdboot -no-emul-boot -boot-load-size 4 \
    -boot-info-table -eltorito-alt-boot -e boot/efiboot.img -no-emul-boot -o "stdio:$work/cd.iso" "$work/tree" \
    >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  mv "$work/tree/platform" "$work/platform"
  rm -rf "$work/tree"
  echo 'set moddebug=1' >"$work/system"
}

overlay() { tool overlay --force --add etc/system="$work/system" --media "$1" --out "$2"; }

start_key() { overlay "$work/mini.usb" "$work/new.usb"; }
start_iso() { overlay "$work/mini.iso" "$work/new.iso"; }
sha1() { sha1sum "$archive"; }
key_ours() { overlay "$work/key.usb" "$work/new.usb"; }
key_theirs() { cp --sparse=always "$work/key.usb" "$work/new.usb"; }
iso_ours() { overlay "$work/cd.iso" "$work/new.iso"; }
iso_theirs() { cp --reflink=never "$work/cd.iso" "$work/new.iso"; }
# Reading alone: nothing is written but what is unpacked.
read_ours() { tool overlay --force --dry-run --add etc/system="$work/system" --media "$work/key.usb.gz" --out "$work/new.usb"; }
read_theirs() { pigz -dc "$work/key.usb.gz" >"$work/new.usb"; }
write_ours() { overlay "$work/key.usb" "$work/new.usb.gz"; }
write_theirs() { pigz -p2 -c "$work/key.usb" >"$work/new.usb.gz"; }

# cost FUNCTION: seconds by the clock and of processor time, and the peak of memory in MiB.
cost() {
  rm -f "$work"/new.*
  export -f "$1" tool overlay
  /usr/bin/time -o "$work/time" -f '%e %U %S %M' bash -c "$1" >/dev/null 2>&1 || { echo "$1 failed" >&2; exit 1; }
  awk '{ printf "%.2f %.2f %d\n", $1, $2 + $3, $4 / 1024 }' "$work/time"
}

export work jar archive
make_inputs
names=(start_key start_iso sha1 key_ours key_theirs iso_ours iso_theirs read_ours read_theirs write_ours write_theirs)
for ((i = 0; i < rounds; i++)); do
  for name in "${names[@]}"; do
    echo "$name $(cost "$name")" >>"$work/costs"
  done
done

# table TITLE COLUMN: the least of a COLUMN of the costs.
table() {
  awk -v title="$1" -v column="$2" '
    !($1 in least) || $column < least[$1] { least[$1] = $column }
    $4 > peak[$1] { peak[$1] = $4 }
    function line(text, ours, theirs, start,  beyond) {
      beyond = least[ours] - least[start] - least["sha1"]
      printf "%-26s %6.2f s %6.2f s %6.2f s   ratio %5.2f   %4d MiB\n",
        text, least[ours], beyond, least[theirs], beyond / least[theirs], peak[ours]
    }
    END {
      printf "%s; start: key %.2f s, ISO %.2f s; SHA-1 %.2f s\n", title, least["start_key"], least["start_iso"], least["sha1"]
      printf "%-26s %8s %8s %8s\n", "", "all", "beyond", "others"
      line("key : cp --sparse=always", "key_ours", "key_theirs", "start_key")
      line("ISO : cp --reflink=never", "iso_ours", "iso_theirs", "start_iso")
      line("read .gz : pigz -dc", "read_ours", "read_theirs", "start_key")
      line("write .gz : pigz -p2", "write_ours", "write_theirs", "start_key")
    }' "$work/costs"
}
table "by the clock" 2
table "processor time" 3
