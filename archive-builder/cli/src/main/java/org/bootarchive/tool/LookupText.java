package org.bootarchive.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;

/** Answers for people: the steps that lead to each, and what they would not expect. */
final class LookupText implements LookupPrinter {
  private final OutputStream out;

  LookupText(OutputStream out) {
    this.out = out;
  }

  @Override
  public boolean explains() {
    return true;
  }

  @Override
  public void panic(ModuleHandover.Panic panic) throws IOException {
    line("dboot panics before any lookup: " + Texts.printable(panic.message()));
  }

  @Override
  public boolean print(String path, Explanation explanation) throws IOException {
    Lookup.Read read = Lookup.Read.of(explanation.lookup());
    if (read.lookup() instanceof Lookup.Found found) {
      line(
          path
              + ": "
              + found.fileSystem().kernelName()
              + " answers, "
              + Long.toUnsignedString(found.size())
              + " bytes, mode "
              + Integer.toOctalString(found.mode())
              + ", "
              + read.bytesRead()
              + " bytes read, sha1 "
              + read.sha1().orElse(""));
    } else {
      line(path + ": " + read.lookup().word() + ": " + read.lookup().reason());
    }
    for (Explanation.Step step : explanation.steps()) {
      line("  " + step.text());
    }
    for (Explanation.Remark remark : explanation.remarks()) {
      line("  note [" + remark.code().code() + "] " + remark.text());
    }
    return read.isOk();
  }

  private void line(String text) throws IOException {
    out.write(Texts.shownLine(text).getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  @Override
  public void end() {}
}
