package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command patch where whole trees are put into an archive. */
class PatchTreeCommandTest {
  private static final Path MANIFEST = Testdata.of().resolve("manifests/driver.manifest");

  @TempDir private Path folder;
  private Path image = Path.of("");

  @BeforeEach
  void write() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
    image = Files.write(folder.resolve("boot_archive"), Samples.platformArchive());
  }

  private Path file(String name, String permissions, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private Path proto() throws IOException {
    file("proto/usr/kernel/drv/amd64/own", "rw-------", "driver");
    file("proto/usr/kernel/drv/own.conf", "rw-------", "name=\"own\";\n");
    file("proto/usr/lib/own/readme", "rw-------", "read\n");
    return folder.resolve("proto");
  }

  private Path patch(Object... edits) {
    Path out = folder.resolve("new");
    List<Object> all = new ArrayList<>(List.of("patch", image, "--out", out));
    all.addAll(Arrays.asList(edits));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    CommandRun check = CommandRun.of("check", out, "--no-traps");
    assertEquals(ExitCode.GOOD, check.code(), check.output());
    return out;
  }

  /** Returns mode, links, uid and gid of a path. */
  private static String listed(Path archive, String path) {
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "/" : path.substring(0, slash);
    CommandRun run = CommandRun.of("inspect", "-l", archive, parent);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    String line =
        run.lines().stream()
            .filter(one -> one.endsWith(" " + path.substring(slash + 1)))
            .findFirst()
            .orElseThrow();
    return String.join(" ", Arrays.asList(line.trim().split("\\s+")).subList(1, 5));
  }

  private static String content(Path archive, String path) {
    CommandRun run = CommandRun.of("cat", archive, path);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    return run.output();
  }

  @Test
  void aManifestOfADriverGoesInWithOwnersThatTheArchiveNames() throws IOException {
    Path out = patch("--manifest", MANIFEST, "--proto", proto());
    assertEquals("driver", content(out, "usr/kernel/drv/amd64/own"));
    assertEquals("read\n", content(out, "usr/lib/own/readme"));
    assertEquals("-rw-r--r-- 1 0 3", listed(out, "usr/kernel/drv/own.conf"));
    CommandRun diff = CommandRun.of("diff", image, out);
    assertEquals(ExitCode.NO, diff.code());
    for (String line : diff.lines()) {
      assertTrue(line.contains("own") || line.contains("usr.lgz"), diff.output());
    }
  }

  @Test
  void aPlatformWithAManifestOfADriverIsTrue() throws IOException {
    Path old = PlatformFixture.unpack(folder).directory();
    Path out = folder.resolve("patched");
    CommandRun run =
        CommandRun.of("patch", old, "--out", out, "--manifest", MANIFEST, "--proto", proto());
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    CommandRun check = CommandRun.of("check", out, "--no-traps");
    assertEquals(ExitCode.GOOD, check.code(), check.output());
    assertTrue(check.output().endsWith("\nclean\n"), check.output());
  }

  @Test
  void aUserThatTheArchiveDoesNotHaveIsNamed() throws IOException {
    Path manifest = Files.writeString(folder.resolve("m"), "f usr/lib/own/readme 0644 xyz bin\n");
    CommandRun run =
        CommandRun.of(
            "patch",
            image,
            "--out",
            folder.resolve("n"),
            "--manifest",
            manifest,
            "--proto",
            proto());
    assertEquals(ExitCode.INPUT, run.code());
    assertTrue(run.errors().contains("no user 'xyz' in etc/passwd"), run.errors());
    assertFalse(Files.exists(folder.resolve("n")));
  }

  @Test
  void aTreeReplacesFilesAndKeepsDirectories() throws IOException {
    file("tree/etc/motd", "rwxr-x---", "welcome\n");
    file("tree/etc/own/a", "rw-r-----", "linked\n");
    file("tree/usr/bin/cut", "rwxr-xr-x", "cut\n");
    Files.createLink(folder.resolve("tree/etc/own/b"), folder.resolve("tree/etc/own/a"));
    Files.createLink(folder.resolve("tree/usr/bin/own-a"), folder.resolve("tree/etc/own/a"));
    Files.createSymbolicLink(folder.resolve("tree/etc/own/c"), Path.of("a"));
    Files.setPosixFilePermissions(
        folder.resolve("tree/etc"), PosixFilePermissions.fromString("rwx------"));
    String etc = listed(image, "etc").substring(0, 10);
    Path out = patch("--tree", folder.resolve("tree"), "--all-root");
    assertEquals(etc, listed(out, "etc").substring(0, 10));
    assertEquals("welcome\n", content(out, "etc/motd"));
    assertEquals("-rwxr-x--- 1 0 0", listed(out, "etc/motd"));
    assertEquals("-rw-r----- 2 0 0", listed(out, "etc/own/b"));
    assertEquals("-rw-r----- 1 0 0", listed(out, "usr/bin/own-a"));
    assertEquals("linked\n", content(out, "etc/own/b"));
    assertEquals("linked\n", content(out, "etc/own/c"));
    assertEquals("linked\n", content(out, "usr/bin/own-a"));
    assertEquals("cut\n", content(out, "usr/bin/cut"));
    // A second time all is there already.
    image = out;
    Path again = folder.resolve("again");
    CommandRun run =
        CommandRun.of("patch", out, "--out", again, "--tree", folder.resolve("tree"), "--all-root");
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertEquals(ExitCode.GOOD, CommandRun.of("check", again, "--no-traps").code());
    assertEquals(List.of("M f usr.lgz content"), CommandRun.of("diff", out, again).lines());
  }

  @Test
  void aTreeGoesBelowAPathThatIsMade() throws IOException {
    file("tree/x", "rw-r--r--", "x\n");
    Path out = patch("--tree", "opt/own=" + folder.resolve("tree"));
    assertEquals("x\n", content(out, "opt/own/x"));
  }

  @Test
  void namesOfOneFileThatATreeTellsApartAreTwoFilesAfterwards() throws IOException {
    file("tree/etc/one", "rw-r--r--", "1\n");
    file("tree/etc/two", "rw-r--r--", "2\n");
    Path put = file("put", "rw-r--r--", "old\n");
    Path out =
        patch(
            "--put",
            "etc/one=" + put,
            "--link",
            "etc/two=etc/one",
            "--tree",
            folder.resolve("tree"));
    assertEquals("1\n", content(out, "etc/one"));
    assertEquals("2\n", content(out, "etc/two"));
  }

  @Test
  void aFileInPlaceOfADirectoryIsRefused() throws IOException {
    file("tree/etc", "rw-r--r--", "1\n");
    CommandRun run =
        CommandRun.of(
            "patch", image, "--out", folder.resolve("n"), "--tree", folder.resolve("tree"));
    assertEquals(ExitCode.INPUT, run.code());
    assertTrue(
        run.errors().contains("etc: is there already, and no regular file; remove it"),
        run.errors());
  }

  @Test
  void aTarAndTreesAreNamedInAFileOfEdits() throws IOException {
    proto();
    file("tree/etc/own", "rw-r--r--", "1\n");
    Files.copy(MANIFEST, folder.resolve("driver.manifest"));
    file("small/etc/motd", "rw-r--r--", "from a tar\n");
    Path small = folder.resolve("small.img");
    CommandRun built = CommandRun.of("build", "--from", folder.resolve("small"), "--out", small);
    assertEquals(ExitCode.GOOD, built.code(), built.errors());
    CommandRun tar = CommandRun.of("extract", small, "--tar", folder.resolve("t.tar"));
    assertEquals(ExitCode.GOOD, tar.code(), tar.errors());
    Path edits =
        Files.writeString(
            folder.resolve("edits"),
            "# trees\nmanifest driver.manifest\ntree tree\nproto proto\ntar t.tar\n");
    Path out = patch("--edits", edits);
    assertEquals("1\n", content(out, "etc/own"));
    assertEquals("from a tar\n", content(out, "etc/motd"));
    assertEquals("read\n", content(out, "usr/lib/own/readme"));
  }

  @Test
  void aManifestWithoutAProtoIsMisuse() throws IOException {
    CommandRun run =
        CommandRun.of("patch", image, "--out", folder.resolve("n"), "--manifest", MANIFEST);
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.errors().contains("--proto goes with --manifest"), run.errors());
    Path edits = Files.writeString(folder.resolve("edits"), "\nmanifest x\n");
    run = CommandRun.of("patch", image, "--out", folder.resolve("n"), "--edits", edits);
    assertTrue(run.errors().contains("edits:2: a manifest needs a line 'proto DIR'"), run.errors());
  }

  @Test
  void buildMakesAllFilesRoots() throws IOException {
    file("tree/x", "rw-r--r--", "x\n");
    Path out = folder.resolve("built");
    CommandRun run =
        CommandRun.of("build", "--from", folder.resolve("tree"), "--all-root", "--out", out);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertEquals("-rw-r--r-- 1 0 0", listed(out, "x"));
  }
}
