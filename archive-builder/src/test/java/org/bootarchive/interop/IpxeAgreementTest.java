package org.bootarchive.interop;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.ipxe.IpxeConfiguration;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What iPXE hands over is what a script is said to hand over, overlays included. */
class IpxeAgreementTest {
  private static final String SERVER = "tftp://10.0.2.2";
  private static final BootChoices MACHINE =
      BootChoices.DEFAULTS.withSettings(
          ImmutableMap.of(
              ByteString.of("next-server"),
              ByteString.of("10.0.2.2"),
              ByteString.of("mac"),
              ByteString.of("52:54:00:12:34:56"),
              ByteString.of("net0/mac"),
              ByteString.of("52:54:00:12:34:56")));
  private static final String K = "kernel SERVERUNIX -B smartos=true\n";
  private static final String M = "module SERVERARCHIVE type=rootfs name=ramdisk\n";

  private static LoaderCase script(String name, String text) {
    return new LoaderCase(
        name,
        ("#!ipxe\n" + text)
            .replace("SERVER", SERVER)
            .replace("UNIX", BootDirectory.UNIX)
            .replace("ARCHIVE", BootDirectory.ARCHIVE));
  }

  static Stream<LoaderCase> scripts() {
    return Stream.of(
        script("types", K + M + "boot\n"),
        script("no types", K + "module SERVERARCHIVE\nboot\n"),
        script(
            "no types, with the hash",
            K + "module SERVERARCHIVE\nmodule SERVERARCHIVE.hash\n" + "boot\n"),
        script("initrd for module", K + "initrd SERVERARCHIVE type=rootfs name=ramdisk\nboot\n"),
        script(
            "the server's setting",
            """
            kernel tftp://${next-server}UNIX -B a=${next-server}
            module tftp://${next-server}ARCHIVE type=rootfs name=ramdisk
            boot
            """),
        script("the machine's address", "kernel SERVERUNIX -B mac=${net0/mac}\n" + M + "boot\n"),
        script(
            "variables",
            """
            set base SERVER
            set os ${base}/platform/i86pc
            kernel ${os}/kernel/amd64/unix -B x=${none}y
            module ${os}/amd64/boot_archive type=rootfs name=ramdisk
            boot
            """),
        script(
            "quotes and dollars",
            "kernel SERVERUNIX -B a=\"x,y\",root_shadow='$5$ab'\n" + M + "boot\n"),
        script(
            "comments and blanks",
            "# a comment\n\n  kernel   SERVERUNIX   -v -k\n\t" + M + "boot\n"),
        script("no boot at the end", "kernel SERVERUNIX\n" + M + "boot"),
        script(
            "a file that fails is passed over",
            K + "module SERVER/nope || echo none\n" + M + "boot || shell\n"),
        script("a label", "goto start\n:other\nexit\n:start\n" + K + M + "boot\n"));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theHandoverIsWhatWasSaid(LoaderCase test, @TempDir Path scratch) throws IOException {
    BootDirectory directory = BootDirectory.create(scratch);
    directory.write("/main.ipxe", test.text());
    LoaderCase.Reader reader =
        () -> IpxeConfiguration.read(directory.path("/main.ipxe"), directory.root(), MACHINE);
    BootConfiguration script = reader.read();
    List<OverlayModule> overlays =
        BootDirectory.overlays().stream().map(overlay -> located(script, overlay)).toList();
    test.agree(directory, reader, () -> VirtualMachine.bootIpxe(scratch, "main.ipxe"), overlays);
  }

  private static OverlayModule located(BootConfiguration script, OverlayModule overlay) {
    try {
      return script.located(overlay);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
