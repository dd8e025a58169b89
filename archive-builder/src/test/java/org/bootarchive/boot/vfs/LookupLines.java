package org.bootarchive.boot.vfs;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Lookups as the recorded lines have them. */
final class LookupLines {
  private LookupLines() {}

  static String line(BootVfs vfs, String path) throws IOException {
    Lookup lookup = vfs.lookup(path);
    if (!(lookup instanceof Lookup.Found found)) {
      return withoutFile(lookup);
    }
    Count count = new Count();
    DigestOutputStream digest = new DigestOutputStream(count, sha1());
    Lookup read = found.readTo(digest);
    if (!(read instanceof Lookup.Found)) {
      return withoutFile(read);
    }
    return String.join(
        "\t",
        path,
        "ok",
        found.fileSystem().kernelName(),
        Long.toString(found.size()),
        Integer.toOctalString(found.mode()),
        Long.toString(count.bytes),
        HexFormat.of().formatHex(digest.getMessageDigest().digest()));
  }

  private static String withoutFile(Lookup lookup) {
    String result = "fail";
    if (lookup instanceof Lookup.Hang) {
      result = "HANG";
    } else if (lookup instanceof Lookup.Crash) {
      result = "CRASH";
    }
    return lookup.path() + "\t" + result + "\t-\t-\t-\t-\t-";
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Count extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int off, int len) {
      bytes += len;
    }
  }
}
