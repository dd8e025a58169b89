package org.bootarchive.archive.extract;

import com.google.common.base.Joiner;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.bootarchive.archive.tar.PaxRecords;
import org.bootarchive.archive.tar.SparseMap;
import org.bootarchive.archive.tar.TarHeader;
import org.bootarchive.archive.tar.TarWriter;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FileContent;

/**
 * Writes files as members of a tar.
 *
 * <p>Names are bytes, kept in Strings of one char a byte.
 */
final class TarTarget implements ExtractionTarget {
  /** Holes of so many bytes in all are not written out. */
  private static final long SPARSE_FROM = 64 << 10;

  private static final int BUFFER_BYTES = 1 << 18;

  private final BufferedOutputStream out;
  private final TarWriter tar;
  private final LongConsumer progress;
  private final LossList losses;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long written;

  TarTarget(OutputStream out, LongConsumer progress, LossList losses) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.tar = new TarWriter(this.out);
    this.progress = progress;
    this.losses = losses;
  }

  @Override
  public void directory(ExtractedFile directory) throws IOException {
    String name = directory.parent() == null ? "./" : name(directory) + "/";
    tar.begin(header(directory, name, '5', "", 0));
    tar.end();
  }

  @Override
  public void file(ExtractedFile file, FileContent content) throws IOException {
    long holes = 0;
    for (Extent extent : content.extents()) {
      holes += extent.isHole() ? extent.bytes() : 0;
    }
    if (holes < SPARSE_FROM) {
      tar.begin(header(file, name(file), '0', "", content.size()));
      copy(content, 0, content.size());
    } else {
      putSparse(file, content, content.size() - holes);
    }
    tar.end();
    progress.accept(written);
  }

  /** Writes a file as a map of its parts, padded to a record, and the parts. */
  private void putSparse(ExtractedFile file, FileContent content, long dataBytes)
      throws IOException {
    byte[] map = SparseMap.of(content);
    PaxRecords records = new PaxRecords();
    records.add("GNU.sparse.major", "1");
    records.add("GNU.sparse.minor", "0");
    records.addText("GNU.sparse.name", name(file));
    records.add("GNU.sparse.realsize", Long.toString(content.size()));
    String name = "GNUSparseFile.0/" + text(file.name());
    tar.begin(header(file, name, '0', "", map.length + dataBytes), records);
    tar.write(map, 0, map.length);
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
    tar.begin(header(link, name(link), '2', target, 0));
    tar.end();
    return true;
  }

  @Override
  public boolean special(ExtractedFile file, DeviceNumber device) throws IOException {
    if (file.type() == FileType.SOCKET) {
      losses.add(file, "not made: a socket");
      return false;
    }
    char type =
        switch (file.type()) {
          case CHARACTER_DEVICE -> '3';
          case BLOCK_DEVICE -> '4';
          default -> '6';
        };
    tar.begin(header(file, name(file), type, "", 0).withDevice(device.major(), device.minor()));
    tar.end();
    return true;
  }

  @Override
  public void hardLink(ExtractedFile link, ExtractedFile first) throws IOException {
    tar.begin(header(link, name(link), '1', name(first), 0));
    tar.end();
  }

  private static TarHeader header(
      ExtractedFile file, String name, char type, String link, long size) {
    Inode inode = file.inode();
    InodeTime time = inode.modifyTime();
    return TarHeader.of(
        name,
        inode.permissions(),
        inode.uid(),
        inode.gid(),
        size,
        Instant.ofEpochSecond(time.seconds(), time.microseconds() * 1000L),
        type,
        link);
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
  }

  /** Leaves the stream open, which is the caller's. */
  @Override
  public void close() {}
}
