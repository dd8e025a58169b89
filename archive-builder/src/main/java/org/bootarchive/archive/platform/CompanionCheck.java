package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.bootarchive.archive.PlatformImage;
import org.bootarchive.archive.image.Content;
import org.bootarchive.ufs.disk.CorruptImageException;
import org.bootarchive.ufs.disk.EscapedBytes;

/** Checks the files beside the archive against those in it. */
final class CompanionCheck {
  /** Where the archive has what {@link PlatformImage#GIT_STATUS} equals. */
  static final String BUILD_VERSIONS = "etc/versions/build";

  /** Where the archive has what {@link PlatformImage#KERNEL} equals. */
  static final String ARCHIVE_KERNEL = "platform/" + PlatformImage.KERNEL;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Platform platform;
  private final MountedTree tree;
  private final PlatformFindings findings;

  CompanionCheck(Platform platform, MountedTree tree, PlatformFindings findings) {
    this.platform = platform;
    this.tree = tree;
    this.findings = findings;
  }

  void check() throws IOException {
    checkKernel();
    checkGitStatus();
    checkVersion();
  }

  private void checkKernel() throws IOException {
    Optional<Path> kernel = platform.find(PlatformImage.KERNEL);
    Optional<MountedFile> inArchive = tree.find(ARCHIVE_KERNEL);
    if (kernel.isEmpty()) {
      findings.add(
          PlatformRule.KERNEL_MISSING,
          "there is no " + PlatformImage.KERNEL + " for a boot loader to load");
    }
    if (inArchive.isEmpty()) {
      findings.add(
          PlatformRule.KERNEL_NOT_IN_ARCHIVE,
          "the archive has no " + ARCHIVE_KERNEL + ", where the kernel reads its own symbols");
    }
    if (kernel.isPresent() && inArchive.isPresent() && !equal(kernel.get(), inArchive.get())) {
      findings.add(
          PlatformRule.KERNEL_DIFFERS,
          PlatformImage.KERNEL + " is another than the archive's " + ARCHIVE_KERNEL);
    }
  }

  private void checkGitStatus() throws IOException {
    Optional<Path> status = platform.find(PlatformImage.GIT_STATUS);
    Optional<MountedFile> inArchive = tree.find(BUILD_VERSIONS);
    if (status.isEmpty() && inArchive.isPresent()) {
      findings.add(
          PlatformRule.GITSTATUS_MISSING,
          "there is no " + PlatformImage.GIT_STATUS + " beside the archive's " + BUILD_VERSIONS);
    } else if (status.isPresent()
        && (inArchive.isEmpty() || !equal(status.get(), inArchive.get()))) {
      findings.add(
          PlatformRule.GITSTATUS_DIFFERS,
          PlatformImage.GIT_STATUS
              + (inArchive.isEmpty() ? " has no counterpart, " : " differs from the archive's ")
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

  /** Returns whether a file beside the archive has the bytes of one in it. */
  private boolean equal(Path file, MountedFile inArchive) throws IOException {
    byte[] here = new byte[BUFFER_BYTES];
    byte[] there = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      Content content = inArchive.content();
      try (Content.Reader reader = content.open()) {
        for (long at = 0; at < content.size(); ) {
          int count = (int) Math.min(BUFFER_BYTES, content.size() - at);
          reader.read(at, ByteBuffer.wrap(there, 0, count));
          if (in.readNBytes(here, 0, count) < count
              || !Arrays.equals(here, 0, count, there, 0, count)) {
            return false;
          }
          at += count;
        }
        return in.read() < 0;
      }
    } catch (CorruptImageException e) {
      findings.add(PlatformRule.FILE_UNREADABLE, inArchive + ": " + e.getMessage());
      return true;
    }
  }
}
