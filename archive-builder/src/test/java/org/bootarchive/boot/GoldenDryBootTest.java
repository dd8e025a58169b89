package org.bootarchive.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.grub.MenuEntry;
import org.bootarchive.boot.config.grub.MenuLst;
import org.bootarchive.boot.config.ipxe.IpxeScript;
import org.bootarchive.boot.config.loader.LoaderConf;
import org.bootarchive.boot.files.BootFiles;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.testing.Kernels;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dry boots of testdata/config and testdata/usbkey with the sample platform, against the files
 * named dry-boot. Where a case's own files are not there, the archive and its hash are those of the
 * platform, the kernel has the headers that boot loaders want, and every other module is a line of
 * text.
 */
class GoldenDryBootTest {
  private static final Path TESTDATA = Testdata.of();

  @TempDir static Path directory;
  private static PlatformFixture platform;

  @BeforeAll
  static void unpack() throws IOException {
    platform = PlatformFixture.unpackInto(directory);
  }

  @TestFactory
  Stream<DynamicTest> configurations() throws IOException {
    return Stream.of("grub", "ipxe", "loader")
        .flatMap(format -> cases(TESTDATA.resolve("config").resolve(format)))
        .map(folder -> DynamicTest.dynamicTest(folder.toString(), () -> check(folder)));
  }

  private static Stream<Path> cases(Path format) {
    try (Stream<Path> folders = Files.list(format)) {
      return folders.sorted().toList().stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void check(Path folder) throws IOException {
    StringBuilder actual = new StringBuilder();
    switch (folder.getParent().getFileName().toString()) {
      case "grub" -> {
        MenuLst menu = MenuLst.parse(input(folder));
        for (MenuEntry entry : menu.entries()) {
          actual.append("entry " + entry.number() + "\n");
          describe(menu.boot(entry), actual);
        }
      }
      case "ipxe" -> describe(IpxeScript.parse(input(folder)).boot(), actual);
      default -> describe(LoaderConf.read(BootRoot.of(folder.resolve("volume"))).boot(), actual);
    }
    assertEquals(Files.readString(folder.resolve("dry-boot"), ISO_8859_1), actual.toString());
  }

  private static ConfigFile input(Path folder) throws IOException {
    return ConfigFile.of("input", Files.readAllBytes(folder.resolve("input")));
  }

  private static void describe(ConfiguredBoot configured, StringBuilder out) throws IOException {
    BootFiles usbKey = BootFiles.below(BootRoot.of(TESTDATA.resolve("usbkey")));
    DryBootReport report =
        DryBoot.run(LoadedBoot.load(configured, usbKey.orElse(GoldenDryBootTest::standIn)));
    out.append(report.verdict() + "\n");
    report.findings().forEach(f -> out.append("  " + f.severity() + " " + f.code() + "\n"));
    report
        .overlays()
        .forEach(
            o ->
                out.append(
                    "  overlay " + o.name() + " " + o.kind() + " " + o.hiddenBytes() + "\n"));
    for (KernelLookup lookup : report.lookups()) {
      if (lookup.answer().lookup() instanceof Lookup.Found found && lookup.module().isPresent()) {
        out.append("  module for " + lookup.path() + " " + found.size() + "\n");
      }
    }
    for (SystemBoot.Module module : report.afterBoot()) {
      out.append("  after boot " + module.fate() + " " + module.path() + "\n");
    }
  }

  private static Optional<BlockDevice> standIn(ConfiguredModule module) throws IOException {
    if (module.path().contains("20251204")) {
      return Optional.empty();
    }
    if (module.path().endsWith("boot_archive")) {
      return Optional.of(FileBlockDevice.of(platform.archive()));
    }
    if (module.path().endsWith("boot_archive.hash")) {
      return Optional.of(FileBlockDevice.of(platform.hash()));
    }
    return Optional.of(
        module.path().endsWith("/unix")
            ? MemoryBlockDevice.of(Kernels.multiboot())
            : MemoryBlockDevice.of("set x=1\n".getBytes(ISO_8859_1)));
  }
}
