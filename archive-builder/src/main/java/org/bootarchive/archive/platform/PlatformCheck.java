package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.boot.DryBoot;
import org.bootarchive.boot.FindingCode;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.lofi.LofiCheck;
import org.bootarchive.lofi.LofiFault;
import org.bootarchive.lofi.LofiReport;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.internal.device.ReadAheadBlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.volume.FileContentDevice;
import org.bootarchive.ufs.volume.Volume;

/**
 * Checks a platform image whole: the archive's hash, its file system, that of /usr in it, that
 * every line of the manifest is true and no file is missing from it, that what is there twice is
 * there alike, that there is some room, and that the kernel finds what it does not come up without.
 */
public final class PlatformCheck {
  /** How full a file system may be, in percent. */
  private static final int MOST_PERCENT = 95;

  /** What a dry boot finds where the archive misses files that the kernel panics without. */
  private static final ImmutableSet<String> BOOT_FILE_CODES =
      ImmutableSet.of(FindingCode.KERNEL_FILE_MISSING.code(), FindingCode.NO_MAJOR_NUMBER.code());

  private final Platform platform;
  private final CheckOptions options;
  private final BuildProgress progress;
  private final boolean withSums;
  private final PlatformFindings findings;
  private Optional<HashCheck> hashCheck = Optional.empty();
  private ImmutableMap<String, String> sums = ImmutableMap.of();

  private PlatformCheck(
      Platform platform, CheckOptions options, BuildProgress progress, boolean withSums) {
    this.platform = platform;
    this.options = options;
    this.progress = progress;
    this.withSums = withSums;
    this.findings = new PlatformFindings(options.findingsPerKind());
  }

  /**
   * Checks a platform image.
   *
   * @param options of the check of the root image; nothing but mid-boot reading, which never sees
   *     /usr, has boot traps
   * @param progress is told how many bytes of files are read, and of how many
   * @throws IOException if a file of the host cannot be read; damage in the platform is never
   *     thrown
   */
  public static PlatformCheckReport check(
      Platform platform, CheckOptions options, BuildProgress progress) throws IOException {
    return new PlatformCheck(platform, options, progress, false).run();
  }

  /**
   * Checks a platform image as {@link #check} does, and returns {@link PlatformCheckReport#sums}
   * too.
   *
   * @throws IOException as {@link #check} does
   */
  public static PlatformCheckReport checkWithSums(
      Platform platform, CheckOptions options, BuildProgress progress) throws IOException {
    return new PlatformCheck(platform, options, progress, true).run();
  }

  private PlatformCheckReport run() throws IOException {
    ImmutableList<Finding> ofForm = platform.checkForm();
    ofForm.forEach(findings::add);
    ArchiveHashCheck hash = ArchiveHashCheck.start(platform);
    try {
      Path image;
      try {
        image = platform.archive();
      } catch (CorruptImageException e) {
        hashCheck = hash.await(findings);
        if (ofForm.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
          findings.add(PlatformRule.FILE_UNREADABLE, "" + e.getMessage());
        }
        return report(0, 0, true, false);
      }
      return run(image, hash);
    } finally {
      hash.close();
    }
  }

  private PlatformCheckReport run(Path image, ArchiveHashCheck hash) throws IOException {
    try (BlockDevice device = ReadAheadBlockDevice.of(FileBlockDevice.open(image))) {
      CheckReport report =
          isUfs() ? UfsCheck.check(device, options) : new CheckReport(ImmutableList.of());
      hashCheck = hash.await(findings);
      report.findings().forEach(findings::add);
      if (!report.holdsFileSystem()) {
        return report(0, 0, false, false);
      }
      try (Volume root = Volume.open(device)) {
        return run(root);
      } catch (CorruptImageException e) {
        findings.add(PlatformRule.FILE_UNREADABLE, "" + e.getMessage());
        return report(0, 0, true, false);
      }
    }
  }

  /** Tells whether the archive is a UFS itself; else a UFS was made of it, which is sound. */
  private boolean isUfs() throws IOException {
    return platform.form().kind() == ArchiveForm.Kind.UFS;
  }

  private PlatformCheckReport run(Volume root) throws IOException {
    new CompanionCheck(platform, root, findings).check();
    if (isUfs()) {
      checkSpace(root, PlatformRule.ROOT_NEARLY_FULL, "the root image");
    }
    checkBootFiles();
    Optional<UsrImage> image = UsrImage.in(root);
    if (image.isEmpty()) {
      return run(RegularFiles.of(root, RegularFiles.Usr.ROOTS_OWN, Optional.empty()), false);
    }
    try (UsrImage usr = image.get()) {
      Optional<Volume> volume = usrVolume(usr);
      RegularFiles.Usr kind =
          volume.isPresent() ? RegularFiles.Usr.MOUNTED : RegularFiles.Usr.UNREADABLE;
      return run(RegularFiles.of(root, kind, volume), volume.isPresent());
    }
  }

  private PlatformCheckReport run(RegularFiles tree, boolean hasUsr) throws IOException {
    tree.failures().forEach(e -> findings.add(PlatformRule.FILE_UNREADABLE, "" + e.getMessage()));
    ManifestCheck manifest = new ManifestCheck(platform, tree, findings);
    int lines = manifest.check(progress);
    if (withSums) {
      sums = manifest.sums();
    }
    return report(lines, tree.files().size(), true, hasUsr);
  }

  private PlatformCheckReport report(int lines, int files, boolean hasRoot, boolean hasUsr) {
    return new PlatformCheckReport(
        findings.toList(), lines, files, hasRoot, hasUsr, hashCheck, sums);
  }

  /** Tells of a file system that has hardly any room for what a patch, or the boot, adds. */
  private void checkSpace(Volume volume, PlatformRule rule, String what) {
    Superblock superblock = volume.superblock();
    long all = (long) superblock.get(SuperblockField.DSIZE) * superblock.fragmentBytes();
    long free = superblock.freeBytes();
    if (all > 0 && free >= 0 && free < all && (all - free) * 100 > all * MOST_PERCENT) {
      findings.add(
          rule,
          what
              + " is full to more than "
              + MOST_PERCENT
              + " percent: of "
              + all / 1024
              + " KiB "
              + free / 1024
              + " KiB are free");
    }
  }

  /** Boots the archive dry, and tells which files it misses that the kernel panics without. */
  private void checkBootFiles() throws IOException {
    ByteString commandLine =
        ByteString.of("/platform/" + PlatformImage.BOOT_ARCHIVE + " type=rootfs name=ramdisk");
    BootModule archive =
        new BootModule(commandLine, FileBlockDevice.of(platform.archiveAsLoaded()));
    try {
      for (Finding finding : DryBoot.run(ModuleSet.of(List.of(archive))).findings()) {
        if (BOOT_FILE_CODES.contains(finding.code())) {
          findings.add(PlatformRule.ARCHIVE_FILE_MISSING, finding.message());
        }
      }
    } catch (CorruptImageException e) {
      findings.add(PlatformRule.FILE_UNREADABLE, "" + e.getMessage());
    }
  }

  /** Checks the /usr image and opens it; empty if nothing can be read in it. */
  private Optional<Volume> usrVolume(UsrImage usr) throws IOException {
    try {
      LofiReport lofi = LofiCheck.check(FileContentDevice.of(usr.file()), done -> {});
      for (LofiFault fault : lofi.findings()) {
        findings.add(PlatformRule.USR_LOFI, "usr.lgz: " + fault.finding().message());
      }
      Volume volume = usr.volume();
      checkFileSystem(usr);
      checkSpace(volume, PlatformRule.USR_NEARLY_FULL, "the file system in usr.lgz");
      return Optional.of(volume);
    } catch (CorruptImageException e) {
      findings.add(PlatformRule.USR_UNREADABLE, "" + e.getMessage());
      return Optional.empty();
    }
  }

  private void checkFileSystem(UsrImage usr) throws IOException {
    try {
      // It is read by the mounted system alone.
      CheckReport report = UfsCheck.check(usr.device(), options.withBootTraps(false));
      report.findings().forEach(finding -> findings.add(inUsr(finding)));
    } catch (CorruptImageException e) {
      findings.add(
          PlatformRule.USR_UNREADABLE, "usr.lgz is not checked any further: " + e.getMessage());
    }
  }

  /** Returns a finding of the /usr image as one of the platform. */
  private static Finding inUsr(Finding finding) {
    return new Finding(
        "usr-" + finding.code(),
        finding.severity(),
        "usr.lgz: " + finding.message(),
        finding.place(),
        finding.remedy());
  }
}
