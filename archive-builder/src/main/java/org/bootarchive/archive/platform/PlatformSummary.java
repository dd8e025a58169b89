package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.volume.Volume;

/**
 * A platform image at a glance.
 *
 * @param topName the name of the top directory
 * @param version the time stamp, chars standing for bytes
 * @param kernelBytes the length of the kernel beside the archive
 * @param kernelIsArchives whether that is the archive's; false also if there is none
 * @param hash what the kernel's check of the archive comes to; empty if there is no hash file
 * @param manifestLines how many files the manifest lists
 * @param sources what the image was built from; empty if that is not told, or not understood
 */
public record PlatformSummary(
    Optional<String> topName,
    Optional<String> version,
    OptionalLong kernelBytes,
    boolean kernelIsArchives,
    Optional<HashCheck> hash,
    OptionalInt manifestLines,
    ImmutableList<GitSource> sources) {

  /**
   * Looks at a platform image.
   *
   * @param root the file system in its archive
   * @throws IOException if a file cannot be read
   */
  public static PlatformSummary of(Platform platform, Volume root) throws IOException {
    Optional<Path> kernel = platform.find(PlatformImage.KERNEL);
    Optional<byte[]> manifest = platform.read(PlatformImage.MANIFEST);
    Optional<byte[]> status = platform.read(PlatformImage.GIT_STATUS);
    return new PlatformSummary(
        platform.topName(),
        platform.version(),
        kernel.isPresent() ? OptionalLong.of(Files.size(kernel.get())) : OptionalLong.empty(),
        kernel.isPresent()
            && ArchiveCounterpart.of(root, CompanionCheck.ARCHIVE_KERNEL).equalsFile(kernel.get()),
        ArchiveHashCheck.of(platform),
        manifest.isPresent()
            ? OptionalInt.of(FileManifest.parse(manifest.get()).sums().size())
            : OptionalInt.empty(),
        status.isPresent() ? GitSource.parse(status.get()) : ImmutableList.of());
  }
}
