package org.bootarchive.archive.anon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.dtrace.compile.DCompilation;
import org.bootarchive.dtrace.compile.TypeEnvironment;
import org.bootarchive.testing.DlangVectors;
import org.bootarchive.testing.DlangVectors.Vector;
import org.bootarchive.testing.DtraceWords;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.TracedImage;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are compiled with what the files of an image say of its kernel. */
class BootedKernelTest {
  @TempDir private static Path folder;

  private static DlangVectors vectors;
  private static Path archive;

  @BeforeAll
  static void makeImage() throws IOException {
    vectors = DlangVectors.unpack(folder);
    archive = PlatformFixture.unpack(folder).bootArchive();
    TracedImage.replace(archive, vectors, folder);
  }

  private static DCompilation any(String... words) throws IOException {
    try (TypeEnvironment kernel = BootedKernel.of(FileBlockDevice.of(archive))) {
      return DtraceWords.compile(List.of(words), kernel, vectors::script);
    }
  }

  private static DCompilation.Compiled compile(String... words) throws IOException {
    DCompilation made = any(words);
    return assertInstanceOf(DCompilation.Compiled.class, made, made::toString);
  }

  private static String refusal(String text) throws IOException {
    return assertInstanceOf(DCompilation.Refused.class, any("-n", text)).message();
  }

  @Test
  void programsGetTheBytesOfALiveKernelOrAReason() throws IOException {
    int same = 0;
    List<String> others = new ArrayList<>();
    try (TypeEnvironment kernel = BootedKernel.of(FileBlockDevice.of(archive))) {
      for (Vector vector : vectors.all()) {
        if (!vector.good()) {
          continue;
        }
        DCompilation made = DtraceWords.compile(vector.words(), kernel, vectors::script);
        if (made instanceof DCompilation.Compiled enabling) {
          assertArrayEquals(
              vectors.dof(vector, ""), enabling.programs().get(0).dof(), vector.name());
          same++;
        } else if (made instanceof DCompilation.Refused refused) {
          String message = refused.message();
          if (!message.contains("is not known before the kernel runs")
              && !message.contains("does not match any probes")) {
            others.add(vector.name() + ": " + message);
          }
        }
      }
    }
    assertEquals(List.of(), others);
    // The others want an address in genunix or a provider that the invented kernel alone has.
    assertEquals(476, same);
  }

  @Test
  void probesComeFromFunctionsCallsAndTables() throws Exception {
    assertEquals(
        1,
        compile("-n", "fbt:probes:framed:entry,proc:::exec-success,sdt:probes:trouble:my-own")
            .programs()
            .size());
    compile("-n", "BEGIN,profile-97,tick-7s,syscall::open:entry,lockstat:::adaptive-acquire");
    for (String absent :
        List.of(
            "fbt:probes:frameless:entry",
            "fbt::nowhere:entry",
            "proc:::no-such",
            "syscall::nosuch:entry",
            "dtrace:::BEGINN",
            "lockstat:genunix:rw_enter:spin-spin")) {
      assertEquals(
          "invalid probe specifier "
              + absent
              + ": probe description "
              + absent
              + " does not match any probes",
          refusal(absent));
    }
  }

  @Test
  void argumentsHaveTheTypesOfTheFunctions() throws Exception {
    compile("-n", "fbt::rts_new_rtsmsg:entry{trace(args[0]);}");
    compile("-n", "proc:::exit{trace(args[0] + 1);}");
    compile("-n", "proc:probes:exit_a:exit{trace(args[0]);}");
    assertTrue(refusal("fbt:probes::entry{trace(args[0]);}").contains("unstable set of probes"));
    assertTrue(refusal("proc:::exit{trace(args[1]);}").contains("is out of range"));
  }

  @Test
  void whereGenunixLiesIsNotKnown() throws IOException {
    String message = refusal("BEGIN{trace(`ncpus);}");
    assertTrue(message.contains("genunix`ncpus is not known before the kernel runs"), message);
    assertTrue(message.contains("use an argument of a probe or a built-in variable"), message);
  }
}
