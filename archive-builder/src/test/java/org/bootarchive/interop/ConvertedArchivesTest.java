package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.ufs.testing.RequiredTool;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that were converted, as programs that are not ours read them. */
class ConvertedArchivesTest {
  private static final Path UFS =
      Testdata.of().resolve("archives/omnios-media/platform/i86pc/amd64/boot_archive.gz");

  /** The recorded cpio archive of the same distribution's files, made by GNU cpio. */
  private static final Path LISTING = Testdata.of().resolve("archives/omnios-media.tsv");

  private static final String FIELDS =
      "mtree:!all,mtree:type,mtree:mode,mtree:uid,mtree:sha1,mtree:link,mtree:time";

  private static final String NO_BYTES = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

  @TempDir private Path folder;

  private Path converted(ArchiveForm.Kind kind) throws IOException {
    Path archive = folder.resolve(kind.word());
    try (BootArchiveFile file = Platform.openArchive(UFS)) {
      ArchiveConversion.convert(
          file.path(),
          new ArchiveForm(kind, Optional.of(ArchiveForm.Gzip.DEFAULTS)),
          BuildOptions.DEFAULTS,
          archive,
          false,
          bytes -> done -> {});
    }
    return archive;
  }

  @Test
  void libarchiveReadsTheCpioArchiveWithAllThatIsKnownOfItsFiles() throws IOException {
    assertSameFiles(converted(ArchiveForm.Kind.CPIO));
  }

  @Test
  void libarchiveReadsTheIsoWithAllThatIsKnownOfItsFiles() throws IOException {
    assertSameFiles(converted(ArchiveForm.Kind.ISO));
  }

  @Test
  void xorrisoFindsNothingWrongWithTheIso() throws IOException {
    Path packed = converted(ArchiveForm.Kind.ISO);
    Path plain = folder.resolve("plain.iso");
    ToolRun unpacked = ToolRun.of("gzip", "-dc", packed.toString());
    assertEquals(0, unpacked.exitCode(), unpacked.errors());
    unpacked.output().copyTo(com.google.common.io.Files.asByteSink(plain.toFile()));
    RequiredTool xorriso = new RequiredTool("xorriso", "xorriso");
    ToolRun run =
        ToolRun.of(
            xorriso.path().toString(),
            "-indev",
            plain.toString(),
            "-find",
            "/",
            "-type",
            "f",
            "-exec",
            "report_lba");
    assertEquals(0, run.exitCode(), run.errors());
    String report = run.output().asCharSource(StandardCharsets.UTF_8).read();
    assertTrue(report.contains("/platform/i86pc/kernel/amd64/unix"), report);
  }

  private static void assertSameFiles(Path archive) throws IOException {
    RequiredTool bsdtar = new RequiredTool("bsdtar", "libarchive-tools");
    ToolRun run =
        ToolRun.of(
            bsdtar.path().toString(),
            "-cf",
            "-",
            "--format",
            "mtree",
            "--options",
            FIELDS,
            "@" + archive);
    assertEquals(0, run.exitCode(), run.errors());
    TreeMap<String, String> seen = new TreeMap<>();
    for (String line :
        Splitter.on('\n')
            .omitEmptyStrings()
            .split(run.output().asCharSource(StandardCharsets.UTF_8).read())) {
      List<String> words = Splitter.on(' ').splitToList(line);
      if (words.get(0).startsWith("./")) {
        String path = words.get(0).substring(2).replace("\\040", " ");
        seen.put(path, "");
        for (String word : words.subList(1, words.size())) {
          if (word.startsWith("sha1digest=")) {
            seen.put(path, word.substring("sha1digest=".length()));
          }
        }
      }
    }
    TreeMap<String, String> expected = new TreeMap<>();
    for (String row : java.nio.file.Files.readAllLines(LISTING)) {
      List<String> columns = Splitter.on('\t').splitToList(row);
      if (!row.startsWith("#") && !columns.get(0).equals(".")) {
        expected.put(columns.get(0), columns.get(7).equals("-") ? "" : columns.get(7));
      }
    }
    // A link that becomes a copy has the content of what it leads to.
    expected.put("kernel/misc/amd64/link", expected.get("kernel/drv/amd64/sd"));
    // libarchive gives the content once for names whose extent is one, and nothing for the others.
    seen.replaceAll(
        (path, sha1) -> sha1.equals(NO_BYTES) ? expected.getOrDefault(path, sha1) : sha1);
    assertEquals(Set.of(), Sets.symmetricDifference(expected.entrySet(), seen.entrySet()));
  }
}
