package org.bootarchive.archive.build;

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
import org.jspecify.annotations.Nullable;

/**
 * The names of a tar's members as bytes.
 *
 * <p>The library gives characters: a byte each from a member's header, as it is told here, but
 * UTF-8 decoded from extended headers, which may have been no UTF-8. Where a name is not ASCII, the
 * extended headers are read once more.
 */
final class TarNames {
  private static final int RECORD = 512;
  private static final int SIZE_FIELD = 124;
  private static final int SIZE_BYTES = 12;
  private static final int TYPE_FIELD = 156;
  private static final int GNU_EXTENDED = 482;
  private static final int GNU_EXTENDED_AGAIN = 504;

  /** Longer extended headers are none that a path is in. */
  private static final int MAX_EXTENDED_BYTES = 1 << 20;

  private final Path tar;
  private @Nullable Map<Long, ExtendedNames> extended;

  /** Bytes as chars U+0000 to U+00FF; null for what the header does not tell. */
  private record ExtendedNames(@Nullable String path, @Nullable String target) {}

  TarNames(Path tar) {
    this.tar = tar;
  }

  byte[] name(TarArchiveEntry member) throws IOException {
    String name = member.getName();
    if (!CharMatcher.ascii().matchesAllOf(name)) {
      ExtendedNames names = extended().get(member.getDataOffset());
      if (names != null && names.path() != null) {
        return names.path().getBytes(ISO_8859_1);
      }
    }
    return name.getBytes(ISO_8859_1);
  }

  byte[] target(TarArchiveEntry member) throws IOException {
    String target = member.getLinkName();
    if (!CharMatcher.ascii().matchesAllOf(target)) {
      ExtendedNames names = extended().get(member.getDataOffset());
      if (names != null && names.target() != null) {
        return names.target().getBytes(ISO_8859_1);
      }
    }
    return target.getBytes(ISO_8859_1);
  }

  private Map<Long, ExtendedNames> extended() throws IOException {
    Map<Long, ExtendedNames> known = extended;
    if (known == null) {
      try (FileChannel channel = FileChannel.open(tar, StandardOpenOption.READ)) {
        known = scan(channel);
      }
      extended = known;
    }
    return known;
  }

  /** Returns the names in extended headers, by the place of the data of the member they are of. */
  private static Map<Long, ExtendedNames> scan(FileChannel channel) throws IOException {
    Map<Long, ExtendedNames> found = new HashMap<>();
    Map<String, String> records = new HashMap<>();
    long end = channel.size();
    long at = 0;
    while (at + RECORD <= end) {
      byte[] header = read(channel, at, RECORD);
      long size = TarUtils.parseOctalOrBinary(header, SIZE_FIELD, SIZE_BYTES);
      int type = header[TYPE_FIELD];
      at += RECORD;
      if (type == 'x' && size >= 0 && size <= Math.min(MAX_EXTENDED_BYTES, end - at)) {
        parse(read(channel, at, (int) size), records);
      } else if (type != 'x' && type != 'g' && type != 'L' && type != 'K') {
        boolean more = type == 'S' && header[GNU_EXTENDED] != 0;
        while (more && at + RECORD <= end) {
          more = read(channel, at, RECORD)[GNU_EXTENDED_AGAIN] != 0;
          at += RECORD;
        }
        found.put(at, new ExtendedNames(records.get("path"), records.get("linkpath")));
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

  private static byte[] read(FileChannel channel, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException("the tar was cut while it was read");
      }
    }
    return buffer.array();
  }
}
