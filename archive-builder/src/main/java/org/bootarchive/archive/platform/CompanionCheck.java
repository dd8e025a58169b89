package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.Volume;

/** Checks the files beside the archive against those in it. */
final class CompanionCheck {
  /** Where the archive has what {@link PlatformImage#GIT_STATUS} equals. */
  static final String BUILD_VERSIONS = "etc/versions/build";

  /** Where the archive has what {@link PlatformImage#KERNEL} equals. */
  static final String ARCHIVE_KERNEL = "platform/" + PlatformImage.KERNEL;

  private final Platform platform;
  private final Volume root;
  private final PlatformFindings findings;

  CompanionCheck(Platform platform, Volume root, PlatformFindings findings) {
    this.platform = platform;
    this.root = root;
    this.findings = findings;
  }

  void check() throws IOException {
    checkKernel();
    checkGitStatus();
    checkVersion();
  }

  private void checkKernel() throws IOException {
    Optional<Path> kernel = platform.find(PlatformImage.KERNEL);
    ArchiveCounterpart inArchive = inArchive(ARCHIVE_KERNEL);
    if (kernel.isEmpty()) {
      findings.add(
          PlatformRule.KERNEL_MISSING,
          "there is no " + PlatformImage.KERNEL + " for a boot loader to load");
    }
    if (!inArchive.isPresent()) {
      findings.add(
          PlatformRule.KERNEL_NOT_IN_ARCHIVE,
          "the archive has no " + ARCHIVE_KERNEL + ", where the kernel reads its own symbols");
    }
    if (kernel.isPresent()
        && inArchive.isPresent()
        && !equal(kernel.get(), inArchive, ARCHIVE_KERNEL)) {
      findings.add(
          PlatformRule.KERNEL_DIFFERS,
          PlatformImage.KERNEL + " is another than the archive's " + ARCHIVE_KERNEL);
    }
  }

  private void checkGitStatus() throws IOException {
    Optional<Path> status = platform.find(PlatformImage.GIT_STATUS);
    ArchiveCounterpart inArchive = inArchive(BUILD_VERSIONS);
    if (status.isEmpty() && inArchive.isPresent()) {
      findings.add(
          PlatformRule.GITSTATUS_MISSING,
          "there is no " + PlatformImage.GIT_STATUS + " beside the archive's " + BUILD_VERSIONS);
    } else if (status.isPresent()
        && (!inArchive.isPresent() || !equal(status.get(), inArchive, BUILD_VERSIONS))) {
      findings.add(
          PlatformRule.GITSTATUS_DIFFERS,
          PlatformImage.GIT_STATUS
              + (!inArchive.isPresent() ? " has no counterpart, " : " differs from the archive's ")
              + BUILD_VERSIONS);
    }
  }

  private void checkVersion() throws IOException {
    Optional<String> version = platform.version();
    String top = platform.topName().orElse("");
    if (version.isEmpty() || version.get().isEmpty()) {
      findings.add(
          PlatformRule.VERSION_MISSING, "there is no time stamp in " + PlatformImage.VERSION);
    } else if (top.startsWith("platform-") && !top.endsWith("-" + version.get())) {
      findings.add(
          PlatformRule.VERSION_DIFFERS,
          PlatformImage.VERSION
              + " has "
              + EscapedBytes.escape(version.get().getBytes(ISO_8859_1))
              + ", the directory is "
              + top);
    }
  }

  private ArchiveCounterpart inArchive(String path) throws IOException {
    try {
      return ArchiveCounterpart.of(root, path);
    } catch (CorruptImageException e) {
      findings.add(PlatformRule.FILE_UNREADABLE, path + ": " + e.getMessage());
      return new ArchiveCounterpart(Optional.empty());
    }
  }

  /** Returns whether the bytes are the same; damage is a finding of its own. */
  private boolean equal(Path file, ArchiveCounterpart inArchive, String path) throws IOException {
    try {
      return inArchive.equalsFile(file);
    } catch (CorruptImageException e) {
      findings.add(PlatformRule.FILE_UNREADABLE, path + ": " + e.getMessage());
      return true;
    }
  }
}
