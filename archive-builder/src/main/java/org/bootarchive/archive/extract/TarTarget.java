package org.bootarchive.archive.extract;

import com.google.common.base.Joiner;
import com.google.common.base.Strings;
import com.google.common.base.Utf8;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.bootarchive.archive.tar.PaxRecords;
import org.bootarchive.archive.tar.SparseMap;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileName;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FileContent;

/**
 * Writes files as members of a tar.
 *
 * <p>Names are bytes, kept in Strings of one char a byte. The extended headers are made here and
 * not by the library, which knows no names that are not UTF-8 and writes no sparse files.
 */
final class TarTarget implements ExtractionTarget {
  /** The longest name or link in the plain header, in bytes. */
  private static final int NAME_BYTES = 100;

  /** The largest id in the plain header. */
  private static final long MAX_ID = 07777777;

  /** The largest size in the plain header. */
  private static final long MAX_SIZE = 077777777777L;

  /** Holes of so many bytes in all are not written out. */
  private static final long SPARSE_FROM = 64 << 10;

  private static final int BUFFER_BYTES = 1 << 18;

  private final BufferedOutputStream out;
  private final TarArchiveOutputStream tar;
  private final LongConsumer progress;
  private final LossList losses;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long written;

  TarTarget(OutputStream out, LongConsumer progress, LossList losses) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.tar = new TarArchiveOutputStream(this.out, StandardCharsets.ISO_8859_1.name());
    this.progress = progress;
    this.losses = losses;
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_TRUNCATE);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
  }

  @Override
  public void directory(ExtractedFile directory) throws IOException {
    String name = directory.parent() == null ? "./" : name(directory) + "/";
    putHeader(directory, new PaxRecords(), name, TarConstants.LF_DIR, "", 0);
    tar.closeArchiveEntry();
  }

  @Override
  public void file(ExtractedFile file, FileContent content) throws IOException {
    long holes = 0;
    for (Extent extent : content.extents()) {
      holes += extent.isHole() ? extent.bytes() : 0;
    }
    if (holes < SPARSE_FROM) {
      putHeader(file, new PaxRecords(), name(file), TarConstants.LF_NORMAL, "", content.size());
      copy(content, 0, content.size());
    } else {
      putSparse(file, content, content.size() - holes);
    }
    tar.closeArchiveEntry();
    progress.accept(written);
  }

  /** Writes a file as a map of its parts, padded to a record, and the parts. */
  private void putSparse(ExtractedFile file, FileContent content, long dataBytes)
      throws IOException {
    byte[] map = SparseMap.of(content);
    PaxRecords records = new PaxRecords();
    records.add("GNU.sparse.major", "1");
    records.add("GNU.sparse.minor", "0");
    addText(records, "GNU.sparse.name", name(file));
    records.add("GNU.sparse.realsize", Long.toString(content.size()));
    String name = "GNUSparseFile.0/" + text(file.name());
    putHeader(file, records, name, TarConstants.LF_NORMAL, "", map.length + dataBytes);
    tar.write(map);
    for (Extent extent : content.extents()) {
      if (!extent.isHole()) {
        copy(content, extent.fileOffset(), extent.bytes());
      }
    }
  }

  private void copy(FileContent content, long from, long bytes) throws IOException {
    for (long done = 0; done < bytes; ) {
      int count = (int) Math.min(buffer.length, bytes - done);
      content.read(from + done, ByteBuffer.wrap(buffer, 0, count));
      tar.write(buffer, 0, count);
      done += count;
    }
    written += bytes;
  }

  @Override
  public boolean symbolicLink(ExtractedFile link, byte[] text) throws IOException {
    String target = new String(text, StandardCharsets.ISO_8859_1);
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      losses.add(link, "not made: a link whose text is empty or holds a zero byte");
      return false;
    }
    putHeader(link, new PaxRecords(), name(link), TarConstants.LF_SYMLINK, target, 0);
    tar.closeArchiveEntry();
    return true;
  }

  @Override
  public boolean special(ExtractedFile file, DeviceNumber device) throws IOException {
    if (file.type() == FileType.SOCKET) {
      losses.add(file, "not made: a socket");
      return false;
    }
    byte flag =
        switch (file.type()) {
          case CHARACTER_DEVICE -> TarConstants.LF_CHR;
          case BLOCK_DEVICE -> TarConstants.LF_BLK;
          default -> TarConstants.LF_FIFO;
        };
    TarArchiveEntry entry = entry(file, name(file), flag, 0);
    entry.setDevMajor(device.major());
    entry.setDevMinor(device.minor());
    put(entry, new PaxRecords(), file, "", 0);
    tar.closeArchiveEntry();
    return true;
  }

  @Override
  public void hardLink(ExtractedFile link, ExtractedFile first) throws IOException {
    putHeader(link, new PaxRecords(), name(link), TarConstants.LF_LINK, name(first), 0);
    tar.closeArchiveEntry();
  }

  private void putHeader(
      ExtractedFile file, PaxRecords records, String name, byte flag, String linkName, long size)
      throws IOException {
    put(entry(file, name, flag, size), records, file, linkName, size);
  }

  private static TarArchiveEntry entry(ExtractedFile file, String name, byte flag, long size) {
    Inode inode = file.inode();
    TarArchiveEntry entry = new TarArchiveEntry(name, flag, true);
    entry.setMode(inode.permissions());
    entry.setUserId(inode.uid());
    entry.setGroupId(inode.gid());
    entry.setUserName("");
    entry.setGroupName("");
    entry.setLastModifiedTime(
        FileTime.from(Instant.ofEpochSecond(Math.max(0, inode.modifyTime().seconds()))));
    entry.setSize(size);
    return entry;
  }

  private void put(
      TarArchiveEntry entry, PaxRecords records, ExtractedFile file, String linkName, long size)
      throws IOException {
    String name = entry.getName();
    if (name.length() > NAME_BYTES) {
      addText(records, "path", name);
    }
    if (linkName.length() > NAME_BYTES) {
      addText(records, "linkpath", linkName);
    }
    Inode inode = file.inode();
    addNumber(records, "uid", inode.uid(), MAX_ID);
    addNumber(records, "gid", inode.gid(), MAX_ID);
    addNumber(records, "size", size, MAX_SIZE);
    InodeTime time = inode.modifyTime();
    if (time.seconds() < 0 || time.microseconds() != 0) {
      records.add("mtime", decimal(time));
    }
    if (!records.isEmpty()) {
      putExtendedHeader(records.toBytes());
    }
    entry.setLinkName(linkName);
    tar.putArchiveEntry(entry);
  }

  private void putExtendedHeader(byte[] records) throws IOException {
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

  /** Adds bytes; such as are not UTF-8 only after a record that says that there are some. */
  private static void addText(PaxRecords records, String key, String latin1) {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    if (!Utf8.isWellFormed(bytes)) {
      records.add("hdrcharset", "BINARY");
    }
    records.add(key, bytes);
  }

  /** Returns seconds as POSIX has them: a sign for all of it, and no zeros at the end. */
  private static String decimal(InodeTime time) {
    long micros = Math.addExact(time.seconds() * 1_000_000L, time.microseconds());
    String fraction = Strings.padStart(Long.toString(Math.abs(micros) % 1_000_000), 6, '0');
    String text = (micros < 0 ? "-" : "") + Math.abs(micros) / 1_000_000 + "." + fraction;
    return text.replaceAll("\\.?0+$", "");
  }

  private static String name(ExtractedFile file) {
    return Joiner.on('/').join(file.names().stream().map(TarTarget::text).iterator());
  }

  private static String text(FileName name) {
    return new String(name.toBytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void finish() throws IOException {
    tar.finish();
    // The library's streams do not pass a flush on.
    out.flush();
  }

  /** Leaves the stream open, which is the caller's. */
  @Override
  public void close() {}
}
