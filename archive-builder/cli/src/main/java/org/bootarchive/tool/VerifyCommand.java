package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.json.ResultJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: the kernel's check of an archive against its hash file. */
@Command(
    name = "verify",
    header = "Tells whether the kernel would accept a boot archive.",
    description = {
      "Tells whether the kernel would accept a boot archive with its hash file:",
      "accepted (exit code 0), mismatch, panic or not checked (exit code 1).",
      "Of a gzip file the archive in it is hashed, as boot loaders unpack it."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  archive-tool verify os/STAMP/platform/i86pc/amd64/boot_archive",
      "  archive-tool verify platform-20260101T000000Z"
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = {
        "The boot archive, - being the standard input; or a platform directory "
            + "or a platform-STAMP.tgz, whose archive it is then."
      })
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "HASHFILE",
      arity = "0..1",
      description = {
        "Default: FILE.hash, of a gzip file FILE.gz also FILE.hash, "
            + "or the platform's boot_archive.hash."
      })
  private @Nullable Path hashFile;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (HashedFile hashed = HashedFile.open(file)) {
      Path archive = hashed.path();
      Path expected = hashFile == null ? hashed.hashFile().orElse(null) : hashFile;
      if (expected == null) {
        throw new UsageException("name the HASHFILE: " + file + " has none beside it");
      }
      if (Files.isDirectory(expected)) {
        throw new IOException(expected + ": no hash file: it is a directory");
      }
      hashed.noteMedium(file, StandardError.text());
      HashCheck check;
      try (Progress progress = Progress.of("verify", Files.size(archive))) {
        check = HashCheck.check(archive, expected, progress);
      }
      print(archive, check);
      return check instanceof HashCheck.Accepted ? ExitCode.GOOD : ExitCode.NO;
    }
  }

  private void print(Path archive, HashCheck check) throws IOException {
    PrintWriter out = StandardOutput.text();
    if (json) {
      out.println(ResultJson.of(check, archive));
    } else {
      out.println(
          check.word()
              + check.actualHash().map(hash -> " " + hash.hex()).orElse("")
              + check.detail(archive).map(detail -> ": " + detail).orElse(""));
    }
  }
}
