package org.bootarchive.archive.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestBuildTest {
  @TempDir Path dir;
  private Path first;
  private Path second;

  @BeforeEach
  void makeProtos() throws IOException {
    first = Files.createDirectories(dir.resolve("first/etc")).getParent();
    second = Files.createDirectories(dir.resolve("second/etc")).getParent();
    Files.writeString(first.resolve("etc/passwd"), "root:x:0:0::/:\nadm:x:4:4:Admin:/:\n");
    Files.writeString(first.resolve("etc/group"), "root::0:\nsys::3:root,adm\n");
    Files.writeString(first.resolve("etc/both"), "first");
    Files.writeString(second.resolve("etc/both"), "second");
    Files.writeString(second.resolve("etc/one"), "one");
  }

  private Path build(String manifest) throws IOException {
    Path file = Files.writeString(dir.resolve("manifest"), manifest);
    Path image = dir.resolve("image");
    ArchiveBuild.build(
        ManifestSource.of(file, List.of(first, second)),
        BuildOptions.DEFAULTS,
        image,
        BuildProgress.NONE);
    BuiltImage.assertSound(image);
    return image;
  }

  @Test
  void linesBecomeFilesInWhateverOrder() throws IOException {
    Path image =
        build(
            """
            # a comment
            h etc/other=etc/one
            s etc/link=./one
            f etc/one 0600 adm sys
            f etc/both 0644 root 77

            d etc/deep 1777 root sys
            d etc 0755 root root
            d etc 0755 root root
            """);
    NavigableMap<String, String> listing = BuiltImage.listing(image);
    assertEquals(
        List.of(
            "/",
            "/etc",
            "/etc/both",
            "/etc/deep",
            "/etc/link",
            "/etc/one",
            "/etc/other",
            "/lost+found"),
        List.copyOf(listing.keySet()));
    assertTrue(listing.get("/etc/one").startsWith("REGULAR 600 4:3 "));
    assertTrue(listing.get("/etc/both").startsWith("REGULAR 644 0:77 "));
    assertTrue(listing.get("/etc/deep").startsWith("DIRECTORY 1777 0:3 "));
    assertTrue(listing.get("/etc/other").endsWith(" = /etc/one"));
    assertTrue(listing.get("/etc/link").startsWith("SYMBOLIC_LINK 777 0:0 "));
    assertArrayEquals("first".getBytes(StandardCharsets.UTF_8), BuiltImage.read(image, "etc/both"));
  }

  @ParameterizedTest
  @CsvSource({
    "f etc/none 0644 root root, no proto directory has etc/none",
    "f etc/one 0644 nobody root, there is no user 'nobody'",
    "f etc/one 0644 root nogroup, there is no group 'nogroup'",
    "f etc/one 0888 root root, is no mode in octal",
    "f etc/one 0644 root, expected f PATH MODE USER GROUP",
    "x etc/one, a line starts with d",
    "s etc/one, a link is s LINK=TARGET",
    "h etc/y=etc/nothing, the manifest has no file etc/nothing",
    "d etc 0700 root root, line 1 says something else",
    "f lib/one 0644 root root, no proto directory has lib/one",
    "d lib/deep 0755 root root, there is no directory /lib",
    "d etc/../.. 0755 root root, '..'"
  })
  void errorsNameTheLine(String line, String reason) {
    IOException e =
        assertThrows(IOException.class, () -> build("d etc 0755 root root\n\n" + line + "\n"));
    assertTrue(
        e.getMessage().startsWith(dir.resolve("manifest") + ":3: ")
            && e.getMessage().contains(reason),
        e.getMessage());
    assertTrue(Files.notExists(dir.resolve("image")));
  }
}
