package org.bootarchive.archive.overlay;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.boot.FindingCode;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Volume;

/** Finds overlays whose names differ from a file of the archive in upper and lower case alone. */
final class ArchiveSpelling {
  private ArchiveSpelling() {}

  /** Returns what is found; nothing if the ramdisk is no UFS that can be read. */
  static ImmutableList<Finding> check(ModuleSet set, List<OverlayFile> files) throws IOException {
    if (!(set.handOver() instanceof ModuleHandover.Accepted accepted)
        || accepted.ramdisk().isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    try (Volume volume = Volume.open(set.modules().get(accepted.ramdisk().getAsInt()).content())) {
      for (OverlayFile file : files) {
        ByteString name = OverlayRules.comparable(file.name());
        Optional<ByteString> other = otherSpelling(volume, name);
        if (other.isPresent()) {
          findings.add(
              FindingCode.SPELLED_DIFFERENTLY.finding(
                  "the archive has " + other.get() + ", the overlay is named " + name));
        }
      }
    } catch (CorruptImageException e) {
      return ImmutableList.of();
    }
    return findings.build();
  }

  /** Returns the archive's own spelling of a name, empty if it has the name itself, or none. */
  private static Optional<ByteString> otherSpelling(Volume volume, ByteString name)
      throws IOException {
    long at = Inode.ROOT;
    List<ByteString> found = new ArrayList<>();
    for (ByteString component : name.names()) {
      if (volume.type(at) != FileType.DIRECTORY) {
        return Optional.empty();
      }
      FileName exact = FileName.of(component);
      OptionalLong next = volume.lookup(at, exact);
      FileName spelled = exact;
      if (next.isEmpty()) {
        for (DirectoryEntry entry : volume.entries(at)) {
          if (folded(entry.name()).equals(folded(exact))) {
            spelled = entry.name();
            next = OptionalLong.of(entry.inode());
            break;
          }
        }
      }
      if (next.isEmpty()) {
        return Optional.empty();
      }
      found.add(spelled.toByteString());
      at = next.getAsLong();
    }
    ByteString spelling = ByteString.join('/', found);
    return spelling.equals(name) ? Optional.empty() : Optional.of(spelling);
  }

  private static String folded(FileName name) {
    return Ascii.toLowerCase(name.toByteString().latin1());
  }
}
