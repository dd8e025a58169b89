package org.bootarchive.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.loader.LoaderConfiguration;
import org.bootarchive.hash.ArchiveHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the illumos loader, whose first file system is gzipfs, has in memory. */
class LoadedBootTest {
  private static final byte[] CONTENT = "what is packed".getBytes(UTF_8);
  private static final String CONF =
      "boot_archive_load=YES\nboot_archive_type=rootfs\nboot_archive_name=/os/ba\n";

  @TempDir private Path volume;

  private LoadedBoot load(String conf) throws IOException {
    write("boot/defaults/loader.conf", ("bootfile=/platform/unix\n" + conf).getBytes(UTF_8));
    BootRoot root = BootRoot.of(volume);
    return LoadedBoot.load(LoaderConfiguration.of(root).boot(), root);
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = volume.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] packed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(CONTENT);
    }
    return bytes.toByteArray();
  }

  private static List<String> lines(LoadedBoot boot) {
    return boot.modules().stream().map(module -> module.commandLine().latin1()).toList();
  }

  private static ArchiveHash hash(LoadedBoot boot) throws IOException {
    return ArchiveHash.of(boot.moduleSet().modules().get(0).content(), done -> {});
  }

  private static ArchiveHash hash(byte[] content) throws IOException {
    return ArchiveHash.of(new ByteArrayInputStream(content));
  }

  @Test
  void aGzipModuleArrivesUnpackedAndIsHashedSo() throws IOException {
    write("os/ba", packed());
    LoadedBoot boot = load(CONF);
    assertEquals(List.of("/os/ba type=rootfs"), lines(boot));
    assertEquals(hash(CONTENT), hash(boot));
  }

  @Test
  void aGzipFileStandsInForTheModuleThatIsNotThere() throws IOException {
    write("os/ba.gz", packed());
    LoadedBoot boot = load(CONF);
    assertEquals(List.of("/os/ba type=rootfs"), lines(boot));
    assertEquals(List.of(), boot.missing());
    assertEquals(hash(CONTENT), hash(boot));
  }

  @Test
  void aFileThatIsThereIsTakenAndNotTheGzipFileBesideIt() throws IOException {
    write("os/ba", CONTENT);
    write("os/ba.gz", packed());
    assertEquals(hash(CONTENT), hash(load(CONF)));
  }

  @Test
  void whatOnlyHasTheNameOfAGzipFileStandsInForNothing() throws IOException {
    write("os/ba.gz", CONTENT);
    LoadedBoot boot = load(CONF);
    assertEquals(List.of(), lines(boot));
    assertEquals(1, boot.missing().size());
  }

  @Test
  void aModuleWhoseNameSaysThatItIsPackedStaysPacked() throws IOException {
    byte[] packed = packed();
    write("os/ba.gz", packed);
    assertEquals(hash(packed), hash(load(CONF.replace("/os/ba", "/os/ba.gz"))));
  }

  @Test
  void aKernelMayBeAGzipFileToo() throws IOException {
    write("os/ba", CONTENT);
    assertFalse(load(CONF).kernel().isPresent());
    write("platform/unix.gz", packed());
    assertTrue(load(CONF).kernel().isPresent());
  }
}
