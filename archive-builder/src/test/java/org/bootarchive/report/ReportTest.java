package org.bootarchive.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.testing.PatchedImage;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.SampleImage;
import org.bootarchive.ufs.testing.SampleImages;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.testing.TreeWriter;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.Test;

/** A report has what is in an image, whatever that is. */
class ReportTest {
  private static final String GOLDEN_VARIABLE = "BOOTARCHIVE_REPORT";

  @Provide
  static Arbitrary<SampleImage> images() {
    return SampleImages.images(12);
  }

  @Property(tries = 40)
  void everyPathIsInTheTreeWithWhatTheVolumeSaysOfIt(@ForAll("images") SampleImage sample)
      throws IOException {
    byte[] image = EmptyImages.format(sample.options());
    try (WritableVolume volume = open(MemoryBlockDevice.of(image))) {
      TreeWriter.write(volume, sample.entries());
      volume.flush();
    }
    assertTreeIsTheVolumes(image);
  }

  @Test
  void everyPathOfThePlatformsArchiveIsInTheTree() throws IOException {
    assertTreeIsTheVolumes(Samples.platformArchive());
  }

  private static void assertTreeIsTheVolumes(byte[] image) throws IOException {
    JsonObject report = ReportSamples.report(MemoryBlockDevice.of(image));
    try (Volume volume = Volume.open(MemoryBlockDevice.of(image))) {
      Map<String, String> expected = new TreeMap<>();
      TreeWalk walk = volume.walk(Inode.ROOT);
      for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
        Inode inode = visit.inode();
        expected.put(
            path(visit),
            line(
                inode.type() == null ? '?' : inode.type().letter(),
                inode.permissions(),
                inode.uid(),
                inode.gid(),
                inode.modifyTime().seconds(),
                inode.size(),
                inode.sectorCount() * 512L,
                inode.linkCount(),
                visit.number()));
      }
      assertEquals(expected, lines(tree(report, "root")));
    }
  }

  private static String path(Visit visit) {
    StringBuilder path = new StringBuilder();
    visit.path().forEach(name -> path.append('/').append(latin1(name.toBytes())));
    return path.toString();
  }

  private static String line(char type, long... numbers) {
    StringBuilder line = new StringBuilder().append(type);
    for (long number : numbers) {
      line.append(' ').append(number);
    }
    return line.toString();
  }

  /** Returns what a tree's columns say of each path, and checks how the nodes are numbered. */
  private static Map<String, String> lines(JsonObject tree) {
    JsonObject nodes = tree.getAsJsonObject("nodes");
    List<String> paths = new ArrayList<>();
    Map<String, String> lines = new TreeMap<>();
    JsonArray parents = nodes.getAsJsonArray("parent");
    for (int i = 0; i < parents.size(); i++) {
      int parent = parents.get(i).getAsInt();
      assertTrue(parent < i);
      byte[] name = EscapedBytes.unescape(nodes.getAsJsonArray("name").get(i).getAsString());
      if (i > 1 && parents.get(i - 1).getAsInt() == parent) {
        byte[] before =
            EscapedBytes.unescape(nodes.getAsJsonArray("name").get(i - 1).getAsString());
        assertTrue(FileName.of(before).compareTo(FileName.of(name)) < 0);
      }
      paths.add(parent < 0 ? "" : paths.get(parent) + "/" + latin1(name));
      long[] numbers = new long[8];
      String[] columns = {"mode", "uid", "gid", "mtime", "size", "stored", "nlink", "ino"};
      for (int k = 0; k < columns.length; k++) {
        assertEquals(parents.size(), nodes.getAsJsonArray(columns[k]).size());
        numbers[k] = nodes.getAsJsonArray(columns[k]).get(i).getAsLong();
      }
      lines.put(paths.get(i), line(nodes.get("type").getAsString().charAt(i), numbers));
    }
    return lines;
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static JsonObject tree(JsonObject report, String name) {
    for (JsonElement tree : report.getAsJsonArray("trees")) {
      if (tree.getAsJsonObject().get("name").getAsString().equals(name)) {
        return tree.getAsJsonObject();
      }
    }
    throw new AssertionError("no tree " + name);
  }

  /** Returns the number of a node by its name, which it alone has. */
  private static int node(JsonObject report, String name) {
    JsonArray names = tree(report, "root").getAsJsonObject("nodes").getAsJsonArray("name");
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).getAsString().equals(name)) {
        return i;
      }
    }
    throw new AssertionError("no node " + name);
  }

  @Test
  void theFilesOfUsrAreATreeOfTheirOwnAndTheSameReportComesTwice() throws IOException {
    byte[] image = Samples.platformArchive();
    String text = ReportSamples.text(MemoryBlockDevice.of(image), ReportLimits.DEFAULTS);
    assertEquals(text, ReportSamples.text(MemoryBlockDevice.of(image), ReportLimits.DEFAULTS));
    JsonObject report = ReportSamples.report(MemoryBlockDevice.of(image));
    assertTrue(lines(tree(report, "usr")).containsKey("/bin"));
    JsonObject usr = report.getAsJsonObject("glance").getAsJsonObject("usr");
    assertEquals("usr.lgz", usr.get("image").getAsString());
    JsonObject root = report.getAsJsonObject("glance").getAsJsonObject("root");
    assertEquals(
        tree(report, "root").getAsJsonObject("nodes").getAsJsonArray("parent").size(),
        root.get("files").getAsInt() + root.get("directories").getAsInt());
  }

  @Test
  void theMapsOfTheGroupsAddUpToWhatTheSuperblockSaysIsFree() throws IOException {
    byte[] image = Samples.platformArchive();
    JsonObject report = ReportSamples.report(MemoryBlockDevice.of(image));
    try (Volume volume = Volume.open(MemoryBlockDevice.of(image))) {
      Superblock superblock = volume.superblock();
      long free = 0;
      int groups = 0;
      for (JsonElement element : report.getAsJsonArray("groups")) {
        JsonObject group = element.getAsJsonObject();
        if (!group.get("tree").getAsString().equals("root")) {
          continue;
        }
        groups++;
        int fragments = group.get("fragments").getAsInt();
        int used = group.get("used").getAsInt();
        free += fragments - used;
        assertEquals(
            fragments - used,
            group.get("freeBlocks").getAsInt() * superblock.fragmentsPerBlock()
                + group.get("freeFragments").getAsInt());
        String map = group.get("map").getAsString();
        assertEquals(64, map.length());
        assertEquals(used == fragments, map.matches("9+"));
      }
      assertEquals(superblock.groupCount(), groups);
      assertEquals(superblock.freeBytes(), free * superblock.fragmentBytes());
    }
  }

  @Test
  void configurationComesFirstAndWhatIsNoTextOrTooLongIsSaidToBeSo() throws IOException {
    MemoryBlockDevice image = EmptyImages.device(4 << 20);
    try (WritableVolume volume = open(image)) {
      long etc = directory(volume, Inode.ROOT, "etc");
      file(volume, etc, "system", "set x = 1\n");
      file(volume, etc, "binary", "\u0000\u0001");
      file(volume, etc, "long", "x".repeat(200));
      file(volume, Inode.ROOT, "a", "y".repeat(95));
      file(volume, Inode.ROOT, "lib.so.1", "a library by its name");
      volume.flush();
    }
    ReportLimits limits = ReportLimits.DEFAULTS.withFileBytes(100).withTotalBytes(100);
    JsonObject report = ReportSamples.report(image, limits);
    JsonObject nodes = tree(report, "root").getAsJsonObject("nodes");
    assertEquals(1, nodes.getAsJsonObject("content").size());
    assertEquals(
        "set x = 1\n",
        nodes.getAsJsonObject("content").get("" + node(report, "system")).getAsString());
    assertEquals(
        List.of(node(report, "lib.so.1"), node(report, "binary")),
        numbers(nodes.getAsJsonArray("binary")));
    assertEquals(
        List.of(node(report, "a"), node(report, "long")), numbers(nodes.getAsJsonArray("cut")));
  }

  private static List<Integer> numbers(JsonArray array) {
    return array.asList().stream().map(JsonElement::getAsInt).toList();
  }

  @Test
  void filesWithTheSameContentAreFoundThoseFirstThatWasteMost() throws IOException {
    MemoryBlockDevice image = EmptyImages.device(4 << 20);
    try (WritableVolume volume = open(image)) {
      for (String name : List.of("a", "b", "c")) {
        file(volume, Inode.ROOT, name, "few bytes");
      }
      for (String name : List.of("d", "e", "f")) {
        file(volume, Inode.ROOT, name, "x".repeat(5000) + (name.equals("f") ? "y" : "x"));
      }
      volume.link(
          Inode.ROOT, FileName.of("g"), volume.lookup(Inode.ROOT, FileName.of("f")).getAsLong());
      file(volume, Inode.ROOT, "empty", "");
      file(volume, Inode.ROOT, "void", "");
      volume.flush();
    }
    JsonObject report = ReportSamples.report(image);
    List<List<Integer>> expected =
        List.of(
            List.of(node(report, "d"), node(report, "e")),
            List.of(node(report, "a"), node(report, "b"), node(report, "c")));
    assertEquals(
        expected,
        tree(report, "root").getAsJsonArray("duplicates").asList().stream()
            .map(same -> numbers(same.getAsJsonArray()))
            .toList());
  }

  @Test
  void noNameAndNoContentCanEndTheScriptElementOrStirATerminal() throws IOException {
    MemoryBlockDevice image = EmptyImages.device(4 << 20);
    String content = "</script><script>alert(1)</script><!--\u009b2J\u202e\u2028&amp;\n";
    try (WritableVolume volume = open(image)) {
      file(volume, Inode.ROOT, "<img src=x onerror=alert(1)>", content);
      file(volume, Inode.ROOT, "a\nb\u001b[2J", "x");
      volume.createSymbolicLink(
          Inode.ROOT,
          FileName.of("link"),
          "</script>\u0007".getBytes(UTF_8),
          new NewFile(0777, 0, 0));
      volume.flush();
    }
    String text = ReportSamples.text(image, ReportLimits.DEFAULTS);
    assertFalse(text.matches("(?s).*[<>&\\p{Cntrl}\u202e\u2028].*"), text);
    JsonObject report = ReportSamples.report(image);
    int hostile = node(report, "<img src=x onerror=alert(1)>");
    JsonObject nodes = tree(report, "root").getAsJsonObject("nodes");
    assertEquals(content, nodes.getAsJsonObject("content").get("" + hostile).getAsString());
    assertTrue(node(report, "a\\x0ab\\x1b[2J") > 0);
    assertEquals(
        "</script>\\x07",
        nodes.getAsJsonObject("target").get("" + node(report, "link")).getAsString());
  }

  @Test
  void whatDiffersFromAnOlderArchiveIsShownWithLinesAndAttributes() throws IOException {
    MemoryBlockDevice old = EmptyImages.device(4 << 20);
    MemoryBlockDevice fresh = EmptyImages.device(4 << 20);
    try (WritableVolume before = open(old);
        WritableVolume after = open(fresh)) {
      for (WritableVolume volume : List.of(before, after)) {
        file(volume, Inode.ROOT, "same", "same\n");
      }
      file(before, Inode.ROOT, "gone", "x".repeat(3000));
      file(before, Inode.ROOT, "text", "one\ntwo\nthree\n");
      file(after, Inode.ROOT, "text", "one\n2\nthree\n");
      file(after, Inode.ROOT, "new", "new\n");
      file(before, Inode.ROOT, "mode", "m");
      file(after, Inode.ROOT, "mode", "m");
      after.setPermissions(after.lookup(Inode.ROOT, FileName.of("mode")).getAsLong(), 0600);
      before.flush();
      after.flush();
    }
    JsonObject report = ReportSamples.against(old, fresh, ReportLimits.DEFAULTS);
    JsonObject difference = report.getAsJsonObject("difference");
    assertEquals(
        "{\"added\":1,\"removed\":1,\"content\":1,\"metadata\":1}",
        difference.get("summary").toString());
    assertEquals(0, difference.get("leftOut").getAsInt());
    List<String> entries = new ArrayList<>();
    for (JsonElement element : difference.getAsJsonArray("entries")) {
      JsonObject entry = element.getAsJsonObject();
      entries.add(
          entry.get("kind").getAsString()
              + " "
              + entry.get("path").getAsString()
              + " "
              + entry.get("attributes")
              + " "
              + entry.get("sizeBefore")
              + " "
              + entry.get("sizeAfter")
              + " "
              + entry.get("text"));
    }
    assertEquals(
        List.of(
            "removed gone [] 3000 null null",
            "metadata mode [{\"name\":\"mode\",\"before\":\"0644\",\"after\":\"0600\"}] 1 1 null",
            "added new [] null 4 null",
            "content text [] 14 12 {\"cut\":false,\"hunks\":[{\"oldLine\":1,\"newLine\":1,\"rows\":"
                + "[[\"=\",\"one\",\"one\"],[\"!\",\"two\",\"2\"],[\"=\",\"three\",\"three\"],"
                + "[\"=\",\"\",\"\"]]}]}"),
        entries);
    JsonObject tree = tree(report, "root");
    JsonObject change = tree.getAsJsonObject("nodes").getAsJsonObject("change");
    assertEquals("added", change.get("" + node(report, "new")).getAsString());
    assertEquals("content", change.get("" + node(report, "text")).getAsString());
    assertEquals("metadata", change.get("" + node(report, "mode")).getAsString());
    assertEquals(3, change.size());
    assertEquals(
        "[{\"path\":\"gone\",\"type\":\"f\",\"size\":3000,\"stored\":3072}]",
        tree.get("removed").toString());
  }

  @Test
  void aDirectoryThatHoldsItselfIsAFindingAndEndsNothing() throws IOException {
    byte[] sound = Fixtures.image("populated-64m.img");
    PatchedImage image = PatchedImage.of(sound);
    long directory = 0;
    try (Volume volume = Volume.open(MemoryBlockDevice.of(sound))) {
      for (var entry : volume.entries(Inode.ROOT)) {
        if (!entry.name().isDots()
            && volume.inode(entry.inode()).type() == FileType.DIRECTORY
            && !entry.name().equals(FileName.of("lost+found"))) {
          directory = entry.inode();
        }
      }
    }
    image.names(directory, List.of(new PatchedImage.Name("loop", directory)));
    JsonObject report = ReportSamples.report(MemoryBlockDevice.of(image.bytes()));
    assertTrue(
        report.getAsJsonArray("findings").asList().stream()
            .anyMatch(
                finding ->
                    finding.getAsJsonObject().get("code").getAsString().equals("tree-unreadable")));
  }

  @Test
  void theReportOfASmallImageIsTheRecordedOne() throws IOException {
    MemoryBlockDevice image = EmptyImages.device(1 << 20);
    try (WritableVolume volume = open(image)) {
      long etc = directory(volume, Inode.ROOT, "etc");
      file(volume, etc, "system", "* settings\nset x = 1\n");
      volume.createSymbolicLink(
          Inode.ROOT, FileName.of("bin"), "usr/bin".getBytes(UTF_8), new NewFile(0777, 0, 0));
      volume.flush();
    }
    String text = ReportSamples.text(image, ReportLimits.DEFAULTS).replace(",\"", ",\n\"") + "\n";
    var golden = Testdata.of("json", "report-small.json");
    if ("write".equals(System.getenv(GOLDEN_VARIABLE))) {
      Files.writeString(golden, text);
    }
    assertEquals(Files.readString(golden).replace("\r\n", "\n"), text);
  }

  private static WritableVolume open(MemoryBlockDevice image) throws IOException {
    return WritableVolume.open(image, WriteOptions.at(Instant.ofEpochSecond(1_700_000_000)));
  }

  private static long directory(WritableVolume volume, long above, String name) throws IOException {
    return volume.createDirectory(above, FileName.of(name), new NewFile(0755, 0, 0));
  }

  private static void file(WritableVolume volume, long directory, String name, String content)
      throws IOException {
    long file = volume.createFile(directory, FileName.of(name), new NewFile(0644, 1, 2));
    volume.write(file, 0, ByteBuffer.wrap(content.getBytes(UTF_8)));
    InodeTime time = new InodeTime(1_700_000_000, 0);
    volume.setTimes(file, time, time);
  }
}
