package org.bootarchive.hash;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.internal.work.FilledBuffers;
import org.bouncycastle.crypto.Digest;

/**
 * The SHA-1 of a boot archive, or of any other boot module.
 *
 * <p>All that computes one reads front to back in constant memory, and reads ahead in a thread of
 * its own while it hashes. A progress callback is told how many bytes are done so far, in the
 * calling thread.
 *
 * @param hex 40 hexadecimal digits, lower case
 */
public record ArchiveHash(String hex) {
  /** The length of a hash in bytes: {@code SHA1_DIGEST_LENGTH}. */
  public static final int BYTES = 20;

  /** The length of a hash as text: {@code SHA1_ASCII_LENGTH}. */
  public static final int HEX_DIGITS = 2 * BYTES;

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

  /** Checks the form. */
  public ArchiveHash {
    checkArgument(FORM.matcher(hex).matches(), "not %s lower-case hex digits: %s", HEX_DIGITS, hex);
  }

  /** Returns the hash that these 20 bytes are. */
  public static ArchiveHash ofDigest(byte[] digest) {
    return new ArchiveHash(HexFormat.of().formatHex(digest));
  }

  /** Returns the hash of the bytes that a digest has been fed, and resets the digest. */
  static ArchiveHash finish(Digest digest) {
    byte[] result = new byte[BYTES];
    digest.doFinal(result, 0);
    return ofDigest(result);
  }

  /**
   * Returns the hash of a file.
   *
   * @throws IOException if the file cannot be read
   */
  public static ArchiveHash of(Path file) throws IOException {
    return of(file, done -> {});
  }

  /**
   * Returns the hash of a file.
   *
   * @param progress is told the bytes done
   * @throws IOException if the file cannot be read
   */
  public static ArchiveHash of(Path file, LongConsumer progress) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return of(channel, progress);
    }
  }

  /**
   * Returns the hash that the kernel finds of an archive: that of the file, or of what boot loaders
   * unpack of a gzip file, which is its first member.
   *
   * @param progress is told the bytes of the file done
   * @throws IOException if the file cannot be read
   */
  public static ArchiveHash asLoaded(Path archive, LongConsumer progress) throws IOException {
    Optional<ArchiveHash> unpacked = UncompressedHash.of(archive, progress);
    return unpacked.isPresent() ? unpacked.get() : of(archive, progress);
  }

  /**
   * Returns the hash of what is left of a stream, which stays open.
   *
   * @throws IOException if the stream cannot be read
   */
  public static ArchiveHash of(InputStream stream) throws IOException {
    return of(stream, done -> {});
  }

  /**
   * Returns the hash of what is left of a stream, which stays open.
   *
   * @param progress is told the bytes done
   * @throws IOException if the stream cannot be read
   */
  public static ArchiveHash of(InputStream stream, LongConsumer progress) throws IOException {
    return HashPipeline.run(Long.MAX_VALUE, buffer -> fill(stream, buffer), progress);
  }

  /**
   * Returns the hash of what is left of a channel, which must block and stays open.
   *
   * @param progress is told the bytes done
   * @throws IOException if the channel cannot be read
   */
  public static ArchiveHash of(ReadableByteChannel channel, LongConsumer progress)
      throws IOException {
    long size =
        channel instanceof SeekableByteChannel seekable
            ? seekable.size() - seekable.position()
            : Long.MAX_VALUE;
    return HashPipeline.run(size, buffer -> fill(channel, buffer), progress);
  }

  /**
   * Returns the hash of all that a device holds.
   *
   * @param progress is told the bytes done
   * @throws java.io.EOFException if it ends before its size
   * @throws IOException if it cannot be read
   */
  public static ArchiveHash of(BlockDevice device, LongConsumer progress) throws IOException {
    return HashPipeline.run(device.size(), new DeviceFiller(device), progress);
  }

  /** Returns the 20 bytes. */
  public byte[] digest() {
    return HexFormat.of().parseHex(hex);
  }

  /** Returns the 40 digits. */
  @Override
  public String toString() {
    return hex;
  }

  private static void fill(InputStream stream, ByteBuffer target) throws IOException {
    int start = target.arrayOffset() + target.position();
    int count = stream.readNBytes(target.array(), start, target.remaining());
    target.position(target.position() + count);
  }

  private static void fill(ReadableByteChannel channel, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        break;
      }
    }
  }

  private static final class DeviceFiller implements FilledBuffers.Filler {
    private final BlockDevice device;
    private final long size;
    private long offset;

    DeviceFiller(BlockDevice device) {
      this.device = device;
      this.size = device.size();
    }

    @Override
    public void fill(ByteBuffer target) throws IOException {
      int limit = target.limit();
      int count = (int) Math.min(limit, size - offset);
      if (count > 0) {
        device.read(offset, target.limit(count));
      }
      offset += count;
      target.limit(limit);
    }
  }
}
