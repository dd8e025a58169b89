package org.bootarchive.archive.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check says of gzip files and cpio archives that loaders and kernel read in odd ways. */
class ArchiveFindingsTest {
  private static final Path ARCHIVES = Testdata.of().resolve("archives");

  @ParameterizedTest
  @CsvSource({
    "gzip-odd/plain-header.gz, true, ''",
    "gzip-odd/all-header-fields.gz, true, ''",
    "gzip-odd/trailing-zeros.gz, true, gzip-bytes-behind",
    "gzip-odd/trailing-garbage.gz, true, gzip-bytes-behind",
    "gzip-odd/bad-crc.gz, false, gzip-checksum",
    "gzip-odd/bad-isize.gz, false, gzip-length",
    "gzip-odd/truncated.gz, false, gzip-cut image-too-short",
    "gzip-odd/two-members.gz, false, gzip-second-member image-too-short",
    "cpio/odc.cpio.gz, true, ''",
    "cpio/odc-bsdtar.cpio.gz, true, ''",
    "cpio/odc-notrailer.cpio.gz, false, cpio-no-trailer cpio-unreadable-end",
    "cpio/odc-unpadded.cpio.gz, false, cpio-unreadable-end",
    "cpio/odc-cut.cpio.gz, false, cpio-cut cpio-length",
    "cpio/odc-badoctal.cpio.gz, false, cpio-bad-number",
    "cpio/odc-dot.cpio.gz, false, cpio-name",
    "cpio/newc.cpio.gz, false, cpio-format",
    "cpio/crc.cpio.gz, false, cpio-format",
    "cpio/odc-odd.cpio.gz, false, cpio-holes cpio-link-without-data cpio-name cpio-name-twice",
    "hsfs-norr/boot_archive.gz, true, no-rock-ridge",
    "hsfs-extended/boot_archive.gz, true, ''",
  })
  void oddFormsAreFindings(String archive, boolean clean, String codes) throws IOException {
    try (UnpackedArchive unpacked =
        UnpackedArchive.of(ARCHIVES.resolve(archive), done -> {}).orElseThrow()) {
      CheckReport report = unpacked.check(CheckOptions.DEFAULTS);
      TreeSet<String> found = new TreeSet<>();
      report.findings().forEach(finding -> found.add(finding.code()));
      assertEquals(codes, String.join(" ", found));
      assertEquals(clean, report.clean());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip-odd/bad-crc.gz",
        "gzip-odd/bad-isize.gz",
        "gzip-odd/truncated.gz",
        "cpio/odc-cut.cpio.gz",
        "cpio/odc-badoctal.cpio.gz"
      })
  void whatIsDamagedIsNotReadAsIfItWereWhole(String archive) {
    CorruptImageException e =
        assertThrows(
            CorruptImageException.class, () -> Platform.openArchive(ARCHIVES.resolve(archive)));
    assertTrue(e.getMessage().length() > 20, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "boot_archive.gz, boot_archive.hash",
    "boot_archive, boot_archive.hash",
    ".gz, .gz.hash"
  })
  void theHashFileIsNamedAfterTheArchiveWithoutGz(String archive, String hash) {
    assertEquals(List.of(hash), List.of(ArchiveConversion.hashFile(Path.of(archive)).toString()));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a link needs a right there")
  void anArchiveIsNeverReplacedByANewOneOrItsHashFile(@TempDir Path folder) throws IOException {
    Path archive = Files.write(folder.resolve("new.hash"), new byte[100]);
    Path link = Files.createSymbolicLink(folder.resolve("link"), archive);
    for (Path target : List.of(archive, link, folder.resolve("new"), folder.resolve("new.gz"))) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> ArchiveConversion.requireOther(archive, target),
              "" + target);
      assertTrue(e.getMessage().contains("choose another name"), e.getMessage());
    }
    ArchiveConversion.requireOther(archive, folder.resolve("other"));
  }
}
