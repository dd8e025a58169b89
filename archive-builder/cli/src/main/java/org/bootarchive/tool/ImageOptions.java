package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Path;
import org.bootarchive.archive.platform.Platform;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** IMAGE, and what is meant by /usr in it. */
final class ImageOptions {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = {
        "A boot archive, a platform directory or platform-STAMP.tgz, a disk, a medium;",
        "- is the standard input."
      })
  private Path image = Path.of("");

  @Mixin private ArchiveOptions archive = new ArchiveOptions();

  @Option(
      names = "--no-nested",
      description = "The archive's own files: /usr as mid-boot sees it, not inside usr.lgz.")
  private boolean noNested;

  /** Returns what is named as the image. */
  Path named() {
    return image;
  }

  /** Finds the image. */
  ImagePlace place() throws IOException {
    return ImagePlace.open(image, archive.choice(), null);
  }

  /** Opens the image. */
  OpenImage open() throws IOException {
    return open(place());
  }

  /** Opens the image that was found at a place, which is closed with it. */
  OpenImage open(ImagePlace place) throws IOException {
    return OpenImage.of(place, !noNested);
  }

  /** Opens the archive of an open platform, which it does not close. */
  OpenImage open(Platform platform) throws IOException {
    return open(ImagePlace.of(platform.archive(), platform.place().toString()));
  }
}
