package org.bootarchive.ufs.testing;

import com.google.common.io.ByteStreams;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Finds one member of a plain ustar stream; all that the sample platform needs. */
final class TarMember {
  private static final int RECORD = 512;
  private static final int SIZE = 124;

  private TarMember() {}

  static byte[] find(InputStream tar, String name) throws IOException {
    byte[] header = new byte[RECORD];
    while (true) {
      ByteStreams.readFully(tar, header);
      if (header[0] == 0) {
        throw new FileNotFoundException(name);
      }
      long size = Long.parseLong(text(header, SIZE, 12), 8);
      if (text(header, 0, 100).equals(name)) {
        return ByteStreams.toByteArray(ByteStreams.limit(tar, size));
      }
      ByteStreams.skipFully(tar, (size + RECORD - 1) / RECORD * RECORD);
    }
  }

  private static String text(byte[] header, int at, int length) {
    String text = new String(header, at, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).trim();
  }
}
