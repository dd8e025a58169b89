package org.bootarchive.archive.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** A gzipped tar that is written header by header, so that it can say anything. */
public final class Tgz {
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  public Tgz file(String name, String content) {
    return member(name, '0', content.length(), "", content);
  }

  /** Adds a member whose header and content need not agree. */
  public Tgz member(String name, char type, long size, String link, String content) {
    byte[] block = new byte[512];
    put(block, 0, name.length() > 100 ? name.substring(0, 100) : name);
    put(block, 100, "0000644\0");
    put(block, 108, "0000000\0");
    put(block, 116, "0000000\0");
    put(block, 124, String.format(Locale.ROOT, "%011o\0", size));
    put(block, 136, "00000000000\0");
    put(block, 148, "        ");
    block[156] = (byte) type;
    put(block, 157, link);
    put(block, 257, "ustar\00000");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    tar.writeBytes(block);
    byte[] bytes = content.getBytes(ISO_8859_1);
    tar.writeBytes(bytes);
    tar.writeBytes(new byte[-bytes.length & 511]);
    return this;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  public byte[] tar() {
    return tar.toByteArray();
  }

  public static Path write(Path file, byte[] tar) throws IOException {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(tar);
    }
    return file;
  }

  public Path write(Path file) throws IOException {
    byte[] end = new byte[1024];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(tar.toByteArray());
    all.writeBytes(end);
    return write(file, all.toByteArray());
  }
}
