package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Path;
import org.bootarchive.archive.BootArchiveFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** IMAGE, and what is meant by /usr in it. */
final class ImageOptions {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "A UFS image, a platform directory, or a platform-STAMP.tgz.")
  private Path image;

  @Option(
      names = "--no-nested",
      description = "The archive's own files: /usr as mid-boot sees it, not inside usr.lgz.")
  private boolean noNested;

  private ImageOptions(Path image) {
    this.image = image;
  }

  ImageOptions() {
    this(Path.of(""));
  }

  /** Opens the image. */
  OpenImage open() throws IOException {
    return OpenImage.of(image, BootArchiveFile.at(image), !noNested);
  }
}
