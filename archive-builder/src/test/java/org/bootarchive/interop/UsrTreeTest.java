package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bootarchive.archive.build.ArchiveBuild;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.hash.HashFile;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.testing.ListedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 300 MiB of this machine's own /usr, built into an image and read by all. */
@Timeout(300)
class UsrTreeTest {
  private static final long MAX_BYTES = 300L << 20;
  private static final int MAX_FILES = 6000;
  private static final long LARGEST = 40L << 20;
  private static final long UNKNOWN = -1;

  @TempDir private Path folder;

  @Test
  void everyReaderFindsWhatIsInTheTree() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    long bytes = copyPart(Path.of("/usr"), tree);
    assertTrue(bytes > 0, "there is nothing in /usr");
    Path image = folder.resolve("image");
    ArchiveBuild.build(
        ArchiveSource.directory(tree), BuildOptions.DEFAULTS, image, BuildProgress.NONE);
    assertTrue(
        HashCheck.check(image, HashFile.beside(image), done -> {}) instanceof HashCheck.Accepted);
    assertEquals(List.of(), damage(image));
    ImmutableList<ListedFile> found = ImageAgreement.check(List.of(image)).get(0);
    Listings.assertSame(expected(tree), known(found));
  }

  private static List<Finding> damage(Path image) throws IOException {
    try (FileBlockDevice device = FileBlockDevice.open(image)) {
      return UfsCheck.check(device).findings().stream()
          .filter(finding -> finding.severity() == Severity.ERROR)
          .toList();
    }
  }

  /** Copies files until there are enough; returns how many bytes they have. */
  private static long copyPart(Path from, Path to) throws IOException {
    long[] bytes = {0};
    int[] files = {0};
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return Files.isReadable(directory)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            boolean fits =
                attributes.isSymbolicLink()
                    || (attributes.isRegularFile()
                        && attributes.size() <= LARGEST
                        && Files.isReadable(file)
                        && bytes[0] + attributes.size() <= MAX_BYTES);
            String name = from.relativize(file).toString();
            if (fits && name.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
              Path copy = to.resolve(name);
              Files.createDirectories(copy.getParent());
              Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
              bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
              files[0]++;
            }
            return files[0] < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException exception) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes[0];
  }

  private static List<ListedFile> expected(Path tree) throws IOException {
    List<ListedFile> listing = new ArrayList<>();
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Map<String, Object> unix =
            Files.readAttributes(file, "unix:mode,uid,gid,size,nlink", LinkOption.NOFOLLOW_LINKS);
        boolean link = Files.isSymbolicLink(file);
        boolean directory = !link && Files.isDirectory(file);
        listing.add(
            new ListedFile(
                file.equals(tree) ? "." : tree.relativize(file).toString(),
                link ? 'l' : directory ? 'd' : 'f',
                (int) unix.get("mode") & 07777,
                ((Number) unix.get("uid")).longValue(),
                ((Number) unix.get("gid")).longValue(),
                directory ? UNKNOWN : (long) unix.get("size"),
                directory ? (int) subdirectories(file) + (file.equals(tree) ? 3 : 2) : 1,
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .getEpochSecond(),
                link || directory ? "-" : ArchiveHash.of(file).hex(),
                link ? Files.readSymbolicLink(file).toString() : "-",
                "-",
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                UNKNOWN));
      }
    }
    return listing;
  }

  private static long subdirectories(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)).count();
    }
  }

  private static List<ListedFile> known(List<ListedFile> listing) {
    return listing.stream()
        .filter(file -> !file.path().equals("lost+found"))
        .map(
            file ->
                new ListedFile(
                    file.path(),
                    file.type(),
                    file.mode(),
                    file.uid(),
                    file.gid(),
                    file.type() == 'd' ? UNKNOWN : file.size(),
                    file.linkCount(),
                    file.modified(),
                    file.sha1(),
                    file.target(),
                    file.rdev(),
                    UNKNOWN,
                    UNKNOWN,
                    UNKNOWN,
                    UNKNOWN))
        .toList();
  }
}
