package org.bootarchive.archive.convert;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bootarchive.archive.convert.CpioHeader.BadNumberException;
import org.bootarchive.archive.convert.CpioHeader.Format;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.ImagePlace;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cpio archive, in their order, and what is wrong with them. Damage is a finding:
 * the entries before it are known.
 *
 * @param start where the archive starts in bytes
 * @param format of the first entry
 * @param isWhole whether nothing is missing: all entries up to the trailer or the end were read
 */
record CpioScan(
    long start,
    Format format,
    ImmutableList<Entry> entries,
    ImmutableList<Finding> findings,
    boolean isWhole) {
  /** Where a SPARC archive starts, behind its boot block. */
  static final long SPARC_START = 8192;

  private static final int MOST_ENTRIES = 2_000_000;
  private static final int MOST_NAME_BYTES = 4096;
  private static final int MAGIC_BYTES = 6;
  private static final int SECTOR_BYTES = 512;

  /**
   * An entry.
   *
   * @param at the offset of its header in bytes
   * @param name without its NUL
   * @param data the offset of its data in bytes
   */
  record Entry(long at, CpioHeader header, ByteString name, long data) {
    long end() {
      return data + header.size();
    }
  }

  /**
   * Returns where a cpio archive starts in a device: at its start, or behind a SPARC boot block.
   *
   * @return -1 if there is none
   */
  static long startIn(BlockDevice device) throws IOException {
    for (long start : new long[] {0, SPARC_START}) {
      if (formatAt(device, start) != null) {
        return start;
      }
    }
    return -1;
  }

  private static @Nullable Format formatAt(BlockDevice device, long at) throws IOException {
    if (at + MAGIC_BYTES > device.size()) {
      return null;
    }
    return Format.of(read(device, at, MAGIC_BYTES));
  }

  private static ByteBuffer read(BlockDevice device, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    device.read(at, buffer);
    return buffer.flip();
  }

  /**
   * Scans an archive.
   *
   * @param start where {@link #startIn} found it
   * @throws IOException if the device cannot be read
   */
  static CpioScan scan(BlockDevice device, long start) throws IOException {
    return new Scanning(device, start).run();
  }

  private static final class Scanning {
    private final BlockDevice device;
    private final long start;
    private final ImmutableList.Builder<Entry> entries = ImmutableList.builder();
    private final ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    private final Set<ByteString> names = new HashSet<>();

    /** The size of the data at the first name of each file with several. */
    private final Map<ByteString, Long> linked = new HashMap<>();

    private int count;
    private long unreadable;

    Scanning(BlockDevice device, long start) {
      this.device = device;
      this.start = start;
    }

    CpioScan run() throws IOException {
      Format format = formatAt(device, start);
      if (format == null) {
        throw new IllegalArgumentException("no cpio archive at byte " + start);
      }
      if (format != Format.ODC) {
        add(
            CpioFindingKind.CPIO_FORMAT,
            start,
            "this is cpio " + format.word() + "; the kernel mounts it and finds no file in it");
      }
      boolean whole = walk(format);
      checkLength();
      return new CpioScan(start, format, entries.build(), findings.build(), whole);
    }

    private void add(CpioFindingKind kind, long at, String message) {
      findings.add(kind.at(ImagePlace.ofOffset(at), message));
    }

    private boolean walk(Format first) throws IOException {
      long at = start;
      while (true) {
        Format format = formatAt(device, at);
        if (format != first) {
          return end(at);
        }
        if (at + format.headerBytes() > device.size()) {
          add(CpioFindingKind.CPIO_CUT, at, "the archive ends in the header of an entry");
          return false;
        }
        CpioHeader header;
        try {
          header = CpioHeader.read(format, read(device, at, format.headerBytes()));
        } catch (BadNumberException e) {
          add(
              CpioFindingKind.CPIO_BAD_NUMBER,
              at,
              "the entry's " + e.getMessage() + " is no number");
          return false;
        }
        long nameAt = at + format.headerBytes();
        if (header.nameBytes() < 1 || header.nameBytes() > MOST_NAME_BYTES) {
          add(
              CpioFindingKind.CPIO_DAMAGED,
              at,
              "a name of " + header.nameBytes() + " bytes with its NUL");
          return false;
        }
        // Offsets of newc are aligned as seen from the archive's start.
        long data = start + format.align(nameAt + header.nameBytes() - start);
        if (data + header.size() > device.size()) {
          add(
              CpioFindingKind.CPIO_CUT,
              at,
              "the archive ends at byte "
                  + device.size()
                  + ", in an entry that goes on to byte "
                  + (data + header.size()));
          return false;
        }
        ByteString name = ByteString.of(read(device, nameAt, (int) header.nameBytes()).array());
        Entry entry = new Entry(at, header, name.beforeNul(), data);
        if (entry.name().equalsText(CpioHeader.TRAILER)) {
          return true;
        }
        if (++count > MOST_ENTRIES) {
          add(CpioFindingKind.CPIO_DAMAGED, at, "more than " + MOST_ENTRIES + " entries");
          return false;
        }
        entries.add(entry);
        judge(entry);
        at = start + format.align(entry.end() - start);
      }
    }

    /**
     * What is no entry is the end: with zeros alone, or nothing, behind it a trailer is missing.
     */
    private boolean end(long at) throws IOException {
      int bytes = (int) Math.min(SECTOR_BYTES, Math.max(0, device.size() - at));
      for (byte value : read(device, Math.min(at, device.size()), bytes).array()) {
        if (value != 0) {
          add(CpioFindingKind.CPIO_DAMAGED, at, "neither an entry nor the trailer is here");
          return false;
        }
      }
      add(CpioFindingKind.CPIO_NO_TRAILER, at, "the archive ends without a trailer");
      return true;
    }

    private void judge(Entry entry) {
      ByteString name = entry.name();
      CpioHeader header = entry.header();
      String shown = name.shown();
      if (leadsOut(name)) {
        add(
            CpioFindingKind.CPIO_NAME_LEADS_OUT,
            entry.at(),
            shown
                + ": .. leads out of the archive; the kernel, which compares names byte for byte,"
                + " finds it as /"
                + shown
                + " alone");
      } else if (start == 0
          && (name.startsWith("./") || name.startsWith("/") || name.contains("//"))) {
        add(
            CpioFindingKind.CPIO_NAME,
            entry.at(),
            shown
                + ": the kernel, which compares names byte for byte, finds it as /"
                + shown
                + " alone");
      }
      if (!names.add(name)) {
        add(
            CpioFindingKind.CPIO_NAME_TWICE,
            entry.at(),
            shown + ": is there before; the first one counts");
      }
      if ((header.mode() & CpioHeader.SPARSE_BIT) != 0 && header.format() == Format.ODC) {
        add(CpioFindingKind.CPIO_HOLES, entry.at(), shown + ": starts with a table of its holes");
      }
      boolean isRegular = (header.mode() & CpioHeader.TYPE_BITS) == 0100000;
      if (isRegular && header.links() > 1) {
        ByteString file = ByteString.of((header.device() + ":" + header.inode()));
        Long before = linked.putIfAbsent(file, header.size());
        if (header.size() == 0 && before != null && before > 0) {
          add(
              CpioFindingKind.CPIO_LINK_WITHOUT_DATA,
              entry.at(),
              shown + ": a link without data is an empty file for the kernel");
        }
      }
      if (start == 0 && roundedUp(entry.end()) > device.size()) {
        unreadable++;
      }
    }

    private static boolean leadsOut(ByteString name) {
      return name.names().stream().anyMatch(part -> part.equalsText(".."));
    }

    private static long roundedUp(long offset) {
      return (offset + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    }

    private void checkLength() {
      long over = device.size() % SECTOR_BYTES;
      if (over == 0) {
        return;
      }
      long at = device.size() - over;
      String message =
          "the length is no multiple of 512: the kernel does not read the last " + over + " bytes";
      if (unreadable == 0) {
        add(CpioFindingKind.CPIO_LENGTH, at, message);
      } else {
        add(
            CpioFindingKind.CPIO_UNREADABLE_END,
            at,
            message + ", and so not the files that reach into them: " + unreadable);
      }
    }
  }
}
