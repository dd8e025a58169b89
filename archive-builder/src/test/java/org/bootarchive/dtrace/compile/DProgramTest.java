package org.bootarchive.dtrace.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.testing.DlangVectors;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.TracedImage;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiler as a library: programs or an error come back as values. */
class DProgramTest {
  @TempDir private Path folder;

  private final StringBuilder said = new StringBuilder();

  private void say(String line) {
    said.append(line).append('\n');
  }

  private void example(Path platform) throws IOException {
    // example: begin
    try (BootArchiveFile archive = Platform.openArchive(platform);
        TypeEnvironment types = archive.typeEnvironment()) {
      DCompilation made =
          DProgram.compile(
              "proc:::exec-success { trace(execname); }", types, DOptions.DEFAULTS.withQuiet());
      if (made instanceof DCompilation.Compiled compiled) {
        say(compiled.all().size() + " properties, refused: " + compiled.kernelRefusal());
      } else if (made instanceof DCompilation.Refused refused) {
        say(refused.line() + " " + refused.tag() + " " + refused.text());
      }
    }
    // example: end
  }

  private static DCompilation compile(String text) throws IOException {
    return DProgram.compile(text, TypeEnvironment.empty(), DOptions.DEFAULTS.withZeroProbes());
  }

  private static DCompilation.Compiled compiled(DCompilation made) {
    return assertInstanceOf(DCompilation.Compiled.class, made, made::toString);
  }

  private static DCompilation.Refused refused(DCompilation made) {
    return assertInstanceOf(DCompilation.Refused.class, made);
  }

  @Test
  void theExampleDoesWhatItSays() throws IOException {
    Path archive = PlatformFixture.unpack(folder).bootArchive();
    TracedImage.replace(archive, DlangVectors.unpack(folder), folder);
    example(archive);
    assertEquals("3 properties, refused: Optional.empty\n", said.toString());
  }

  @Test
  void theCommentOfTheFrontDoorHasTheExampleAsItIs() throws IOException {
    String name = getClass().getName().replace('.', '/');
    Path sources = Testdata.CHECKOUT.resolve("archive-builder/src");
    String own = Files.readString(sources.resolve("test/java/" + name + ".java"));
    int begin = own.indexOf("// example: begin\n") + "// example: begin\n".length();
    String example = own.substring(begin, own.indexOf("    // example: end", begin));
    String door =
        Files.readString(sources.resolve("main/java/" + name.replace("Test", "") + ".java"));
    String comment =
        example
            .stripTrailing()
            .stripIndent()
            .lines()
            .map(line -> " * " + line + "\n")
            .reduce("", String::concat);
    assertTrue(door.contains(" * <pre>{@code\n" + comment + " * }</pre>\n"), comment);
  }

  @Test
  void whatIsWrongComesBackWithLineTagAndText() throws IOException {
    assertEquals(
        new DCompilation.Refused(
            3,
            Optional.of("D_IDENT_UNDEF"),
            "failed to resolve nosuch: Unknown variable name",
            "failed to compile script program: line 3: failed to resolve nosuch: Unknown variable"
                + " name"),
        compile("BEGIN\n{\n  x = nosuch;\n}\n"));
    DCompilation.Refused option =
        refused(
            DProgram.compile(
                "BEGIN {}", TypeEnvironment.empty(), DOptions.DEFAULTS.with("strsize", "many")));
    assertEquals(0, option.line());
    assertEquals(Optional.empty(), option.tag());
    assertEquals("failed to set -x strsize: Invalid value for specified option", option.message());
  }

  @Test
  void typedOptionsAreThoseOfTheCommandLine() throws IOException {
    DOptions typed =
        DOptions.DEFAULTS
            .withZeroProbes()
            .withQuiet()
            .withDestructive()
            .withFlowIndent()
            .withBufferSize("64k")
            .withStringSize(64);
    DOptions named =
        DOptions.DEFAULTS
            .withZeroProbes()
            .with("quiet")
            .with("destructive")
            .with("flowindent")
            .with("bufsize", "64k")
            .with("strsize", "64");
    String text = "BEGIN { x = execname; stop(); }";
    List<byte[]> one = dofs(DProgram.compile(text, TypeEnvironment.empty(), typed));
    List<byte[]> other = dofs(DProgram.compile(text, TypeEnvironment.empty(), named));
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(one.get(i), other.get(i));
    }
  }

  private static List<byte[]> dofs(DCompilation made) {
    return compiled(made).all().stream().map(DProgram::dof).toList();
  }

  @Test
  void oneProgramKnowsWhatThoseBeforeItDeclare() throws IOException {
    DOptions options = DOptions.DEFAULTS.withZeroProbes();
    List<DSource> both =
        List.of(
            DSource.ofNames("BEGIN { x = 7; }"),
            DSource.ofProviders("syscall { trace(x); }"),
            DSource.ofModules("unix { trace(x); }"),
            DSource.ofFunctions("ioctl { trace(x); }"));
    assertEquals(
        4, compiled(DProgram.compile(both, TypeEnvironment.empty(), options)).programs().size());
    assertEquals(
        "invalid probe specifier syscall { trace(x); }: in action list: failed to resolve x:"
            + " Unknown variable name",
        refused(DProgram.compile(both.subList(1, 2), TypeEnvironment.empty(), options)).message());
  }

  @Test
  void aScriptIsReadWhenItIsCompiled() throws IOException {
    Path script = folder.resolve("later.d");
    List<DSource> sources = List.of(DSource.file(script));
    assertThrows(
        NoSuchFileException.class,
        () -> DProgram.compile(sources, TypeEnvironment.empty(), DOptions.DEFAULTS));
    Files.writeString(script, "END { trace($$0); }");
    DOptions options = DOptions.DEFAULTS.withZeroProbes();
    DOptions more = options.withArguments(List.of("text"));
    compiled(DProgram.compile(sources, TypeEnvironment.empty(), options));
    DCompilation.Refused unused = refused(DProgram.compile(sources, TypeEnvironment.empty(), more));
    assertEquals(Optional.of("D_MACRO_UNUSED"), unused.tag());
  }

  @Test
  void whatTheKernelWouldNotTakeIsSaid() throws IOException {
    DCompilation made =
        compile("struct big { char x[20000]; }; struct big b; BEGIN { b = *(struct big *)arg0; }");
    assertTrue(compiled(made).kernelRefusal().orElse("").contains("oversized by-ref static"));
    assertEquals(Optional.empty(), compiled(compile("BEGIN { b = 1; }")).kernelRefusal());
  }

  @Test
  void textThatIsNoBytesOrTooLongIsRefused() throws IOException {
    assertTrue(refused(compile("BEGIN { trace(\"\u20ac\"); }")).text().contains("above U+00FF"));
    assertTrue(refused(compile(" ".repeat((4 << 20) + 1))).text().contains("more than 4194304"));
    compiled(compile("BEGIN { trace(\"\u00e4\"); }"));
  }

  @Test
  void compilationsDoNotMeet() {
    List<String> made =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    String text = "BEGIN { v" + i % 2 + " = " + i % 2 + "; } END { trace(v0); }";
                    return i % 2 + " " + (compile(text) instanceof DCompilation.Compiled);
                  } catch (IOException e) {
                    return e.toString();
                  }
                })
            .distinct()
            .sorted()
            .toList();
    assertEquals(List.of("0 true", "1 false"), made);
  }
}
