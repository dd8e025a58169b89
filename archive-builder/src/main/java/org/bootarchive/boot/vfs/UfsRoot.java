package org.bootarchive.boot.vfs;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bootarchive.boot.vfs.Explanation.StepKind;
import org.bootarchive.ufs.disk.Inode;
import org.jspecify.annotations.Nullable;

/** A ramdisk with a UFS ({@code find} and {@code bufs_open} of ufsops.c). */
final class UfsRoot implements RootFileSystem {
  /**
   * The most links of a lookup. Rings of links are seen as such before that; this ends paths that
   * links keep changing without a repetition.
   */
  private static final int MAX_LINKS = 1 << 16;

  private final UfsTables tables;

  private UfsRoot(UfsTables tables) {
    this.tables = tables;
  }

  /** Returns the file system of a ramdisk, or null if the kernel finds no UFS there. */
  static @Nullable UfsRoot mount(Ramdisk ramdisk) throws IOException {
    UfsTables tables = UfsTables.mount(ramdisk);
    return tables == null ? null : new UfsRoot(tables);
  }

  UfsTables tables() {
    return tables;
  }

  @Override
  public BootFileSystem kind() {
    return BootFileSystem.UFS;
  }

  @Override
  public @Nullable RootFile open(String path, Trace trace) throws IOException {
    RamdiskView view = tables.ramdisk().view();
    int number = find(path, view, trace);
    if (number == 0) {
      return null;
    }
    UfsInode inode = opened(number, view);
    boolean compressed = false;
    if (Long.compareUnsigned(inode.size(), GzipFile.MIN_BYTES) >= 0) {
      UfsBlocks blocks = new UfsBlocks(inode, tables, view);
      if (!blocks.load(0)) {
        if (trace.isOn()) {
          trace.step(StepKind.OPEN, "the first block of " + inode + " cannot be read");
        }
        return null;
      }
      compressed = GzipFile.startsAt(blocks.address(), view);
    }
    if (trace.isOn()) {
      trace.step(StepKind.OPEN, inode + ", " + Long.toUnsignedString(inode.size()) + " bytes");
      UfsRemarks.remark(inode, compressed, tables, trace);
    }
    ByteSource content =
        compressed
            ? new GzipFile(
                () -> new UfsBlocks(inode, tables, tables.ramdisk().view()),
                inode.size(),
                tables.ramdisk())
            : new UfsFile(inode, tables);
    return new RootFile(inode.size(), inode.statMode(), content);
  }

  /** Returns the number of the inode that a path leads to, 0 if it leads nowhere. */
  private int find(String path, RamdiskView view, Trace trace) throws IOException {
    if (path.length() >= KernelPath.MAX_BYTES) {
      throw KernelStopException.crash(
          "a path of " + path.length() + " bytes overflows the kernel's buffer of 1024");
    }
    PathBuffer buffer = new PathBuffer(path);
    CycleDetector cycle = new CycleDetector();
    UfsInode inode = null;
    int number = 0;
    int at = 0;
    while (!buffer.isEndAt(at)) {
      boolean first = at == 0;
      if (first) {
        inode = tables.inode(Inode.ROOT, view);
      }
      int start = buffer.skipSlashes(at);
      int end = buffer.endOfComponent(start);
      if (start == end) {
        return first ? Inode.ROOT : nothingBehindSlash(trace);
      }
      String name = buffer.text(start, end);
      number = tables.find(existing(inode), name, view);
      if (trace.isOn()) {
        trace.step(StepKind.WALK, walked(existing(inode), name, number, view));
      }
      if (number == 0) {
        return 0;
      }
      inode = opened(number, view);
      if (inode.isLink()) {
        byte[] text = inode.linkText();
        if (text == null) {
          return 0;
        }
        follow(buffer, start, end, text, inode, trace);
        cycle.sawAfterLink(buffer);
        at = 0;
        continue;
      }
      if (buffer.isEndAt(end)) {
        break;
      }
      at = end;
    }
    return number;
  }

  private static int nothingBehindSlash(Trace trace) {
    if (trace.isOn()) {
      trace.step(StepKind.WALK, "no name behind the last slash: there is no such entry");
    }
    return 0;
  }

  private static void follow(
      PathBuffer buffer, int start, int end, byte[] text, UfsInode link, Trace trace)
      throws KernelStopException {
    String before = trace.isOn() ? buffer.path() : "";
    boolean intact = buffer.substitute(start, end, text);
    if (!trace.isOn()) {
      return;
    }
    String after = buffer.path();
    trace.step(
        StepKind.LINK,
        KernelPath.quote(before) + " becomes " + KernelPath.quote(after) + " through " + link);
    trace.pathBecame(after);
    if (Long.compareUnsigned(link.size(), text.length) != 0) {
      trace.remark(
          RemarkCode.LINK_SIZE_IGNORED,
          "the size of the link is "
              + Long.toUnsignedString(link.size())
              + ", but the kernel follows all before the first NUL of its block: "
              + KernelPath.quote(new String(text, StandardCharsets.ISO_8859_1)));
    }
    if (!intact) {
      trace.remark(
          RemarkCode.PATH_MANGLED,
          "moving the rest of the path to the right garbles it: "
              + KernelPath.quote(before)
              + " becomes "
              + KernelPath.quote(after));
    }
  }

  private String walked(UfsInode directory, String name, int number, RamdiskView view)
      throws IOException {
    String place = KernelPath.quote(name) + " in inode " + directory.number();
    if (number != 0) {
      UfsInode found = tables.inode(number, view);
      return place + " is " + (found == null ? "unreadable inode " + number : found);
    }
    return directory.isDirectory() ? place + " is not there" : place + ": that is no directory";
  }

  private UfsInode opened(int number, RamdiskView view) throws IOException {
    UfsInode inode = tables.inode(number, view);
    if (inode == null) {
      throw KernelStopException.crash(
          "inode "
              + Integer.toUnsignedString(number)
              + " lies outside the ramdisk: the kernel follows a null pointer");
    }
    return inode;
  }

  private static UfsInode existing(@Nullable UfsInode inode) throws KernelStopException {
    if (inode == null) {
      throw KernelStopException.crash(
          "the root directory's inode lies outside the ramdisk: the kernel follows a null pointer");
    }
    return inode;
  }

  /** Sees when links bring back a path that was there before (after R. P. Brent). */
  private static final class CycleDetector {
    private @Nullable PathBuffer mark;
    private int links;
    private int nextMark = 1;

    void sawAfterLink(PathBuffer buffer) throws KernelStopException {
      links++;
      if (mark != null && buffer.sameAs(mark)) {
        throw KernelStopException.hang(
            "a ring of links: the path is " + KernelPath.quote(buffer.path()) + " again");
      }
      if (links > MAX_LINKS) {
        throw KernelStopException.hang("more than " + MAX_LINKS + " links in one path");
      }
      if (links == nextMark) {
        mark = buffer.copy();
        nextMark *= 2;
      }
    }
  }
}
