package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Path;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
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
    return open(Platform.openArchive(image));
  }

  /** Opens an archive that was found in the image. */
  OpenImage open(BootArchiveFile archive) throws IOException {
    return OpenImage.of(image, archive, !noNested);
  }

  /** Returns whether the image is a platform and not an archive alone. */
  boolean isPlatform() {
    return Platform.isPlatform(image);
  }

  /** Opens the platform that the image is. */
  Platform openPlatform() throws IOException {
    return Platform.open(image);
  }
}
