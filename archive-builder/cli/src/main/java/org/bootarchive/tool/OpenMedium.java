package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bootarchive.archive.overlay.VolumeConfiguration;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.media.disk.Medium;
import org.bootarchive.media.disk.MediumCopy;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.media.disk.PartContent;
import org.bootarchive.media.nio.MediaFileSystem;
import org.bootarchive.media.nio.MediaFileSystemProvider;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A medium that a command uses, and the files of the part that is meant.
 *
 * @param files of that part
 */
record OpenMedium(Medium medium, Medium.Part part, FileSystem files) implements AutoCloseable {
  private static final ByteString GRUB_ROOT = ByteString.of("root");

  /**
   * Opens a medium.
   *
   * @param time when changed files are to have been changed; null if nothing is to be changed
   */
  static OpenMedium open(Path file, PartChoice choice, @Nullable Instant time) throws IOException {
    Medium medium = unpacked(file);
    OpenMedium open = null;
    try {
      open = of(medium, medium.part(choice), time);
      return open;
    } finally {
      if (open == null) {
        medium.close();
      }
    }
  }

  /** Opens a file that is a medium, or a disk; one that is packed takes a while. */
  static Medium unpacked(Path file) throws IOException {
    try (Progress progress = Progress.of("unpack", Medium.bytesToUnpack(file))) {
      // The bar of more than 4 GiB may be a short one.
      return Medium.open(file, progress);
    }
  }

  /**
   * Opens the files of a part of a medium, which is closed with them, but not if this fails.
   *
   * @param time as {@link #open} takes it
   */
  static OpenMedium of(Medium medium, Medium.Part part, @Nullable Instant time) throws IOException {
    MediaVolume volume = medium.openVolume(part);
    MediaFileSystemProvider provider = MediaFileSystemProvider.instance();
    String name = medium.file().toString();
    FileSystem files =
        time == null
            ? provider.newFileSystem(volume, name)
            : provider.newEditableFileSystem(volume, name, time);
    return new OpenMedium(medium, part, files);
  }

  /** Returns the top directory of the part. */
  Path top() {
    return files.getPath("/");
  }

  /** Returns the top directory as the boot loader's root. */
  BootRoot bootRoot() throws IOException {
    return BootRoot.of(top());
  }

  /**
   * Returns the configuration of the boot loader that is on the part.
   *
   * @param given what the user chose; GRUB 2's root is known here
   */
  BootConfiguration configuration(BootRoot root, BootChoices given) throws IOException {
    Map<ByteString, ByteString> settings = new LinkedHashMap<>(given.settings());
    settings.putIfAbsent(GRUB_ROOT, ByteString.of(medium.grubDevice(part)));
    return VolumeConfiguration.find(root, given.withSettings(ImmutableMap.copyOf(settings)));
  }

  /** Returns what is wrong with the part's file system, and what the boot loader trips over. */
  ImmutableList<Finding> check() throws IOException {
    return medium.openVolume(part).check();
  }

  /**
   * Returns the part as the changes make it.
   *
   * @throws IOException if it cannot be changed so
   */
  VolumePlan plan() throws IOException {
    return MediaFileSystem.plan(files);
  }

  /**
   * Returns the medium on its way to a new file; it is closed before this.
   *
   * @param out may be the name of the medium itself
   */
  MediumCopy copyTo(Path out) {
    return MediumCopy.of(medium, part, out);
  }

  /**
   * Writes the medium with the changes.
   *
   * @param copy what {@link #copyTo} returned
   * @throws IOException if it cannot be changed so, or not be written
   */
  void write(MediumCopy copy) throws IOException {
    write(copy, plan());
  }

  /**
   * Writes the medium with the changes.
   *
   * @param copy what {@link #copyTo} returned
   * @param plan what {@link #plan} returned
   * @throws IOException if it cannot be changed so, or not be written
   */
  void write(MediumCopy copy, VolumePlan plan) throws IOException {
    try (Progress progress = Progress.of("write", medium.device().size())) {
      copy.finish(plan, progress);
    }
  }

  /** Says what of overlays stays on the medium when an edit has taken them out, if it has. */
  void noteKept(ConfigEdit edit) {
    if (!edit.changes()) {
      return;
    }
    PrintWriter notes = StandardError.text();
    notes.println(
        "note: the medium is not byte for byte what it was before the overlay was added: "
            + (part.content() == PartContent.ISO
                ? "what was appended to it stays, and nothing refers to it"
                : "its free clusters keep bytes of what was on them"));
    notes.flush();
  }

  @Override
  public void close() throws IOException {
    try (medium) {
      files.close();
    }
  }
}
