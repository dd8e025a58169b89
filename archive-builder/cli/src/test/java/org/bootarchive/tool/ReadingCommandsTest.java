package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.testing.PatchedImage;
import org.bootarchive.testing.PatchedImage.Name;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands inspect, cat and extract, as they are typed. */
class ReadingCommandsTest {
  @TempDir Path dir;

  private Path write(byte[] image) throws IOException {
    return Files.write(dir.resolve("image"), image);
  }

  @Test
  void jsonListsAllThatTheLinuxDriverReads() throws IOException {
    CommandRun run =
        CommandRun.of(
            "inspect", write(Samples.image("fixtures/populated-64m.img")), "-R", "--json");
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertListed(run.output(), Fixtures.listing("populated-64m.tsv"));
  }

  @Test
  void jsonListsThePlatformFromItsTgz() {
    CommandRun run = CommandRun.of("inspect", Samples.PLATFORM, "/", "-R", "--json", "--no-nested");
    assertListed(run.output(), Fixtures.listing("platform-root.tsv"));
  }

  private static void assertListed(String output, List<ListedFile> listing) {
    List<String> expected = new ArrayList<>();
    for (ListedFile file : listing) {
      JsonObject object = new JsonObject();
      object.addProperty("path", file.path());
      object.addProperty("type", String.valueOf(file.type()));
      object.addProperty("mode", file.octalMode());
      object.addProperty("uid", file.uid());
      object.addProperty("gid", file.gid());
      object.addProperty("size", file.size());
      object.addProperty("nlink", file.linkCount());
      object.addProperty("mtime", file.modified());
      object.addProperty("ino", file.inode());
      if (!file.target().equals("-")) {
        object.addProperty("target", file.target());
      }
      if (!file.rdev().equals("-")) {
        int comma = file.rdev().indexOf(',');
        object.addProperty("major", Integer.parseInt(file.rdev().substring(0, comma)));
        object.addProperty("minor", Integer.parseInt(file.rdev().substring(comma + 1)));
      }
      expected.add(object.toString());
    }
    List<String> actual = new ArrayList<>();
    for (JsonElement element : JsonParser.parseString(output).getAsJsonArray()) {
      actual.add(element.toString());
    }
    expected.sort(null);
    actual.sort(null);
    assertEquals(expected, actual);
  }

  @Test
  void theGlanceHasEveryFieldOfTheSuperblock() throws IOException {
    Path image = write(Samples.image("fixtures/empty-4m.img"));
    JsonObject glance =
        JsonParser.parseString(CommandRun.of("inspect", "--json", image).output())
            .getAsJsonObject();
    assertEquals("ufs1", glance.get("type").getAsString());
    assertEquals("little", glance.get("byteOrder").getAsString());
    assertTrue(glance.get("clean").getAsBoolean());
    JsonObject superblock = glance.getAsJsonObject("superblock");
    assertEquals(4095, superblock.get("size").getAsInt());
    assertEquals(4014, superblock.get("dsize").getAsInt());
    assertEquals(416, superblock.get("ipg").getAsInt());
    assertEquals(1000, superblock.get("nbfree").getAsInt());
    assertEquals(412, superblock.get("nifree").getAsInt());
    assertEquals(9, superblock.get("nffree").getAsInt());
    assertEquals("", superblock.get("fsmnt").getAsString());
    assertEquals(51, superblock.getAsJsonArray("sparecon").size());
    assertEquals(0x11954, superblock.get("magic").getAsInt());
    assertEquals(
        0x7c269d38, superblock.get("state").getAsInt() + superblock.get("time").getAsInt());
  }

  @Test
  void theGlanceSaysWhatUsrIs() throws IOException {
    CommandRun platform = CommandRun.of("inspect", Samples.PLATFORM);
    assertTrue(platform.output().startsWith("UFS1, little-endian (x86), clean\n"));
    assertTrue(
        platform.output().contains("\nusr.lgz      1.1 MiB, 8% of 14.0 MiB: gzip in 112 segments"),
        platform.output());
    assertTrue(platform.output().contains("\nusr          is what it holds, as after boot"));
    CommandRun own = CommandRun.of("inspect", Samples.PLATFORM, "--no-nested");
    assertTrue(own.output().contains("\nusr.lgz      holds what /usr shows after boot"));
    CommandRun empty = CommandRun.of("inspect", write(Samples.image("fixtures/empty-1m.img")));
    assertFalse(empty.output().contains("usr.lgz"));
  }

  @Test
  void aDirectorysEntriesAreShownLikeLs() throws IOException {
    Path image = write(Samples.clean(1));
    assertEquals(
        List.of("system", "passwd", "sub", "hard1", "zz", "many"),
        CommandRun.of("inspect", image, "/etc/").lines());
    assertEquals(List.of("etc/passwd"), CommandRun.of("inspect", image, "etc/passwd").lines());
    CommandRun line = CommandRun.of("inspect", "-l", image, "dev/null");
    assertTrue(
        line.output().matches(" +17 crw-------   1     0     0       13,2 .*Z dev/null\n"),
        line.output());
    assertEquals(
        List.of("etc/sub", "etc/sub/deep", "etc/sub/h3"),
        CommandRun.of("inspect", "-R", image, "etc/sub").lines());
    JsonArray array =
        JsonParser.parseString(CommandRun.of("inspect", "--json", image, "etc/sub").output())
            .getAsJsonArray();
    assertEquals(3, array.size());
  }

  @Test
  void listsAndAttributesAreMarked() throws IOException {
    CommandRun attributes = CommandRun.of("inspect", "-l", write(Samples.clean(20)), "etc/system");
    assertTrue(attributes.output().contains("-rw-r--r--@ "), attributes.output());
    assertEquals("        @ author, 8 bytes", attributes.lines().get(1));
    CommandRun list = CommandRun.of("inspect", "-l", write(Samples.clean(16)), "etc/system");
    assertTrue(list.output().contains("-rw-r--r--+ "), list.output());
    String json = CommandRun.of("inspect", "--json", dir.resolve("image"), "etc/system").output();
    JsonObject object = JsonParser.parseString(json).getAsJsonArray().get(0).getAsJsonObject();
    assertTrue(object.get("acl").getAsInt() > 0);
  }

  @Test
  void catWritesBytesAndFollowsLinks() throws IOException {
    Path image =
        write(
            PatchedImage.of(Samples.clean(1))
                .names(
                    Inode.ROOT,
                    List.of(new Name("a\u00ff", 6), new Name("l", 10), new Name("etc", 4)))
                .linkText(10, "etc/passwd")
                .bytes());
    CommandRun plain = CommandRun.of("cat", image, "etc/passwd");
    assertEquals(ExitCode.GOOD, plain.code());
    assertEquals(900, plain.output().length());
    assertEquals(plain, CommandRun.of("cat", image, "/l"));
    assertEquals(plain, CommandRun.of("cat", image, "a\\xff"));
  }

  @Test
  void whatIsNotThereIsAnAnswer() throws IOException {
    Path image = write(Samples.clean(1));
    for (List<Object> command :
        List.<List<Object>>of(
            List.of("cat", image, "etc/nothing"),
            List.of("cat", image, "etc"),
            List.of("inspect", image, "nothing"),
            List.of("extract", image, "etc", "nothing", "--to", dir.resolve("out")))) {
      CommandRun run = CommandRun.of(command.toArray());
      assertEquals(ExitCode.NO, run.code(), command::toString);
      assertEquals(1, run.errorLines().size(), run.errors());
      assertEquals("", run.output());
    }
    assertFalse(Files.exists(dir.resolve("out")));
  }

  @Test
  void whatIsNoImageIsAnError() throws IOException {
    Path file = Files.writeString(dir.resolve("text"), "no file system");
    for (String command : List.of("inspect", "cat", "extract")) {
      List<Object> arguments = new ArrayList<>(List.of(command, file));
      arguments.addAll(
          command.equals("cat")
              ? List.of("x")
              : command.equals("extract") ? List.of("--to", dir.resolve("out")) : List.of());
      CommandRun run = CommandRun.of(arguments.toArray());
      assertEquals(ExitCode.INPUT, run.code());
      assertEquals(1, run.errorLines().size(), run.errors());
    }
    assertFalse(Files.exists(dir.resolve("out")));
  }

  @Test
  void extractNeedsOneTarget() throws IOException {
    Path image = write(Samples.clean(1));
    assertEquals(ExitCode.USAGE, CommandRun.of("extract", image).code());
    assertEquals(ExitCode.USAGE, CommandRun.of("extract", image, "--to", "a", "--tar", "b").code());
  }

  @Test
  void extractTellsWhatItDid() throws IOException {
    Path image = write(Samples.clean(1));
    CommandRun text = CommandRun.of("extract", image, "--to", dir.resolve("out"));
    assertEquals(ExitCode.GOOD, text.code());
    assertTrue(
        text.output().matches("files \\d+, directories 8, symbolic links 2, hard links 2, .*: 4\n"),
        text.output());
    assertEquals(4, text.errorLines().size());
    CommandRun json = CommandRun.of("extract", image, "--json", "--tar", dir.resolve("tar"), "etc");
    JsonObject object = JsonParser.parseString(json.output()).getAsJsonObject();
    assertEquals(3, object.get("directories").getAsInt());
    assertEquals(0, object.getAsJsonArray("losses").size());
    CommandRun again = CommandRun.of("extract", image, "--to", dir.resolve("out"));
    assertEquals(ExitCode.INPUT, again.code());
    assertTrue(again.errors().contains("not empty"), again.errors());
    assertEquals(
        ExitCode.GOOD,
        CommandRun.of("extract", image, "--force", "--to", dir.resolve("out")).code());
  }

  @Test
  void aTarGoesToTheStandardOutputAlone() throws IOException {
    Path image = write(Samples.clean(1));
    CommandRun file = CommandRun.of("extract", image, "--tar", dir.resolve("tar"));
    CommandRun output = CommandRun.of("extract", image, "--tar", "-");
    assertEquals(
        Files.readString(dir.resolve("tar"), StandardCharsets.ISO_8859_1), output.output());
    assertTrue(output.errors().contains(file.output().trim()));
  }
}
