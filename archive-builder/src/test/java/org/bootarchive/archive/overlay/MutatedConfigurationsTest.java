package org.bootarchive.archive.overlay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.OverlayModule;

/**
 * Good configurations of every boot loader with some bytes changed: they are read or refused, and
 * what takes an edit takes it once and gives it back.
 */
final class MutatedConfigurationsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<OverlayModule> OVERLAYS =
      List.of(
          OverlayModule.of("/bootfs/s", "etc/system"),
          OverlayModule.of("/bootfs/x", "kernel/drv/x.conf"));

  private static final ImmutableMap<BootLoader, String> GOOD =
      ImmutableMap.of(
          BootLoader.GRUB,
          """
          default 0
          timeout 5
          variable os_console ttya
          title Live 64-bit
             kernel$ /p/unix -B console=${os_console},headnode=true
             module$ /p/$ISADIR/ba type=rootfs name=ramdisk
             module /p/amd64/ba.hash type=hash name=ramdisk
             boot
          title Old
            kernel /p/unix
            module /p/amd64/ba
          """,
          BootLoader.GRUB2,
          """
          set default=0
          set timeout=1
          p=/p
          if [ "$grub_platform" = efi ]; then set x=1; else x=2; fi
          for i in 1 2 3; do set y="$y$i"; done
          function f { echo "$1"; }
          menuentry 'Live' --id live {
            f hello
            multiboot ${p}/unix /p/unix -B a=b,c='d e'
            module "$p/amd64/ba" /p/amd64/ba type=rootfs name=ramdisk
            module /p/amd64/ba.hash /p/amd64/ba.hash type=hash name=ramdisk
          }
          submenu "More" {
            menuentry Old { multiboot /p/unix /p/unix
              module /p/amd64/ba }
          }
          """,
          BootLoader.IPXE,
          """
          #!ipxe
          set base http://h/p
          menu Choices
          item --key a live Live
          item other Other
          choose --default live --timeout 100 target && goto ${target}
          :other
          isset ${net0/mac} || goto live
          :live
          kernel ${base}/unix -B console=ttya || goto other
          module ${base}/amd64/ba type=rootfs name=ramdisk
          initrd --name h ${base}/amd64/ba.hash type=hash name=ramdisk ||
          boot || exit 1
          """,
          BootLoader.LOADER,
          """
          bootfile="/p/unix"
          boot_archive_load="YES"
          boot_archive_type="rootfs"
          boot_archive_name="/p/amd64/ba"
          boot_archive.hash_load="YES"
          boot_archive.hash_type="hash"
          boot_archive.hash_name="/p/amd64/ba.hash"
          etc_x_load=YES
          etc_x_type=file
          etc_x_name=/bootfs/x
          etc_x_flags="name=/etc/x"
          """,
          BootLoader.SYSLINUX,
          """
          default live
          prompt 0
          timeout 10
          ui menu.c32
          menu title SmartOS
          label live
            menu label Live
            kernel mboot.c32
            append -aout /p/unix -B a=b --- /p/amd64/ba type=rootfs name=ramdisk --- /p/amd64/ba.hash
          label other
            com32 mboot.c32
            append /p/unix --- /p/amd64/ba
          """);

  /** Where each file lies below the volume. */
  private static final ImmutableMap<BootLoader, String> PLACES =
      ImmutableMap.of(
          BootLoader.GRUB, "boot/grub/menu.lst",
          BootLoader.GRUB2, "boot/grub/grub.cfg",
          BootLoader.IPXE, "boot.ipxe",
          BootLoader.LOADER, "boot/loader.conf.local",
          BootLoader.SYSLINUX, "syslinux.cfg");

  private static final AtomicInteger EDITED = new AtomicInteger();
  private static Path volume;

  /** A change of a text: some chars from a place on are taken out, others put in. */
  private record Change(int place, int taken, String put) {
    String apply(String text) {
      int from = place % (text.length() + 1);
      int to = Math.min(text.length(), from + taken);
      return text.substring(0, from) + put + text.substring(to);
    }
  }

  @BeforeContainer
  static void layOut() throws IOException {
    volume = Files.createTempDirectory("volume");
    for (String path :
        List.of("p/unix", "p/amd64/ba", "p/amd64/ba.hash", "bootfs/s", "bootfs/x", "mboot.c32")) {
      Files.createDirectories(volume.resolve(path).getParent());
      Files.write(volume.resolve(path), new byte[] {1});
    }
    Files.createDirectories(volume.resolve("boot/grub"));
    EDITED.set(0);
  }

  @AfterContainer
  static void manyWereEdited() throws IOException {
    MoreFiles.deleteRecursively(volume, RecursiveDeleteOption.ALLOW_INSECURE);
    assertTrue(EDITED.get() > 100, "only " + EDITED + " configurations were edited");
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
  void whatTakesAnEditTakesItOnceAndGivesItBack(
      @ForAll BootLoader loader, @ForAll("changes") List<Change> changes) throws IOException {
    String text = GOOD.get(loader);
    for (Change change : changes) {
      text = change.apply(text);
    }
    if (text.contains("# bootarchive:")) {
      return;
    }
    byte[] before = text.getBytes(ISO_8859_1);
    String shown = text;
    assertTimeoutPreemptively(PATIENCE, () -> edit(loader, before, shown), shown);
  }

  private static void edit(BootLoader loader, byte[] before, String shown) throws IOException {
    BootRoot root = BootRoot.of(volume);
    Path file = Files.write(volume.resolve(PLACES.get(loader)), before);
    ConfigEdit added;
    try {
      read(loader, file, root).boot();
      added = read(loader, file, root).add(OVERLAYS);
    } catch (IOException refused) {
      return;
    } finally {
      Files.delete(file);
    }
    EDITED.incrementAndGet();
    Files.write(file, before);
    added.write();
    byte[] once = Files.readAllBytes(file);
    try {
      assertArrayEquals(once, read(loader, file, root).add(OVERLAYS).after().bytes(), shown);
      read(loader, file, root).remove().write();
      assertArrayEquals(before, Files.readAllBytes(file), shown);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static BootConfiguration read(BootLoader loader, Path file, BootRoot root)
      throws IOException {
    return VolumeConfiguration.read(loader, file, root, BootChoices.DEFAULTS);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<String> put =
        Arbitraries.oneOf(
            Arbitraries.of("", "\0", "\\", "\n", "\r", "\"", "'", "$", "${", "}", "{", " ", "\t"),
            Arbitraries.of("=", "#", ";", "&&", "||", "---", "\u001b[", "\u00ff", "\\\n", ":"),
            Arbitraries.of("module /m", "boot\n", "type=file", "name=", "while true; do ", "done"),
            Arbitraries.of("\nmodule\0/m # c\n", "include a\n", "goto live\n", "title x\n", "%s"));
    return Combinators.combine(
            Arbitraries.integers().between(0, 2000), Arbitraries.integers().between(0, 6), put)
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }
}
