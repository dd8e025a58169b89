package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bootarchive.testing.NestedListing;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on an archive with a usr.lgz, as they are typed. */
class NestedCommandsTest {
  private static final Path VECTORS = Testdata.of("vectors", "lofi");

  @TempDir static Path shared;
  private static Path image;

  @TempDir Path dir;

  @BeforeAll
  static void unpack() throws IOException {
    image = Files.write(shared.resolve("image"), Samples.platformArchive());
  }

  @Test
  void inspectListsTheFilesOfAfterBootAndMarksThoseOfUsrLgz() {
    CommandRun run = CommandRun.of("inspect", image, "/", "-R", "--json");
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    List<String> actual = new ArrayList<>();
    for (JsonElement element : JsonParser.parseString(run.output()).getAsJsonArray()) {
      JsonObject file = element.getAsJsonObject();
      String path = file.get("path").getAsString();
      assertEquals(NestedListing.isUsr(path), file.has("nested"), path);
      actual.add(path + " " + file.get("ino") + " " + file.get("size"));
    }
    assertEquals(
        NestedListing.ofPlatform().stream()
            .map(file -> file.path() + " " + file.inode() + " " + file.size())
            .sorted()
            .toList(),
        actual.stream().sorted().toList());
    CommandRun text = CommandRun.of("inspect", image, "-R", "usr/sbin");
    assertTrue(text.lines().contains("usr/sbin"), text.output());
    assertEquals(
        List.of(
            "note: usr/ is what usr.lgz holds, as after boot; --no-nested shows the archive's own"),
        text.errorLines());
    CommandRun own = CommandRun.of("inspect", image, "usr/sbin", "--no-nested");
    assertEquals(List.of("lofiadm"), own.lines());
    assertTrue(own.errors().startsWith("note: usr/ is the archive's own, as in mid-boot"));
    assertEquals("", CommandRun.of("inspect", image, "etc").errors());
  }

  @Test
  void theGlanceHasWhatIsInUsrLgz() {
    JsonObject glance =
        JsonParser.parseString(CommandRun.of("inspect", image, "--json").output())
            .getAsJsonObject();
    assertTrue(glance.get("nested").getAsBoolean());
    JsonObject usr = glance.getAsJsonObject("usr");
    assertEquals(1_196_544, usr.get("compressedBytes").getAsLong());
    assertEquals(14336 << 10, usr.get("bytes").getAsLong());
    assertEquals("gzip", usr.get("algorithm").getAsString());
    JsonObject own =
        JsonParser.parseString(CommandRun.of("inspect", image, "--json", "--no-nested").output())
            .getAsJsonObject();
    assertFalse(own.get("nested").getAsBoolean());
    assertTrue(own.get("usr").isJsonNull());
  }

  @Test
  void catFollowsLinksIntoUsr() {
    CommandRun run = CommandRun.of("cat", image, "/sbin/sh");
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertEquals("22fb7fd86314f80077203390bca45bf585fc85d2", sha1(run.output()));
    assertTrue(run.errors().contains("usr.lgz"), run.errors());
    assertEquals(ExitCode.NO, CommandRun.of("cat", image, "usr/bin/bash", "--no-nested").code());
    assertEquals(ExitCode.GOOD, CommandRun.of("cat", image, "bin/bash").code());
  }

  @SuppressWarnings("deprecation")
  private static String sha1(byte[] bytes) {
    HashCode hash = Hashing.sha1().hashBytes(bytes);
    return hash.toString();
  }

  private static String sha1(String bytes) {
    return sha1(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Map<String, String> hashes(List<ListedFile> listing) {
    Map<String, String> hashes = new TreeMap<>();
    for (ListedFile file : listing) {
      if (file.type() == 'f') {
        hashes.put(file.path(), file.sha1());
      }
    }
    return hashes;
  }

  private static Map<String, String> hashesBelow(Path top) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(top)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(file) && !Files.isSymbolicLink(file)) {
          hashes.put(top.relativize(file).toString(), sha1(Files.readAllBytes(file)));
        }
      }
    }
    return hashes;
  }

  @Test
  void extractWritesTheFilesOfAfterBootAndUsrLgz() throws IOException {
    Path out = dir.resolve("out");
    CommandRun run = CommandRun.of("extract", image, "--to", out, "--json");
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertEquals(hashes(NestedListing.ofPlatform()), hashesBelow(out));
    JsonObject json = JsonParser.parseString(run.output()).getAsJsonObject();
    assertTrue(json.get("nested").getAsBoolean());
    Path own = dir.resolve("own");
    assertEquals(ExitCode.GOOD, CommandRun.of("extract", image, "--to", own, "--no-nested").code());
    assertEquals(hashes(Fixtures.listing("platform-root.tsv")), hashesBelow(own));
    Path some = dir.resolve("some");
    assertEquals(ExitCode.GOOD, CommandRun.of("extract", image, "usr/sbin", "--to", some).code());
    assertEquals(hashesBelow(some).keySet(), namesBelow("usr/sbin/"));
  }

  private static Set<String> namesBelow(String prefix) {
    Set<String> names = new TreeSet<>();
    for (ListedFile file : NestedListing.ofPlatform()) {
      if (file.type() == 'f' && file.path().startsWith(prefix)) {
        names.add(file.path());
      }
    }
    return names;
  }

  @Test
  void aTarHasTheFilesOfAfterBootWithTheirLinks() throws IOException {
    Path tar = dir.resolve("tar");
    assertEquals(ExitCode.GOOD, CommandRun.of("extract", image, "--tar", tar).code());
    Map<String, String> hashes = new TreeMap<>();
    try (InputStream file = Files.newInputStream(tar);
        TarArchiveInputStream in = new TarArchiveInputStream(file)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (entry.isLink()) {
          assertEquals(NestedListing.isUsr(name), NestedListing.isUsr(entry.getLinkName()), name);
          hashes.put(name, String.valueOf(hashes.get(entry.getLinkName())));
        } else if (entry.isFile() && !entry.isSymbolicLink() && !isSpecial(entry)) {
          hashes.put(name, sha1(ByteStreams.toByteArray(in)));
        }
      }
    }
    assertEquals(hashes(NestedListing.ofPlatform()), hashes);
  }

  private static boolean isSpecial(TarArchiveEntry entry) {
    return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
  }

  private static JsonObject difference(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("diff", "--json"));
    all.addAll(List.of(arguments));
    JsonArray differences =
        JsonParser.parseString(CommandRun.of(all.toArray()).output())
            .getAsJsonObject()
            .getAsJsonArray("differences");
    assertEquals(1, differences.size());
    return differences.get(0).getAsJsonObject();
  }

  @Test
  void diffShowsWhatUsrLgzHidesWhereOneArchiveHasNone() throws IOException {
    Path fresh = dir.resolve("new");
    Path file = Files.writeString(dir.resolve("file"), "new\n");
    CommandRun run =
        CommandRun.of(
            "patch",
            image,
            "--out",
            fresh,
            "--no-nested",
            "--remove",
            "usr.lgz",
            "--put",
            "usr/bin/ls=" + file);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    List<String> lines = CommandRun.of("diff", image, fresh).lines();
    assertTrue(lines.contains("- f usr.lgz"), lines::toString);
    assertTrue(lines.contains("- f usr/bin/bash"), lines::toString);
    List<String> hidden = lines.stream().filter(line -> line.contains(" root:")).toList();
    assertEquals(List.of("M f root:usr/bin/ls content,mtime"), hidden);
    assertEquals(hidden, lines.subList(lines.size() - 1, lines.size()));
  }

  @Test
  void patchAndDiffWorkOnUsr() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "new\n");
    Path fresh = dir.resolve("new");
    CommandRun run =
        CommandRun.of("patch", image, "--out", fresh, "--put", "/usr/bin/bash=" + file, "--json");
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    JsonObject usr = JsonParser.parseString(run.output()).getAsJsonObject().getAsJsonObject("usr");
    assertEquals(112, usr.get("segments").getAsInt());
    assertEquals(ExitCode.GOOD, CommandRun.of("verify", fresh).code());
    assertEquals("new\n", CommandRun.of("cat", fresh, "usr/bin/bash").output());
    CommandRun diff = CommandRun.of("diff", image, fresh);
    assertEquals(ExitCode.NO, diff.code());
    assertEquals(
        List.of("M f usr/bin/bash content,mtime", "M f usr.lgz content,mtime"), diff.lines());
    assertEquals(
        List.of("M f usr.lgz content,mtime"),
        CommandRun.of("diff", image, fresh, "--no-nested").lines());
    JsonObject json =
        JsonParser.parseString(CommandRun.of("diff", image, fresh, "--json").output())
            .getAsJsonObject();
    assertTrue(json.getAsJsonObject("nested").get("old").getAsBoolean());
    assertEquals(
        ExitCode.GOOD,
        CommandRun.of("patch", image, "--out", fresh, "--put", "usr/bin/ls=" + file, "--no-nested")
            .code());
    CommandRun hidden = CommandRun.of("diff", image, fresh);
    assertEquals(ExitCode.NO, hidden.code());
    assertEquals(List.of("M f root:usr/bin/ls content,mtime"), hidden.lines());
    JsonObject difference = difference(image, fresh);
    assertTrue(difference.get("hidden").getAsBoolean());
    assertEquals("usr/bin/ls", difference.get("path").getAsString());
    assertEquals(
        List.of("M f usr/bin/ls content,mtime"),
        CommandRun.of("diff", image, fresh, "--no-nested").lines());
    assertFalse(difference(image, fresh, "--no-nested").get("hidden").getAsBoolean());
    assertEquals(
        ExitCode.USAGE,
        CommandRun.of("patch", image, "--out", fresh, "--no-nested", "--grow-usr", "20m").code());
    assertEquals(
        ExitCode.NO, CommandRun.of("patch", image, "--out", fresh, "--grow-usr", "1m").code());
  }

  @Test
  void anyDamageOfUsrLgzLeavesOtherPathsAlone() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(VECTORS.resolve("damaged"))) {
      all.forEach(files::add);
    }
    files.add(VECTORS.resolve("text-gzip-128k.lofi"));
    files.add(Testdata.of("README.md"));
    files.add(Files.createFile(dir.resolve("empty")));
    assertTrue(files.size() > 20);
    Path tree = Files.createDirectories(dir.resolve("tree/etc")).getParent();
    Files.createDirectories(tree.resolve("usr/bin"));
    Files.writeString(tree.resolve("etc/system"), "set a=1\n");
    Files.writeString(tree.resolve("usr/bin/early"), "early\n");
    Path damaged = dir.resolve("damaged");
    for (Path file : files) {
      Files.deleteIfExists(tree.resolve("usr.lgz"));
      Files.copy(file, tree.resolve("usr.lgz"));
      assertEquals(ExitCode.GOOD, CommandRun.of("build", "--from", tree, "--out", damaged).code());
      assertEquals("set a=1\n", CommandRun.of("cat", damaged, "etc/system").output());
      assertEquals(ExitCode.GOOD, CommandRun.of("inspect", damaged).code());
      CommandRun list = CommandRun.of("inspect", damaged, "/");
      assertEquals(ExitCode.GOOD, list.code(), file + list.errors());
      assertTrue(list.lines().contains("usr"), list.output());
      assertEquals(ExitCode.GOOD, CommandRun.of("diff", damaged, damaged).code());
      assertEquals(
          "early\n", CommandRun.of("cat", damaged, "usr/bin/early", "--no-nested").output());
      for (Object[] command :
          new Object[][] {
            {"cat", damaged, "usr/bin/early"},
            {"inspect", damaged, "-R"},
            {"extract", damaged, "--tar", dir.resolve("tar")},
            {"patch", damaged, "--out", dir.resolve("new"), "--put", "usr/x=" + file},
            {"diff", damaged, image}
          }) {
        CommandRun run = CommandRun.of(command);
        assertEquals(ExitCode.INPUT, run.code(), file + " " + command[0] + run.errors());
        String error = run.errorLines().get(run.errorLines().size() - 1);
        assertTrue(error.contains(": usr.lgz: "), error);
        assertTrue(error.contains("--no-nested"), error);
      }
      assertFalse(Files.exists(dir.resolve("new")));
      assertFalse(Files.exists(dir.resolve("tar")));
    }
  }

  @Test
  void aUsrLgzOfAnotherAlgorithmStaysOne() throws IOException {
    Path inner = Files.createDirectories(dir.resolve("inner/bin")).getParent();
    for (int i = 0; i < 40; i++) {
      Path old = Files.writeString(inner.resolve("bin/f" + i), ("text " + i).repeat(1000));
      Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }
    Path tree = Files.createDirectories(dir.resolve("tree/usr")).getParent();
    Path ufs = dir.resolve("ufs");
    Path file = Files.writeString(dir.resolve("file"), "new\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2022-01-01T00:00:00Z")));
    Path archive = dir.resolve("archive");
    Path fresh = dir.resolve("new");
    assertEquals(
        ExitCode.GOOD,
        CommandRun.of("build", "--from", inner, "--out", ufs, "--free", "100k").code());
    for (String algorithm : List.of("gzip-9", "lzma")) {
      Files.deleteIfExists(tree.resolve("usr.lgz"));
      CommandRun compressed =
          CommandRun.of(
              "lofi",
              "compress",
              "--algorithm",
              algorithm,
              "--segment",
              "8192",
              ufs,
              tree.resolve("usr.lgz"));
      assertEquals(ExitCode.GOOD, compressed.code(), compressed.errors());
      Files.setLastModifiedTime(
          tree.resolve("usr.lgz"), FileTime.from(Instant.parse("2021-01-01T00:00:00Z")));
      assertEquals(ExitCode.GOOD, CommandRun.of("build", "--from", tree, "--out", archive).code());
      CommandRun patched =
          CommandRun.of("patch", archive, "--out", fresh, "--put", "usr/bin/f7=" + file);
      assertEquals(ExitCode.GOOD, patched.code(), patched.errors());
      assertEquals(
          List.of("M f usr/bin/f7 content,mtime", "M f usr.lgz content,mtime"),
          CommandRun.of("diff", archive, fresh).lines());
      JsonObject usr =
          JsonParser.parseString(CommandRun.of("inspect", fresh, "--json").output())
              .getAsJsonObject()
              .getAsJsonObject("usr");
      assertEquals(algorithm, usr.get("algorithm").getAsString());
      assertEquals(8192, usr.get("segmentBytes").getAsInt());
    }
  }

  private static JsonObject lookup(Object... arguments) {
    return JsonParser.parseString(CommandRun.of(arguments).output())
        .getAsJsonArray()
        .get(0)
        .getAsJsonObject();
  }

  private static String remark(Path archive, String path) {
    JsonObject answer =
        lookup("lookup", "--json", "--module", "/a type=rootfs name=ramdisk", archive, path);
    for (JsonElement remark : answer.getAsJsonArray("remarks")) {
      if (remark.getAsJsonObject().get("code").getAsString().equals("otherwise-after-boot")) {
        return answer.get("result").getAsString()
            + ": "
            + remark.getAsJsonObject().get("message").getAsString();
      }
    }
    return answer.get("result").getAsString();
  }

  @Test
  void lookupAnswersAsMidBootAndSaysWhatIsDifferentAfterwards() throws IOException {
    assertEquals("ok", remark(image, "/usr/bin/ls"));
    assertEquals("ok", remark(image, "/etc/system"));
    assertEquals("fail", remark(image, "/usr/nothing"));
    assertEquals(
        "fail: after boot it is there: usr/bin/bash in usr.lgz, 34632 bytes",
        remark(image, "/usr/bin/bash"));
    Path file = Files.writeString(dir.resolve("file"), "x\n");
    Path fresh = dir.resolve("new");
    CommandRun run = CommandRun.of("patch", image, "--out", fresh, "--put", "usr/bin/ls=" + file);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertEquals(
        "ok: after boot it is another file: usr/bin/ls in usr.lgz, 2 bytes",
        remark(fresh, "/usr/bin/ls"));
    assertEquals(
        ExitCode.GOOD,
        CommandRun.of("patch", image, "--out", fresh, "--remove", "usr/bin/ls").code());
    assertEquals(
        "ok: after boot it is not there: usr.lgz, mounted on /usr, hides it",
        remark(fresh, "/usr/bin/ls"));
    byte[] bytes = Files.readAllBytes(fresh);
    int at = 0;
    while (!new String(bytes, at, 5, StandardCharsets.ISO_8859_1).equals("gzip\0")) {
      at += 512;
    }
    bytes[at + 36] = 1;
    Files.write(fresh, bytes);
    assertTrue(
        remark(fresh, "/usr/bin/ls")
            .startsWith("ok: after boot nothing is there, as /usr cannot be mounted: usr.lgz: "));
    assertEquals("ok", remark(fresh, "/etc/system"));
  }

  @Test
  void simulateSaysSoOfAnOverlayThatLiesBelowUsr() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "x\n");
    CommandRun run =
        CommandRun.of(
            "simulate",
            "--module",
            "/a type=rootfs name=ramdisk",
            image,
            "--module",
            "/usr/bin/bash type=file name=usr/bin/bash",
            file);
    assertTrue(
        run.output()
            .contains("after boot it is another file: usr/bin/bash in usr.lgz, 34632 bytes"),
        run.output());
  }

  @Test
  void archivesWithoutUsrLgzAreAsTheyWere() throws IOException {
    Path plain = Files.write(dir.resolve("plain"), Samples.clean(1));
    assertArrayEquals(
        CommandRun.of("inspect", plain, "-R").lines().toArray(),
        CommandRun.of("inspect", plain, "-R", "--no-nested").lines().toArray());
    assertEquals("", CommandRun.of("inspect", plain, "-R").errors());
    assertTrue(
        JsonParser.parseString(CommandRun.of("inspect", plain, "--json").output())
            .getAsJsonObject()
            .get("nested")
            .isJsonNull());
  }
}
