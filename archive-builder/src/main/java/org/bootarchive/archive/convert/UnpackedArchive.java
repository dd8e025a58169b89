package org.bootarchive.archive.convert;

import com.google.common.collect.ImmutableList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.bootarchive.archive.build.ArchiveBuild;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.LayoutDevice;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.archive.tar.TarHeader;
import org.bootarchive.gzip.Gunzip;
import org.bootarchive.gzip.GzipMember;
import org.bootarchive.gzip.SparseFile;
import org.bootarchive.media.disk.PartContent;
import org.bootarchive.media.iso.IsoVolume;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.UnsupportedImageException;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.ImagePlace;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.device.UnpackLimit;
import org.bootarchive.ufs.internal.device.UnpackedTooLargeException;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * A boot archive of another form than a plain UFS image, and that image, made of it in a temporary
 * file: gzip is unpacked, the files of a cpio archive or an ISO 9660 become those of a UFS.
 */
public final class UnpackedArchive implements Closeable {
  /** No module is larger: dboot's addresses have 32 bits. */
  private static final long MOST_BYTES = 4L << 30;

  /** The system area of an ISO 9660: 16 sectors (ECMA-119, 6.2.1). */
  private static final int ISO_FRONT_BYTES = 16 * 2048;

  private final Path plain;
  private final ArchiveForm form;
  private final ImmutableList<Finding> findings;
  private final TemporaryFiles temporary;

  /** The entries of a cpio archive; null if it is none. */
  private final @Nullable CpioScan cpio;

  private UnpackedArchive(
      Path plain,
      ArchiveForm form,
      @Nullable CpioScan cpio,
      ImmutableList<Finding> findings,
      TemporaryFiles temporary) {
    this.plain = plain;
    this.form = form;
    this.cpio = cpio;
    this.findings = findings;
    this.temporary = temporary;
  }

  /**
   * Unpacks an archive, if it is of such a form.
   *
   * @param progress is told the bytes that are unpacked
   * @return empty if it is in no gzip file, and a UFS image or nothing that is known here
   * @throws CorruptImageException if its compressed data is damaged, or there is no archive in a
   *     gzip file
   * @throws IOException if it cannot be read
   */
  public static Optional<UnpackedArchive> of(Path archive, LongConsumer progress)
      throws IOException {
    boolean isGzip = Gunzip.isGzip(archive);
    if (!isGzip && isPlain(archive)) {
      return Optional.empty();
    }
    TemporaryFiles temporary = new TemporaryFiles();
    UnpackedArchive unpacked = null;
    try {
      Path plain = archive;
      Optional<ArchiveForm.Gzip> header = Optional.empty();
      ImmutableList<Finding> findings = ImmutableList.of();
      if (isGzip) {
        plain = temporary.createFile("boot_archive");
        GzipMember member = gunzip(archive, plain, progress);
        header = Optional.of(ArchiveForm.Gzip.of(member.header()));
        findings = findings(member);
      }
      Optional<ArchiveForm.Kind> kind = kind(plain);
      if (kind.isEmpty()) {
        throw noArchive(archive, plain);
      }
      CpioScan cpio = kind.get() == ArchiveForm.Kind.CPIO ? scan(plain) : null;
      unpacked =
          new UnpackedArchive(
              plain,
              new ArchiveForm(
                  kind.orElseThrow(),
                  header,
                  front(plain, kind.orElseThrow()),
                  label(plain, kind.orElseThrow()),
                  cpio != null && cpio.entries().stream().anyMatch(CpioFiles::isRoot)),
              cpio,
              findings,
              temporary);
      return Optional.of(unpacked);
    } finally {
      if (unpacked == null) {
        temporary.close();
      }
    }
  }

  /**
   * Unpacks an archive, if it is of such a form, and tells nobody how far it is.
   *
   * @see #of(Path, LongConsumer)
   */
  public static Optional<UnpackedArchive> of(Path archive) throws IOException {
    return !Gunzip.isGzip(archive) && isPlain(archive)
        ? Optional.empty()
        : of(archive, bytesDone -> {});
  }

  private static boolean isPlain(Path archive) throws IOException {
    return kind(archive).orElse(ArchiveForm.Kind.UFS) == ArchiveForm.Kind.UFS;
  }

  private static GzipMember gunzip(Path archive, Path plain, LongConsumer progress)
      throws IOException {
    try (FileChannel channel = WrittenFile.open(plain)) {
      return GzipMember.unpack(archive, channel, UnpackLimit.or(MOST_BYTES), progress);
    } catch (UnpackedTooLargeException e) {
      throw e;
    } catch (CorruptImageException e) {
      CorruptImageException named =
          new CorruptImageException(
              archive.toString(), e.byteOffset(), e.structure() + ": " + e.reason());
      named.initCause(e);
      throw named;
    }
  }

  private static ImmutableList<Finding> findings(GzipMember member) {
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    if (!member.isWhole()) {
      findings.add(GzipFindingKind.GZIP_CUT.finding("the gzip file ends in its compressed data"));
    } else {
      if (!member.checksumIsRight()) {
        findings.add(
            GzipFindingKind.GZIP_CHECKSUM.finding(
                "the checksum is wrong; the boot loader does not look at it, a fast reboot does"));
      }
      if (!member.sizeIsRight()) {
        findings.add(
            GzipFindingKind.GZIP_LENGTH.finding(
                "the length at the end is wrong: it is " + member.bytes() + " bytes"));
      }
      if (member.anotherMember()) {
        findings.add(
            GzipFindingKind.GZIP_SECOND_MEMBER.finding(
                "there is more than one gzip member; what boots is the first alone, "
                    + member.bytes()
                    + " bytes"));
      } else if (member.behind() > 0) {
        findings.add(
            GzipFindingKind.GZIP_BYTES_BEHIND.finding(
                member.behind()
                    + " bytes stand behind the gzip data; readers that take the last four bytes for"
                    + " the length see "
                    + member.lastSize()
                    + ", not "
                    + member.bytes()));
      }
    }
    return findings.build();
  }

  /**
   * Says what is in a gzip file that is no archive.
   *
   * @param archive the gzip file
   * @param plain what came of it
   */
  private static CorruptImageException noArchive(Path archive, Path plain) throws IOException {
    if (Gunzip.isGzip(plain)) {
      return new CorruptImageException(
          archive.toString(),
          -1,
          "gzip within gzip: unpack it once; boot loaders unpack one gzip file, not two");
    }
    try (BlockDevice device = FileBlockDevice.open(plain)) {
      if (TarHeader.isTar(device)) {
        return new CorruptImageException(
            archive.toString(),
            -1,
            "a gzip file with a tar in it, which is no boot archive; a platform's is to be named"
                + " .tgz or .tar.gz");
      }
      Volume.open(device).close();
    } catch (UnsupportedImageException e) {
      return e;
    } catch (CorruptImageException e) {
      // Not even of a kind that has a name.
    }
    return new CorruptImageException(
        archive.toString(),
        -1,
        "a gzip file with no boot archive in it: the "
            + Files.size(plain)
            + " bytes that come of it are no UFS, no cpio archive and no ISO 9660");
  }

  /** Tells what is in a file, in the order in which the kernel tries it. */
  private static Optional<ArchiveForm.Kind> kind(Path plain) throws IOException {
    try (BlockDevice device = FileBlockDevice.open(plain)) {
      return kind(device);
    }
  }

  /** Returns what is in front of the files' own part of an archive, which boot blocks are in. */
  private static ByteString front(Path plain, ArchiveForm.Kind kind) throws IOException {
    try (BlockDevice device = FileBlockDevice.open(plain)) {
      return switch (kind) {
        case UFS -> ByteString.EMPTY;
        case CPIO -> head(device, (int) CpioScan.startIn(device));
        case ISO -> {
          ByteString system = head(device, ISO_FRONT_BYTES);
          yield BootBlock.isIn(system) ? system : ByteString.EMPTY;
        }
      };
    }
  }

  private static CpioScan scan(Path plain) throws IOException {
    try (BlockDevice device = FileBlockDevice.open(plain)) {
      return CpioScan.scan(device, CpioScan.startIn(device));
    }
  }

  private static Optional<ByteString> label(Path plain, ArchiveForm.Kind kind) throws IOException {
    if (kind != ArchiveForm.Kind.ISO) {
      return Optional.empty();
    }
    try (BlockDevice device = FileBlockDevice.open(plain)) {
      return Optional.of(ByteString.ofLatin1(IsoVolume.open(device).label()));
    } catch (CorruptImageException e) {
      // Whoever reads the files says so.
      return Optional.empty();
    }
  }

  private static ByteString head(BlockDevice device, int bytes) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(bytes);
    device.read(0, head);
    return ByteString.of(head.array());
  }

  /**
   * Tells what starts at the first byte of a device.
   *
   * @param device an archive, or its first 17 sectors of 2048 bytes
   */
  static Optional<ArchiveForm.Kind> kind(BlockDevice device) throws IOException {
    PartContent content = PartContent.of(device);
    if (content == PartContent.UFS) {
      return Optional.of(ArchiveForm.Kind.UFS);
    }
    if (content == PartContent.ISO) {
      return Optional.of(ArchiveForm.Kind.ISO);
    }
    return CpioScan.startIn(device) < 0 ? Optional.empty() : Optional.of(ArchiveForm.Kind.CPIO);
  }

  /** Returns the form of the archive. */
  public ArchiveForm form() {
    return form;
  }

  /** Returns the archive out of its gzip file; it goes with this if it was in one. */
  public Path plain() {
    return plain;
  }

  /**
   * Returns what is wrong with the gzip file, with the cpio archive or the ISO 9660.
   *
   * @throws IOException if the archive cannot be read
   */
  public ImmutableList<Finding> check() throws IOException {
    ImmutableList.Builder<Finding> all = ImmutableList.builder();
    all.addAll(findings);
    if (cpio != null) {
      all.addAll(CpioFiles.check(plain, cpio));
    } else if (form.kind() == ArchiveForm.Kind.ISO) {
      try (BlockDevice device = FileBlockDevice.open(plain)) {
        all.addAll(IsoVolume.open(device).check());
      }
    }
    return all.build();
  }

  /**
   * An archive at a glance.
   *
   * @param form that it has
   * @param format which one of the form: {@code odc}, {@code newc} or {@code crc} of cpio, {@code
   *     rock-ridge} or {@code plain} of ISO 9660, {@code ufs1}
   * @param bytes its length out of its gzip file
   * @param members how many files it has: entries of a cpio archive, names below the root of an ISO
   *     9660; 0 of a UFS
   */
  public record Summary(ArchiveForm form, String format, long bytes, long members) {}

  /**
   * Looks at the archive.
   *
   * @throws CorruptImageException if it is damaged
   * @throws IOException if it cannot be read
   */
  public Summary summary() throws IOException {
    try (BlockDevice device = FileBlockDevice.open(plain)) {
      return switch (form.kind()) {
        case UFS -> new Summary(form, "ufs1", device.size(), 0);
        case CPIO -> {
          CpioScan scan = Objects.requireNonNull(cpio);
          yield new Summary(form, scan.format().word(), device.size(), scan.entries().size());
        }
        case ISO -> {
          IsoVolume volume = IsoVolume.open(device);
          try (SourceTree tree = source().read(SourceDate.UNLIMITED)) {
            yield new Summary(
                form,
                volume.hasRockRidge() ? "rock-ridge" : "plain",
                device.size(),
                namesBelow(tree.root()));
          }
        }
      };
    }
  }

  private static long namesBelow(SourceNode directory) {
    long names = 0;
    Deque<SourceNode> directories = new ArrayDeque<>(List.of(directory));
    while (!directories.isEmpty()) {
      for (SourceNode node : directories.remove().entries().values()) {
        names++;
        if (node.isDirectory()) {
          directories.add(node);
        }
      }
    }
    return names;
  }

  /**
   * Checks the archive: its form, and a UFS as it lies, if it is one.
   *
   * @throws IOException if the archive cannot be read
   */
  public CheckReport check(CheckOptions options) throws IOException {
    ImmutableList.Builder<Finding> all = ImmutableList.builder();
    all.addAll(check());
    if (form.kind() == ArchiveForm.Kind.UFS) {
      try (FileBlockDevice device = FileBlockDevice.open(plain)) {
        all.addAll(UfsCheck.check(device, options).findings());
      }
    }
    return new CheckReport(all.build());
  }

  /**
   * Returns a UFS image with the archive's files.
   *
   * @param freeBytes what is free in it at least, if it has to be made
   * @throws CorruptImageException if the archive is damaged
   * @throws IOException if it cannot be read, or the image not be written
   */
  public Path image(long freeBytes) throws IOException {
    requireWholeGzip();
    if (form.kind() == ArchiveForm.Kind.UFS) {
      return plain;
    }
    Path image = temporary.createFile("boot_archive");
    try (SourceTree tree = source().read(SourceDate.UNLIMITED)) {
      ImageLayout layout =
          ArchiveBuild.plan(tree, BuildOptions.DEFAULTS.withFreeBytes(freeBytes)).layout();
      try (FileChannel channel = WrittenFile.open(image)) {
        SparseFile.write(LayoutDevice.of(layout), channel, done -> {});
      }
      if (!tree.root().entries().containsKey(LostAndFound.NAME)) {
        LostAndFound.remove(image, tree);
      }
    }
    return image;
  }

  private void requireWholeGzip() throws CorruptImageException {
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR && !GzipFindingKind.GZIP_SECOND_MEMBER.is(finding)) {
        throw new CorruptImageException("gzip", -1, finding.message() + "; " + finding.remedy());
      }
    }
  }

  /**
   * Returns the files of an archive that is a cpio archive or an ISO 9660.
   *
   * @throws CorruptImageException if the archive is damaged
   * @throws IOException if it cannot be read
   */
  ArchiveSource source() throws IOException {
    requireWholeGzip();
    if (form.kind() == ArchiveForm.Kind.ISO) {
      return new IsoFiles(plain);
    }
    CpioScan scan = Objects.requireNonNull(cpio);
    if (!scan.isWhole()) {
      Finding damage =
          scan.findings().stream()
              .filter(
                  finding ->
                      CpioFindingKind.CPIO_CUT.is(finding)
                          || CpioFindingKind.CPIO_DAMAGED.is(finding)
                          || CpioFindingKind.CPIO_BAD_NUMBER.is(finding))
              .findFirst()
              .orElseThrow();
      long at =
          damage.place().orElse(null) instanceof ImagePlace place ? place.offset().orElse(-1) : -1;
      throw new CorruptImageException("cpio archive", at, damage.message());
    }
    return new CpioFiles(plain, scan);
  }

  @Override
  public void close() throws IOException {
    temporary.close();
  }
}
