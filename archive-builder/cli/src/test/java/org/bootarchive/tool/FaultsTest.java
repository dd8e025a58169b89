package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that writes is killed, asked to end, given a full disk and an input that is cut
 * while it is read: what had the target's name before is there as it was, or what was to have it is
 * there whole.
 *
 * <p>{@code mvn -Pfaults verify} does so a thousand times, other builds a few times.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no signal that asks to end")
class FaultsTest {
  private static final int RUNS = Integer.getInteger("bootarchive.faults", 12);
  private static final int CONTENT_BYTES = 24 << 20;
  private static final int HOLE_BYTES = 1 << 16;
  private static final String OLD = "what was there before\n";
  private static final long WAIT_SECONDS = 120;

  /** What happens to a command. */
  private enum Fault {
    KILL,
    TERM,
    FULL_DISK,
    CUT_INPUT
  }

  /**
   * A command that writes.
   *
   * @param input the file that it reads
   * @param target what it writes below the directory for targets
   * @param arguments with {@code @} for that directory
   */
  private record Writer(String name, Path input, String target, List<String> arguments) {
    List<String> arguments(Path directory) {
      return arguments.stream().map(text -> text.replace("@", directory.toString())).toList();
    }

    boolean fillsDirectory() {
      return name.startsWith("extract --to");
    }

    boolean replaces() {
      return !name.equals("extract --to");
    }
  }

  @TempDir private Path folder;
  private final List<Writer> writers = new ArrayList<>();
  private final Map<String, Map<String, byte[]>> whole = new TreeMap<>();

  /** Mode and time of the files that are extracted. */
  private final Map<String, String> attributes = new TreeMap<>();

  private final Map<String, Long> millis = new TreeMap<>();
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final List<Path> directories = new ArrayList<>();
  private int names;

  @BeforeEach
  void makeInputs() throws Exception {
    byte[] content = new byte[CONTENT_BYTES];
    new Random(1).nextBytes(content);
    Path tree = Files.createDirectories(folder.resolve("tree/etc")).getParent();
    Files.write(tree.resolve("content"), content);
    Files.write(tree.resolve("more"), Arrays.copyOf(content, CONTENT_BYTES / 4));
    Files.writeString(tree.resolve("etc/system"), "set a=1\n");
    Files.setPosixFilePermissions(
        tree.resolve("more"), PosixFilePermissions.fromString("r--r-----"));
    for (String name : List.of("content", "more", "etc/system")) {
      Files.setLastModifiedTime(tree.resolve(name), FileTime.fromMillis(1_234_567_890_000L));
    }
    Path image = folder.resolve("image");
    good(CommandRun.of("build", "--from", tree, "--out", image));
    Path tar = folder.resolve("files.tar");
    good(CommandRun.of("extract", image, "--tar", tar));
    Path packed = folder.resolve("packed");
    good(CommandRun.of("lofi", "compress", image, packed));
    Path system = Files.writeString(folder.resolve("system"), "set b=2\n");
    add("build", tar, "new", "build", "--tar", tar, "--out", "@/new");
    add("build --gzip", tar, "new.gz", "build", "--tar", tar, "--gzip", "--out", "@/new.gz");
    add("patch", image, "new", "patch", image, "--put", "etc/system=" + system, "--out", "@/new");
    add("convert", image, "new", "convert", image, "--to", "cpio", "--out", "@/new");
    add("extract --to", image, "tree", "extract", image, "--force", "--to", "@/tree");
    add("extract --to files", image, "tree/more", "extract", image, "--force", "--to", "@/tree");
    add("extract --tar", image, "new.tar", "extract", image, "--force", "--tar", "@/new.tar");
    add("lofi compress", image, "new", "lofi", "compress", image, "@/new");
    add("lofi uncompress", packed, "new", "lofi", "uncompress", packed, "@/new");
    addOverlay("smartos-mini.usb", system);
    addOverlay("smartos-mini.iso", system);
    for (Writer writer : writers) {
      Path directory = directory();
      long start = System.nanoTime();
      Process process = start(writer, directory, directory());
      assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS));
      assertTrue(process.exitValue() <= 1, () -> writer + " " + messages(directory));
      millis.put(writer.name(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      whole.put(writer.name(), contents(directory));
      if (writer.fillsDirectory()) {
        for (String name : whole.get(writer.name()).keySet()) {
          attributes.put(name, attributes(directory.resolve(name)));
        }
      }
    }
  }

  private void addOverlay(String name, Path system) throws IOException {
    Path medium = folder.resolve(name);
    try (InputStream packed =
        new GZIPInputStream(Files.newInputStream(Testdata.of().resolve("media/" + name + ".gz")))) {
      Files.copy(packed, medium);
    }
    String added = "etc/system=" + system;
    Object[] arguments = {
      "overlay", "--force", "--add", added, "--media", medium, "--out", "@/new"
    };
    add("overlay " + name, medium, "new", arguments);
  }

  private static String attributes(Path file) throws IOException {
    return Files.getLastModifiedTime(file)
        + " "
        + PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private void add(String name, Path input, String target, Object... arguments) {
    List<String> texts = Arrays.stream(arguments).map(String::valueOf).toList();
    writers.add(new Writer(name, input, target, texts));
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void noFaultTearsATargetOrLeavesWhatIsNotToldOf() throws Exception {
    long seed = RUNS > 100 ? System.nanoTime() : 1;
    Random random = new Random(seed);
    System.out.println("faults: " + RUNS + " runs, seed " + seed);
    for (int run = 0; run < RUNS; run++) {
      Writer writer = writers.get(run % writers.size());
      Fault fault = Fault.values()[(run + run / writers.size()) % Fault.values().length];
      if (fault == Fault.FULL_DISK) {
        runOnFullDisk(writer, random);
      } else {
        run(writer, fault, random);
      }
      for (Path made : directories) {
        MoreFiles.deleteRecursively(made, RecursiveDeleteOption.ALLOW_INSECURE);
      }
      directories.clear();
    }
    System.out.println("faults: " + counts + ", ends " + outcomes);
  }

  private void run(Writer writer, Fault fault, Random random) throws Exception {
    Path directory = directory();
    Path temporary = directory();
    Path input = writer.input();
    Writer used = writer;
    if (fault == Fault.CUT_INPUT) {
      input = Files.copy(writer.input(), directory().resolve("input"));
      String copy = input.toString();
      used =
          new Writer(
              writer.name(),
              input,
              writer.target(),
              writer.arguments().stream()
                  .map(text -> text.equals(writer.input().toString()) ? copy : text)
                  .toList());
    }
    putOld(writer, directory);
    Process process = start(used, directory, temporary);
    Thread.sleep(random.nextInt((int) Math.max(1, millis.get(writer.name()))));
    switch (fault) {
      case KILL -> process.destroyForcibly();
      case TERM -> process.destroy();
      case CUT_INPUT -> {
        try (FileChannel channel = FileChannel.open(input, StandardOpenOption.WRITE)) {
          channel.truncate((long) (channel.size() * random.nextDouble()));
        }
      }
      case FULL_DISK -> throw new AssertionError();
    }
    assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS), writer.name());
    String what = fault + " of " + writer.name();
    count(fault, process.exitValue());
    checkMessages(what, directory);
    if (fault == Fault.CUT_INPUT) {
      // What was cut where a file in it ended is a smaller one.
      if (process.exitValue() > 1) {
        checkOldOrWhole(what, writer, directory);
      }
      assertEquals(List.of(), staged(directory), what);
    } else {
      checkOldOrWhole(what, writer, directory);
      if (fault == Fault.TERM) {
        assertEquals(List.of(), staged(directory), what);
        assertEquals(List.of(), left(temporary), what);
      } else {
        checkNextRun(what, writer, directory, temporary);
      }
    }
  }

  /** After a kill the same command comes to its end, and what was left does not stay. */
  private void checkNextRun(String what, Writer writer, Path directory, Path temporary)
      throws Exception {
    Process process = start(writer, directory, temporary);
    assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS), what);
    assertTrue(process.exitValue() <= 1, () -> what + ", then " + messages(directory));
    assertEquals(List.of(), staged(directory), what);
    Map<String, byte[]> expected = whole.get(writer.name());
    Map<String, byte[]> found = contents(directory);
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, found.get(name), what));
  }

  private void runOnFullDisk(Writer writer, Random random) throws Exception {
    long needed =
        whole.get(writer.name()).values().stream().mapToLong(FaultsTest::bytesBesidesHoles).sum();
    long room = (long) (needed * random.nextDouble() * 0.9);
    Path mount = directory();
    if (!command(
        "mount", "-t", "tmpfs", "-o", "size=" + Math.max(64, room / 1024) + "k", "x", mount)) {
      System.out.println("faults: FULL DISK IS SKIPPED: no tmpfs can be mounted here");
      return;
    }
    try {
      Path directory = Files.createDirectory(mount.resolve("targets"));
      putOld(writer, directory);
      Process process = start(writer, directory, directory());
      assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS));
      String what = "full disk of " + writer.name();
      count(Fault.FULL_DISK, process.exitValue());
      assertEquals(ExitCode.INPUT, process.exitValue(), what);
      checkMessages(what, directory);
      assertEquals(1, messages(directory).lines().count(), messages(directory));
      assertEquals(List.of(), staged(directory), what);
      checkOldOrWhole(what, writer, directory);
    } finally {
      assertTrue(command("umount", mount));
    }
  }

  private static long bytesBesidesHoles(byte[] content) {
    long bytes = 0;
    byte[] zeros = new byte[HOLE_BYTES];
    for (int at = 0; at < content.length; at += HOLE_BYTES) {
      int end = Math.min(content.length, at + HOLE_BYTES);
      bytes += Arrays.equals(content, at, end, zeros, 0, end - at) ? 0 : end - at;
    }
    return bytes;
  }

  private static boolean command(Object... words) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(Arrays.stream(words).map(String::valueOf).toList())
              .redirectErrorStream(true)
              .start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void count(Fault fault, int code) {
    counts.merge(fault, 1, Integer::sum);
    outcomes.merge(fault.name().toLowerCase(Locale.ROOT) + " " + code, 1, Integer::sum);
  }

  private static void putOld(Writer writer, Path directory) throws IOException {
    if (writer.replaces()) {
      Path target = directory.resolve(writer.target());
      Files.createDirectories(target.getParent());
      Files.writeString(target, OLD);
    }
  }

  private Path directory() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("directory" + names++));
    directories.add(directory);
    return directory;
  }

  private Process start(Writer writer, Path directory, Path temporary) throws IOException {
    return ProcessRun.builder(
            ProcessRun.tool(
                List.of("-Djava.io.tmpdir=" + temporary, "-Xmx256m", "-XX:-UsePerfData"),
                writer.arguments(directory)))
        .redirectErrorStream(true)
        .redirectOutput(messagesFile(directory).toFile())
        .start();
  }

  private Path messagesFile(Path directory) {
    return folder.resolve(
        "messages-of-" + directory.getParent().getFileName() + "-" + directory.getFileName());
  }

  private String messages(Path directory) {
    try {
      return Files.readString(messagesFile(directory));
    } catch (IOException e) {
      return "" + e;
    }
  }

  private void checkMessages(String what, Path directory) {
    String text = messages(directory);
    if (text.startsWith("Error occurred during initialization of VM")) {
      // The signal came before there was a command.
      return;
    }
    assertFalse(text.contains("Exception in thread"), () -> what + ": " + text);
    assertFalse(text.contains("\tat "), () -> what + ": " + text);
  }

  private void checkOldOrWhole(String what, Writer writer, Path directory) throws IOException {
    Map<String, byte[]> expected = whole.get(writer.name());
    contents(directory)
        .forEach(
            (name, bytes) -> {
              byte[] fresh = expected.get(name);
              boolean isOld = Arrays.equals(OLD.getBytes(StandardCharsets.UTF_8), bytes);
              assertTrue(
                  (isOld && name.equals(writer.target())) || Arrays.equals(fresh, bytes),
                  () ->
                      what + ": " + name + " has " + bytes.length + " bytes, neither old nor new");
            });
    if (writer.replaces()) {
      assertTrue(Files.exists(directory.resolve(writer.target())), what);
    }
    if (writer.fillsDirectory()) {
      for (String name : contents(directory).keySet()) {
        Path file = directory.resolve(name);
        if (!Arrays.equals(OLD.getBytes(StandardCharsets.UTF_8), Files.readAllBytes(file))) {
          assertEquals(attributes.get(name), attributes(file), what + ": " + name);
        }
      }
    }
  }

  /** Returns the files below a directory by their names, without those that are not complete. */
  private static Map<String, byte[]> contents(Path directory) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file :
          files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
        if (!isBelowStaged(directory.relativize(file))) {
          contents.put(directory.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return contents;
  }

  private static boolean isBelowStaged(Path path) {
    for (Path name : path) {
      if (isStaged(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStaged(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") && name.endsWith(".tmp");
  }

  private static List<String> staged(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(FaultsTest::isStaged).map(String::valueOf).toList();
    }
  }

  private static List<String> left(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(String::valueOf).toList();
    }
  }

  private static void good(CommandRun run) {
    assertTrue(run.code() <= 1, run.errors());
  }
}
