package org.bootarchive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.archive.platform.PlatformModules;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's example of the API, and holds the README to these very lines. */
class ReadmeExampleTest {
  @TempDir private Path folder;

  private final StringBuilder said = new StringBuilder();

  private void say(Object what) {
    said.append(what).append('\n');
  }

  private void example(PlatformImage platform, Path mySystem) throws IOException {
    // example: begin
    try (FileSystem archive = Ufs.open(platform.bootArchive());
        Stream<Path> drivers = Files.walk(archive.getPath("/kernel/drv"))) {
      say(drivers.filter(file -> file.toString().endsWith(".conf")).count());
      say(Files.readString(archive.getPath("/etc/release")).lines().findFirst().orElseThrow());
      say(Files.getAttribute(archive.getPath("/etc/system"), "unix:ino"));
    }
    say(HashCheck.check(platform.bootArchive(), platform.hash(), bytes -> {}));

    List<OverlayFile> overlay =
        List.of(new OverlayFile(ByteString.ofLatin1("etc/system"), mySystem));
    ModuleSet modules = ModuleSet.of(PlatformModules.of(platform.directory(), overlay));
    if (modules.handOver() instanceof ModuleHandover.Accepted accepted) {
      BootVfs kernel = BootVfs.of(accepted, modules.modules());
      say(kernel.lookup("/etc/system"));
      kernel.explain("/etc/system").remarks().forEach(this::say);
    }
    // example: end
  }

  @Test
  void theExampleDoesWhatItSays() throws IOException {
    PlatformImage platform = PlatformFixture.unpack(folder);
    example(platform, Files.writeString(folder.resolve("system"), "set maxusers = 64\n"));
    List<String> lines = said.toString().lines().toList();
    assertTrue(Integer.parseInt(lines.get(0)) > 5, lines.get(0));
    assertEquals("34", lines.get(2));
    assertTrue(lines.get(3).startsWith("Accepted[hash=7ff23ce8"), lines.get(3));
    assertTrue(lines.get(4).startsWith("Found[path=/etc/system, fileSystem=BOOTFS, size=18"));
    assertTrue(lines.get(5).contains("719 bytes"), lines.get(5));
  }

  @Test
  void theReadmeHasTheExampleAsItIs() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java", getClass().getName().replace('.', '/') + ".java"),
            StandardCharsets.UTF_8);
    int begin = source.indexOf("// example: begin\n") + "// example: begin\n".length();
    String example = source.substring(begin, source.indexOf("    // example: end", begin));
    assertTrue(example.lines().count() < 20);
    String readme =
        Files.readString(Testdata.CHECKOUT.resolve("README.md"), StandardCharsets.UTF_8);
    assertTrue(
        readme.contains("```java\n" + example.stripTrailing().stripIndent() + "\n```\n"),
        "README.md does not have the example as it stands here");
  }
}
