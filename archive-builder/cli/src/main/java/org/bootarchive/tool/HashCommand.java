package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hash}: the SHA-1 of a file, and its hash file. */
@Command(
    name = "hash",
    header = "Prints a boot archive's SHA-1, or writes its hash file.",
    description = {
      "Prints the SHA-1 of a boot archive, as boot_archive.hash has it:",
      "of a gzip file that of the archive in it, which is what the kernel checks."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  archive-tool hash --write os/STAMP/platform/i86pc/amd64/boot_archive"
    })
final class HashCommand implements Callable<Integer> {
  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "The boot archive, or any file, - being the standard input; or a "
            + "platform directory or a platform-STAMP.tgz, whose archive it is then.",
        "Of several, a line each: digits and name."
      })
  private List<Path> files = List.of();

  @Option(
      names = "--write",
      description = {
        "Write FILE.hash: 40 digits and a newline; of FILE.gz, a gzip "
            + "file, it is FILE.hash too, as boot loaders look for."
      })
  private boolean write;

  @Override
  public Integer call() throws IOException {
    for (Path file : files) {
      String name = files.size() == 1 ? "" : "  " + Texts.printable(file.toString());
      StandardOutput.text().println(hash(file).hex() + name);
    }
    return ExitCode.GOOD;
  }

  private ArchiveHash hash(Path file) throws IOException {
    try (HashedFile hashed = HashedFile.open(file)) {
      Path archive = hashed.path();
      hashed.noteMedium(file, StandardError.text());
      if (write) {
        if (hashed.isTemporary()) {
          throw new UsageException("--write: " + file + " has no place for a hash file beside it");
        }
        InputFiles.of(archive).requireNone(HashFile.beside(archive));
      }
      ArchiveHash hash;
      try (Progress progress = Progress.of("hash", Files.size(archive))) {
        hash = ArchiveHash.asLoaded(archive, progress);
      }
      if (write) {
        HashFile.write(ArchiveConversion.hashFileOf(archive), hash);
      }
      return hash;
    }
  }
}
