package org.bootarchive.dtrace.conf;

import com.google.common.collect.ImmutableList;
import java.util.function.Supplier;

/** Collects the findings of a document: the first ones, and how many more there are. */
final class ConfRemarks {
  /** {@code FE_BUFLEN} without the NUL: what is longer is cut. */
  private static final int MAX_TEXT = 255;

  private static final int MAX_FINDINGS = 1000;

  private final String file;
  private final ImmutableList.Builder<ConfRemark> findings = ImmutableList.builder();
  private int count;

  /** Starts a collection for a file, by the name that the kernel's messages give it. */
  ConfRemarks(String file) {
    this.file = file;
  }

  /** Adds a warning in the form of {@code kobj_file_err}. */
  void warn(ConfCode code, int line, int offset, Supplier<String> text, int kernelLine) {
    add(
        () ->
            new ConfRemark(
                code,
                line,
                offset,
                cut(text.get()) + cut(" on line " + kernelLine + " of " + file),
                true));
  }

  private static String cut(String text) {
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }

  /** Adds a warning that the kernel prints as it is. */
  void warn(ConfCode code, int line, int offset, String message) {
    add(() -> new ConfRemark(code, line, offset, message, true));
  }

  /** Adds what the kernel does without a word. */
  void note(ConfCode code, int line, int offset, String message) {
    note(code, line, offset, () -> message);
  }

  /** As {@link #note(ConfCode, int, int, String)}, with a message that takes work to make. */
  void note(ConfCode code, int line, int offset, Supplier<String> message) {
    add(() -> new ConfRemark(code, line, offset, message.get(), false));
  }

  /** A hostile file has a finding every byte or two: those that are only counted are not made. */
  private void add(Supplier<ConfRemark> finding) {
    if (count++ < MAX_FINDINGS) {
      findings.add(finding.get());
    }
  }

  ImmutableList<ConfRemark> build() {
    if (count > MAX_FINDINGS) {
      findings.add(
          new ConfRemark(
              ConfCode.AND_MORE, 0, 0, (count - MAX_FINDINGS) + " more findings", false));
    }
    return findings.build();
  }
}
