package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command report: of archives of every kind, with an older one, and with a boot. */
class ReportCommandTest {
  @TempDir private static Path shared;

  @TempDir private Path folder;

  private static Path platform;

  @BeforeAll
  static void unpack() throws IOException {
    platform = PlatformFixture.unpack(shared).directory();
  }

  private static JsonObject report(Object... arguments) {
    CommandRun run = CommandRun.ofBoth(List.of("report", "--json"), arguments);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    return parse(new String(run.output().getBytes(ISO_8859_1), UTF_8));
  }

  private static JsonObject parse(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  private static Set<String> texts(Iterable<JsonElement> elements, String property) {
    Set<String> texts = new HashSet<>();
    elements.forEach(one -> texts.add(one.getAsJsonObject().get(property).getAsString()));
    return texts;
  }

  @ParameterizedTest
  @CsvSource({
    "archives/cpio/odc.cpio, cpio, cpio",
    "archives/cpio/newc.cpio, cpio, cpio",
    "archives/hsfs, platform, hsfs",
    "archives/illumos-ufs, platform, ufs1",
    "fixtures/populated-64m.img, ufs1, ufs1"
  })
  void anArchiveOfAnyFormHasAReport(String sample, String kind, String type) throws IOException {
    Path archive = sample(sample);
    JsonObject report = report(archive);
    JsonObject source = report.getAsJsonArray("sources").get(0).getAsJsonObject();
    assertEquals(kind, source.get("kind").getAsString());
    JsonObject root = report.getAsJsonObject("glance").getAsJsonObject("root");
    assertEquals(type, root.get("type").getAsString());
    assertEquals(type.equals("ufs1"), !root.get("free").isJsonNull());
    assertEquals(type.equals("ufs1"), report.getAsJsonArray("groups").size() > 0);
    CommandRun listing = CommandRun.of("inspect", "--no-nested", archive, "-R", "--json");
    assertEquals(
        JsonParser.parseString(listing.output()).getAsJsonArray().size(),
        nodes(report, 0).getAsJsonArray("parent").size());
  }

  /** Returns a sample, which is packed in the repository. */
  private Path sample(String name) throws IOException {
    Path plain = Testdata.of().resolve(name);
    if (Files.exists(plain)) {
      return plain;
    }
    return Files.write(folder.resolve(plain.getFileName().toString()), Samples.image(name));
  }

  private static JsonObject nodes(JsonObject report, int tree) {
    return report.getAsJsonArray("trees").get(tree).getAsJsonObject().getAsJsonObject("nodes");
  }

  @Test
  void aPlatformHasItsHashItsStampAndBothTreesAndAMediumLeadsToIt() {
    JsonObject report = report(Samples.PLATFORM);
    JsonObject glance = report.getAsJsonObject("glance");
    assertEquals("accepted", glance.getAsJsonObject("hash").get("state").getAsString());
    assertEquals("20260101T000000Z", glance.getAsJsonObject("platform").get("stamp").getAsString());
    assertEquals(Set.of("root", "usr"), texts(report.getAsJsonArray("trees"), "name"));
    assertEquals(Set.of("root", "usr"), texts(report.getAsJsonArray("groups"), "tree"));
    JsonObject ofMedium = report(Testdata.of("media", "smartos-mini.usb.gz"));
    assertEquals(
        "medium",
        ofMedium.getAsJsonArray("sources").get(0).getAsJsonObject().get("kind").getAsString());
    assertFalse(ofMedium.getAsJsonObject("glance").get("platform").isJsonNull());
  }

  @Test
  void equalFilesOfAPlatformAreThoseThatItsArchiveAloneShows() {
    JsonObject whole = report(platform);
    JsonObject alone = report(platform.resolve("i86pc/amd64/boot_archive"));
    for (int tree = 0; tree < 2; tree++) {
      assertEquals(
          alone.getAsJsonArray("trees").get(tree).getAsJsonObject().get("duplicates"),
          whole.getAsJsonArray("trees").get(tree).getAsJsonObject().get("duplicates"));
    }
    assertTrue(
        whole.getAsJsonArray("trees").get(0).getAsJsonObject().getAsJsonArray("duplicates").size()
            > 0);
  }

  @Test
  void theFindingsAreThoseOfCheck() {
    JsonObject check = parse(CommandRun.of("check", "--json", platform).output());
    JsonObject report = report(platform);
    assertEquals(
        StreamSupport.stream(check.getAsJsonArray("findings").spliterator(), false)
            .map(finding -> finding.getAsJsonObject().get("message"))
            .toList(),
        StreamSupport.stream(report.getAsJsonArray("findings").spliterator(), false)
            .map(finding -> finding.getAsJsonObject().get("message"))
            .toList());
    assertEquals(Set.of("platform"), texts(report.getAsJsonArray("findings"), "section"));
  }

  @Test
  void whatDiffersIsWhatDiffShows() throws IOException {
    Path system = Files.writeString(folder.resolve("system"), "set moddebug=1\n");
    Path changed = folder.resolve("changed");
    CommandRun patch =
        CommandRun.of(
            "patch",
            platform,
            "--out",
            changed,
            "--put",
            "etc/system=" + system,
            "--put",
            "usr/share/new=" + system,
            "--remove",
            "etc/passwd");
    assertEquals(ExitCode.GOOD, patch.code(), patch.errors());
    JsonObject diff = parse(CommandRun.of("diff", "--json", platform, changed).output());
    JsonObject report = report(changed, "--against", platform);
    JsonObject difference = report.getAsJsonObject("difference");
    assertEquals(
        texts(diff.getAsJsonArray("differences"), "path"),
        texts(difference.getAsJsonArray("entries"), "path"));
    for (JsonElement element : difference.getAsJsonArray("entries")) {
      JsonObject entry = element.getAsJsonObject();
      if (entry.get("path").getAsString().equals("usr/share/new")) {
        assertEquals("added", entry.get("kind").getAsString());
        assertEquals("usr", entry.get("tree").getAsString());
        int node = entry.get("node").getAsInt();
        assertEquals("new", nodes(report, 1).getAsJsonArray("name").get(node).getAsString());
        assertEquals(
            "set moddebug=1\n",
            nodes(report, 1).getAsJsonObject("content").get("" + node).getAsString());
      }
      if (entry.get("path").getAsString().equals("etc/system")) {
        assertTrue(entry.get("text").toString().contains("set moddebug=1"));
      }
    }
  }

  @Test
  void aBootIsToldInStepsThatHaveAllFindingsOnce() {
    Path anon = Testdata.of("anon");
    JsonObject report =
        report(
            platform,
            "--platform",
            platform,
            "--add",
            "kernel/drv/dtrace.conf=" + anon.resolve("dtrace.conf"),
            "--add",
            "etc/system=" + anon.resolve("system"),
            "--add",
            "nobody/reads=" + anon.resolve("ntp.d"));
    JsonObject boot = report.getAsJsonObject("boot");
    assertEquals(
        Set.of("loader", "modules", "hash", "overlays", "before root", "after root", "system/boot"),
        texts(boot.getAsJsonArray("steps"), "phase"));
    Set<Integer> given = new HashSet<>();
    String phase = "";
    Set<String> ended = new HashSet<>();
    for (JsonElement element : boot.getAsJsonArray("steps")) {
      JsonObject step = element.getAsJsonObject();
      if (!step.get("phase").getAsString().equals(phase)) {
        phase = step.get("phase").getAsString();
        assertTrue(ended.add(phase), phase + " comes twice");
      }
      for (JsonElement finding : step.getAsJsonArray("findings")) {
        assertTrue(given.add(finding.getAsInt()));
      }
    }
    for (int i = 0; i < report.getAsJsonArray("findings").size(); i++) {
      JsonObject finding = report.getAsJsonArray("findings").get(i).getAsJsonObject();
      assertEquals(finding.get("section").getAsString().equals("boot"), given.contains(i));
    }
    JsonObject enabling = report.getAsJsonObject("enabling");
    JsonObject shown =
        parse(
            CommandRun.of(
                    "anon",
                    "show",
                    "--json",
                    "--platform",
                    platform,
                    "--add",
                    "kernel/drv/dtrace.conf=" + anon.resolve("dtrace.conf"),
                    "--add",
                    "etc/system=" + anon.resolve("system"))
                .output());
    assertEquals(shown.get("accepted"), enabling.get("accepted"));
    assertEquals(shown.get("messages"), enabling.get("kernelLines"));
    assertTrue(enabling.getAsJsonArray("programs").size() > 0);
    assertTrue(
        enabling.getAsJsonArray("probes").toString().contains("\"exists\":false"),
        enabling.getAsJsonArray("probes").toString());
  }

  @Test
  void aConfigurationsLoaderAndKernelAreShown() throws IOException {
    Path key = PlatformFixture.usbKey(folder);
    JsonObject boot =
        report(platform, "--menu", key.resolve("boot/grub/menu.lst"), "--root", key)
            .getAsJsonObject("boot");
    assertEquals("grub", boot.get("loader").getAsString());
    assertTrue(
        boot.getAsJsonObject("kernel").get("path").getAsString().endsWith("/kernel/amd64/unix"));
  }

  @Test
  void thePageHasTheSameJsonAndGoesToAFileOrAStream() throws IOException {
    Path page = folder.resolve("report.html");
    CommandRun run = CommandRun.of("report", platform, "--out", page, "--json");
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    String html = Files.readString(page);
    assertTrue(html.contains("id=\"report\""));
    String start = "id=\"report\">";
    int from = html.indexOf(start) + start.length();
    assertEquals(
        parse(new String(run.output().getBytes(ISO_8859_1), UTF_8)),
        parse(html.substring(from, html.indexOf("</script>", from))));
    CommandRun stream = CommandRun.of("report", platform, "--out", "-");
    assertEquals(ExitCode.GOOD, stream.code(), stream.errors());
    assertEquals(html, new String(stream.output().getBytes(ISO_8859_1), UTF_8));
  }

  @Test
  void findingsAreNoFailureNorIsDamageBelowTheRoot() throws IOException {
    Path image = Files.write(folder.resolve("damaged"), withoutUsr());
    Path page = folder.resolve("page.html");
    JsonObject report = report(image, "--out", page);
    assertTrue(texts(report.getAsJsonArray("findings"), "code").contains("tree-unreadable"));
    assertEquals(Set.of("root"), texts(report.getAsJsonArray("trees"), "name"));
    JsonObject usr = report.getAsJsonObject("glance").getAsJsonObject("usr");
    assertTrue(usr.get("type").isJsonNull());
    assertTrue(usr.get("imageSize").getAsLong() > 0);
    assertTrue(Files.size(page) > 100_000);
  }

  /** Returns the sample's archive with a usr.lgz of which the header is gone. */
  private static byte[] withoutUsr() throws IOException {
    byte[] image = Samples.platformArchive();
    try (Volume volume = Volume.open(MemoryBlockDevice.of(image))) {
      long usr = volume.lookup(Inode.ROOT, FileName.of("usr.lgz")).orElseThrow();
      long at = volume.superblock().fragmentOffset(volume.inode(usr).direct().get(0));
      Arrays.fill(image, (int) at, (int) at + 64, (byte) 0);
    }
    return image;
  }

  @Test
  void whatIsNoFileSystemHasNoReportAndAWrongHashIsSaid() throws IOException {
    Path nothing = Files.write(folder.resolve("nothing"), new byte[100_000]);
    Path page = folder.resolve("none.html");
    CommandRun unreadable = CommandRun.of("report", nothing, "--out", page);
    assertEquals(ExitCode.INPUT, unreadable.code(), unreadable.errors());
    assertEquals(1, unreadable.errorLines().size(), unreadable.errors());
    assertTrue(Files.notExists(page));
    Path hash = Files.writeString(folder.resolve("boot_archive.hash"), "0".repeat(40) + "\n");
    Path archive = Files.write(folder.resolve("boot_archive"), Samples.platformArchive());
    JsonObject mismatch = report(archive).getAsJsonObject("glance").getAsJsonObject("hash");
    assertEquals("mismatch", mismatch.get("state").getAsString());
    assertEquals(Files.readString(hash).strip(), mismatch.get("expected").getAsString());
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE",
    "IMAGE --json --out -",
    "- --against - --json",
    "IMAGE --json --content-limit 65m",
    "IMAGE --json --add a=b",
    "IMAGE --json --slice 1 --platform x"
  })
  void wrongUsageIsSaidInALine(String line) {
    Object[] arguments =
        Arrays.stream(line.split(" "))
            .map(word -> word.equals("IMAGE") ? platform.toString() : word)
            .toArray();
    CommandRun run = CommandRun.ofBoth(List.of("report"), arguments);
    assertEquals(ExitCode.USAGE, run.code(), run.errors());
  }
}
