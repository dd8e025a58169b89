package org.bootarchive.dtrace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.dtrace.compile.DCompilation;
import org.bootarchive.dtrace.compile.DOptions;
import org.bootarchive.dtrace.compile.DProgram;
import org.bootarchive.dtrace.compile.TypeEnvironment;
import org.bootarchive.dtrace.types.DLibrary;
import org.bootarchive.dtrace.types.KernelTypes;
import org.bootarchive.testing.DlangVectors;
import org.bootarchive.testing.ElfModule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The types of {@code args[]} are those of the table in the kernel's own sdt driver. */
class SdtArgumentsTest {
  private static final String PROGRAM =
      "iscsi:::async-send { trace(args[0]->pr_pid); trace(args[1]); trace(args[2]->t_prio); }";

  @TempDir private static Path folder;
  private static DlangVectors vectors;

  @BeforeAll
  static void unpack() throws IOException {
    vectors = DlangVectors.unpack(folder);
  }

  private static FakeKernelFiles kernel() throws IOException {
    return FakeKernelFiles.small()
        .module("genunix", vectors.relocatable("genunix"))
        .module(
            "misc/probes",
            new ElfModule()
                .functionWithProbe("iscsi_send", "__iscsi_async__send")
                .functionWithProbe("nfs_read", "__nfsv4_op__read__start")
                .functionWithProbe("ip_out", "__ip_send")
                .functionWithProbe("count", "__mib_tcpInErrs")
                .functionWithProbe("tick", "__cpu_sysinfo_pswitch"));
  }

  private static FakeKernelFiles withTable(String... rows) throws IOException {
    return kernel().module("drv/sdt", new ElfModule().argumentTable(rows));
  }

  private static DCompilation compile(FakeKernelFiles files, String text) throws IOException {
    String library =
        Files.readString(vectors.directory().resolve("lib/mini.d"), StandardCharsets.ISO_8859_1);
    KernelTypes kernel =
        KernelTypes.of(files, ImmutableList.of(new DLibrary("/usr/lib/dtrace/mini.d", library)));
    return DProgram.compile(text, TypeEnvironment.of(kernel, () -> {}), DOptions.DEFAULTS);
  }

  private static String refusal(FakeKernelFiles files, String text) throws IOException {
    return assertInstanceOf(DCompilation.Refused.class, compile(files, text)).text();
  }

  private static byte[] dof(DCompilation made) {
    return assertInstanceOf(DCompilation.Compiled.class, made, made::toString)
        .programs()
        .get(0)
        .dof();
  }

  @Test
  void theTableOfTheDriverGivesTypesAndTranslations() throws IOException {
    FakeKernelFiles files =
        withTable(
            "iscsi|async-send|0|0|proc_t *|pinfo_t *",
            "iscsi|async-send|1|1|int|",
            "iscsi|async-send|2|2|kthread_t *|tinfo_t *",
            "mib||0|0|int|");
    Path directory = folder.resolve("described");
    Files.createDirectories(directory);
    Files.write(directory.resolve("genunix.elf"), vectors.relocatable("genunix"));
    Files.writeString(
        directory.resolve("probes.tsv"),
        "P\tiscsi\tprobes\tiscsi_send\tasync-send\n"
            + "A\t0\t0\tproc_t *\tpinfo_t *\nA\t1\t1\tint\nA\t2\t2\tkthread_t *\ttinfo_t *\n");
    TypeEnvironment described =
        TypeEnvironment.ofDirectory(directory).withLibraries(vectors.directory().resolve("lib"));
    assertArrayEquals(
        dof(DProgram.compile(PROGRAM, described, DOptions.DEFAULTS)), dof(compile(files, PROGRAM)));
    dof(compile(files, "mib:::tcpInErrs { trace(args[0] + 1); }"));
  }

  @Test
  void theFirstRowThatFitsCountsAndAGapEndsTheArguments() throws IOException {
    FakeKernelFiles files =
        withTable(
            "iscsi|other|0|0|nosuch_t *|",
            "iscsi||0|0|int|",
            "iscsi|async-send|0|0|proc_t *|pinfo_t *",
            "iscsi|async-send|2|0|int|");
    dof(compile(files, "iscsi:::async-send { trace(args[0] + 1); }"));
    assertEquals(
        "index 1 is out of range for iscsi:::async-send args[ ]",
        refusal(files, "iscsi:::async-send { trace(args[1]); }"));
  }

  @Test
  void aProviderThatTheTableLacksHasNoArguments() throws IOException {
    assertEquals(
        "index 0 is out of range for nfsv4:::op-read-start args[ ]",
        refusal(withTable("mib||0|0|int|"), "nfsv4:::op-read-start { trace(args[0]); }"));
  }

  @Test
  void whatNeitherTheDriverNorWeKnowIsRefusedByName() throws IOException {
    for (String probe : new String[] {"nfsv4:::op-read-start", "iscsi:::async-send"}) {
      String provider = probe.substring(0, probe.indexOf(':'));
      assertEquals(
          "the types of args[ ] for probes of "
              + provider
              + " are not known: they are in the table of the driver sdt, and the image's drv/sdt"
              + " has none; use arg0 to arg9 with casts",
          refusal(kernel(), probe + " { trace(args[0]); }"));
      dof(compile(kernel(), probe + " { trace(arg0); trace(((proc_t *)arg1)->p_pid); }"));
    }
    assertEquals(
        "index 0 is out of range for sysinfo:::pswitch args[ ]",
        refusal(kernel(), "sysinfo:::pswitch { trace(args[0]); }"));
  }

  @Test
  void typesThatTheKernelLacksAreToldByTheArgument() throws IOException {
    String message = refusal(kernel(), "ip:::send { trace(args[0]->pkt_addr); }");
    assertTrue(message.contains("translated type for args[0]"), message);
  }
}
