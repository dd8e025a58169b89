package org.bootarchive.archive.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.EditPath;
import org.bootarchive.archive.patch.PatchOptions;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.finding.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform of a few files, damaged anywhere: damage is found, or stops a patch, and no more. */
class DamagedPlatformTest {
  private static final int ROUNDS = 150;

  @TempDir private Path folder;

  private Path platform = Path.of("");
  private Path hello = Path.of("");

  @BeforeEach
  void build() throws IOException {
    Path files = folder.resolve("files");
    write(files.resolve("platform/i86pc/kernel/amd64/unix"), "a kernel");
    write(files.resolve("etc/versions/build"), "[]");
    write(files.resolve("usr/bin/i86/ksh93"), "a shell".repeat(3000));
    write(files.resolve("usr/bin/cat"), "a cat".repeat(5000));
    hello = write(folder.resolve("hello"), "hello");
    platform = folder.resolve("platform");
    PlatformBuildReport report =
        PlatformBuild.build(
            ArchiveSource.directory(files),
            PlatformBuildOptions.DEFAULTS,
            platform,
            PlatformProgress.NONE);
    assertFalse(report.missingEarlyFiles().isEmpty());
    assertEquals(4, report.manifestLines());
    PlatformCheckReport made = check();
    assertTrue(made.clean(), () -> made.findings().toString());
    assertEquals(
        List.of("archive-file-missing"),
        made.findings().stream().map(Finding::code).distinct().toList());
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }

  private PlatformCheckReport check() throws IOException {
    try (Platform opened = Platform.open(platform)) {
      return PlatformCheck.check(opened, CheckOptions.DEFAULTS, BuildProgress.NONE);
    }
  }

  private void patch(Path target) throws IOException {
    try (Platform opened = Platform.open(platform)) {
      PlatformPatchReport report =
          PlatformPatch.patch(
              opened,
              List.of(
                  new Edit.Put(
                      EditPath.of("usr/bin/hello".getBytes(StandardCharsets.US_ASCII)), hello)),
              PatchOptions.DEFAULTS,
              Optional.empty(),
              target,
              PlatformProgress.NONE);
      assertEquals(1, report.manifestLines() - report.manifestLinesGone());
    }
  }

  @Test
  void damageIsFoundAndNeverThrown() throws IOException {
    Path archive = platform.resolve(PlatformImage.BOOT_ARCHIVE);
    byte[] sound = Files.readAllBytes(archive);
    Random random = new Random(3);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = sound.clone();
      for (int i = 0; i <= round % 5; i++) {
        int at = random.nextInt(damaged.length / 8 * 8);
        damaged[at] = (byte) random.nextInt(256);
      }
      Files.write(archive, damaged);
      PlatformCheckReport report = check();
      boolean isSame = Arrays.equals(sound, damaged);
      assertEquals(isSame, report.clean(), () -> report.findings().toString());
    }
  }

  @Test
  void aPatchOfADamagedOneIsWholeOrNotThere() throws IOException {
    Path archive = platform.resolve(PlatformImage.BOOT_ARCHIVE);
    byte[] sound = Files.readAllBytes(archive);
    Random random = new Random(4);
    int done = 0;
    for (int round = 0; round < ROUNDS / 3; round++) {
      byte[] damaged = sound.clone();
      for (int i = 0; i < 40; i++) {
        damaged[8192 + random.nextInt(damaged.length - 8192)] = (byte) random.nextInt(256);
      }
      Files.write(archive, damaged);
      Path target = folder.resolve("new" + round + ".tgz");
      try {
        patch(target);
        done++;
        assertTrue(Files.exists(target));
      } catch (IOException e) {
        assertFalse(Files.exists(target));
      }
    }
    assertTrue(done < ROUNDS / 3);
    try (var left = Files.list(folder)) {
      assertEquals(3 + done, left.count());
    }
  }
}
