package org.bootarchive.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.bootarchive.boot.module.ModuleHandover;
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
  public void panic(ModuleHandover.Panic panic) throws IOException {
    line("panic", panic.message().latin1());
  }

  @Override
  public boolean print(String path, Explanation explanation) throws IOException {
    Lookup.Read read = Lookup.Read.of(explanation.lookup());
    if (read.lookup() instanceof Lookup.Found found) {
      line(
          path,
          read.lookup().word(),
          found.fileSystem().kernelName(),
          Long.toUnsignedString(found.size()),
          Integer.toOctalString(found.mode()),
          Long.toString(read.bytesRead()),
          read.sha1().orElse("-"));
    } else {
      line(path, read.lookup().word(), "-", "-", "-", "-", "-");
    }
    return read.isOk();
  }

  private void line(String... columns) throws IOException {
    out.write((String.join("\t", columns) + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void end() {}
}
