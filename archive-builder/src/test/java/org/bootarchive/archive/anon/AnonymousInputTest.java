package org.bootarchive.archive.anon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.dtrace.conf.SystemFile;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnonymousInputTest {
  @TempDir private static Path folder;
  private static ArchiveOwnFiles archive;

  @BeforeAll
  static void unpack() throws IOException {
    archive = ArchiveOwnFiles.of(FileBlockDevice.of(PlatformFixture.unpack(folder).bootArchive()));
  }

  @Test
  void theArchivesOwnFilesAreTheBase() throws IOException {
    Path enabling = Files.writeString(folder.resolve("o"), "dof-data-0=0x1,0x2;\ndof-data-1=3;\n");
    AnonymousInput input = AnonymousInput.fromArchive(enabling, archive);
    byte[] own = archive.read("kernel/drv/dtrace.conf", 1000).orElseThrow();
    assertArrayEquals(
        Bytes.concat(own, ascii("dof-data-0=0x1,0x2;\ndof-data-1=0x3;\n")), input.conf().bytes());
    assertTrue(input.conf().instance().isPresent());
    byte[] system = archive.read("etc/system", 10_000).orElseThrow();
    assertEquals(
        new String(system, StandardCharsets.ISO_8859_1),
        new String(input.system().withoutDTraceBlock().bytes(), StandardCharsets.ISO_8859_1));
  }

  @Test
  void providersComeAsDtraceWritesThemAndDtraceLast() throws IOException {
    Path enabling = Files.writeString(folder.resolve("p"), "dof-data-0=1;\n");
    List<String> forceloads = AnonymousInput.fromArchive(enabling, archive).system().forceloads();
    assertEquals(
        List.of(
            "drv/systrace",
            "drv/sdt",
            "drv/profile",
            "drv/lockstat",
            "drv/fbt",
            "drv/fasttrap",
            "drv/dcpc",
            "drv/dtrace"),
        forceloads.subList(forceloads.size() - 8, forceloads.size()));
  }

  @Test
  void providersAreThoseThatKrtldFinds() throws IOException {
    assertEquals(
        List.of(), ArchiveProviders.in(archive, SystemFile.parse(ascii("moddir: /opt/kernel\n"))));
    assertEquals(
        7, ArchiveProviders.in(archive, SystemFile.parse(ascii("moddir: /opt kernel/\n"))).size());
  }

  @Test
  void anArchiveThatIsNoneIsSaidToBeSo() throws IOException {
    ArchiveOwnFiles none = ArchiveOwnFiles.of(MemoryBlockDevice.of(new byte[100_000]));
    Path enabling = Files.writeString(folder.resolve("q"), "dof-data-0=1;\n");
    assertThrows(CorruptImageException.class, () -> AnonymousInput.fromArchive(enabling, none));
  }

  @Test
  void aFileOfAbsurdSizeIsNotRead() throws IOException {
    Path large = folder.resolve("large");
    Files.write(large, new byte[SystemFile.MAX_BYTES + 1]);
    Path conf = Files.writeString(folder.resolve("r"), "");
    assertThrows(CorruptImageException.class, () -> AnonymousInput.of(conf, large));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
