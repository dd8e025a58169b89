package org.bootarchive.archive.tar;

import com.google.common.base.Strings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a tar of POSIX's form (pax): what a plain header cannot hold is in an extended one before
 * it. Names are bytes, kept in Strings of one char a byte.
 *
 * <p>The extended headers are made here and not by the library, which knows no names that are not
 * UTF-8 and writes no sparse files.
 */
public final class TarWriter {
  /** The longest name or link in the plain header, in bytes. */
  private static final int NAME_BYTES = 100;

  /** The largest id in the plain header. */
  private static final long MAX_ID = 07777777;

  /** The largest size, and the latest time in seconds, in the plain header. */
  private static final long MAX_NUMBER = 077777777777L;

  private final OutputStream out;
  private final TarArchiveOutputStream tar;

  /**
   * Begins a tar.
   *
   * @param out gets it; it is not closed
   */
  public TarWriter(OutputStream out) {
    this.out = out;
    this.tar = new TarArchiveOutputStream(out, StandardCharsets.ISO_8859_1.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_TRUNCATE);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
  }

  /** Begins a member, whose content is to be written then. */
  public void begin(TarHeader member) throws IOException {
    begin(member, new PaxRecords());
  }

  /**
   * Begins a member of which more is to be said than its header holds.
   *
   * @param records get what the header cannot hold
   */
  public void begin(TarHeader member, PaxRecords records) throws IOException {
    if (member.name().length() > NAME_BYTES) {
      records.addText("path", member.name());
    }
    if (member.link().length() > NAME_BYTES) {
      records.addText("linkpath", member.link());
    }
    addNumber(records, "uid", member.uid(), MAX_ID);
    addNumber(records, "gid", member.gid(), MAX_ID);
    addNumber(records, "size", member.size(), MAX_NUMBER);
    Instant time = member.modified();
    if (time.getEpochSecond() < 0 || time.getEpochSecond() > MAX_NUMBER || time.getNano() != 0) {
      records.add("mtime", decimal(time));
    }
    if (!records.isEmpty()) {
      writeExtendedHeader(records.toBytes());
    }
    tar.putArchiveEntry(entry(member));
  }

  /** Writes bytes of the member's content. */
  public void write(byte[] bytes, int offset, int count) throws IOException {
    tar.write(bytes, offset, count);
  }

  /** Ends a member, all of whose content is written. */
  public void end() throws IOException {
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(TarHeader member) {
    TarArchiveEntry entry = new TarArchiveEntry(member.name(), (byte) member.type(), true);
    entry.setMode(member.mode());
    entry.setUserId(member.uid());
    entry.setGroupId(member.gid());
    entry.setUserName("");
    entry.setGroupName("");
    long seconds = Math.max(0, Math.min(MAX_NUMBER, member.modified().getEpochSecond()));
    entry.setLastModifiedTime(FileTime.from(Instant.ofEpochSecond(seconds)));
    entry.setSize(member.size());
    entry.setLinkName(member.link());
    entry.setDevMajor(member.major());
    entry.setDevMinor(member.minor());
    return entry;
  }

  private void writeExtendedHeader(byte[] records) throws IOException {
    TarArchiveEntry header =
        new TarArchiveEntry("PaxHeaders/0", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
    header.setUserName("");
    header.setGroupName("");
    header.setLastModifiedTime(FileTime.fromMillis(0));
    header.setSize(records.length);
    tar.putArchiveEntry(header);
    tar.write(records);
    tar.closeArchiveEntry();
  }

  private static void addNumber(PaxRecords records, String key, long value, long plainLimit) {
    if (value > plainLimit) {
      records.add(key, Long.toString(value));
    }
  }

  /** Returns seconds as POSIX has them: a sign for all of it, and no zeros at the end. */
  private static String decimal(Instant time) {
    long seconds = time.getEpochSecond();
    int nanos = time.getNano();
    boolean negative = seconds < 0;
    if (negative && nanos != 0) {
      seconds++;
      nanos = 1_000_000_000 - nanos;
    }
    String fraction = Strings.padStart(Integer.toString(nanos), 9, '0').replaceAll("0+$", "");
    return (negative ? "-" : "") + Math.abs(seconds) + (fraction.isEmpty() ? "" : ".") + fraction;
  }

  /** Ends the tar. */
  public void finish() throws IOException {
    tar.finish();
    // The library's streams do not pass a flush on.
    out.flush();
  }
}
