package org.bootarchive.boot.vfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** What a user might not expect of a lookup's answer. */
final class LookupRemarks {
  private static final int REQUEST_BYTES = 8192;
  private static final long MAX_READ_BYTES = 64 << 20;
  private static final long WRAP_BYTES = 1L << 32;

  private final BootVfs vfs;
  private final BootFs bootFs;
  private final RecordingTrace trace;
  private final AtomicLong budget;

  LookupRemarks(BootVfs vfs, BootFs bootFs, RecordingTrace trace, AtomicLong budget) {
    this.vfs = vfs;
    this.bootFs = bootFs;
    this.trace = trace;
    this.budget = budget;
  }

  void remark(Lookup lookup) throws IOException {
    String path = KernelPath.of(lookup.path());
    if (CanonicalName.readsStaleMemory(path)) {
      trace.remark(
          RemarkCode.STALE_NAME,
          "for this path bootfs looks for what earlier names left in its memory; this is the"
              + " answer of a kernel that has opened nothing else");
    }
    if (lookup instanceof Lookup.Found found) {
      if (found.fileSystem() == BootFileSystem.BOOTFS) {
        remarkModule(path);
      } else {
        remarkBypass();
      }
      remarkReading(found);
    } else {
      remarkFailure(path, lookup);
    }
    remarkRoot(lookup);
  }

  private void remarkModule(String path) throws IOException {
    String canonical = bootFs.canonical(path);
    BootFs.Entry entry = bootFs.ofCanonical(canonical);
    if (entry == null) {
      return;
    }
    remarkDots(path, canonical);
    remarkDots(entry.name(), canonical);
    for (BootFs.Entry hidden = entry.hidden(); hidden != null; hidden = hidden.hidden()) {
      trace.remark(
          RemarkCode.HIDES_MODULE,
          "module "
              + entry.number()
              + " hides module "
              + hidden.number()
              + ", "
              + KernelPath.quote(hidden.name())
              + ", of "
              + hidden.size()
              + " bytes: the last one of a name wins");
    }
    if (vfs.root() != null
        && vfs.lookupInRoot(path, path, Trace.NONE) instanceof Lookup.Found below) {
      trace.remark(
          RemarkCode.HIDES_RAMDISK_FILE,
          "the module hides the ramdisk's file of " + below.size() + " bytes");
    }
    remarkSize(entry);
    if (canonical.equals("boot/solaris/bootenv.rc")) {
      trace.remark(
          RemarkCode.BOOTENV_RUNS_AWAY,
          "the kernel waits for a read of 0 bytes at the end of bootenv.rc, but bootfs answers -1:"
              + " it reads on for ever");
    }
    if (entry.size() >= GzipFile.MIN_BYTES
        && GzipFile.startsAt(0, new Ramdisk(entry.content()).view())) {
      trace.remark(
          RemarkCode.GZIP_NOT_INFLATED,
          "the module is a gzip file, and bootfs does not inflate: the kernel gets it as it is");
    }
  }

  private void remarkSize(BootFs.Entry entry) {
    if (SystemBoot.endsList(entry.size())) {
      trace.remark(
          RemarkCode.ENDS_SYSTEM_BOOT,
          "a module of "
              + entry.size()
              + " bytes: after the boot /system/boot shows neither it nor any module behind it");
    }
    if (entry.size() == 0) {
      trace.remark(
          RemarkCode.EMPTY_MODULE,
          "the module is empty: its first read fails, and kobj_get_filesize with EIO");
    } else if (entry.size() % REQUEST_BYTES == 0) {
      trace.remark(
          RemarkCode.SIZE_MULTIPLE_OF_8192,
          "the module's size, "
              + entry.size()
              + ", is a multiple of 8192: kobj_get_filesize fails with EIO");
    }
  }

  /** Says so when two ".." in a row did not go up two directories. */
  private void remarkDots(String name, String canonical) {
    String meant = LexicalPath.of(name);
    if (name.contains("..") && !meant.equals(canonical)) {
      trace.remark(
          RemarkCode.DOTS_MISCOUNTED,
          KernelPath.quote(name)
              + " means "
              + KernelPath.quote(meant)
              + ", but bootfs makes it "
              + KernelPath.quote(canonical)
              + ": of several \"..\" in a row only one counts");
    }
  }

  private void remarkBypass() throws IOException {
    String path = trace.finalPath();
    if (path == null) {
      return;
    }
    BootFs.Entry entry = bootFs.ofCanonical(LexicalPath.of(path));
    if (entry != null) {
      trace.remark(
          RemarkCode.LINK_BYPASSES_OVERLAY,
          "links lead to "
              + KernelPath.quote(path)
              + ", which module "
              + entry.number()
              + ", "
              + KernelPath.quote(entry.name())
              + ", should overlay; but bootfs is not asked again behind a link");
    }
  }

  private void remarkReading(Lookup.Found found) throws IOException {
    try (InputStream stream = found.content().openStream()) {
      long limit = Math.max(0, Math.min(MAX_READ_BYTES, budget.get()));
      long left = limit;
      for (long skipped = left; skipped > 0; left -= skipped) {
        skipped = stream.skip(left);
      }
      budget.addAndGet(left - limit);
    } catch (KernelStopException e) {
      trace.remark(
          e.kind() == KernelStopException.Kind.HANG
              ? RemarkCode.READ_NEVER_ENDS
              : RemarkCode.READ_CRASHES,
          e.reason());
    }
  }

  private void remarkFailure(String path, Lookup lookup) throws IOException {
    if (lookup instanceof Lookup.Failed && path.startsWith("/system/boot") && vfs.root() != null) {
      boolean exists = vfs.lookupInRoot(path, path, Trace.NONE) instanceof Lookup.Found;
      trace.remark(
          RemarkCode.NO_FALL_BACK,
          exists
              ? "the ramdisk has a file of that path, but is not asked for it"
              : "the ramdisk is not asked for paths that start with /system/boot");
    }
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    if (end > 0 && end < path.length() && lookup instanceof Lookup.Failed) {
      String bare = path.substring(0, end);
      if (vfs.lookup(bare) instanceof Lookup.Found) {
        trace.remark(
            RemarkCode.TRAILING_SLASH,
            "the slash at the end makes it fail; " + KernelPath.quote(bare) + " is there");
      }
    }
  }

  private void remarkRoot(Lookup lookup) {
    if (vfs.root() == null) {
      trace.remark(
          RemarkCode.NO_RAMDISK,
          "no module is the ramdisk: whatever is no module crashes the kernel");
    } else if (!vfs.hasKnownRoot() && lookup instanceof Lookup.Failed) {
      trace.remark(
          RemarkCode.UNKNOWN_RAMDISK,
          "the ramdisk is no UFS, no ISO 9660 and no cpio archive in odc format; the kernel mounts"
              + " it all the same, and finds nothing in it");
    }
    if (vfs.rootBytes() > WRAP_BYTES) {
      trace.remark(
          RemarkCode.WRAPS_AT_4_GIB,
          "the ramdisk has " + vfs.rootBytes() + " bytes; the kernel reads places modulo 4 GiB");
    }
  }
}
