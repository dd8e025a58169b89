#!/bin/sh
# How much longer than --version is the compile of a small script with the types of a kernel?
# dtrace.sh JAVA...: the command that runs the tool, such as: dtrace.sh java -Xshare:auto -jar archive-tool.jar
# Makes a genunix of 32,000 types and a unix of 8,000, and runs each command nine times; prints medians in seconds.
set -eu
[ $# -gt 0 ] || { echo "usage: dtrace.sh JAVA..." >&2; exit 2; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 - "$work" <<'PYTHON'
import struct, sys, zlib
def ctf(count, prefix, parent):
    strings = bytearray(b'\0'); types = bytearray(); bit = 0x8000 if parent else 0
    def name(text):
        at = len(strings); strings.extend(text.encode() + b'\0'); return at
    parname = name(parent) if parent else 0
    n = 0
    base = {}
    if not parent:
        for text, encoding, bits in ('int', 1, 32), ('char', 3, 8), ('long', 1, 64), ('unsigned long', 0, 64):
            types += struct.pack('<IHHI', name(text), 1 << 11 | 1 << 10, bits // 8, encoding << 24 | bits); n += 1; base[text] = n
    while n + 3 <= count:
        own = n + 1 | bit
        types += struct.pack('<IHH', name('%s_s%d' % (prefix, n)), 6 << 11 | 1 << 10 | 4, 32)
        for i in range(4):
            types += struct.pack('<IHH', name('%s_m%d_%d' % (prefix, n, i)), (3 if i else own + 1), i * 64)
        types += struct.pack('<IHH', 0, 3 << 11, own)
        types += struct.pack('<IHH', name('%s_t%d' % (prefix, n)), 10 << 11 | 1 << 10, own)
        n += 3
    body = bytes(types) + bytes(strings)
    head = struct.pack('<HBB8I', 0xcff1, 2, 1, 0, parname, 0, 0, 0, 0, len(types), len(strings))
    return head + zlib.compress(body)
def elf(data):
    names = b'\0.symtab\0.strtab\0.SUNW_ctf\0.shstrtab\0'
    parts = [bytes(24), b'\0', data, names]; at = 64; out = b''; sections = [bytes(64)]
    for (index, kind, link, entry), part in zip(((1, 2, 2, 24), (9, 3, 0, 0), (17, 1, 1, 0), (27, 3, 0, 0)), parts):
        sections.append(struct.pack('<IIQQQQIIQQ', index, kind, 0, 0, at, len(part), link, 0, 1, entry)); out += part; at += len(part)
    head = b'\x7fELF\2\1\1' + bytes(9) + struct.pack('<HHIQQQIHHHHHH', 1, 62, 1, 0, 0, at, 0, 64, 0, 0, 64, 5, 4)
    return head + out + b''.join(sections)
open(sys.argv[1] + '/genunix.elf', 'wb').write(elf(ctf(32000, 'g', '')))
open(sys.argv[1] + '/unix.elf', 'wb').write(elf(ctf(8000, 'u', 'genunix')))
PYTHON
cat > "$work/small.d" <<'D'
BEGIN { self->start = timestamp; x = ((g_t4 *)arg0)->g_m4_1; }
fbt::rts_new_rtsmsg:entry { printf("%d %s %d", timestamp, execname, ((struct u_s3000 *)arg0)->u_m3000_2); stack(); }
D
median() {
  for i in 1 2 3 4 5 6 7 8 9; do
    from=$(date +%s%N); "$@" > "$work/out" 2>&1; to=$(date +%s%N); echo $(((to - from) / 1000000))
  done | sort -n | sed -n 5p | awk '{ printf "%.2f", $1 / 1000 }'
}
version=$(median "$@" --version)
compile=$(median "$@" anon compile -Z -s "$work/small.d" --types "$work" --dof "$work/result")
[ -s "$work/result.dof" ] || { cat "$work/out" >&2; exit 1; }
echo "--version $version"
echo "anon compile $compile"
