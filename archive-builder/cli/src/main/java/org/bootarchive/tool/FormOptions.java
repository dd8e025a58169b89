package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.convert.Loss;
import org.bootarchive.json.ResultJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The form that a new archive is to have, and what is said of it when it is written. */
final class FormOptions {
  @Option(names = "--to", paramLabel = "FORM", description = "ufs, cpio or hsfs (an ISO 9660).")
  private @Nullable String to;

  @Option(names = "--gzip", description = "In a gzip file.")
  private boolean gzip;

  @Option(names = "--strict", description = "Write nothing if something would be lost.")
  private boolean strict;

  @Option(
      names = "--all",
      description = "Tell everything that is lost, not only the first of what is alike.")
  private boolean all;

  /** What differs in what is lost of files that lose the same. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** Writes an archive. */
  @FunctionalInterface
  interface Writing {
    ArchiveConversion.Written write(boolean strict) throws IOException;
  }

  /** Returns whether it is said what is to hold the files. */
  boolean hasKind() {
    return to != null;
  }

  /** Returns whether one of the options is given. */
  boolean isGiven() {
    return to != null || gzip || strict;
  }

  /**
   * Returns the form.
   *
   * @param ufsOptions the options that go with a UFS alone, for people; empty if none is given
   * @throws UsageException if it is no form, or another one than a UFS and such an option is given
   */
  ArchiveForm form(String ufsOptions) {
    String word = to == null ? ArchiveForm.Kind.UFS.word() : to;
    for (ArchiveForm.Kind kind : ArchiveForm.Kind.values()) {
      if (kind.word().equals(word) || (kind == ArchiveForm.Kind.ISO && word.equals("iso"))) {
        if (kind != ArchiveForm.Kind.UFS && !ufsOptions.isEmpty()) {
          throw new UsageException(ufsOptions + " with --to ufs: other forms are just full");
        }
        return new ArchiveForm(
            kind, gzip ? Optional.of(ArchiveForm.Gzip.DEFAULTS) : Optional.empty());
      }
    }
    throw new UsageException("--to " + Texts.printable(word) + ": give ufs, cpio or hsfs");
  }

  /**
   * Writes an archive and says what became of it.
   *
   * @return the exit code: 1 if something is lost
   */
  int write(ArchiveForm form, Path out, boolean json, Writing writing) throws IOException {
    try {
      ArchiveConversion.Written written = writing.write(strict);
      PrintWriter output = StandardOutput.text();
      if (json) {
        output.println(ResultJson.of(out, written));
      } else {
        printLosses(written.losses());
        output.println(written.hash().hex());
        output.println(out + ": " + written.bytes() / 1024 + " KiB, " + form);
      }
      return written.losses().isEmpty() ? ExitCode.GOOD : ExitCode.NO;
    } catch (ArchiveConversion.LossException e) {
      printLosses(e.losses());
      StandardError.text().println("archive-tool: " + e.getMessage());
      return ExitCode.NO;
    }
  }

  private void printLosses(List<Loss> losses) {
    PrintWriter errors = StandardError.text();
    if (all) {
      losses.forEach(loss -> errors.println("archive-tool: " + loss));
      return;
    }
    AlikeGroups<Loss> groups = new AlikeGroups<>();
    for (Loss loss : losses) {
      groups.add(loss, NUMBER.matcher(loss.what()).replaceAll("#"));
    }
    for (List<Loss> group : groups.all()) {
      AlikeGroups.shown(group).forEach(loss -> errors.println("archive-tool: " + loss));
      String more = AlikeGroups.more(group);
      if (!more.isEmpty()) {
        errors.println("archive-tool: " + more);
      }
    }
  }
}
