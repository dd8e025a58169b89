package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Maps;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.Samples;
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
  private static final int RUNS = Integer.getInteger("bootarchive.faults", 26);
  private static final int CONTENT_BYTES = 8 << 20;
  private static final int HOLE_BYTES = 1 << 16;
  private static final String OLD = "what was there before\n";
  private static final int PRINTED_RUNS = 50;
  private static final int PAGE_BYTES = 4096;
  private static final String SENTINELS =
      "set a=1\n* vvvv Added by DTrace\nforceload: drv/dtrace\n* ^^^^ Added by DTrace\n";

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
   * @param input the file that it reads, outside of the directory for targets
   * @param target what it writes below the directory for targets
   * @param seeds the files that are there before, by name; those that it edits are among them
   * @param arguments with {@code @} for that directory
   */
  private record Writer(
      String name, Path input, String target, Map<String, byte[]> seeds, List<String> arguments) {
    List<String> arguments(Path directory) {
      return arguments.stream().map(text -> text.replace("@", directory.toString())).toList();
    }

    boolean fillsDirectory() {
      return name.startsWith("extract --to");
    }

    /** Returns whether what it writes is a directory, which must not be there before. */
    boolean makesDirectory() {
      return name.endsWith("directory");
    }

    boolean replaces() {
      return !name.equals("extract --to") && !makesDirectory();
    }

    /** Returns what is in the directory for targets before. */
    Map<String, byte[]> old() {
      Map<String, byte[]> old = new TreeMap<>(seeds);
      if (replaces()) {
        old.putIfAbsent(target, OLD.getBytes(StandardCharsets.UTF_8));
      }
      return old;
    }
  }

  /**
   * What is in a file.
   *
   * @param data how many bytes stand in blocks that are not all zeros
   */
  private record Content(long bytes, long data, HashCode hash) {
    static Content of(InputStream in) throws IOException {
      Hasher hasher = Hashing.sha256().newHasher();
      byte[] zeros = new byte[HOLE_BYTES];
      long bytes = 0;
      long data = 0;
      for (byte[] block = in.readNBytes(HOLE_BYTES);
          block.length > 0;
          block = in.readNBytes(HOLE_BYTES)) {
        hasher.putBytes(block);
        bytes += block.length;
        data += Arrays.equals(block, 0, block.length, zeros, 0, block.length) ? 0 : block.length;
      }
      return new Content(bytes, data, hasher.hash());
    }

    static Content of(byte[] bytes) {
      try {
        return of(new ByteArrayInputStream(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @TempDir private Path folder;
  private final List<Writer> writers = new ArrayList<>();
  private final Map<String, Map<String, Content>> whole = new TreeMap<>();

  /** Mode and time of the files that are extracted. */
  private final Map<String, String> attributes = new TreeMap<>();

  private final Map<String, Long> millis = new TreeMap<>();
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final List<Path> directories = new ArrayList<>();
  private int names;

  @BeforeEach
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
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
    add(
        "convert hsfs",
        image,
        "new.gz",
        "convert",
        image,
        "--to",
        "hsfs",
        "--gzip",
        "--out",
        "@/new.gz");
    addOverlay("smartos-mini.usb", system);
    addOverlay("smartos-mini.iso", system);
    Map<String, byte[]> archive = Map.of("archive", Files.readAllBytes(image));
    addSeeded("hash --write", image, "archive.hash", archive, "hash", "--write", "@/archive");
    addPlatforms(system);
    addEdits(system);
  }

  /** Sees what a command writes that nothing happens to, and how long that takes. */
  private void runWhole(Writer writer) throws Exception {
    Path directory = directory();
    putSeeds(writer, directory);
    long start = System.nanoTime();
    Process process = start(writer, directory, directory());
    assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS));
    assertTrue(process.exitValue() <= 1, () -> writer.name() + " " + messages(directory));
    millis.put(writer.name(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    whole.put(writer.name(), contents(directory));
    if (writer.fillsDirectory()) {
      for (String name : whole.get(writer.name()).keySet()) {
        attributes.put(name, attributes(directory.resolve(name)));
      }
    }
  }

  private void addPlatforms(Path system) throws IOException {
    Path platform = Samples.PLATFORM;
    String put = "etc/system=" + system;
    String tgz = "platform-20260101T000000Z.tgz";
    add(
        "patch platform directory",
        platform,
        "new",
        "patch",
        platform,
        "--put",
        put,
        "--out",
        "@/new");
    add("patch platform tgz", platform, tgz, "patch", platform, "--put", put, "--out", "@/" + tgz);
    Path proto = folder.resolve("proto");
    good(CommandRun.of("extract", platform, "--to", proto));
    Path manifest = folder.resolve("manifest");
    good(CommandRun.of("extract", platform, "--tar", folder.resolve("platform.tar")));
    Files.write(manifest, manifestOf(proto));
    List<Object> build = List.of("build", "--platform", "--manifest", manifest, "--proto", proto);
    add(
        "build platform directory",
        manifest,
        "new",
        with(build, "--stamp", "20260101T000000Z", "--out", "@/new"));
    add(
        "build platform tgz",
        manifest,
        tgz,
        with(build, "--stamp", "20260101T000000Z", "--out", "@/" + tgz));
    for (String name : List.of("smartos-mini.usb", "smartos-mini.iso")) {
      Path medium = folder.resolve(name);
      add("patch " + name, medium, "new", "patch", medium, "--put", put, "--out", "@/new");
    }
  }

  private static Object[] with(List<Object> first, Object... more) {
    return Stream.concat(first.stream(), Arrays.stream(more)).toArray();
  }

  private static List<String> manifestOf(Path proto) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> all = Files.walk(proto)) {
      for (Path path : all.sorted().toList()) {
        String name = proto.relativize(path).toString();
        if (name.isEmpty()) {
          continue;
        }
        if (Files.isSymbolicLink(path)) {
          lines.add("s " + name + "=" + Files.readSymbolicLink(path));
        } else {
          String kind = Files.isDirectory(path) ? "d " : "f ";
          lines.add(kind + name + (Files.isDirectory(path) ? " 755 0 0" : " 644 0 0"));
        }
      }
    }
    return lines;
  }

  /** Adds the commands that edit files in place. */
  private void addEdits(Path system) throws IOException {
    Map<String, byte[]> key = new TreeMap<>();
    Path top = PlatformFixture.usbKey(folder);
    for (String name : contents(top).keySet()) {
      key.put(name, Files.readAllBytes(top.resolve(name)));
    }
    String add = "etc/system=" + system;
    addSeeded(
        "overlay",
        system,
        "os/bootfs/etc/system",
        Map.of(),
        "overlay",
        "--force",
        "--add",
        add,
        "--out",
        "@");
    String menu = "@/boot/grub/menu.lst";
    addSeeded(
        "overlay --menu",
        system,
        "boot/grub/menu.lst",
        key,
        "overlay",
        "--force",
        "--add",
        add,
        "--menu",
        menu,
        "--out",
        "@");
    addSeeded(
        "overlay --loader-conf",
        system,
        "boot/loader.conf",
        key,
        "overlay",
        "--force",
        "--add",
        add,
        "--loader-conf",
        "@",
        "--out",
        "@");
    Path conf = Testdata.of("vectors", "dof", "programs", "002-rts-new-rtsmsg.conf");
    addSeeded(
        "anon apply",
        conf,
        "boot/grub/menu.lst",
        key,
        "anon",
        "apply",
        "--force",
        "--dtrace-conf",
        conf,
        "--system",
        system,
        "--menu",
        menu,
        "--root",
        "@");
    Map<String, byte[]> enabled =
        Map.of(
            "dtrace.conf",
            Files.readAllBytes(conf),
            "system",
            SENTINELS.getBytes(StandardCharsets.UTF_8));
    addSeeded(
        "anon strip --in-place",
        conf,
        "dtrace.conf",
        enabled,
        "anon",
        "strip",
        "--in-place",
        "--dtrace-conf",
        "@/dtrace.conf",
        "--system",
        "@/system");
  }

  private void addSeeded(
      String name, Path input, String target, Map<String, byte[]> seeds, Object... arguments) {
    List<String> texts = Arrays.stream(arguments).map(String::valueOf).toList();
    writers.add(new Writer(name, input, target, seeds, texts));
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
    addSeeded(name, input, target, Map.of(), arguments);
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void noFaultTearsATargetOrLeavesWhatIsNotToldOf() throws Exception {
    long seed = RUNS > 100 ? System.nanoTime() : 1;
    Random random = new Random(seed);
    System.out.println("faults: " + RUNS + " runs, seed " + seed);
    for (int run = 0; run < RUNS; run++) {
      Writer writer = writers.get(run % writers.size());
      if (!whole.containsKey(writer.name())) {
        runWhole(writer);
      }
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
      if ((run + 1) % PRINTED_RUNS == 0) {
        System.out.println("faults: " + (run + 1) + " runs: " + counts + ", ends " + outcomes);
      }
    }
    System.out.println("faults: " + counts + ", ends " + outcomes);
  }

  private void run(Writer writer, Fault fault, Random random) throws Exception {
    Path directory = directory();
    Path temporary = directory();
    Path input = writer.input();
    Writer used = writer;
    if (fault == Fault.CUT_INPUT) {
      // Under its own name: a platform is known by that.
      String name = writer.input().getFileName().toString();
      input = Files.copy(writer.input(), directory().resolve(name));
      String copy = input.toString();
      used =
          new Writer(
              writer.name(),
              input,
              writer.target(),
              writer.seeds(),
              writer.arguments().stream()
                  .map(text -> text.replace(writer.input().toString(), copy))
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
    if (writer.makesDirectory() && Files.exists(directory.resolve(writer.target()))) {
      MoreFiles.deleteRecursively(
          directory.resolve(writer.target()), RecursiveDeleteOption.ALLOW_INSECURE);
    }
    putSeeds(writer, directory);
    Process process = start(writer, directory, temporary);
    assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS), what);
    assertTrue(process.exitValue() <= 1, () -> what + ", then " + messages(directory));
    assertEquals(List.of(), staged(directory), what);
    Map<String, Content> found = contents(directory);
    whole
        .get(writer.name())
        .forEach((name, content) -> assertEquals(content, found.get(name), what + ": " + name));
  }

  private void runOnFullDisk(Writer writer, Random random) throws Exception {
    Map<String, byte[]> old = writer.old();
    long needed =
        whole.get(writer.name()).entrySet().stream()
            .filter(
                file ->
                    !old.containsKey(file.getKey())
                        || !Content.of(old.get(file.getKey())).equals(file.getValue()))
            .mapToLong(file -> file.getValue().data())
            .sum();
    long room = (long) (needed * random.nextDouble() * 0.9);
    long before = old.values().stream().mapToLong(bytes -> bytes.length + PAGE_BYTES).sum();
    Path mount = directory();
    long size = (before + room + 16 * PAGE_BYTES) / 1024;
    if (!command("mount", "-t", "tmpfs", "-o", "size=" + size + "k", "x", mount)) {
      if (Boolean.parseBoolean(System.getenv("CI")) && isRoot()) {
        throw new AssertionError("no tmpfs can be mounted, though this is root under CI");
      }
      System.out.println("faults: FULL DISK IS SKIPPED: no tmpfs can be mounted here");
      return;
    }
    try {
      Path directory = Files.createDirectory(mount.resolve("targets"));
      putOld(writer, directory);
      fill(mount, room);
      Process process = start(writer, directory, directory());
      assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS));
      String what = "full disk of " + writer.name();
      count(Fault.FULL_DISK, process.exitValue());
      assertEquals(ExitCode.INPUT, process.exitValue(), what);
      checkMessages(what, directory);
      String told = messages(directory);
      assertEquals(1, told.lines().count(), told);
      assertTrue(told.contains(directory.toString()) && told.contains("make room"), told);
      assertEquals(List.of(), staged(directory), what);
      checkOldOrWhole(what, writer, directory);
    } finally {
      assertTrue(command("umount", mount));
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Fills a disk up to some bytes. */
  private static void fill(Path disk, long room) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
    try (FileChannel filler =
        FileChannel.open(
            disk.resolve("filler"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      try {
        while (true) {
          filler.write(page.clear());
        }
      } catch (IOException e) {
        long pages = filler.size() / PAGE_BYTES - room / PAGE_BYTES;
        filler.truncate(Math.max(0, pages) * PAGE_BYTES);
      }
    }
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
    put(writer.old(), directory);
  }

  private static void putSeeds(Writer writer, Path directory) throws IOException {
    put(writer.seeds(), directory);
  }

  private static void put(Map<String, byte[]> files, Path directory) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path place = directory.resolve(file.getKey());
      Files.createDirectories(place.getParent());
      Files.write(place, file.getValue());
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
    Map<String, Content> expected = whole.get(writer.name());
    Map<String, Content> old = Maps.transformValues(writer.old(), Content::of);
    Map<String, Content> found = contents(directory);
    found.forEach(
        (name, content) ->
            assertTrue(
                content.equals(old.get(name)) || content.equals(expected.get(name)),
                () -> what + ": " + name + " is neither old nor new: " + content));
    assertTrue(found.keySet().containsAll(old.keySet()), what);
    if (writer.makesDirectory() && !found.isEmpty()) {
      assertEquals(expected.keySet(), found.keySet(), what);
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
  private static Map<String, Content> contents(Path directory) throws IOException {
    Map<String, Content> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file :
          files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
        if (!isBelowStaged(directory.relativize(file))) {
          try (InputStream in = Files.newInputStream(file)) {
            contents.put(directory.relativize(file).toString(), Content.of(in));
          }
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
