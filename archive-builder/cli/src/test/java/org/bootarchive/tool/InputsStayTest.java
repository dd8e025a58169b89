package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * No command writes over what it reads, whichever option names the one and the other: each pair of
 * them is tried, under the same name and through a link. An option that is new must be named here.
 */
class InputsStayTest {
  /**
   * Commands that write. {@code <kind>} is an input that must stay; {@code [kind]} is one that is
   * there only so that the command is complete. {@code TARGET} is what is written, with {@code |}
   * and the ends of the names of all that goes with it.
   */
  private static final List<String> SINGLE =
      List.of(
          "build --from <tree> --out TARGET||.hash",
          "build --tar <tar> --out TARGET||.hash",
          "build --manifest <manifest> --proto <tree> --out TARGET||.hash",
          "build --platform --tar <tar> --gitstatus <text> --out TARGET|.tgz",
          "build --medium usb --from-platform <platform> --boot <tree> --size 90m --esp-size 34m"
              + " --out TARGET|",
          "build --medium usb --from-platform [platform] --boot <medium> --size 90m --esp-size 34m"
              + " --out TARGET|",
          "build --medium iso --from-platform <platform> --boot <tree> --out TARGET|",
          "patch <image> --put a=<text> --out TARGET||.hash",
          "patch <image> --tar <tar> --out TARGET||.hash",
          "patch <image> --tree a=<tree> --out TARGET||.hash",
          "patch <image> --tree <tree> --out TARGET||.hash",
          "patch <image> --manifest <manifest> --proto <tree> --out TARGET||.hash",
          "patch <image> --edits <edits> --out TARGET||.hash",
          "patch <platform> --archive-only --mkdir q --out TARGET||.hash",
          "patch <medium> --mkdir q --out TARGET|",
          "patch [medium] --put a=<text> --out TARGET|",
          "convert <image> --to cpio --out TARGET||.hash",
          "convert <image> --to cpio --gzip --out TARGET|.gz|.hash",
          "convert <platform> --to cpio --out TARGET||.hash",
          "report <image> --out TARGET|",
          "report <platform> --out TARGET|",
          "report [image] --against <image> --out TARGET|",
          "report [image] --against <platform> --out TARGET|",
          "report [image] --module a <image> --out TARGET|",
          "report [image] --platform <platform> --add etc/a=<text> --out TARGET|",
          "report [image] --media <medium> --out TARGET|",
          "report [image] --menu <menu> --root <tree> --out TARGET|",
          "report [image] --loader-conf <loader> --root [tree] --out TARGET|",
          "report [image] --ipxe <ipxe> --root [tree] --out TARGET|",
          "report [image] --grub-cfg <grub> --root [tree] --out TARGET|",
          "report [image] --syslinux <syslinux> --root [tree] --out TARGET|",
          "extract <image> --force --tar TARGET|",
          "extract <platform> --force --tar TARGET|",
          "extract <image> --force --to TARGET|/etc/system",
          "lofi compress <image> TARGET|",
          "lofi uncompress <lofi> TARGET|",
          "overlay --add etc/a=<text> --add etc/b=[text] --out TARGET|/os/bootfs/etc/b",
          "overlay --add etc/a=<menu> --menu TARGET| --out [empty]",
          "overlay --prefix boot --add loader.conf=[text] --loader-conf <loader> --out"
              + " TARGET|/boot/loader.conf",
          "overlay --add etc/a=<text> --media <medium> --out TARGET|",
          "anon apply --patch <image> --dtrace-conf <conf> --system <text> --out TARGET||.hash",
          "anon apply --media <medium> --dtrace-conf <conf> --system <text> --out TARGET|",
          "anon apply --menu <menu> --dtrace-conf [conf] --system <text> --out"
              + " TARGET|/os/bootfs/kernel/drv/dtrace.conf",
          "anon apply --menu <menu> --dtrace-conf <conf> --system [text] --out"
              + " TARGET|/os/bootfs/etc/system",
          "anon strip --dtrace-conf <conf> --system [text] --out TARGET|/conf",
          "anon strip --dtrace-conf <conf> --system TARGET| --in-place",
          "anon strip --dtrace-conf <menu> --menu TARGET| --in-place",
          "anon strip --media <medium> --out TARGET|",
          "anon compile -Z -s <d> --types <types> --library <library> --out TARGET|",
          "anon compile -Z -s <d> --dof TARGET|.dof|.opt.dof|.err.dof",
          "anon compile -Z -s <d> --dof [text] --image <image> --out TARGET|",
          "anon compile -Z -s <d> --patch <image> --types <types> --out TARGET||.hash",
          "anon compile -Z -s <d> --media <medium> --types <types> --out TARGET|");

  private static final List<String> COMMANDS = commands();

  private static List<String> commands() {
    List<String> commands = new ArrayList<>(SINGLE);
    for (String[] configuration :
        new String[][] {
          {"menu", "menu"},
          {"ipxe", "ipxe"},
          {"grub-cfg", "grub"},
          {"syslinux", "syslinux"},
          {"loader-conf", "loader"}
        }) {
      String option = " --" + configuration[0] + " <" + configuration[1] + "> --out TARGET|";
      commands.add("overlay --add etc/a=[text]" + option + "/os/bootfs/etc/a");
      for (String made : List.of("/os/bootfs/kernel/drv/dtrace.conf", "/os/bootfs/etc/system")) {
        commands.add("anon apply --dtrace-conf [conf] --system [text]" + option + made);
        commands.add("anon compile -Z -s [d] --types [types]" + option + made);
      }
      commands.add(
          "anon strip --dtrace-conf <"
              + configuration[1]
              + "> --in-place --"
              + configuration[0]
              + " TARGET|");
    }
    return commands;
  }

  /** Options with a value that names no file. */
  private static final Set<String> NO_FILES =
      Set.of(
          "--size",
          "--max-unpacked",
          "--free",
          "--nbpi",
          "--bsize",
          "--fsize",
          "--usr-size",
          "--usr-nbpi",
          "--stamp",
          "--kernel",
          "--esp-size",
          "--medium",
          "--grow",
          "--grow-usr",
          "--remove",
          "--remove-all",
          "--mkdir",
          "--link",
          "--symlink",
          "--chmod",
          "--chown",
          "--slice",
          "--partition",
          "--offset",
          "--archive",
          "--to",
          "--algorithm",
          "--segment",
          "--content-limit",
          "--content-total",
          "--prefix",
          "--for",
          "--entry",
          "--set",
          "-n",
          "-P",
          "-m",
          "-f",
          "-i",
          "-x",
          "-b",
          "--hash",
          "--root",
          "[ARG]",
          "[PATH]");

  /** Commands that write nothing. */
  private static final Set<String> READERS =
      Set.of(
          "inspect",
          "cat",
          "check",
          "verify",
          "modules",
          "lookup",
          "simulate",
          "diff",
          "anon show",
          "lofi check",
          "anon",
          "lofi",
          "hash");

  private static final Pattern SLOT = Pattern.compile("[<\\[]([a-z]+)[>\\]]$");

  @TempDir private static Path shared;

  @TempDir private Path folder;

  @BeforeAll
  static void makeInputs() throws IOException {
    tree(shared.resolve("tree"));
    Path image = shared.resolve("image");
    run("build", "--from", shared.resolve("tree"), "--out", image);
    run("extract", image, "--tar", shared.resolve("tar"));
    run("lofi", "compress", image, shared.resolve("lofi"));
    PlatformImage platform = PlatformFixture.unpack(Files.createDirectory(shared.resolve("p")));
    copy(platform.directory(), shared.resolve("platform"));
    Files.copy(Testdata.of("media", "smartos-mini.usb.gz"), shared.resolve("medium"));
    text("text", "x\n");
    text("manifest", "f etc/system 0644 root sys\n");
    text("edits", "mkdir q\n");
    text("menu", "default 0\ntitle x\nkernel$ /k\nmodule$ /a\n");
    text("ipxe", "#!ipxe\nkernel /k\nmodule /a\nboot\n");
    text("grub", "menuentry 'x' {\n  multiboot /k\n  module /a\n}\n");
    text("syslinux", "DEFAULT x\nLABEL x\n  KERNEL mboot.c32\n  APPEND /k --- /a\n");
    text("loader", "boot_archive_load=\"YES\"\n");
    text("conf", "name=\"dtrace\" parent=\"pseudo\" instance=0;\n");
    text("d", "BEGIN { exit(0); }\n");
  }

  private static void run(Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertEquals(0, run.code(), run.errors());
  }

  private static void text(String name, String content) throws IOException {
    Files.writeString(shared.resolve(name), content);
  }

  private static Path tree(Path top) throws IOException {
    Files.createDirectories(top.resolve("etc"));
    Files.writeString(top.resolve("etc/system"), "set a=1\n");
    Files.createFile(top.resolve("etc/passwd"));
    return top;
  }

  private record Shape(List<String> words, List<String> ends) {
    static Shape of(String command) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      List<String> ends = List.of();
      for (int i = 0; i < words.size(); i++) {
        if (words.get(i).startsWith("TARGET|")) {
          ends = List.of(words.get(i).substring("TARGET|".length()).split("\\|", -1));
          words.set(i, "TARGET");
        }
      }
      return new Shape(words, ends);
    }

    String command() {
      String first = words.get(0);
      return first.equals("anon") || first.equals("lofi") ? first + " " + words.get(1) : first;
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsReadIsNotWritten() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String command : COMMANDS) {
      Shape shape = Shape.of(command);
      for (int slot = 0; slot < shape.words.size(); slot++) {
        if (shape.words.get(slot).endsWith(">")) {
          for (String end : shape.ends) {
            int place = slot;
            tests.add(
                DynamicTest.dynamicTest(
                    command + ": " + shape.words.get(slot) + end, () -> refuse(shape, place, end)));
          }
        }
      }
    }
    assertTrue(tests.size() > 60);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotReadIsWritten() {
    return COMMANDS.stream()
        .map(command -> DynamicTest.dynamicTest(command, () -> accept(Shape.of(command))));
  }

  private void accept(Shape shape) throws IOException {
    Path work = Files.createTempDirectory(folder, "good");
    Path target = work.resolve("t" + (shape.ends.contains(".tgz") ? ".tgz" : ""));
    String option = shape.words.get(shape.words.indexOf("TARGET") - 1);
    String edited = option.substring(Math.min(2, option.length())).replaceAll("-cfg|-conf", "");
    if (shape.words.contains("--in-place") || edited.equals("menu")) {
      Files.copy(shared.resolve(edited.equals("system") ? "text" : edited), target);
    }
    CommandRun run = CommandRun.of(arguments(shape, work, target, -1, target));
    assertNotEquals(ExitCode.USAGE, run.code(), run.errors());
  }

  /** Lets the command write to where one of its inputs is. */
  private void refuse(Shape shape, int slot, String end) throws IOException {
    String kind = kind(shape.words.get(slot));
    for (String way : List.of("same", "link")) {
      Path work = Files.createTempDirectory(folder, "bad");
      Path top = Files.createDirectories(work.resolve("t" + end).getParent());
      Path input = work.resolve("t" + end);
      Path target = work.resolve("t");
      String inside = inside(kind, end);
      if (inside == null) {
        return;
      }
      if (!inside.isEmpty()) {
        input = work.resolve("in");
        make(kind, input);
        Path read = input.resolve(inside);
        target = read.resolveSibling(name(read, end));
      } else if (way.equals("link") && !end.startsWith("/")) {
        input = work.resolve("input");
        make(kind, input);
        Files.createSymbolicLink(top.resolve("t" + end), input);
      } else {
        make(kind, input);
      }
      if (end.equals(".tgz") || end.equals(".gz")) {
        target = target.resolveSibling("t" + end);
      }
      Map<String, String> before = listing(work);
      CommandRun run = CommandRun.of(arguments(shape, work, target, slot, input));
      String what = run.code() + ": " + run.output() + run.errors();
      assertEquals(ExitCode.USAGE, run.code(), what);
      assertEquals(1, run.errorLines().size(), what);
      assertTrue(run.errors().contains("choose another"), what);
      Map<String, String> after = listing(work);
      after.keySet().retainAll(before.keySet());
      assertEquals(before, after);
    }
  }

  private static String name(Path read, String end) {
    String name = read.getFileName().toString();
    return name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
  }

  /** Returns what of a directory is read, of a file nothing, null if no such name is read. */
  private static String inside(String kind, String end) {
    return switch (kind) {
      case "tree" -> end.startsWith("/") ? null : "etc/system" + end;
      case "platform" ->
          end.equals(".hash") || end.isEmpty()
              ? "i86pc/amd64/boot_archive" + (end.isEmpty() ? ".manifest" : end)
              : null;
      case "types" -> end.isEmpty() ? "probes.tsv" : null;
      case "library" -> end.isEmpty() ? "x.d" : null;
      default -> "";
    };
  }

  private static String kind(String word) {
    Matcher slot = SLOT.matcher(word);
    assertTrue(slot.find(), word);
    return slot.group(1);
  }

  private Object[] arguments(Shape shape, Path work, Path target, int slot, Path input)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < shape.words.size(); i++) {
      String word = shape.words.get(i);
      Matcher named = SLOT.matcher(word);
      if (word.equals("TARGET")) {
        arguments.add(target.toString());
      } else if (named.find()) {
        Path file = input;
        if (i != slot) {
          file = work.resolve("other" + i).resolve(named.group(1));
          Files.createDirectories(file.getParent());
          make(named.group(1), file);
        }
        arguments.add(word.substring(0, named.start()) + file);
      } else {
        arguments.add(word);
      }
    }
    return arguments.toArray();
  }

  private static void make(String kind, Path place) throws IOException {
    switch (kind) {
      case "tree" -> {
        tree(place);
        Files.writeString(place.resolve("etc/system.hash"), "x");
      }
      case "types" -> {
        Files.createDirectory(place);
        Files.createFile(place.resolve("probes.tsv"));
      }
      case "library" -> {
        Files.createDirectory(place);
        Files.writeString(place.resolve("x.d"), "\n");
      }
      case "empty" -> Files.createDirectory(place);
      default -> copy(shared.resolve(kind), place);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static Map<String, String> listing(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files.collect(
          Collectors.toMap(
              file -> top.relativize(file).toString(),
              InputsStayTest::content,
              (one, other) -> one,
              TreeMap::new));
    }
  }

  private static String content(Path file) {
    try {
      if (Files.isSymbolicLink(file)) {
        return "link to " + Files.readSymbolicLink(file);
      }
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Files.size(file) + " " + Arrays.hashCode(Files.readAllBytes(file))
          : "directory";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyOptionThatNamesAFileIsTried() {
    Map<String, Set<String>> tried = new TreeMap<>();
    for (String command : COMMANDS) {
      Shape shape = Shape.of(command);
      tried.computeIfAbsent(shape.command(), name -> new HashSet<>()).addAll(shape.words);
    }
    CommandLine main = new CommandLine(new ArchiveTool());
    Commands.NAMES.forEach(name -> main.addSubcommand(name, Commands.create(name)));
    Set<String> missing = new TreeSet<>();
    addMissing(main, "", tried, missing);
    assertEquals(Set.of(), missing);
  }

  private static void addMissing(
      CommandLine line, String path, Map<String, Set<String>> tried, Set<String> missing) {
    for (Map.Entry<String, CommandLine> below : line.getSubcommands().entrySet()) {
      String name = (path + " " + below.getKey()).strip();
      addMissing(below.getValue(), name, tried, missing);
      if (READERS.contains(name)) {
        continue;
      }
      CommandSpec spec = below.getValue().getCommandSpec();
      Set<String> words = tried.getOrDefault(name, Set.of());
      if (words.isEmpty()) {
        missing.add(name);
      }
      for (OptionSpec option : spec.options()) {
        boolean known = Stream.of(option.names()).anyMatch(words::contains);
        boolean harmless = Stream.of(option.names()).anyMatch(NO_FILES::contains);
        if (option.arity().max() > 0 && !known && !harmless) {
          missing.add(name + " " + option.longestName());
        }
      }
      long files =
          spec.positionalParameters().stream()
              .map(PositionalParamSpec::paramLabel)
              .filter(label -> !NO_FILES.contains("[" + label + "]"))
              .count();
      long given =
          words.stream().filter(word -> word.startsWith("<") || word.equals("TARGET")).count();
      if (given < files) {
        missing.add(name + " FILE");
      }
    }
  }

  @Test
  void aHashFileThatLeadsToWhatIsHashedIsNotWritten() throws IOException {
    Path image = folder.resolve("image");
    Files.copy(shared.resolve("image"), image);
    Files.createSymbolicLink(folder.resolve("image.hash"), image);
    CommandRun run = CommandRun.of("hash", image, "--write");
    assertEquals(ExitCode.USAGE, run.code(), run.errors());
    assertEquals(-1, Files.mismatch(shared.resolve("image"), image));
  }

  @Test
  void twoThingsAreNotWrittenToOneFile() throws IOException {
    Path script = Files.writeString(folder.resolve("d"), "BEGIN { exit(0); }");
    Path out = folder.resolve("x.dof");
    CommandRun run =
        CommandRun.of(
            "anon", "compile", "-Z", "-s", script, "--dof", folder.resolve("x"), "--out", out);
    assertEquals(ExitCode.USAGE, run.code(), run.errors());
    assertTrue(Files.notExists(out));
  }

  @Test
  void anImageInTheTargetDirectoryIsInNobodysWayIfTheImageHasNoFileOfItsName() throws IOException {
    Path image = folder.resolve("image");
    Files.copy(shared.resolve("image"), image);
    CommandRun run = CommandRun.of("extract", image, "--force", "--to", folder);
    assertEquals(0, run.code(), run.errors());
    assertEquals(-1, Files.mismatch(shared.resolve("image"), image));
    assertEquals("set a=1\n", Files.readString(folder.resolve("etc/system")));
  }
}
