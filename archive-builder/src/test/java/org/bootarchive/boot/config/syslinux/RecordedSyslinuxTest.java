package org.bootarchive.boot.config.syslinux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.testing.RecordedBoot;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What syslinux did with each configuration of testdata/vectors/bootconfig/syslinux. */
class RecordedSyslinuxTest {
  private static final BootChoices MACHINE =
      BootChoices.DEFAULTS.withSettings(
          ImmutableMap.of(
              ByteString.of("mac"),
              ByteString.of("02:00:00:00:00:01"),
              ByteString.of("ip"),
              ByteString.of("10.0.2.15:10.0.2.2:10.0.2.2:255.255.255.0")));

  static Stream<RecordedBoot> records() {
    return RecordedBoot.all("syslinux");
  }

  @ParameterizedTest
  @MethodSource("records")
  void isFollowed(RecordedBoot recorded, @TempDir Path boot) throws IOException {
    recorded.writeTo(boot);
    // pxelinux takes the file of the machine's own name before the default.
    String first =
        recorded.configurations().stream()
            .min(Comparator.comparing(name -> name.endsWith("/default")))
            .orElseThrow();
    boolean network = recorded.text("loader").equals("pxelinux");
    String file = network ? first : recorded.configurations().get(0);
    ConfiguredBoot said =
        SyslinuxConfiguration.read(boot.resolve(file.substring(1)), BootRoot.of(boot), MACHINE)
            .boot();
    if (!recorded.boots()) {
      assertTrue(
          said.kernel().isEmpty()
              || !recorded.isKernel(said.kernel().get().path().latin1())
              || isAFileMissing(said, BootRoot.of(boot)));
      return;
    }
    assertEquals(recorded.kernel(), said.kernel().orElseThrow().path().latin1());
    assertEquals(recorded.kernelString(), said.kernel().orElseThrow().arguments().latin1());
    assertEquals(
        recorded.moduleStrings(),
        said.modules().stream().map(module -> module.commandLine().latin1()).toList());
  }

  /** The loader boots nothing when a module is not there. */
  private static boolean isAFileMissing(ConfiguredBoot said, BootRoot root) throws IOException {
    for (ConfiguredModule module : said.modules()) {
      if (!Files.isRegularFile(root.resolve(module))) {
        return said.loader().stopsAtMissingFile();
      }
    }
    return false;
  }
}
