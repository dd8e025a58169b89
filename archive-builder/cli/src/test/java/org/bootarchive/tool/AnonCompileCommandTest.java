package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.testing.DlangVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnonCompileCommandTest {
  @TempDir private Path folder;

  private static CommandRun compile(Object... more) {
    return CommandRun.ofBoth(List.of("anon", "compile"), more);
  }

  @Test
  void whatIsCompiledIsShown() throws IOException {
    Path conf = folder.resolve("dtrace.conf");
    CommandRun run =
        compile("-Z", "-n", "a:::b{trace(timestamp)}", "-x", "strsize=64", "--out", conf);
    assertEquals(0, run.code(), run.errors());
    assertTrue(Files.readString(conf).contains("dof-data-2=0x7f,0x44,0x4f,0x46,"));
    CommandRun show = CommandRun.of("anon", "show", conf);
    assertTrue(show.output().contains("trace(timestamp)"), show.output());
  }

  @Test
  void programsAreWrittenInTheirOrder() throws IOException {
    Path one = folder.resolve("one");
    assertEquals(0, compile("-Z", "-n", "b{x=1}", "-P", "a", "--dof", one).code());
    Path two = folder.resolve("two");
    assertEquals(0, compile("-Z", "-P", "a", "-n", "b{x=1}", "--dof", two).code());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("one.prog1.dof")),
        Files.readAllBytes(folder.resolve("two.dof")));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("one.err.dof")),
        Files.readAllBytes(folder.resolve("two.err.dof")));
    assertTrue(Files.exists(folder.resolve("one.opt.dof")));
  }

  @Test
  void messagesAreThoseOfDtrace() throws IOException {
    Path script = Files.writeString(folder.resolve("bad.d"), "BEGIN\n{\n  x = nosuch;\n}\n");
    CommandRun run = compile("-Z", "-s", script, "--dof", folder.resolve("bad"));
    assertEquals(1, run.code());
    assertEquals(
        List.of(
            "dtrace: failed to compile script "
                + script
                + ": line 3: failed to resolve nosuch: Unknown variable name"),
        run.errorLines());
    assertFalse(Files.exists(folder.resolve("bad.dof")));
    assertEquals(
        List.of("dtrace: failed to open nosuch.d: No such file or directory"),
        compile("-s", "nosuch.d", "--dof", folder.resolve("bad")).errorLines());
  }

  @Test
  void theCommandLineMakesTheFilesAndSaysTheWordsOfLibdtrace() throws IOException {
    DlangVectors vectors = DlangVectors.unpack(folder);
    int good = 0;
    int bad = 0;
    Path programs = vectors.directory().resolve("programs");
    for (DlangVectors.Vector vector : vectors.all()) {
      boolean taken = (vector.good() ? good++ : bad++) % 12 == 0;
      // What a program's own name is would be another here.
      Path script = programs.resolve(vector.name() + ".d");
      if (!taken || (Files.exists(script) && Files.readString(script).contains("$0"))) {
        continue;
      }
      List<Object> words = new ArrayList<>(List.of("anon", "compile"));
      words.addAll(List.of("--dof", folder.resolve(vector.name())));
      words.addAll(List.of("--types", vectors.directory().resolve("types")));
      words.addAll(List.of("--library", vectors.directory().resolve("lib")));
      for (String word : vector.words()) {
        boolean file = words.get(words.size() - 1).equals("-s");
        words.add(file ? programs.resolve(word).toString() : word);
      }
      CommandRun run = CommandRun.of(words.toArray());
      if (vector.good()) {
        assertEquals(0, run.code(), () -> vector.name() + run.errors());
        for (String part : List.of("", ".prog1", ".err", ".opt")) {
          Path file = folder.resolve(vector.name() + part + ".dof");
          assertArrayEquals(
              vectors.dof(vector, part),
              Files.exists(file) ? Files.readAllBytes(file) : new byte[0],
              vector.name() + part);
        }
      } else {
        String lib = vectors.directory().resolve("lib") + "/";
        assertEquals(1, run.code(), vector.name());
        assertEquals(
            vector.message(),
            run.errors()
                .stripTrailing()
                .replace(lib, "lib/")
                .replace(programs + "/", "")
                .replace("\n", "\\n")
                .replace("\t", "\\t"));
        assertFalse(Files.exists(folder.resolve(vector.name() + ".dof")));
      }
    }
    assertTrue(good > 200 && bad > 200, good + " and " + bad);
  }

  @Test
  void whatTheKernelRefusesIsSaidAndNoConfHasIt() throws IOException {
    String big = "struct big { char x[20000]; }; struct big b; BEGIN { b = *(struct big *)arg0; }";
    Path conf = folder.resolve("refused.conf");
    CommandRun run = compile("-Z", "-n", big, "--out", conf, "--dof", folder.resolve("refused"));
    assertEquals(1, run.code());
    assertTrue(run.errors().contains("the kernel does not take this enabling"), run.errors());
    assertFalse(Files.exists(conf));
    // The bytes are those of dtrace all the same, for whoever asks for them alone.
    assertTrue(Files.exists(folder.resolve("refused.dof")));
  }

  @Test
  void whatDoesNotStartWithoutDestructiveIsInNoConf() throws IOException {
    Path conf = folder.resolve("system.conf");
    List<Object> program = List.of("anon", "compile", "-Z", "-n", "BEGIN { system(\"ls\"); }");
    CommandRun run = CommandRun.ofBoth(program, "--out", conf);
    assertEquals(1, run.code());
    assertTrue(run.errors().contains("[fails-when-enabled]"), run.errors());
    assertTrue(
        run.errors().contains("without the option destructive, which -w sets"), run.errors());
    assertFalse(Files.exists(conf));
    // The bytes are those of dtrace all the same, for whoever asks for them alone.
    CommandRun bytes = CommandRun.ofBoth(program, "--dof", folder.resolve("system"));
    assertEquals(0, bytes.code());
    assertTrue(bytes.errors().contains("[fails-when-enabled]"), bytes.errors());
    assertEquals(0, CommandRun.ofBoth(program, "-w", "--out", conf).code());
    assertFalse(CommandRun.of("anon", "show", conf).output().contains("fails-when-enabled"));
  }

  @Test
  void optionsUnderWhichTracingDoesNotStartAreInNoConf() {
    Path conf = folder.resolve("options.conf");
    CommandRun run = compile("-Z", "-x", "grabanon", "-n", "BEGIN { trace(1); }", "--out", conf);
    assertEquals(1, run.code());
    assertTrue(run.errors().contains("[fails-when-enabled]"), run.errors());
    assertFalse(Files.exists(conf));
  }

  @Test
  void withoutAnImageAHintSaysWhyNoProbeMatches() throws IOException {
    CommandRun run = compile("-n", "BEGIN{trace(1)}", "--out", folder.resolve("none.conf"));
    assertEquals(1, run.code());
    assertEquals(2, run.errorLines().size(), run.errors());
    assertTrue(run.errorLines().get(0).endsWith("does not match any probes"), run.errors());
    String hint = run.errorLines().get(1);
    assertTrue(
        hint.contains("--platform") && hint.contains("--image") && hint.contains("-Z"), hint);
    CommandRun other =
        compile("-Z", "-n", "BEGIN{trace(no)}", "--out", folder.resolve("none.conf"));
    assertEquals(1, other.errorLines().size(), other.errors());
  }

  @Test
  void argumentsReachTheProgram() {
    CommandRun run =
        compile("-Z", "-n", "b{trace($$1); x = $2}", "--dof", folder.resolve("args"), "text", 7);
    assertEquals(0, run.code(), run.errors());
  }

  @Test
  void whatIsNotHereIsSaid() {
    CommandRun run = compile("-C", "-n", "BEGIN", "--dof", folder.resolve("c"));
    assertEquals(2, run.code());
    assertTrue(run.errors().contains("there is no preprocessor"), run.errors());
    assertEquals(2, compile("-n", "BEGIN").code());
    assertEquals(2, compile("--dof", folder.resolve("none")).code());
  }
}
