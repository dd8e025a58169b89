#!/bin/sh
# A USB key with a platform image: look inside its boot archive, then overlay two files, without changing it.
# Works on a copy below target/demo; needs sh, tar and a JVM.
set -eu
cd "$(dirname "$0")/.."
tool="java -jar archive-builder/target/archive-tool.jar"
key=target/demo/usbkey
platform=$key/os/20260101T000000Z/platform

rm -rf target/demo
mkdir -p target/demo
cp -R testdata/usbkey "$key"
mkdir -p "$platform"
gzip -dc testdata/fixtures/platform-20260101T000000Z.tgz | tar xf - -C target/demo
mv target/demo/platform-20260101T000000Z/* "$platform"

say() { printf '\n### %s\n' "$*"; }

say "What is in the archive?"
$tool inspect "$platform"
$tool inspect -l "$platform" etc | head -n 8

say "Would the kernel accept it with its hash?"
$tool verify "$platform/i86pc/amd64/boot_archive"

say "The menu entry, which leaves the kernel to guess what its module is:"
sed -n '/^title Live 64-bit$/,/^$/p' "$key/boot/grub/menu.lst"

say "Overlay etc/system and kernel/drv/dtrace.conf"
$tool overlay \
  --add etc/system=testdata/usbkey/bootfs/etc/system \
  --add kernel/drv/dtrace.conf=testdata/usbkey/bootfs/kernel/drv/dtrace.conf \
  --out "$key" --for grub --menu "$key/boot/grub/menu.lst"

say "The menu entry now:"
sed -n '/^title Live 64-bit$/,/^$/p' "$key/boot/grub/menu.lst"

say "What the kernel answers in mid-boot, step by step:"
$tool lookup --menu "$key/boot/grub/menu.lst" --root "$key" /etc/system /kernel/drv/dtrace.conf

say "Trace the next boot: what the kernel will say of an enabling of dtrace -A"
$tool anon apply --dtrace-conf testdata/anon/dtrace.conf --system testdata/anon/system \
  --menu "$key/boot/grub/menu.lst" --root "$key" --dry-run | head -n 4

say "Change a file inside usr.lgz, with a new hash and manifest, and see the difference"
$tool patch "$platform" --out target/demo/patched --put usr/share/smartos/prompt-config.txt=README.md
$tool check --no-traps target/demo/patched
$tool diff "$platform" target/demo/patched || [ $? -eq 1 ]
