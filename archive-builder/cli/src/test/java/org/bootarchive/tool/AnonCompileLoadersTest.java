package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.testing.DlangVectors;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.TracedImage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code anon compile} puts an enabling where each boot loader finds it. */
class AnonCompileLoadersTest {
  private static final String PLATFORM = "/os/20260101T000000Z/platform/i86pc";
  private static final String KERNEL = PLATFORM + "/kernel/amd64/unix";
  private static final String ARCHIVE = PLATFORM + "/amd64/boot_archive";
  private static final String CONF = "kernel/drv/dtrace.conf";
  private static final String PROBE = "enabling probe 0 (proc:::exec-success)";

  @TempDir private static Path folder;
  private static Path key;

  enum Loader {
    GRUB("--menu", "boot/grub/menu.lst", "", "module$ ", "type=file name="),
    LOADER("--loader-conf", "boot/loader.conf.local", "", "_type=\"file\"", "_flags=\"name="),
    IPXE("--ipxe", "boot.ipxe", "", "module ", "type=file name="),
    GRUB2(
        "--grub-cfg",
        "boot/grub2/grub.cfg",
        "set default=0\nmenuentry 'Live' {\n  multiboot "
            + KERNEL
            + " "
            + KERNEL
            + " -B console=text\n  module "
            + ARCHIVE
            + " "
            + ARCHIVE
            + " type=rootfs name=ramdisk\n}\n",
        "module ",
        "type=file name="),
    SYSLINUX(
        "--syslinux",
        "boot/syslinux/syslinux.cfg",
        "DEFAULT live\nLABEL live\n  KERNEL mboot.c32\n  APPEND "
            + KERNEL
            + " -B console=text --- "
            + ARCHIVE
            + " type=rootfs name=ramdisk\n",
        "--- ",
        "type=file name=");

    private final String option;
    private final String file;
    private final String text;
    private final ImmutableList<String> parts;

    Loader(String option, String file, String text, String... parts) {
      this.option = option;
      this.file = file;
      this.text = text;
      this.parts = ImmutableList.copyOf(parts);
    }
  }

  @BeforeAll
  static void makeKey() throws IOException {
    key = PlatformFixture.usbKey(folder);
    TracedImage.replace(key.resolve(ARCHIVE.substring(1)), DlangVectors.unpack(folder), folder);
    for (Loader loader : Loader.values()) {
      if (!loader.text.isEmpty()) {
        Path file = key.resolve(loader.file);
        Files.createDirectories(file.getParent());
        Files.writeString(file, loader.text);
      }
    }
  }

  private static CommandRun compile(Loader loader, String program, Object... more) {
    return run(loader, List.of("anon", "compile", "-n", program), more);
  }

  /** Runs a command with the loader's configuration: of illumos' loader the whole volume. */
  private static CommandRun run(Loader loader, List<String> command, Object... more) {
    Path configuration = loader == Loader.LOADER ? key : key.resolve(loader.file);
    List<Object> all = new ArrayList<>(command);
    all.addAll(List.of(loader.option, configuration, "--root", key));
    return CommandRun.ofBoth(all, more);
  }

  private static byte[] configuration(Loader loader) throws IOException {
    Path file = key.resolve(loader.file);
    return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  private static List<String> files() throws IOException {
    try (var all = Files.walk(key)) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextBootOfTheLoaderTracesAndAsksNobody(Loader loader) throws IOException {
    byte[] before = configuration(loader);
    CommandRun run = compile(loader, "proc:::exec-success { trace(execname); }");
    assertEquals(0, run.code(), run.output() + run.errors());
    assertEquals(PROBE, run.lines().get(0));
    assertTrue(run.output().contains("\nverdict: would boot\n"), run.output());
    String text = Files.readString(key.resolve(loader.file), ISO_8859_1);
    assertNotEquals(new String(before, ISO_8859_1), text);
    assertTrue(text.contains(CONF) && text.contains("etc/system"), text);
    for (String part : loader.parts) {
      assertTrue(text.contains(part), part + " in\n" + text);
    }
    String lookups = run(loader, List.of("lookup"), "--tsv", "/" + CONF).output();
    long length = Files.size(key.resolve("os/bootfs").resolve(CONF));
    assertTrue(lookups.contains("bootfs\t" + length), lookups);
    CommandRun show = run(loader, List.of("anon", "show"));
    assertEquals(0, show.code(), show.output());
    assertTrue(show.output().contains("trace(execname);"), show.output());
    assertEquals(0, run(loader, List.of("anon", "strip")).code());
    assertArrayEquals(before, configuration(loader));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTriedOrWrongChangesNothing(Loader loader) throws IOException {
    byte[] before = configuration(loader);
    List<String> files = files();
    CommandRun tried = compile(loader, "proc:::exec-success { trace(pid); }", "--dry-run");
    assertEquals(0, tried.code(), tried.output() + tried.errors());
    assertEquals(PROBE, tried.lines().get(0));
    CommandRun wrong = compile(loader, "proc:::exec-success { trace(nosuch); }");
    assertEquals(1, wrong.code());
    assertEquals("", wrong.output());
    assertTrue(wrong.errors().startsWith("dtrace: invalid probe specifier "), wrong.errors());
    CommandRun refused =
        compile(
            loader,
            "struct big { char x[20000]; }; struct big b; BEGIN { b = *(struct big *)arg0; }");
    assertEquals(1, refused.code());
    assertTrue(refused.errors().contains("oversized by-ref static"), refused.errors());
    CommandRun nowhere =
        CommandRun.of(
            "anon", "compile", "-n", "BEGIN", loader.option, key.resolve("no"), "--root", key);
    assertEquals(3, nowhere.code(), nowhere.output() + nowhere.errors());
    assertArrayEquals(before, configuration(loader));
    assertEquals(files, files());
    assertFalse(Files.exists(key.resolve("no")));
  }
}
