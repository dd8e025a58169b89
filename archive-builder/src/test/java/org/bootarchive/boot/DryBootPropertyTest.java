package org.bootarchive.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.text.ByteString;

/** Whatever the modules are, there is a report, and it does not contradict itself. */
class DryBootPropertyTest {
  private static final BlockDevice ARCHIVE = archive();

  private static BlockDevice archive() {
    try {
      Path directory = Files.createTempDirectory("dry-boot");
      byte[] bytes = Files.readAllBytes(PlatformFixture.unpackInto(directory).archive());
      for (String file :
          List.of(
              "i86pc/amd64/boot_archive",
              "i86pc/amd64/boot_archive.hash",
              "i86pc/amd64/boot_archive.manifest",
              "i86pc/amd64/boot_archive.gitstatus",
              "i86pc/kernel/amd64/unix",
              "etc/version/platform")) {
        Files.delete(directory.resolve(file));
      }
      for (String folder :
          List.of(
              "i86pc/amd64",
              "i86pc/kernel/amd64",
              "i86pc/kernel",
              "i86pc",
              "etc/version",
              "etc",
              "")) {
        Files.delete(directory.resolve(folder));
      }
      return MemoryBlockDevice.of(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void anyModuleSetHasAReport(@ForAll("modules") List<BootModule> modules) throws IOException {
    check(DryBoot.run(ModuleSet.of(modules)), modules.size());
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void anyDamagedArchiveHasAReport(@ForAll("changes") Map<Long, Byte> changes) throws IOException {
    List<BootModule> modules =
        List.of(
            new BootModule(
                ByteString.ofLatin1("/r type=rootfs name=r"), PatchedContent.of(ARCHIVE, changes)),
            new BootModule(
                ByteString.ofLatin1("/o type=file name=kernel/drv/sd.conf"),
                MemoryBlockDevice.of("a=1;".getBytes(ISO_8859_1))));
    check(DryBoot.run(ModuleSet.of(modules)), modules.size());
  }

  private static void check(DryBootReport report, int modules) {
    assertEquals(modules, report.modules().size());
    assertNotNull(report.verdict().toString());
    boolean error = report.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR);
    boolean panic = report.handover() instanceof ModuleHandover.Panic;
    assertEquals(!error && !panic, report.verdict().isGood(), report.findings().toString());
  }

  @Provide
  Arbitrary<List<BootModule>> modules() {
    Arbitrary<String> name =
        Arbitraries.oneOf(
            Arbitraries.of(
                "etc/system",
                "/etc/system",
                "kernel/drv/sd.conf",
                "system/boot",
                "system/boot/x",
                "a/../b",
                "etc/",
                "",
                "etc",
                "boot/solaris/bootenv.rc"),
            Arbitraries.strings().withCharRange('\1', '\u00ff').ofMaxLength(12),
            Arbitraries.strings().withChars("./ab").ofMaxLength(12));
    Arbitrary<String> type =
        Arbitraries.of(" type=file", " type=rootfs", " type=hash", " type=environment", "", " x");
    Arbitrary<String> line =
        Combinators.combine(name, type, name).as((path, t, n) -> path + t + " name=" + n);
    Arbitrary<BlockDevice> content =
        Arbitraries.oneOf(
            Arbitraries.just(ARCHIVE),
            Arbitraries.strings()
                .withCharRange('\0', '\u00ff')
                .ofMaxLength(60)
                .map(text -> MemoryBlockDevice.of(text.getBytes(ISO_8859_1))),
            Arbitraries.of(0, 1, 512, 8192, 16384).map(n -> MemoryBlockDevice.of(new byte[n])),
            Arbitraries.of("forceload: drv/a\n", "moddir: /x\n", "070707")
                .map(text -> MemoryBlockDevice.of(text.getBytes(ISO_8859_1))));
    return Combinators.combine(line.injectNull(0.05), content)
        .as((text, bytes) -> new BootModule(text == null ? null : ByteString.ofLatin1(text), bytes))
        .list()
        .ofMaxSize(7);
  }

  @Provide
  Arbitrary<Map<Long, Byte>> changes() {
    Arbitrary<Long> superblock = Arbitraries.longs().between(8192, 9600);
    Arbitrary<Long> inodes = Arbitraries.longs().between(16384, 400_000);
    Arbitrary<Long> anywhere = Arbitraries.longs().between(0, ARCHIVE.size() - 1);
    return Arbitraries.maps(
            Arbitraries.oneOf(superblock, inodes, inodes, anywhere),
            Arbitraries.of((byte) 0, (byte) 1, (byte) 0x7f, (byte) 0x80, (byte) 0xff))
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(TreeMap::new);
  }
}
