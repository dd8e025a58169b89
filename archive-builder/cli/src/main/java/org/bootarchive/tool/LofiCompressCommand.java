package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bootarchive.json.ResultJson;
import org.bootarchive.lofi.LofiAlgorithm;
import org.bootarchive.lofi.LofiCompression;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.lofi.LofiOptions;
import org.bootarchive.lofi.LofiResult;
import org.bootarchive.ufs.device.FileBlockDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code lofi compress}: a compressed image of an image. */
@Command(
    name = "compress",
    header = "Compresses an image.",
    description = {
      "Compresses an image to OUT, which appears when it is complete. The image's",
      "length must be a multiple of 512. Equal images and options give equal files."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  archive-tool lofi compress usr.ufs usr.lgz",
      "  archive-tool lofi compress --algorithm lzma --segment 1m usr.ufs usr.lgz"
    })
final class LofiCompressCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "The image; - is the standard input.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "The compressed file to write; - is the standard output.")
  private Path out = Path.of("");

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      converter = AlgorithmName.class,
      completionCandidates = AlgorithmName.class,
      description = "${COMPLETION-CANDIDATES}. Default: gzip")
  private LofiAlgorithm algorithm = LofiOptions.DEFAULTS.algorithm();

  @Option(
      names = "--segment",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      description = "Segment size, a power of two from 512 to 64m. Default: 131072")
  private long segmentBytes = LofiOptions.DEFAULTS.segmentBytes();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** Reads an algorithm by its name. */
  static final class AlgorithmName implements ITypeConverter<LofiAlgorithm>, Iterable<String> {
    @Override
    public LofiAlgorithm convert(String text) {
      return LofiAlgorithm.named(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is none of " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(LofiAlgorithm.values()).map(LofiAlgorithm::text).iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    if (!LofiOptions.isSegmentSize(segmentBytes)) {
      throw new UsageException(
          "--segment " + segmentBytes + ": must be a power of two from 512 to 64m");
    }
    LofiOptions options = new LofiOptions(algorithm, (int) segmentBytes);
    LofiResult result;
    try (SpooledInput input = SpooledInput.of(file);
        OutputFile output = OutputFile.of("OUT", out, "image.lofi")) {
      LofiFiles.requireOther(input.path(), output.path());
      try (FileBlockDevice image = FileBlockDevice.open(input.path());
          Progress progress = Progress.of("compress", Files.size(input.path()))) {
        result = LofiCompression.compress(image, output.path(), options, progress);
      }
      output.send();
    }
    PrintWriter output = StandardOutput.text();
    if (json) {
      output.println(ResultJson.of(result));
    } else {
      output.println(out + ": " + text(result));
    }
    return ExitCode.GOOD;
  }

  private static String text(LofiResult result) {
    LofiHeader header = result.header();
    double percent = 100.0 * result.fileBytes() / header.uncompressedBytes();
    return LofiFiles.text(header)
        + ", "
        + result.storedSegments()
        + " stored as they are; "
        + result.fileBytes()
        + String.format(Locale.ROOT, " bytes (%.1f %%)", percent);
  }
}
