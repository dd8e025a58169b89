package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WritingCommandsTest {
  @TempDir Path dir;
  private Path tree;
  private Path image;
  private Path fresh;
  private String notes = "";

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectories(dir.resolve("tree/etc")).getParent();
    image = dir.resolve("image");
    fresh = dir.resolve("new");
    Files.writeString(tree.resolve("etc/system"), "set a=1\n");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void buildTellsOfFilesThatKeepAnOwnerWhoIsNotRoot() throws IOException {
    boolean isRoot = Files.getAttribute(tree, "unix:uid").equals(0);
    if (isRoot) {
      assertEquals("", CommandRun.of("build", "--from", tree, "--out", image).errors());
      Files.setAttribute(tree, "unix:uid", 1234);
    }
    int owner = (int) Files.getAttribute(tree, "unix:uid");
    String note =
        "note: files keep their owners, as uid " + owner + "; --all-root makes them root's";
    CommandRun kept = CommandRun.of("build", "--from", tree, "--out", image);
    assertEquals(0, kept.code());
    assertEquals(List.of(note), kept.errorLines());
    assertTrue(
        CommandRun.of("inspect", image, "--json", "-R").output().contains("\"uid\":" + owner));
    CommandRun changed = CommandRun.of("build", "--from", tree, "--all-root", "--out", image);
    assertEquals("", changed.errors());
  }

  @Test
  void catWritesSeveralFilesOneBehindTheOtherOrNone() throws IOException {
    Files.writeString(tree.resolve("etc/motd"), "hello\n");
    assertEquals(0, CommandRun.of("build", "--from", tree, "--out", image).code());
    assertEquals(
        new CommandRun(0, "hello\nset a=1\nhello\n", ""),
        CommandRun.of("cat", image, "etc/motd", "etc/system", "/etc/motd"));
    CommandRun missing = CommandRun.of("cat", image, "etc/motd", "etc/none");
    assertEquals(1, missing.code());
    assertEquals("", missing.output());
    assertEquals(1, missing.errors().lines().count(), missing.errors());
    assertEquals(2, CommandRun.of("cat", image).code());
  }

  @Test
  void whatIsBuiltIsVerifiedPatchedAndCompared() throws IOException {
    CommandRun built =
        CommandRun.of("build", "--from", tree, "--out", image, "--size", "4000k", "--json");
    assertEquals(0, built.code(), built.errors());
    JsonObject json = JsonParser.parseString(built.output()).getAsJsonObject();
    assertEquals(4_096_000, json.get("size").getAsLong());
    assertEquals(0, CommandRun.of("verify", image).code());
    assertEquals(0, CommandRun.of("diff", image, image).code());
    Path file = Files.writeString(dir.resolve("file"), "set b=2\n");
    CommandRun patched =
        CommandRun.of(
            "patch",
            image,
            "--out",
            fresh,
            "--mkdir",
            "a",
            "--put",
            "a/b=" + file,
            "--mkdir",
            "a/c",
            "--put",
            "etc/system=" + file,
            "--chmod",
            "0700=a/b");
    assertEquals(0, patched.code(), patched.errors());
    assertTrue(patched.output().contains("(before "), patched.output());
    assertEquals(0, CommandRun.of("verify", fresh).code());
    CommandRun diff = CommandRun.of("diff", image, fresh);
    assertEquals(1, diff.code());
    assertEquals(
        List.of("+ d a", "+ f a/b", "+ d a/c", "M f etc/system content,mtime"), diff.lines());
    JsonObject differences =
        JsonParser.parseString(CommandRun.of("diff", image, fresh, "--json").output())
            .getAsJsonObject();
    assertEquals(4, differences.getAsJsonArray("differences").size());
    assertEquals("set b=2\n", CommandRun.of("cat", fresh, "etc/system").output());
  }

  @Test
  void refusalsHaveTheirCodesAndLeaveNothing() throws IOException {
    assertEquals(2, CommandRun.of("build", "--out", image).code());
    assertEquals(2, CommandRun.of("build", "--empty", "--out", image).code());
    assertEquals(2, CommandRun.of("build", "--from", tree, "--proto", tree, "--out", image).code());
    assertEquals(
        2, CommandRun.of("build", "--from", tree, "--out", image, "--bsize", "5000").code());
    assertEquals(2, CommandRun.of("build", "--from", tree, "--out", image, "--size", "12x").code());
    assertEquals(3, CommandRun.of("build", "--from", dir.resolve("no"), "--out", image).code());
    CommandRun small =
        CommandRun.of("build", "--from", tree, "--out", image, "--size", "1m", "--free", "9m");
    assertEquals(1, small.code());
    assertEquals(1, small.errorLines().size(), small.errors());
    try (Stream<Path> all = Files.list(dir)) {
      assertEquals(List.of(tree), all.toList());
    }
  }

  @Test
  void aPatchWithoutEditsOrWithBadOnesIsWrongUsage() {
    assertEquals(0, CommandRun.of("build", "--from", tree, "--out", image).code());
    assertEquals(2, CommandRun.of("patch", image, "--out", fresh).code());
    assertEquals(2, CommandRun.of("patch", image, "--out", fresh, "--put", "x").code());
    assertEquals(3, CommandRun.of("patch", image, "--out", fresh, "--remove", "x").code());
    assertEquals(
        3,
        CommandRun.of("patch", tree.resolve("etc/system"), "--out", fresh, "--remove", "x").code());
    assertTrue(Files.notExists(fresh));
  }

  @Test
  void moreLinksThanAFileCanHaveAreNotTheArchivesFault() throws IOException {
    CommandRun built =
        CommandRun.of("build", "--from", tree, "--out", image, "--size", "4000k", "--json");
    assertEquals(0, built.code(), built.errors());
    for (String path : List.of("etc", "etc/system")) {
      try (FileBlockDevice device = FileBlockDevice.openWritable(image);
          Volume volume = Volume.open(device)) {
        byte[] name = path.getBytes(StandardCharsets.US_ASCII);
        long inode =
            VolumePath.find(ArchiveTree.ofRoot(volume), name, LastLink.KEEP)
                .orElseThrow()
                .vnode()
                .number();
        long links = volume.superblock().inodeOffset(inode) + 2;
        device.write(links, ByteBuffer.wrap(new byte[] {(byte) 0xff, 0x7f}));
      }
    }
    for (String[] edit : new String[][] {{"--link", "new=etc/system"}, {"--mkdir", "etc/new"}}) {
      CommandRun run = CommandRun.of("patch", image, "--out", fresh, edit[0], edit[1]);
      assertEquals(ExitCode.NO, run.code(), run.errors());
      assertTrue(run.errors().contains("new: too many links: inode "), run.errors());
      assertTrue(Files.notExists(fresh));
    }
  }

  private JsonObject superblock(String... options) throws IOException {
    List<Object> build =
        new ArrayList<>(List.of("build", "--empty", "--size", "4000k", "--out", image));
    build.addAll(List.of(options));
    Files.deleteIfExists(image);
    CommandRun run = CommandRun.of(build.toArray());
    assertEquals(0, run.code(), run.errors());
    notes = run.errors();
    return JsonParser.parseString(CommandRun.of("inspect", image, "--json").output())
        .getAsJsonObject()
        .getAsJsonObject("superblock");
  }

  @Test
  void bigEndianImagesHaveBlocksThatASparcKernelMounts() throws IOException {
    assertEquals(4096, superblock().get("bsize").getAsInt());
    assertEquals("", notes);
    JsonObject sparc = superblock("--big-endian");
    assertEquals(8192, sparc.get("bsize").getAsInt());
    assertEquals(1024, sparc.get("fsize").getAsInt());
    assertEquals("", notes);
    assertEquals(0, CommandRun.of("check", image).code());
    assertEquals(4096, superblock("--big-endian", "--bsize", "4096").get("bsize").getAsInt());
    assertTrue(notes.startsWith("note: a kernel for SPARC does not mount blocks of 4096"), notes);
    assertEquals(8192, superblock("--bsize", "8192").get("bsize").getAsInt());
    assertEquals("", notes);
  }

  @Test
  void patchThatFailsTellsThatTheHashWasWrongAlready() throws IOException {
    assertEquals(
        0, CommandRun.of("build", "--from", tree, "--out", image, "--size", "4000k").code());
    Files.writeString(dir.resolve("image.hash"), "0123456789".repeat(4));
    CommandRun run = CommandRun.of("patch", image, "--out", fresh, "--remove", "missing");
    assertNotEquals(0, run.code());
    assertTrue(
        run.errors().startsWith("warning: " + image + ": hash mismatch: before this patch"),
        run.errors());
    assertTrue(run.errors().contains("missing"), run.errors());
    assertFalse(Files.exists(fresh));
  }

  @Test
  void theHashFileOfWhatIsReadIsNotReplacedByAnArchive() throws IOException {
    Path image = dir.resolve("read");
    assertEquals(0, CommandRun.of("build", "--empty", "--size", "4m", "--out", image).code());
    Path hash = dir.resolve("read.hash");
    byte[] before = Files.readAllBytes(hash);
    CommandRun converted = CommandRun.of("convert", image, "--to", "cpio", "--out", hash);
    assertEquals(ExitCode.USAGE, converted.code(), converted.errors());
    assertEquals(
        ExitCode.USAGE, CommandRun.of("patch", image, "--mkdir", "q", "--out", hash).code());
    assertArrayEquals(before, Files.readAllBytes(hash));
    assertFalse(Files.exists(dir.resolve("read.hash.hash")));
  }

  @Test
  void aBootBlockInFrontOfAUfsIsToldToBeLost() throws IOException {
    Path image = dir.resolve("boots");
    assertEquals(0, CommandRun.of("build", "--empty", "--size", "4m", "--out", image).code());
    Path out = dir.resolve("converted");
    assertEquals(0, CommandRun.of("convert", image, "--to", "cpio", "--out", out).code());
    byte[] bytes = Files.readAllBytes(image);
    bytes[8191] = 1;
    Files.write(image, bytes);
    CommandRun run = CommandRun.of("convert", image, "--to", "cpio", "--out", out);
    assertEquals(ExitCode.NO, run.code(), run.output());
    String all = run.output() + run.errors();
    assertTrue(all.contains("the bytes in front, as a boot block, are left out"), all);
  }

  @Test
  void patchTellsThatTheHashWasWrongAlready() throws IOException {
    assertEquals(
        0, CommandRun.of("build", "--from", tree, "--out", image, "--size", "4000k").code());
    assertEquals("", CommandRun.of("patch", image, "--out", fresh, "--mkdir", "a").errors());
    Path hash = dir.resolve("image.hash");
    String digits = Files.readString(hash);
    Files.writeString(hash, "0123456789" + digits.substring(10));
    CommandRun run = CommandRun.of("patch", image, "--out", fresh, "--mkdir", "a");
    assertEquals(0, run.code());
    assertTrue(
        run.errors().startsWith("warning: " + image + ": hash mismatch: before this patch"),
        run.errors());
    assertEquals(0, CommandRun.of("verify", fresh).code());
    Files.delete(hash);
    assertEquals("", CommandRun.of("patch", image, "--out", fresh, "--mkdir", "a").errors());
  }
}
