package org.bootarchive.gzip;

import com.google.common.io.CountingInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.internal.device.UnpackedTooLargeException;

/**
 * The first member of a gzip file, which is all that the illumos boot loader and GRUB unpack, and
 * what stands behind it.
 *
 * @param bytes how many bytes came of it
 * @param isWhole whether the compressed data had an end
 * @param checksumIsRight whether the CRC at its end is that of the bytes
 * @param sizeIsRight whether the length at its end is theirs
 * @param lastSize the last four bytes of the file, which readers take for the length: unsigned
 * @param behind how many bytes the file has behind it
 * @param anotherMember whether those start as a gzip member does
 */
public record GzipMember(
    GzipHeader header,
    long bytes,
    boolean isWhole,
    boolean checksumIsRight,
    boolean sizeIsRight,
    long lastSize,
    long behind,
    boolean anotherMember) {
  private static final int INPUT_BYTES = 1 << 17;
  private static final int OUTPUT_BYTES = 1 << 20;
  private static final int TRAILER_BYTES = 8;
  private static final short MAGIC = (short) 0x8b1f;

  /**
   * Unpacks the first member of a file into an empty file, with holes for zeros. A wrong checksum
   * and an early end are told and not thrown.
   *
   * @param most the most bytes that may come of it
   * @param progress is told the bytes done
   * @throws CorruptImageException if the file is none, its compressed data is damaged, or more
   *     comes of it
   * @throws IOException if it cannot be read, or the target not be written
   */
  public static GzipMember unpack(Path file, FileChannel target, long most, LongConsumer progress)
      throws IOException {
    Inflater inflater = new Inflater(true);
    try (CountingInputStream in =
        new CountingInputStream(new BufferedInputStream(Files.newInputStream(file), INPUT_BYTES))) {
      GzipHeader header = GzipHeader.read(in);
      long start = in.getCount();
      SparseFile sparse = new SparseFile(target);
      CRC32 checksum = new CRC32();
      byte[] input = new byte[INPUT_BYTES];
      byte[] output = new byte[OUTPUT_BYTES];
      int filled = 0;
      boolean isCut = false;
      while (!inflater.finished() && !isCut) {
        int count = inflater.inflate(output, filled, OUTPUT_BYTES - filled);
        filled += count;
        if (inflater.needsDictionary()) {
          throw new CorruptImageException("gzip", start, "the data wants a dictionary");
        }
        if (!inflater.finished() && count == 0 && inflater.needsInput()) {
          int more = in.read(input);
          isCut = more < 0;
          inflater.setInput(input, 0, Math.max(0, more));
        }
        if (filled == OUTPUT_BYTES || inflater.finished() || isCut) {
          write(file, sparse, checksum, output, filled, most);
          progress.accept(sparse.size());
          filled = 0;
        }
      }
      sparse.finish();
      return end(
          file, header, start + inflater.getBytesRead(), isCut, sparse.size(), checksum.getValue());
    } catch (DataFormatException e) {
      CorruptImageException damaged =
          new CorruptImageException("gzip", -1, "its compressed data is damaged; fetch it again");
      damaged.initCause(e);
      throw damaged;
    } finally {
      inflater.end();
    }
  }

  private static void write(
      Path file, SparseFile sparse, CRC32 checksum, byte[] bytes, int count, long most)
      throws IOException {
    if (sparse.size() + count > most) {
      throw new UnpackedTooLargeException(
          file.toString(), "more than " + most + " bytes come of it");
    }
    checksum.update(bytes, 0, count);
    sparse.write(ByteBuffer.wrap(bytes, 0, count));
  }

  private static GzipMember end(
      Path file, GzipHeader header, long dataEnd, boolean isCut, long bytes, long checksum)
      throws IOException {
    try (BlockDevice device = FileBlockDevice.open(file)) {
      long behind = device.size() - dataEnd - TRAILER_BYTES;
      boolean hasTrailer = !isCut && behind >= 0;
      ByteBuffer told = read(device, hasTrailer ? dataEnd : 0, TRAILER_BYTES);
      boolean another = behind >= 2 && read(device, dataEnd + TRAILER_BYTES, 2).getShort() == MAGIC;
      ByteBuffer last = read(device, device.size() - 4, 4);
      return new GzipMember(
          header,
          bytes,
          !isCut,
          hasTrailer && told.getInt(0) == (int) checksum,
          hasTrailer && told.getInt(4) == (int) bytes,
          Integer.toUnsignedLong(last.getInt()),
          Math.max(0, behind),
          another);
    }
  }

  private static ByteBuffer read(BlockDevice device, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    device.read(at, buffer);
    return buffer.flip();
  }
}
