package org.bootarchive.boot.vfs;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import org.bootarchive.boot.vfs.Explanation.StepKind;
import org.bootarchive.ufs.disk.FileType;
import org.jspecify.annotations.Nullable;

/**
 * A ramdisk as a cpio archive (bootrd_cpio.c). The kernel mounts anything as one, so this is also
 * what a ramdisk is that holds nothing known: every open fails.
 */
final class CpioRoot implements RootFileSystem {
  private static final String TRAILER = "TRAILER!!!";

  /** The most names that are noted, in 24 MiB; what is behind them is looked through. */
  private static final int MAX_NAMES = 1_398_000;

  /** An offset that the kernel's 32-bit arithmetic makes the same place as the one without it. */
  private static final long WRAP = 1L << 32;

  private final Ramdisk ramdisk;

  /** Where the first entry of each name starts. */
  private final NameTable first = new NameTable();

  /** Where the entries that the index does not know start; below 0 if it knows them all. */
  private long indexEnd;

  private boolean known;

  private CpioRoot(Ramdisk ramdisk) {
    this.ramdisk = ramdisk;
  }

  static CpioRoot mount(Ramdisk ramdisk) throws IOException {
    CpioRoot root = new CpioRoot(ramdisk);
    root.index();
    return root;
  }

  /** Notes the first entry of each name, as many as the memory for it allows. */
  private void index() throws IOException {
    RamdiskView view = ramdisk.view();
    long offset = 0;
    while (first.size() < MAX_NAMES && offset < WRAP) {
      CpioEntry entry = CpioEntry.read(offset, ramdisk, view);
      known = known || entry != null;
      if (entry == null || isTrailer(entry, view)) {
        indexEnd = -1;
        return;
      }
      String name = entry.nameText(view, KernelPath.MAX_BYTES);
      if (name.length() == KernelPath.MAX_BYTES) {
        break;
      }
      first.putIfAbsent(name, (int) offset);
      offset += entry.next();
    }
    indexEnd = offset;
  }

  private static boolean isTrailer(CpioEntry entry, RamdiskView view) throws IOException {
    return entry.nameText(view, TRAILER.length() + 1).equals(TRAILER);
  }

  @Override
  public BootFileSystem kind() {
    return BootFileSystem.CPIO;
  }

  /** Returns whether the ramdisk starts with an entry. */
  boolean isKnown() {
    return known;
  }

  @Override
  public @Nullable RootFile open(String path, Trace trace) throws IOException {
    if (!path.startsWith("/")) {
      if (trace.isOn()) {
        trace.step(StepKind.WALK, "cpio finds no path without a leading slash");
      }
      return null;
    }
    String name = path.substring(1);
    RamdiskView view = ramdisk.view();
    CpioEntry entry = find(name, view);
    if (entry == null || !entry.canBeOpened(view)) {
      if (trace.isOn()) {
        trace.step(
            StepKind.WALK,
            entry == null
                ? "no entry is named " + KernelPath.quote(name)
                : "the header of " + KernelPath.quote(name) + " has a field that is no number");
      }
      return null;
    }
    RootFile file = new RootFile(entry.size(), entry.mode(view), new Data(entry));
    if (trace.isOn()) {
      explain(entry, file, view, trace);
    }
    return file;
  }

  private @Nullable CpioEntry find(String name, RamdiskView view) throws IOException {
    if (name.equals(TRAILER)) {
      return null;
    }
    long offset = first.find(name);
    if (offset != NameTable.NONE) {
      CpioEntry entry = CpioEntry.read(offset, ramdisk, view);
      // Otherwise two names have one hash.
      return entry != null && entry.nameText(view, name.length() + 1).equals(name)
          ? entry
          : scan(0, name, view);
    }
    return indexEnd < 0 ? null : scan(indexEnd, name, view);
  }

  /**
   * Looks for an entry from an offset on. Sizes can lead round the 4 GiB that the kernel's places
   * wrap at, and so in a ring.
   */
  private @Nullable CpioEntry scan(long start, String name, RamdiskView view) throws IOException {
    long offset = start;
    long mark = -1;
    long count = 0;
    long nextMark = 1;
    while (true) {
      CpioEntry entry = CpioEntry.read(offset, ramdisk, view);
      if (entry == null || isTrailer(entry, view)) {
        return null;
      }
      if (entry.nameText(view, name.length() + 1).equals(name)) {
        return entry;
      }
      offset += entry.next();
      if (offset % WRAP == mark) {
        throw KernelStopException.hang("the entries of the cpio archive form a ring");
      }
      if (++count == nextMark) {
        mark = offset % WRAP;
        nextMark *= 2;
      }
    }
  }

  private static void explain(CpioEntry entry, RootFile file, RamdiskView view, Trace trace)
      throws IOException {
    trace.step(
        StepKind.OPEN, "the entry at byte " + entry.header() + ", " + file.size() + " bytes");
    int type = file.mode() & FileType.MASK;
    if (type == FileType.SYMBOLIC_LINK.bits()) {
      trace.remark(
          RemarkCode.LINK_NOT_FOLLOWED,
          "cpio follows no links: reading gives the text of the link");
    } else if (type != FileType.REGULAR.bits()) {
      trace.remark(RemarkCode.NOT_A_REGULAR_FILE, "this is no regular file");
    } else if (entry.size() >= GzipFile.MIN_BYTES && GzipFile.startsAt(entry.data(), view)) {
      trace.remark(RemarkCode.GZIP_NOT_INFLATED, "cpio does not inflate gzip files");
    }
  }

  /** The bytes of an entry, all in one piece. */
  private final class Data extends ByteSource {
    private final CpioEntry entry;

    Data(CpioEntry entry) {
      this.entry = entry;
    }

    @Override
    public InputStream openStream() {
      RamdiskView view = ramdisk.view();
      return new ChunkStream(entry.size()) {
        private long offset;

        @Override
        int fill(byte[] buffer) throws IOException {
          int count = (int) Math.min(buffer.length, entry.size() - offset);
          view.copy(entry.data() + offset, buffer, 0, count);
          offset += count;
          return count;
        }
      };
    }
  }
}
