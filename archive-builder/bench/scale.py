"""The measurements of scale.sh, which says what they are."""

import gzip
import io
import os
import random
import shutil
import struct
import subprocess
import sys
import tarfile

WORK = os.environ["WORK"]
TESTDATA = os.environ["TESTDATA"]
SCALES = [int(scale) for scale in os.environ.get("SCALES", "1 4 16").split()]
JAVA = ["java", *os.environ.get("JAVA_OPTIONS", "").split(), "-Djava.io.tmpdir=" + WORK, "-jar", os.environ["JAR"]]
TIME = 1767225600
os.environ["SOURCE_DATE_EPOCH"] = str(TIME)


def at(*names):
    return os.path.join(WORK, *names)


def run(arguments, stdin=None, stdout=None, expected=(0,)):
    """Returns seconds of processor time and the peak in MiB; ends all of it if the exit code is another one."""
    with open(at("errors"), "wb") as errors, open(stdin or os.devnull, "rb") as source:
        with open(stdout or os.devnull, "wb") as target:
            process = subprocess.Popen(JAVA + arguments, stdin=source, stdout=target, stderr=errors, cwd=WORK)
            _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    process.returncode = code
    if code not in expected:
        with open(at("errors"), errors="replace") as errors:
            sys.exit(f"{' '.join(arguments)[:300]}: exit code {code}\n{errors.read()[:2000]}")
    print(f"{code} {' '.join(arguments)[:150]}", file=sys.stderr, flush=True)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Table:
    """Rows of one group; a row has a cell for each scale."""

    def __init__(self, title, amounts):
        self.title = title
        self.amounts = amounts
        self.rows = {}

    def add(self, name, arguments, **how):
        self.rows.setdefault(name, []).append(run(arguments, **how))
        print(f"{name}: {self.rows[name][-1][0]:.2f} s {self.rows[name][-1][1]:.0f} MiB", file=sys.stderr, flush=True)

    def show(self, start):
        print(f"\n| {self.title} | {' | '.join(self.amounts)} | growth |")
        print("|---" * (len(self.amounts) + 2) + "|")
        for name, cells in self.rows.items():
            shown = " | ".join(f"{seconds:.2f} s, {peak:.0f} MiB" for seconds, peak in cells)
            growth = ""
            if len(cells) > 1:
                least = 0.05
                times = [max(seconds - start, least) for seconds, _ in cells[-2:]]
                growth = f"{times[1] / times[0]:.1f}" if times[0] > 3 * least else "-"
                if growth != "-" and float(growth) > 5.5:
                    growth += " (!)"
            if max(peak for _, peak in cells) > 512:
                growth += " (memory!)"
            print(f"| {name} | {shown} | {growth} |")
        sys.stdout.flush()


def group(title, base, unit):
    return Table(title, [f"{base * scale:,} {unit}" for scale in SCALES])


def clean(*names):
    for name in names:
        path = at(name)
        shutil.rmtree(path) if os.path.isdir(path) else os.path.lexists(path) and os.remove(path)


def member(name, kind=tarfile.REGTYPE, size=0):
    info = tarfile.TarInfo(name)
    info.type, info.size, info.mtime, info.mode = kind, size, TIME, 0o755 if kind == tarfile.DIRTYPE else 0o644
    return info


def apart(make):
    """Has a function run in a process of its own: the peak of a child counts what its parent had when it started."""

    def forked(*arguments):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                make(*arguments)
                code = 0
            finally:
                os._exit(code)
        if os.waitpid(child, 0)[1] != 0:
            sys.exit(f"{make.__name__} failed")

    return forked


@apart
def make_tar(count, directory_of):
    with tarfile.open(at("in.tar"), "w", format=tarfile.GNU_FORMAT) as tar:
        seen = set()
        for i in range(count):
            directory = directory_of(i)
            if directory not in seen:
                seen.add(directory)
                tar.addfile(member(directory, tarfile.DIRTYPE))
            text = b"file %d\n" % i
            tar.addfile(member(f"{directory}/file{i}", size=len(text)), io.BytesIO(text))


def on_image(table, path, directory):
    """The commands on the image of in.tar."""
    table.add("build --tar", ["build", "--tar", "in.tar", "--out", "i", "--free", "1m", "--nbpi", "1024"])
    table.add("inspect", ["inspect", "i"])
    table.add("inspect -l DIRECTORY", ["inspect", "-l", "i", directory])
    table.add("inspect -lR", ["inspect", "-lR", "i"])
    table.add("cat", ["cat", "i", path])
    table.add("check", ["check", "i"])
    table.add("extract --tar", ["extract", "i", "--tar", "-"])
    table.add("extract --to", ["extract", "i", "--to", "out"])
    table.add("build --from", ["build", "--from", "out", "--out", "j", "--nbpi", "1024"])
    clean("out", "j", "j.hash")
    with open(at("new"), "w") as new:
        new.write("new\n")
    table.add("patch --put", ["patch", "i", "--out", "j", "--put", path + "=new"])
    table.add("diff", ["diff", "i", "j"], expected=(1,))
    clean("j", "j.hash")
    table.add("patch --tar of all", ["patch", "i", "--out", "j", "--tar", "in.tar"])
    clean("j", "j.hash")
    table.add("convert --to cpio", ["convert", "i", "--to", "cpio", "--out", "c"])
    table.add("check of the cpio", ["check", "c"])
    table.add("convert of the cpio --to ufs", ["convert", "c", "--to", "ufs", "--out", "j"])
    clean("j", "j.hash")
    module = ["--module", "/a type=rootfs name=r", "i"]
    table.add("lookup", ["lookup", *module, path])
    table.add("simulate", ["simulate", *module, "--module", "/platform/i86pc/kernel/amd64/unix", "unix"], expected=(1,))


def files():
    table = group("files of a few bytes, 500 a directory", 31250, "files")
    for scale in SCALES:
        count = 31250 * scale
        make_tar(count, lambda i: f"d{i // 500}")
        on_image(table, "d1/file501", "d1")
        with open(at("paths"), "w") as paths:
            paths.writelines(f"/d{i // 500}/file{i}\n" for i in range(count))
        table.add("lookup --stdin of all", ["lookup", "--module", "/a type=rootfs name=r", "i", "--stdin"], stdin=at("paths"))
        table.add("lookup --stdin of all, cpio", ["lookup", "--module", "/a type=rootfs name=r", "c", "--stdin"], stdin=at("paths"))
        table.add("convert --to hsfs", ["convert", "i", "--to", "hsfs", "--out", "h"])
        table.add("check of the hsfs", ["check", "h"])
        with open(at("manifest"), "w") as manifest:
            os.makedirs(at("proto", "f"), exist_ok=True)
            with open(at("proto", "f", "one"), "w") as one:
                one.write("one\n")
            manifest.write("d f 0755 0 0\nf f/one 0644 0 0\n")
            manifest.writelines(
                f"d g{i // 500} 0755 0 0\n" if i % 500 == 0 else f"s g{i // 500}/l{i}=../f/one\n" for i in range(count)
            )
        table.add("build --manifest", ["build", "--manifest", "manifest", "--proto", "proto", "--out", "j", "--nbpi", "1024"])
        clean("i", "i.hash", "c", "c.hash", "h", "h.hash", "j", "j.hash", "in.tar", "manifest", "proto")
    return table


def names():
    # A directory has 8 MiB at most.
    table = group("one directory", 25000, "names")
    for scale in SCALES:
        make_tar(25000 * scale, lambda i: "d")
        on_image(table, "d/file501", "d")
        clean("i", "i.hash", "c", "c.hash", "in.tar")
    return table


@apart
def make_tree(directory, total, average=100000):
    """Files of text and of bytes by chance, of 100 kB on average and no more than 8 MiB."""
    chance = random.Random(1)
    noise = chance.randbytes(16 << 20)
    text = b"".join(b"%d and a line of text\n" % i for i in range(800000))
    done = number = 0
    while done < total:
        below = os.path.join(directory, f"d{number // 2000:03d}", f"e{number // 100 % 20:02d}")
        os.makedirs(below, exist_ok=True)
        size = min(1 + int(chance.expovariate(1 / average)), 8 << 20, total - done)
        start = chance.randrange(8 << 20)
        with open(os.path.join(below, f"file{number}"), "wb") as file:
            file.write((noise if number % 2 else text)[start : start + size])
        number, done = number + 1, done + size


def sizes():
    table = group("image", 128, "MiB")
    for scale in SCALES:
        make_tree(at("tree"), 128 * scale * 980000)
        table.add("build --from", ["build", "--from", "tree", "--out", "i", "--size", f"{128 * scale}m"])
        clean("tree")
        table.add("hash", ["hash", "i"])
        table.add("verify", ["verify", "i"])
        table.add("check", ["check", "i"])
        table.add("inspect -lR", ["inspect", "-lR", "i"])
        table.add("extract --to", ["extract", "i", "--to", "out"])
        clean("out")
        table.add("extract --tar", ["extract", "i", "--tar", "-"])
        with open(at("new"), "w") as new:
            new.write("new\n")
        table.add("patch --put", ["patch", "i", "--out", "j", "--put", "d000/e00/file1=new"])
        table.add("diff", ["diff", "i", "j"], expected=(1,))
        clean("j", "j.hash")
        for form in ("cpio", "hsfs"):
            table.add(f"convert --to {form}", ["convert", "i", "--to", form, "--out", "c"])
            table.add(f"check of the {form}", ["check", "c"])
            clean("c", "c.hash")
        module = ["--module", "/a type=rootfs name=r", "i", "--module", "/h type=hash name=r", "i.hash"]
        table.add("modules, with hash", ["modules", *module])
        table.add("lookup, with hash", ["lookup", *module, "d000/e00/file1"])
        table.add("lofi compress", ["lofi", "compress", "i", "z"])
        table.add("lofi check", ["lofi", "check", "z"])
        table.add("lofi uncompress", ["lofi", "uncompress", "z", "j"])
        clean("z", "j")
        table.add("convert --gzip --to cpio", ["convert", "i", "--to", "cpio", "--gzip", "--out", "c.gz"])
        table.add("verify of the gzip file", ["verify", "c.gz"])
        clean("c.gz", "c.gz.hash", "i", "i.hash")
    return table


def unix(path):
    """A file with both Multiboot headers, as the kernel has them."""
    content = bytearray(900000)
    content[64:76] = bytes.fromhex("02b0ad1b00000000fe4f52e4")
    content[128:144] = struct.pack("<IIII", 0xE85250D6, 0, 16, (-(0xE85250D6 + 16)) & 0xFFFFFFFF)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def platforms():
    table = group("platform, root and /usr each", 64, "MiB")
    for scale in SCALES:
        make_tree(at("proto", "opt"), 60 * scale * 1000000)
        make_tree(at("proto", "usr", "lib"), 60 * scale * 1000000)
        unix(at("proto", "platform", "i86pc", "kernel", "amd64", "unix"))
        table.add("build --platform", ["build", "--platform", "--from", "proto", "--stamp", "20260101T000000Z", "--out", "p"])
        clean("proto")
        with open(at("new"), "w") as new:
            new.write("new\n")
        one = "usr/lib/d000/e00/file1"
        table.add("inspect of a file in usr.lgz", ["inspect", "p", one])
        table.add("cat of a file in usr.lgz", ["cat", "p", one])
        table.add("check", ["check", "p"])
        table.add("patch of a file in usr.lgz", ["patch", "p", "--out", "q", "--put", one + "=new"])
        table.add("diff", ["diff", "p", "q"], expected=(1,))
        clean("q")
        table.add("extract --tar", ["extract", "p", "--tar", "-"])
        table.add("simulate --platform", ["simulate", "--platform", "p"], expected=(0, 1))
        table.add("patch to a .tgz", ["patch", "p", "--out", "q-20260101T000000Z.tgz", "--put", one + "=new"])
        os.rename(at("q-20260101T000000Z.tgz"), at("platform-20260101T000000Z.tgz"))
        table.add("check of the .tgz", ["check", "platform-20260101T000000Z.tgz"])
        table.add("hash of the .tgz", ["hash", "platform-20260101T000000Z.tgz"])
        clean("p", "platform-20260101T000000Z.tgz")
    return table


def media():
    table = group("platform on a medium", 64, "MiB")
    for form in ("usb", "iso"):
        with gzip.open(os.path.join(TESTDATA, "media", f"smartos-mini.{form}.gz")) as packed, open(at("mini." + form), "wb") as plain:
            shutil.copyfileobj(packed, plain)
    with open(at("system"), "w") as system:
        system.write("set moddebug=1\n")
    for scale in SCALES:
        make_tree(at("proto", "opt"), 60 * scale * 1000000)
        make_tree(at("proto", "usr", "lib"), 1000000)
        unix(at("proto", "platform", "i86pc", "kernel", "amd64", "unix"))
        run(["build", "--platform", "--from", "proto", "--stamp", "20260101T000000Z", "--out", "p"])
        clean("proto")
        for form in ("usb", "iso"):
            medium = ["--from-platform", "p", "--boot", "mini." + form, "--out", "m." + form]
            table.add(f"build --medium {form}", ["build", "--medium", form, *medium])
            table.add(f"simulate --media, {form}", ["simulate", "--media", "m." + form], expected=(0, 1))
            table.add(f"check, {form}", ["check", "m." + form], expected=(0, 1))
            change = ["--force", "--add", "etc/system=system", "--media", "m." + form]
            table.add(f"overlay --media, {form}", ["overlay", *change, "--out", "n." + form])
            clean("n." + form)
            table.add(f"overlay --media to .gz, {form}", ["overlay", *change, "--out", "n.gz"])
            table.add(f"simulate --media of .gz, {form}", ["simulate", "--media", "n.gz"], expected=(0, 1))
            clean("n.gz")
            table.add(f"patch, {form}", ["patch", "m." + form, "--out", "n." + form, "--put", "new=system"])
            clean("n." + form, "m." + form)
        clean("p")
    return table


def menus():
    table = group("configuration of a boot loader", 6250, "lines")
    os.makedirs(at("root", "boot", "grub"), exist_ok=True)
    unix(at("root", "unix"))
    with open(at("system"), "w") as system:
        system.write("set moddebug=1\n")
    run(["build", "--empty", "--size", "16m", "--out", "root/boot_archive"])
    modules = ["/boot_archive type=rootfs name=ramdisk", "/boot_archive.hash type=hash name=ramdisk"]
    for scale in SCALES:
        count = 6250 * scale
        entries = range(count // 5)
        texts = {
            "menu": "default 0\ntimeout 10\n"
            + "".join(
                f"\ntitle entry {i}\n kernel$ /unix -B console=text,n={i}\n module {modules[0]}\n module {modules[1]}\n"
                for i in entries
            ),
            "grub-cfg": "set default=0\nset timeout=10\n"
            + "".join(
                f"menuentry 'entry {i}' {{\n multiboot2 /unix /unix -B console=text,n={i}\n module2 {modules[0]}\n"
                f" module2 {modules[1]}\n}}\n"
                for i in entries
            ),
            "syslinux": "DEFAULT l0\nTIMEOUT 100\n"
            + "".join(
                f"\nLABEL l{i}\n MENU LABEL entry {i}\n KERNEL mboot.c32\n"
                f" APPEND /unix -B console=text,n={i} --- {modules[0]} --- {modules[1]}\n"
                for i in entries
            ),
            "ipxe": "#!ipxe\nset base .\n"
            + "".join(f"set v{i} {i}\nisset ${{v{i}}} || goto failed\n" for i in range(count // 2))
            + "goto start\n:start\nkernel /unix -B console=text\nmodule "
            + modules[0]
            + "\nmodule "
            + modules[1]
            + "\nboot\n:failed\nshell\n",
        }
        for option, text in texts.items():
            with open(at("root", option), "w") as file:
                file.write(text)
            place = [f"--{option}", f"root/{option}", "--root", "root"]
            table.add(f"modules --{option}", ["modules", *place], expected=(0, 1))
            table.add(f"simulate --{option}", ["simulate", *place], expected=(0, 1))
            edit = ["--force", "--add", "etc/system=system", f"--{option}", f"root/{option}", "--out", "root"]
            table.add(f"overlay --{option}", ["overlay", *edit], expected=(0, 1))
            table.add(f"overlay --remove --{option}", ["overlay", "--remove", f"--{option}", f"root/{option}"], expected=(0, 1))
        shutil.copytree(os.path.join(TESTDATA, "usbkey", "boot"), at("volume", "boot"))
        platform = at("volume", "os", "20260101T000000Z", "platform", "i86pc")
        unix(os.path.join(platform, "kernel", "amd64", "unix"))
        os.makedirs(os.path.join(platform, "amd64"))
        shutil.copy(at("root", "boot_archive"), os.path.join(platform, "amd64"))
        with open(at("volume", "boot", "loader.conf"), "a") as file:
            file.writelines(f'variable{i}="value {i}"\n' for i in range(count))
        place = ["--loader-conf", "volume"]
        table.add("modules --loader-conf", ["modules", *place], expected=(0, 1))
        table.add("simulate --loader-conf", ["simulate", *place], expected=(0, 1))
        edit = ["--force", "--add", "etc/system=system", *place, "--out", "volume"]
        table.add("overlay --loader-conf", ["overlay", *edit], expected=(0, 1))
        clean("volume")
    return table


def edits():
    table = group("edits of one patch", 2000, "edits")
    run(["build", "--empty", "--size", "512m", "--nbpi", "2048", "--out", "e"])
    with open(at("new"), "w") as new:
        new.write("new\n")
    for scale in SCALES:
        count = 2000 * scale
        with open(at("edits"), "w") as file:
            file.writelines(f"mkdir d{i}\n" for i in range(count // 100))
            file.writelines(f"put d{i // 100}/f{i}=new\n" for i in range(count))
            file.writelines(f"chmod 0600=d{i // 100}/f{i}\n" for i in range(count))
            file.writelines(f"symlink d{i // 100}/s{i}=f{i}\n" for i in range(count))
            file.writelines(f"link d{i // 100}/l{i}=d{i // 100}/f{i}\n" for i in range(count))
            file.writelines(f"remove d{i // 100}/s{i}\n" for i in range(count))
        table.add("patch --edits", ["patch", "e", "--out", "j", "--edits", "edits"])
        table.add("diff", ["diff", "e", "j"], expected=(1,))
        table.add("patch --remove-all of them", ["patch", "j", "--out", "k"] + [w for i in range(count // 100) for w in ("--remove-all", f"d{i}")])
        clean("j", "j.hash", "k", "k.hash")
    return table


def anon():
    table = group("dtrace.conf, etc/system, programs", 6250, "lines")
    with open(os.path.join(TESTDATA, "anon", "dtrace.conf")) as file:
        enabling = file.read()
    with open(os.path.join(TESTDATA, "anon", "system")) as file:
        system = file.read()
    for scale in SCALES:
        count = 6250 * scale
        with open(at("dtrace.conf"), "w") as file:
            file.writelines(f'property-{i}="value {i}",{i};\n' for i in range(count))
            file.write(enabling)
        with open(at("system"), "w") as file:
            file.writelines(f"set module{i}:variable{i}={i}\n" for i in range(count))
            file.write(system)
        table.add("anon show", ["anon", "show", "dtrace.conf", "--system", "system"])
        table.add("anon show --json", ["anon", "show", "--json", "dtrace.conf", "--system", "system"])
        table.add("anon strip", ["anon", "strip", "--dtrace-conf", "dtrace.conf", "--system", "system", "--out", "stripped"])
        clean("stripped")
        few = 16 * scale
        with open(at("program.d"), "w") as file:
            file.writelines(f'fbt::function_{i}:entry /arg0 == {i}/ {{ @a[{i}] = count(); printf("%d", {i}); }}\n' for i in range(few))
        table.add("anon compile -Z, a clause for 390 lines", ["anon", "compile", "-Z", "-s", "program.d", "--out", "compiled"])
        table.add("anon show of it", ["anon", "show", "compiled"])
        table.add("anon show --disassemble of it", ["anon", "show", "--disassemble", "compiled"])
        clean("compiled")
    return table


GROUPS = {
    "files": files,
    "names": names,
    "bytes": sizes,
    "platform": platforms,
    "media": media,
    "menus": menus,
    "edits": edits,
    "anon": anon,
}


def main():
    chosen = sys.argv[1:] or list(GROUPS)
    unknown = [name for name in chosen if name not in GROUPS]
    if unknown:
        sys.exit(f"no group {unknown[0]}; there are {' '.join(GROUPS)}")
    start = min(run(["inspect", "--help"])[0] for _ in range(3))
    print(f"Processor time, peak resident memory; a start takes {start:.2f} s.")
    unix(at("unix"))
    for name in chosen:
        GROUPS[name]().show(start)


main()
