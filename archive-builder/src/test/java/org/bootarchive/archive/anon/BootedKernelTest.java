package org.bootarchive.archive.anon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.dtrace.compile.DCompileException;
import org.bootarchive.dtrace.compile.DEnabling;
import org.bootarchive.dtrace.types.DLibrary;
import org.bootarchive.dtrace.types.TypeEnvironment;
import org.bootarchive.testing.DlangVectors;
import org.bootarchive.testing.DlangVectors.Vector;
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

  private static DEnabling compile(String... words) throws Exception {
    try (BootedKernel kernel = BootedKernel.of(FileBlockDevice.of(archive))) {
      return DEnabling.compile(List.of(words), kernel.types(), vectors::script);
    }
  }

  private static String refusal(String text) {
    return assertThrows(DCompileException.class, () -> compile("-n", text)).getMessage();
  }

  /** The image's libraries and those of the vectors are not the same. */
  private record WithLibrary(TypeEnvironment kernel) implements TypeEnvironment {
    @Override
    public ImmutableList<org.bootarchive.dtrace.types.ModuleTypes> modules() {
      return kernel.modules();
    }

    @Override
    public org.bootarchive.dtrace.types.ProbeCatalog probes() {
      return kernel.probes();
    }

    @Override
    public ImmutableList<DLibrary> libraries() {
      return kernel.libraries().stream()
          .filter(library -> library.name().equals("mini.d"))
          .collect(ImmutableList.toImmutableList());
    }
  }

  @Test
  void programsGetTheBytesOfALiveKernelOrAReason() throws IOException {
    int same = 0;
    List<String> others = new ArrayList<>();
    try (BootedKernel kernel = BootedKernel.of(FileBlockDevice.of(archive))) {
      for (Vector vector : vectors.all()) {
        if (!vector.good()) {
          continue;
        }
        try {
          DEnabling enabling =
              DEnabling.compile(vector.words(), new WithLibrary(kernel.types()), vectors::script);
          assertArrayEquals(
              vectors.dof(vector, ""), enabling.programs().get(0).dof(), vector.name());
          same++;
        } catch (DCompileException e) {
          String message = e.getMessage();
          if (!message.contains("is not known before the kernel runs")
              && !message.contains("does not match any probes")) {
            others.add(vector.name() + ": " + message);
          }
        } catch (DEnabling.UsageException e) {
          others.add(vector.name() + ": " + e.getMessage());
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
  void whereGenunixLiesIsNotKnown() {
    String message = refusal("BEGIN{trace(`ncpus);}");
    assertTrue(message.contains("genunix`ncpus is not known before the kernel runs"), message);
    assertTrue(message.contains("use an argument of a probe or a built-in variable"), message);
  }
}
