package org.bootarchive.archive.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.bootarchive.ufs.device.CorruptImageException;
import org.jspecify.annotations.Nullable;

/**
 * The names of a tar's members as bytes.
 *
 * <p>The library gives characters: a byte each from a member's header, as it is told here, but
 * UTF-8 decoded from extended headers, which may have been no UTF-8. So the extended headers are
 * read here too, before the library reads them, which bounds neither their length nor their number.
 */
public final class TarNames {
  private static final int RECORD = 512;
  private static final int SIZE_FIELD = 124;
  private static final int SIZE_BYTES = 12;
  private static final int TYPE_FIELD = 156;
  private static final int GNU_EXTENDED = 482;
  private static final int GNU_EXTENDED_AGAIN = 504;

  /** Longer extended headers are none that a path is in. */
  private static final int MAX_EXTENDED_BYTES = 1 << 20;

  private final Map<Long, ExtendedNames> extended;

  /** Bytes as chars U+0000 to U+00FF; null for what the header does not tell. */
  private record ExtendedNames(@Nullable String path, @Nullable String target) {}

  private TarNames(Map<Long, ExtendedNames> extended) {
    this.extended = extended;
  }

  /**
   * Reads the names in the extended headers of a tar, and makes sure that it is within limits.
   *
   * @param shown the tar's name, for people
   * @throws CorruptImageException if it has more members than the limits allow, or an extended
   *     header of more than a mebibyte
   */
  public static TarNames read(Path tar, String shown, TarLimits limits) throws IOException {
    try (FileChannel channel = FileChannel.open(tar, StandardOpenOption.READ)) {
      return new TarNames(scan(channel, shown, limits));
    }
  }

  /**
   * Returns the name of a member, as the library has it.
   *
   * @param at where its content starts in the tar
   */
  public byte[] name(TarArchiveEntry member, long at) {
    String name = member.getName();
    ExtendedNames names = CharMatcher.ascii().matchesAllOf(name) ? null : extended.get(at);
    return (names == null || names.path() == null ? name : names.path()).getBytes(ISO_8859_1);
  }

  /**
   * Returns where a link leads to.
   *
   * @param at where its content would start in the tar
   */
  public byte[] target(TarArchiveEntry member, long at) {
    String target = member.getLinkName();
    ExtendedNames names = CharMatcher.ascii().matchesAllOf(target) ? null : extended.get(at);
    return (names == null || names.target() == null ? target : names.target()).getBytes(ISO_8859_1);
  }

  /** Returns the names in extended headers, by the place of the data of the member they are of. */
  private static Map<Long, ExtendedNames> scan(FileChannel channel, String tar, TarLimits limits)
      throws IOException {
    Map<Long, ExtendedNames> found = new HashMap<>();
    Map<String, String> records = new HashMap<>();
    byte[] header = new byte[RECORD];
    long end = channel.size();
    long at = 0;
    long headers = 0;
    while (at + RECORD <= end) {
      fill(header, channel, at);
      long size = size(header);
      int type = header[TYPE_FIELD];
      at += RECORD;
      if (header[0] == 0 && type == 0 && size == 0) {
        // The end, or the zeros behind it.
        continue;
      }
      boolean isExtension = type == 'x' || type == 'g' || type == 'L' || type == 'K';
      if (isExtension && size > MAX_EXTENDED_BYTES) {
        throw new CorruptImageException(
            tar, at - RECORD, "an extended header of " + size + " bytes");
      }
      // A member has two extended headers at most, or one of each kind.
      if (++headers / 4 > limits.members()) {
        throw new CorruptImageException(tar, -1, "more than " + limits.members() + " members");
      }
      if (type == 'x' && size >= 0 && size <= end - at) {
        byte[] data = new byte[(int) size];
        fill(data, channel, at);
        parse(data, records);
      } else if (!isExtension) {
        boolean more = type == 'S' && header[GNU_EXTENDED] != 0;
        while (more && at + RECORD <= end) {
          fill(header, channel, at);
          more = header[GNU_EXTENDED_AGAIN] != 0;
          at += RECORD;
        }
        note(found, at, records);
        size = size(records.get("size"), size);
        records.clear();
      }
      if (size < 0 || size > end - at) {
        break;
      }
      at += (size + RECORD - 1) / RECORD * RECORD;
    }
    return found;
  }

  private static void note(Map<Long, ExtendedNames> found, long at, Map<String, String> records) {
    String path = records.get("path");
    String target = records.get("linkpath");
    if (!isAscii(path) || !isAscii(target)) {
      found.put(at, new ExtendedNames(path, target));
    }
  }

  private static boolean isAscii(@Nullable String text) {
    return text == null || CharMatcher.ascii().matchesAllOf(text);
  }

  /** Returns the size in a header, -1 for one that is no number: the library refuses that. */
  private static long size(byte[] header) {
    try {
      return TarUtils.parseOctalOrBinary(header, SIZE_FIELD, SIZE_BYTES);
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  private static long size(@Nullable String record, long otherwise) {
    if (record == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(record);
    } catch (NumberFormatException e) {
      // The library has refused such a tar before; end the scan here.
      return -1;
    }
  }

  /** Reads records of the form {@code "LENGTH KEY=VALUE\n"}, as far as they are well formed. */
  private static void parse(byte[] data, Map<String, String> records) {
    int at = 0;
    while (at < data.length) {
      int length = 0;
      int i = at;
      while (i < data.length && data[i] >= '0' && data[i] <= '9' && length < data.length) {
        length = 10 * length + data[i++] - '0';
      }
      int end = at + length;
      int equals = i + 1;
      while (equals < Math.min(end, data.length) && data[equals] != '=') {
        equals++;
      }
      if (length == 0 || end > data.length || equals >= end) {
        return;
      }
      String key = new String(data, i + 1, equals - i - 1, ISO_8859_1);
      records.put(key, new String(data, equals + 1, end - equals - 2, ISO_8859_1));
      at = end;
    }
  }

  private static void fill(byte[] bytes, FileChannel channel, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException("the tar was cut while it was read");
      }
    }
  }
}
