package org.bootarchive.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;

/** Answers as lines of columns for machines; text is bytes. */
final class LookupTsv implements LookupPrinter {
  private final OutputStream out;

  LookupTsv(OutputStream out) {
    this.out = out;
  }

  @Override
  public boolean explains() {
    return false;
  }

  @Override
  public void panic(String message) throws IOException {
    line("panic", message);
  }

  @Override
  public boolean print(String path, Explanation explanation) throws IOException {
    LookupResult result = LookupResult.of(explanation.lookup());
    String sha1 = result.sha1();
    if (result.lookup() instanceof Lookup.Found found && sha1 != null) {
      line(
          path,
          result.word(),
          found.fileSystem().kernelName(),
          Long.toUnsignedString(found.size()),
          Integer.toOctalString(found.mode()),
          Long.toString(result.bytesRead()),
          sha1);
    } else {
      line(path, result.word(), "-", "-", "-", "-", "-");
    }
    return result.isOk();
  }

  private void line(String... columns) throws IOException {
    out.write((String.join("\t", columns) + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void end() {}
}
