package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
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
   * A repository that an image was built from, as {@code boot_archive.gitstatus} has it.
   *
   * @param repository its name
   * @param branch the branch
   * @param revision the commit
   */
  public record GitSource(String repository, String branch, String revision) {
    /** A status above this many bytes is not looked at. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 32;

    /** Returns what a status tells; nothing if it is no array of objects. */
    static ImmutableList<GitSource> parse(byte[] status) {
      ImmutableList.Builder<GitSource> sources = ImmutableList.builder();
      String text = new String(status, UTF_8);
      if (status.length > MAX_BYTES || isDeep(text)) {
        return ImmutableList.of();
      }
      try {
        JsonElement all = JsonParser.parseString(text);
        if (all.isJsonArray()) {
          for (JsonElement one : all.getAsJsonArray()) {
            if (one.isJsonObject()) {
              JsonObject object = one.getAsJsonObject();
              sources.add(
                  new GitSource(text(object, "repo"), text(object, "branch"), text(object, "rev")));
            }
          }
        }
      } catch (JsonParseException e) {
        return ImmutableList.of();
      }
      return sources.build();
    }

    private static boolean isDeep(String text) {
      int depth = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        if (depth > MAX_DEPTH) {
          return true;
        }
      }
      return false;
    }

    private static String text(JsonObject object, String name) {
      JsonElement value = object.get(name);
      return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
  }

  /**
   * Looks at a platform image.
   *
   * @param root the file system in its archive
   * @throws IOException if a file cannot be read
   */
  public static PlatformSummary of(Platform platform, Volume root) throws IOException {
    return of(platform, root, ArchiveHashCheck.of(platform));
  }

  /**
   * Looks at a platform image whose archive was checked.
   *
   * @param root the file system in its archive
   * @param hash what the kernel's check of the archive comes to; empty if there is no hash file
   * @throws IOException if a file cannot be read
   */
  public static PlatformSummary of(Platform platform, Volume root, Optional<HashCheck> hash)
      throws IOException {
    Optional<Path> kernel = platform.find(PlatformImage.KERNEL);
    Optional<byte[]> manifest = platform.read(PlatformImage.MANIFEST);
    Optional<byte[]> status = platform.read(PlatformImage.GIT_STATUS);
    return new PlatformSummary(
        platform.topName(),
        platform.version(),
        kernel.isPresent() ? OptionalLong.of(Files.size(kernel.get())) : OptionalLong.empty(),
        kernel.isPresent()
            && ArchiveCounterpart.of(root, CompanionCheck.ARCHIVE_KERNEL).equalsFile(kernel.get()),
        hash,
        manifest.isPresent()
            ? OptionalInt.of(FileManifest.parse(manifest.get()).sums().size())
            : OptionalInt.empty(),
        status.isPresent() ? GitSource.parse(status.get()) : ImmutableList.of());
  }
}
