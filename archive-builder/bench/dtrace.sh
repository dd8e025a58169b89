#!/bin/sh
# How much longer than --version is the compile of a small script with the types of a kernel?
# dtrace.sh JAVA...: the command that runs the tool, such as: dtrace.sh java -Xshare:auto -jar archive-tool.jar
# Makes a genunix of 32,000 types and 19,000 symbols, a unix of 8,000 types, and an archive of both and 173 modules. Runs
# the commands in turn, nineteen times; prints the median and the best, in seconds: wall, and user and system together.
set -eu
[ $# -gt 0 ] || { echo "usage: dtrace.sh JAVA..." >&2; exit 2; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 - "$work" <<'PYTHON'
import struct, sys, zlib
def ctf(count, prefix, parent, functions, objects):
    strings = bytearray(b'\0'); types = bytearray(); bit = 0x8000 if parent else 0
    def name(text):
        at = len(strings); strings.extend(text.encode() + b'\0'); return at
    parname = name(parent) if parent else 0
    n = 0
    own = 0
    if not parent:
        for text, encoding, bits in ('int', 1, 32), ('char', 3, 8), ('long', 1, 64), ('unsigned long', 0, 64):
            types += struct.pack('<IHHI', name(text), 1 << 11 | 1 << 10, bits // 8, encoding << 24 | bits); n += 1
    while n + 3 <= count:
        own = n + 1 | bit
        types += struct.pack('<IHH', name('%s_s%d' % (prefix, n)), 6 << 11 | 1 << 10 | 6, 48)
        for i in range(6):
            types += struct.pack('<IHH', name('%s_m%d_%d' % (prefix, n, i)), (3 if i else own + 1), i * 64)
        types += struct.pack('<IHH', 0, 3 << 11, own)
        types += struct.pack('<IHH', name('%s_t%d' % (prefix, n)), 10 << 11 | 1 << 10, own)
        n += 3
    first = own + 1
    objtable = b''.join(struct.pack('<H', own if i % 3 else 1) for i in range(objects))
    functable = b''.join(struct.pack('<HHHH', 5 << 11 | 2, 1, first, 1) for i in range(functions))
    body = objtable + functable + bytes(types) + bytes(strings)
    o, f = len(objtable), len(functable)
    head = struct.pack('<HBB8I', 0xcff1, 2, 1, 0, parname, 0, 0, o, o + f, o + f + len(types), len(strings))
    return head + zlib.compress(body)
def elf(data, prefix, functions, objects):
    symnames = bytearray(b'\0'); symbols = bytearray(24)
    for kind, count in (1, objects), (2, functions):
        for i in range(count):
            at = len(symnames); symnames.extend(('%s_%s_%x\0' % (prefix, 'of'[kind - 1], i * 40503 % 65521)).encode())
            symbols += struct.pack('<IBBHQQ', at, 1 << 4 | kind, 0, 1 if kind == 2 else 2, i * 64, 64)
    names = b'\0.text\0.data\0.symtab\0.strtab\0.SUNW_ctf\0.shstrtab\0'
    code = (b'\x55\x48\x89\xe5' + b'\x90' * 58 + b'\xc9\xc3') * functions
    parts = [(b'.text', 1, 6, 0, 0, code), (b'.data', 1, 3, 0, 0, bytes(64 * objects)), (b'.symtab', 2, 0, 4, 24, bytes(symbols)),
             (b'.strtab', 3, 0, 0, 0, bytes(symnames)), (b'.SUNW_ctf', 1, 0, 3, 0, data), (b'.shstrtab', 3, 0, 0, 0, names)]
    at = 64; out = b''; sections = [bytes(64)]
    for section, kind, flags, link, entry, part in parts:
        sections.append(struct.pack('<IIQQQQIIQQ', names.index(section + b'\0'), kind, flags, 0, at, len(part), link, 0, 1, entry)); out += part; at += len(part)
    head = b'\x7fELF\2\1\1' + bytes(9) + struct.pack('<HHIQQQIHHHHHH', 1, 62, 1, 0, 0, at, 0, 64, 0, 0, 64, len(sections), 6)
    return head + out + b''.join(sections)
def make(path, prefix, types, parent, functions, objects):
    open(path, 'wb').write(elf(ctf(types, prefix, parent, functions, objects), prefix, functions, objects))
make(sys.argv[1] + '/genunix.elf', 'g', 32000, '', 14000, 5000)
make(sys.argv[1] + '/unix.elf', 'u', 8000, 'genunix', 4000, 2000)
import os, shutil
image = sys.argv[1] + '/image/'
for directory in 'kernel/amd64', 'kernel/drv/amd64', 'kernel/misc/amd64', 'platform/i86pc/kernel/amd64', 'etc':
    os.makedirs(image + directory)
shutil.copy(sys.argv[1] + '/genunix.elf', image + 'kernel/amd64/genunix')
shutil.copy(sys.argv[1] + '/unix.elf', image + 'platform/i86pc/kernel/amd64/unix')
for i in range(170): make(image + 'kernel/misc/amd64/m%d' % i, 'm%d' % i, 150, 'genunix', 120, 40)
for d in 'fbt', 'sdt', 'dtrace': make(image + 'kernel/drv/amd64/' + d, d, 30, 'genunix', 20, 5)
open(image + 'etc/system', 'w').close()
PYTHON
cat > "$work/small.d" <<'D'
BEGIN { self->start = timestamp; x = ((g_t4 *)arg0)->g_m4_1; }
fbt::g_f_0:entry { printf("%d %s %d", timestamp, execname, ((struct u_s3000 *)arg0)->u_m3000_2); stack(); }
D
"$@" build --from "$work/image" --out "$work/archive" > "$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
version() { "$@" --version; }
types() { "$@" anon compile -Z -s "$work/small.d" --types "$work" --dof "$work/types"; }
archive() { "$@" anon compile -s "$work/small.d" --image "$work/archive" --dof "$work/archive.made"; }
timed() {
  name=$1; shift
  from=$(date +%s%N); before=$(cut -d' ' -f16,17 /proc/$$/stat)
  "$name" "$@" > "$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
  to=$(date +%s%N); after=$(cut -d' ' -f16,17 /proc/$$/stat)
  echo "$to $from $after $before" | awk '{ print ($1 - $2) / 1e9, ($3 + $4 - $5 - $6) / 100 }' >> "$work/$name.times"
}
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
  for name in version types archive; do timed $name "$@"; done
done
for name in version types archive; do
  wall=$(cut -d' ' -f1 "$work/$name.times" | sort -n | sed -n '10p;1p' | tr '\n' ' ')
  cpu=$(cut -d' ' -f2 "$work/$name.times" | sort -n | sed -n '10p;1p' | tr '\n' ' ')
  echo "$name $wall $cpu" | awk '{ printf "%-8s wall %.2f (best %.2f)  cpu %.2f (best %.2f)\n", $1, $3, $2, $5, $4 }'
done
