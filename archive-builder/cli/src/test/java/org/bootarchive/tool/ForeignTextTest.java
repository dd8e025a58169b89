package org.bootarchive.tool;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bootarchive.ufs.internal.device.TemporaryFiles;

/** Whatever a name is, and whoever gave it, no terminal obeys what the commands say. */
class ForeignTextTest {
  /** What terminals obey: escapes, titles, DEL, C1, marks of direction, ends of lines and pages. */
  private static final List<String> OBEYED =
      List.of(
          "\u001b[2J",
          "\u001b]0;x\u0007",
          "\u007f",
          "\u0085",
          "\u009b2J",
          "\u009d0;x\u009c",
          "\u202e",
          "\u2066",
          "\u200f",
          "\u061c",
          "\u2028",
          "\r",
          "\b",
          "\f",
          "\u0001");

  private static final TemporaryFiles TEMPORARY = new TemporaryFiles();

  private static Path dir = Path.of("");
  private static Path image = Path.of("");

  @BeforeContainer
  static void makeImage() throws IOException {
    dir = TEMPORARY.createDirectory("foreign");
    Path tree = Files.createDirectories(dir.resolve("tree/etc")).getParent();
    Files.writeString(tree.resolve("etc/system"), "set a=1\n");
    image = dir.resolve("image");
    assertEquals(0, CommandRun.of("build", "--from", tree, "--out", image).code());
  }

  @AfterContainer
  static void delete() throws IOException {
    TEMPORARY.close();
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> plain = Arbitraries.of("", "a", "b/c", ".x", "=", " y");
    return Arbitraries.of(OBEYED)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .flatMap(
            parts ->
                plain
                    .list()
                    .ofSize(parts.size() + 1)
                    .map(
                        between -> {
                          StringBuilder name = new StringBuilder(between.get(0));
                          for (int i = 0; i < parts.size(); i++) {
                            name.append(parts.get(i)).append(between.get(i + 1));
                          }
                          return name.toString();
                        }));
  }

  @Property(tries = 15)
  void noTerminalObeysANameThatIsTyped(@ForAll("names") String name) {
    for (String command : Commands.NAMES) {
      assertHarmless(command, name);
      assertHarmless(command, image, name, "--out", dir.resolve("none/x"));
      assertHarmless(command, "--" + name, image);
      assertHarmless(command, image, "--json", "--archive", name);
    }
    assertHarmless("inspect", image, name);
    assertHarmless("inspect", image, name, "--json");
    assertHarmless("cat", image, name);
    assertHarmless("extract", image, name, "--to", dir.resolve("o"));
    assertHarmless("lookup", "--module", name, image, name);
    assertHarmless("lookup", "--module", "boot_archive", image, name, "--json");
    assertHarmless("modules", "--module", name, image);
    assertHarmless("modules", "--module", name, image, "--json");
    assertHarmless("simulate", "--module", "boot_archive " + name, image);
    assertHarmless("overlay", "--add", name + "=" + image, "--out", dir.resolve("o"), "--dry-run");
    assertHarmless("overlay", "--add", "a=" + image, "--for", name, "--out", dir);
    assertHarmless("patch", image, "--remove", name, "--out", dir.resolve("none/x"));
    assertHarmless("convert", image, "--to", name, "--out", dir.resolve("none/x"));
    assertHarmless("build", "--manifest", name, "--proto", name, "--out", dir.resolve("none/x"));
    assertHarmless("anon", "show", name);
    assertHarmless("anon", "compile", "-n", name, "--out", dir.resolve("none/x"));
    assertHarmless("anon", "compile", "-s", name, "--out", dir.resolve("none/x"));
    assertHarmless("lofi", "compress", name, name);
    assertHarmless("lofi", "check", name);
    assertHarmless("hash", dir.resolve("none") + "/" + name);
  }

  @Property(tries = 15)
  void noTerminalObeysANameThatIsInAFile(@ForAll("names") String name) throws IOException {
    Path file = dir.resolve("file");
    Files.writeString(file, "f a 0644 " + name + " root\nd " + name + " 0755 root root\n");
    Path proto = Files.createDirectories(dir.resolve("proto"));
    Files.writeString(proto.resolve("a"), "");
    assertHarmless("build", "--manifest", file, "--proto", proto, "--out", dir.resolve("none/x"));
    Files.writeString(file, "put " + name + "=" + name + "\n");
    assertHarmless("patch", image, "--edits", file, "--out", dir.resolve("none/x"));
    Files.writeString(file, name + "\n");
    assertHarmless("patch", image, "--edits", file, "--out", dir.resolve("none/x"));
    assertHarmless("anon", "show", file);
    assertHarmless("anon", "compile", "-s", file, "--out", dir.resolve("none/x"));
    for (String text :
        List.of(
            "title " + name + "\nkernel /" + name + "\nmodule /" + name + " " + name + "\n",
            "#!ipxe\nkernel /" + name + "\nmodule /" + name + "\nboot\n",
            "menuentry '" + name + "' {\n multiboot /" + name + "\n module '/" + name + "'\n}\n",
            "LABEL " + name + "\n KERNEL " + name + "\n APPEND /" + name + " --- /" + name + "\n",
            name + "_load=\"YES\"\n" + name + "\n")) {
      Files.writeString(file, text);
      for (String option :
          List.of("--menu", "--ipxe", "--grub-cfg", "--syslinux", "--loader-conf")) {
        for (String command : List.of("modules", "simulate", "lookup")) {
          assertHarmless(command, option, file, "--root", dir);
          assertHarmless(command, option, file, "--root", dir, "--json");
        }
        assertHarmless("overlay", "--add", "a=" + image, option, file, "--out", dir, "--dry-run");
      }
    }
  }

  @Property(tries = 15)
  void noTerminalObeysANameThatIsInAnImage(@ForAll("names") String name) throws IOException {
    String typed = escaped(name);
    Path named = dir.resolve("named");
    assertEquals(
        0,
        CommandRun.of(
                "patch",
                image,
                "--put",
                "f" + typed + "=" + dir.resolve("tree/etc/system"),
                "--symlink",
                "l=" + name,
                "--out",
                named)
            .code());
    assertHarmless("inspect", named, "-R", "-l");
    assertHarmless("inspect", named, "-R", "--json");
    assertHarmless("check", named);
    assertHarmless("diff", image, named);
    assertHarmless("diff", image, named, "--json");
    assertHarmless("convert", named, "--to", "hsfs", "--out", dir.resolve("iso"));
    Path out = Files.createTempDirectory(dir, "out");
    assertHarmless("extract", named, "--to", out);
    assertHarmless("extract", named, "--to", out, "--json");
    assertHarmless("extract", named, "--force", "--to", out);
    Path tar = dir.resolve("tar");
    assertHarmless("extract", named, "--force", "--tar", tar);
    assertHarmless("build", "--tar", tar, "--out", dir.resolve("again"), "--size", "1");
  }

  /** Returns a path with each byte escaped that is not a plain one, and no slash. */
  private static String escaped(String name) {
    StringBuilder typed = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      typed.append(String.format(Locale.ROOT, "\\x%02x", b == '/' ? (byte) '_' : b));
    }
    return typed.toString();
  }

  @Example
  void jsonKeepsTheValueOfWhatItEscapes() {
    CommandRun run =
        CommandRun.of("lookup", "--module", "boot_archive", image, "\u202ex", "--json");
    String path = JsonParser.parseString(run.output()).toString();
    assertTrue(path.contains("\u202ex") || path.contains("\\\\xe2"), path);
  }

  @Example
  void oneWriterShowsAllText() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.bootarchive.tool");
    noClasses()
        .that()
        .doNotHaveSimpleName("StandardOutput")
        .and()
        .doNotHaveSimpleName("StandardError")
        // Prints to nowhere.
        .and()
        .doNotHaveSimpleName("Rehearsal")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callConstructorWhere(
            JavaCall.Predicates.target(
                HasOwner.Predicates.With.owner(
                    JavaClass.Predicates.belongToAnyOf(
                        PrintWriter.class, PrintStream.class, OutputStreamWriter.class))))
        .check(classes);
  }

  private static void assertHarmless(Object... arguments) {
    CommandRun run;
    try {
      run = CommandRun.of(arguments);
    } catch (InvalidPathException e) {
      throw new AssertionError(List.of(arguments).toString(), e);
    }
    String output =
        new String(run.output().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    List<String> what = new ArrayList<>();
    for (Object argument : arguments) {
      what.add(Texts.shownLine(argument.toString()));
    }
    for (String text : List.of(output, run.errors())) {
      assertFalse(
          text.codePoints()
              .anyMatch(
                  c ->
                      c != '\n'
                          && c != '\t'
                          && (Character.isISOControl(c)
                              || Character.getType(c) == Character.FORMAT
                              || Character.getType(c) == Character.LINE_SEPARATOR)),
          () -> what + ": " + Texts.shownLine(text));
    }
    assertFalse(run.errors().contains("\tat "), () -> what + ": " + run.errors());
  }
}
