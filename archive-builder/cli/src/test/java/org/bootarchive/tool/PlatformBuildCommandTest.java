package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command build --platform, from the files of the sample platform and a manifest of them. */
class PlatformBuildCommandTest {
  private static final String STAMP = "20260101T000000Z";

  @TempDir private static Path proto;
  @TempDir private static Path sample;

  @TempDir private Path folder;

  @BeforeAll
  static void extract() throws IOException {
    CommandRun run = CommandRun.of("extract", Samples.PLATFORM, "--to", proto.resolve("p"));
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    List<String> lines = new ArrayList<>(List.of("# made from listings"));
    addLines(lines, "", Fixtures.listing("platform-root.tsv"));
    addLines(lines, "usr/", Fixtures.listing("platform-usr.tsv"));
    Files.write(proto.resolve("manifest"), lines);
  }

  private static void addLines(List<String> lines, String prefix, List<ListedFile> listing) {
    Map<Long, String> known = new HashMap<>();
    for (ListedFile file : listing) {
      boolean isHidden = prefix.isEmpty() && file.path().startsWith("usr");
      if (isHidden || (prefix.isEmpty() && file.path().equals("."))) {
        continue;
      }
      String path = file.path().equals(".") ? "usr" : prefix + file.path();
      String owned = path + " " + file.octalMode() + " " + file.uid() + " " + file.gid();
      String before = file.type() == 'f' ? known.putIfAbsent(file.inode(), path) : null;
      if (before != null) {
        lines.add("h " + path + "=" + before);
      } else if (file.type() == 'd' || file.type() == 'f') {
        lines.add(file.type() + " " + owned);
      } else if (file.type() == 'l') {
        lines.add("s " + path + "=" + file.target());
      }
    }
  }

  private static CommandRun build(Path out, Object... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("build", "--platform", "--manifest", proto.resolve("manifest")));
    arguments.addAll(List.of("--proto", proto.resolve("p"), "--stamp", STAMP, "--out", out));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }

  /** Returns what a listing tells of each file but times, inodes and what directories take. */
  private static Set<String> files(Path platform) {
    Set<String> files = new TreeSet<>();
    CommandRun run = CommandRun.of("inspect", platform, "-R", "--json");
    for (JsonElement element : JsonParser.parseString(run.output()).getAsJsonArray()) {
      JsonObject file = element.getAsJsonObject();
      String type = file.get("type").getAsString();
      boolean isUsrImage = file.get("path").getAsString().equals("usr.lgz");
      if (!type.equals("c") && !type.equals("b")) {
        file.remove("ino");
        file.remove("mtime");
        if (type.equals("d") || isUsrImage) {
          file.remove("size");
        }
        files.add(file.toString());
      }
    }
    return files;
  }

  @Test
  void theFilesOfAPlatformMakeItAgain() throws IOException {
    Path first = folder.resolve("platform-first.tgz");
    CommandRun run = build(first, "--json");
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    JsonObject report = JsonParser.parseString(run.output()).getAsJsonObject();
    assertEquals(815, report.get("manifestLines").getAsInt());
    assertTrue(report.getAsJsonObject("usr").get("fullPercent").getAsInt() > 90);
    assertTrue(report.getAsJsonArray("missingEarlyFiles").isEmpty());

    CommandRun check = CommandRun.of("check", first, "--no-traps");
    assertEquals(ExitCode.GOOD, check.code(), check.output());
    assertTrue(check.output().endsWith("clean; warnings: 2\n"), "it is just large enough");
    assertEquals(files(Samples.PLATFORM), files(first));

    Path second = folder.resolve("second.tgz");
    assertEquals(ExitCode.GOOD, build(second).code());
    assertEquals(-1, Files.mismatch(first, second));
  }

  @Test
  void aDirectoryHoldsWhatBuildLiveLaysOut() throws IOException {
    Path out = folder.resolve("platform");
    Path status = Files.writeString(folder.resolve("gitstatus.json"), "[]\n");
    CommandRun run = build(out, "--gitstatus", status, "--size", "28672k", "--usr-size", "14336k");
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertEquals("root 28672 KiB", run.lines().get(2).substring(0, 14));
    PlatformImage real = PlatformFixture.unpack(sample);
    for (String same : List.of(PlatformImage.KERNEL, PlatformImage.VERSION)) {
      assertEquals(-1, Files.mismatch(real.directory().resolve(same), out.resolve(same)), same);
    }
    assertEquals("[]\n", Files.readString(out.resolve(PlatformImage.GIT_STATUS)));
    assertEquals("[]\n", CommandRun.of("cat", out, "etc/versions/build").output());
    CommandRun own = CommandRun.of("inspect", "-R", "--no-nested", out, "usr");
    CommandRun realOwn = CommandRun.of("inspect", "-R", "--no-nested", Samples.PLATFORM, "usr");
    assertEquals(new TreeSet<>(realOwn.lines()), new TreeSet<>(own.lines()), "the root's own usr");
    assertEquals(ExitCode.GOOD, CommandRun.of("check", out).code());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(2, left.count());
    }
    assertEquals(ExitCode.INPUT, build(out).code());
  }

  @Test
  void whatDoesNotFitIsSaidAndNothingIsLeft() throws IOException {
    CommandRun usr = build(folder.resolve("p"), "--usr-size", "2000k");
    assertEquals(ExitCode.NO, usr.code());
    assertTrue(usr.errors().contains("usr: an image of 2000 KiB is too small"), usr.errors());
    CommandRun root = build(folder.resolve("p.tgz"), "--size", "3000k");
    assertEquals(ExitCode.NO, root.code());
    CommandRun kernel = build(folder.resolve("p.tgz"), "--kernel", "platform/unix");
    assertEquals(ExitCode.INPUT, kernel.code());
    assertTrue(kernel.errors().contains("no file platform/unix"), kernel.errors());
    try (Stream<Path> left = Files.list(folder)) {
      assertFalse(left.findAny().isPresent());
    }
  }

  @Test
  void optionsOfAPlatformGoWithOne() {
    Path out = folder.resolve("x");
    assertEquals(
        ExitCode.USAGE,
        CommandRun.of("build", "--empty", "--size", "1m", "--stamp", "x", "--out", out).code());
    assertEquals(ExitCode.USAGE, build(out, "--stamp", "a/b").code());
  }
}
