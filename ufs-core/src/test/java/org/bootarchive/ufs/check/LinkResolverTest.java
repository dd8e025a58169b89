package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.Test;

/** Follows links in an image with /a/b/file, and the links that each test adds. */
class LinkResolverTest {
  private static final long IMAGE_BYTES = 4 << 20;
  private static final String FILE = "/a/b/file";
  private static final int MOST_STEPS = 1024;

  /** What became of a path: where it leads to, or the trap that it runs into. */
  private record Outcome(int inode, FindingKind trap) {}

  /** Follows paths in an image that has some links. */
  private static final class Links {
    private final byte[] image =
        EmptyImages.format(FormatOptions.smartOs(IMAGE_BYTES).withBytesPerInode(2048));
    private final int file;

    Links(Map<String, String> links) throws IOException {
      try (FileSystem ufs =
          Ufs.openWritable(MemoryBlockDevice.of(image), WriteOptions.at(Instant.EPOCH))) {
        Path path = ufs.getPath(FILE);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "text");
        for (Map.Entry<String, String> link : links.entrySet()) {
          Path from = ufs.getPath(link.getKey());
          Files.createDirectories(from.getParent());
          Files.createSymbolicLink(from, ufs.getPath(link.getValue()));
        }
        file = Math.toIntExact((long) Files.getAttribute(path, "unix:ino"));
      }
    }

    LinkResolver resolver() throws IOException {
      BlockDevice device = MemoryBlockDevice.of(image);
      Findings findings = new Findings(10);
      Survey survey =
          new Survey(
              device,
              new SuperblockReader(device, findings).read(),
              findings,
              CheckOptions.DEFAULTS);
      new TableClaims(survey).claim();
      new InodeTables(survey).check();
      new DirectoryContents(survey).check();
      return new LinkResolver(survey, new DirectoryIndex(survey), new LinkTexts(survey, findings));
    }

    Outcome follow(String path) throws IOException {
      LinkResolver resolver = resolver();
      int inode = resolver.resolve(path);
      assertEquals(resolver.trap() == null, resolver.trapKind() == null);
      return new Outcome(inode, resolver.trapKind());
    }

    void assertLeadsToTheFile(String path) throws IOException {
      assertEquals(new Outcome(file, null), follow(path), path);
    }
  }

  private static Links links(String... pairs) throws IOException {
    ImmutableMap.Builder<String, String> links = ImmutableMap.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      links.put(pairs[i], pairs[i + 1]);
    }
    return new Links(links.buildOrThrow());
  }

  private static void assertTrap(FindingKind kind, Links links, String path) throws IOException {
    assertEquals(new Outcome(0, kind), links.follow(path), path);
  }

  @Test
  void aPathWithoutLinksLeadsToItsFile() throws IOException {
    Links links = links();
    links.assertLeadsToTheFile(FILE);
    links.assertLeadsToTheFile("a/b/file");
    links.assertLeadsToTheFile("//a///b//file");
    assertEquals(new Outcome(Inode.ROOT, null), links.follow("/"));
    assertEquals(new Outcome(0, null), links.follow("/a/none"));
    assertEquals(new Outcome(0, null), links.follow(FILE + "/below"));
  }

  @Test
  void theTextOfARelativeLinkTakesThePlaceOfItsName() throws IOException {
    Links links = links("/a/near", "b", "/a/b/self", "file", "/a/up", "../a/b");
    links.assertLeadsToTheFile("/a/near/file");
    links.assertLeadsToTheFile("/a/b/self");
    links.assertLeadsToTheFile("/a/up/file");
  }

  @Test
  void anAbsoluteLinkStartsAtTheTop() throws IOException {
    Links links = links("/x/y/far", "/a/b/file", "/x/top", "/", "/x/slashes", "///a//b");
    links.assertLeadsToTheFile("/x/y/far");
    links.assertLeadsToTheFile("/x/top/a/b/file");
    links.assertLeadsToTheFile("/x/slashes/file");
  }

  @Test
  void twoDotsAreAnEntryThatTheRootHasToo() throws IOException {
    Links links = links("/a/b/over", "../../../../a/b/file");
    links.assertLeadsToTheFile("/a/b/over");
    links.assertLeadsToTheFile("/../../a/./b/../b/file");
  }

  @Property(tries = 12)
  void aChainIsFollowedToItsEnd(@ForAll @IntRange(min = 1, max = 300) int length)
      throws IOException {
    ImmutableMap.Builder<String, String> chain = ImmutableMap.builder();
    for (int i = 0; i < length; i++) {
      chain.put("/l" + i, i + 1 == length ? FILE : "l" + (i + 1));
    }
    new Links(chain.buildOrThrow()).assertLeadsToTheFile("/l0");
  }

  @Test
  void aChainOfMoreStepsThanAnArchiveHasCountsAsALoop() throws IOException {
    ImmutableMap.Builder<String, String> chain = ImmutableMap.builder();
    for (int i = 0; i <= MOST_STEPS; i++) {
      chain.put("/l" + i, i == MOST_STEPS ? FILE : "l" + (i + 1));
    }
    Links links = new Links(chain.buildOrThrow());
    links.assertLeadsToTheFile("/l1");
    assertTrap(FindingKind.BOOT_LINK_CYCLE, links, "/l0");
  }

  @Test
  void loopsAreFoundWhateverTheirLength() throws IOException {
    assertTrap(FindingKind.BOOT_LINK_CYCLE, links("/self", "self"), "/self");
    assertTrap(FindingKind.BOOT_LINK_CYCLE, links("/self", "/self"), "/self/below");
    Links three = links("/one", "/d/two", "/d/two", "../three", "/three", "one");
    assertTrap(FindingKind.BOOT_PATH_LENGTH, links("/d/grow", "../d/grow"), "/d/grow");
    assertTrap(FindingKind.BOOT_LINK_CYCLE, three, "/one");
    assertTrap(FindingKind.BOOT_LINK_CYCLE, three, "/d/two");
  }

  @Test
  void aPathOfAsManyBytesAsTheBufferHasIsTooLong() throws IOException {
    Links links = links("/l", "/" + "./".repeat(300));
    int longest = LinkResolver.LONGEST_PATH - 1;
    String fits = "/" + "/".repeat(longest - 1 - FILE.length()) + FILE;
    links.assertLeadsToTheFile(fits);
    assertTrap(FindingKind.BOOT_PATH_LENGTH, links, "/" + fits);
    assertTrap(FindingKind.BOOT_PATH_LENGTH, links, "/l" + "/".repeat(500) + "a/b/file");
  }

  @Test
  void aRestThatMovesUpByLessThanItsLengthIsMangled() throws IOException {
    Links links = links("/s", "/./a/b/.", "/t", "/a/b");
    assertTrap(FindingKind.BOOT_LINK_MANGLED, links, "/s/././././file");
    links.assertLeadsToTheFile("/t/file");
    assertEquals(6, LinkResolver.shift("/./a/b/.", 1, 2));
    assertEquals(-2, LinkResolver.shift("x", 1, 4));
    for (int length = 0; length < 40; length++) {
      for (int shift = -5; shift < 50; shift++) {
        assertEquals(
            length >= LinkResolver.LEAST_MANGLED && shift > 0 && length >= shift,
            LinkResolver.isMangled(shift, length));
      }
    }
  }

  @Test
  void aTrapOfOnePathIsForgottenWithTheNext() throws IOException {
    LinkResolver resolver = links("/self", "self").resolver();
    assertEquals(0, resolver.resolve("/self"));
    assertEquals(FindingKind.BOOT_LINK_CYCLE, resolver.trapKind());
    assertNotEquals(0, resolver.resolve(FILE));
    assertNull(resolver.trap());
    assertNull(resolver.trapKind());
  }
}
