package org.bootarchive.boot.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Strings;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bootarchive.boot.config.grub2.Grub2Configuration;
import org.bootarchive.boot.config.syslinux.SyslinuxConfiguration;

/** What overlays do to configurations of GRUB 2 and syslinux, and that all of it can be undone. */
final class Grub2AndSyslinuxEditingTest {
  private static final List<OverlayModule> OVERLAYS =
      List.of(
          OverlayModule.of("/bootfs/s", "etc/system"),
          OverlayModule.of("/bootfs/x", "kernel/drv/x.conf"));
  private static final String ARCHIVE = "/platform/i86pc/amd64/boot_archive";
  private static final String UNIX = "/platform/i86pc/kernel/amd64/unix";

  private static final AtomicInteger EDITED = new AtomicInteger();

  private static Path volume;

  private interface Reader {
    BootConfiguration read(Path file, BootRoot root) throws IOException;
  }

  @BeforeContainer
  static void layOut() throws IOException {
    volume = Files.createTempDirectory("volume");
    for (String path : List.of(UNIX, ARCHIVE, ARCHIVE + ".hash", "/bootfs/s", "/bootfs/x")) {
      Path file = volume.resolve(path.substring(1));
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[] {1});
    }
    EDITED.set(0);
  }

  @AfterContainer
  static void mostWereEdited() throws IOException {
    MoreFiles.deleteRecursively(volume, RecursiveDeleteOption.ALLOW_INSECURE);
    assertTrue(EDITED.get() > 100, "only " + EDITED + " configurations were edited");
  }

  @Property
  void anOverlayOfGrub2IsAddedOnceAndTakenOutWithoutATrace(
      @ForAll("grubConfigurations") String text) throws IOException {
    edit(text, (file, root) -> Grub2Configuration.read(file, root, BootChoices.DEFAULTS));
  }

  @Property
  void anOverlayOfSyslinuxIsAddedOnceAndTakenOutWithoutATrace(
      @ForAll("syslinuxConfigurations") String text) throws IOException {
    edit(text, (file, root) -> SyslinuxConfiguration.read(file, root, BootChoices.DEFAULTS));
  }

  /** A second edit would find the path behind the NUL wrong again, and add it again. */
  @Example
  void aModuleLineWithANulIsNotRewritten() throws IOException {
    Path file =
        Files.writeString(
            volume.resolve("nul.cfg"),
            String.join(
                "\n",
                "menuentry 'Live' {",
                "  multiboot " + UNIX + " " + UNIX,
                "  module " + ARCHIVE + " " + ARCHIVE + " type=rootfs name=ramdisk",
                "  module /\0" + ARCHIVE + ".hash " + ARCHIVE + ".hash type=hash name=ramdisk",
                "}",
                ""));
    BootConfiguration configuration =
        Grub2Configuration.read(file, BootRoot.of(volume), BootChoices.DEFAULTS);
    IOException refused = assertThrows(ConfigException.class, () -> configuration.add(OVERLAYS));
    assertTrue(Strings.nullToEmpty(refused.getMessage()).contains("NUL"), refused::toString);
  }

  private static void edit(String text, Reader reader) throws IOException {
    BootRoot root = BootRoot.of(volume);
    Path file = volume.resolve("configuration");
    byte[] before = text.getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, before);
    byte[] after;
    try {
      BootConfiguration configuration = reader.read(file, root);
      configuration.boot();
      after = configuration.add(OVERLAYS).after().bytes();
    } catch (IOException refused) {
      return;
    }
    EDITED.incrementAndGet();
    Files.write(file, after);
    List<String> lines =
        reader.read(file, root).boot().modules().stream()
            .map(module -> module.commandLine().latin1())
            .toList();
    for (OverlayModule overlay : OVERLAYS) {
      assertTrue(
          // syslinux puts words of its own behind the last module's, which the kernel passes over.
          lines.stream()
              .anyMatch(line -> (line + " ").contains(" type=file name=" + overlay.name() + " ")),
          () -> text + "\n--- " + lines);
    }
    assertArrayEquals(after, reader.read(file, root).add(OVERLAYS).after().bytes(), text);
    assertArrayEquals(before, reader.read(file, root).remove().after().bytes(), text);
  }

  @Provide
  Arbitrary<String> grubConfigurations() {
    Arbitrary<String> module =
        Arbitraries.of(
            "module P P type=rootfs name=ramdisk",
            "module P type=rootfs name=ramdisk",
            "module P P",
            "module P",
            "  module  P.hash P.hash type=hash name=ramdisk",
            "\tmodule \"P\" \"P\" # a comment");
    Arbitrary<String> other =
        Arbitraries.of(
            "", "set x=y", "# a comment", "echo 'hello'", "insmod gzio", "boot", "nonsense");
    Arbitrary<String> entry =
        Arbitraries.of("A", "B b", "C").flatMap(title -> entry(title, module, other));
    return document(entry, Arbitraries.of("", "set default=0\n", "set timeout=1\n", "# top\n"));
  }

  private static Arbitrary<String> entry(
      String title, Arbitrary<String> module, Arbitrary<String> other) {
    Arbitrary<String> body =
        Arbitraries.oneOf(module, module, other)
            .list()
            .ofMaxSize(4)
            .map(lines -> String.join("\n  ", lines));
    return body.map(
        lines ->
            "menuentry '"
                + title
                + "' {\n  multiboot "
                + UNIX
                + " "
                + UNIX
                + " -B a=b\n  "
                + lines.replace("P", ARCHIVE)
                + "\n}\n");
  }

  @Provide
  Arbitrary<String> syslinuxConfigurations() {
    Arbitrary<String> line =
        Arbitraries.of(
            "  append U -B a=b --- P type=rootfs name=ramdisk",
            "  append -aout U -B a=b --- P --- P.hash",
            "append U x --- P --- P.hash type=hash name=ramdisk",
            "\tappend   U   --- P",
            "  # a comment",
            "  initrd /bootfs/x",
            "  ipappend 1",
            "");
    Arbitrary<String> label =
        line.list()
            .ofMaxSize(3)
            .map(lines -> "label s\n  kernel mboot.c32\n" + String.join("\n", lines) + "\n")
            .map(text -> text.replace("U", UNIX).replace("P", ARCHIVE));
    return document(label, Arbitraries.of("default s\n", "DEFAULT s\ntimeout 10\n", "# top\n"));
  }

  /** Documents of a head and parts, with either line end, with the last one or without. */
  private static Arbitrary<String> document(Arbitrary<String> part, Arbitrary<String> head) {
    Arbitrary<Tuple2<Boolean, Boolean>> ends =
        Arbitraries.of(
            Tuple.of(true, true),
            Tuple.of(true, false),
            Tuple.of(false, true),
            Tuple.of(false, false));
    return Combinators.combine(head, part.list().ofMinSize(1).ofMaxSize(3), ends)
        .as(
            (first, parts, end) -> {
              String text = first + String.join("\n", parts);
              if (end.get1()) {
                text = text.replace("\n", "\r\n");
              }
              return end.get2() ? text : text.stripTrailing();
            });
  }
}
