package org.bootarchive.media.iso;

import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.media.iso.IsoFile.Extent;
import org.bootarchive.media.volume.Stamps;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.FileName;

/** Looks at all records of an ISO 9660. */
final class IsoScan {
  private static final int MOST_FINDINGS = 1000;

  private final IsoVolume volume;
  private final List<Finding> findings = new ArrayList<>();
  private int untold;

  private IsoScan(IsoVolume volume) {
    this.volume = volume;
  }

  static ImmutableList<Finding> scan(IsoVolume volume) throws IOException {
    IsoScan scan = new IsoScan(volume);
    scan.descriptors();
    scan.directory((IsoFile) volume.root(), "");
    scan.stamps();
    if (scan.untold > 0) {
      scan.findings.add(
          IsoFindingKind.MORE_FINDINGS.finding(scan.untold + " findings more are not listed"));
    }
    return ImmutableList.copyOf(scan.findings);
  }

  private void add(IsoFindingKind kind, String message) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(kind.finding(message));
    } else {
      untold++;
    }
  }

  private boolean isBeyondEnd(Extent extent) {
    return extent.bytes() > 0
        && IsoLayout.offset(extent.sector()) > volume.device().size() - extent.bytes();
  }

  private void descriptors() throws IOException {
    long end = IsoLayout.offset(volume.descriptors().primary().spaceSectors());
    if (end > volume.device().size()) {
      add(
          IsoFindingKind.CUT_SHORT,
          "the volume has " + end + " bytes, and there are " + volume.device().size());
    }
    if (!volume.hasRockRidge()) {
      add(IsoFindingKind.NO_ROCK_RIDGE, "no Rock Ridge: the boot loader finds upper-case names");
    }
    sharing();
    try {
      Optional<BootCatalogue> catalogue = volume.catalogue();
      if (catalogue.isPresent()) {
        for (BootCatalogue.Entry entry : catalogue.get().entries()) {
          if (entry.isBootable() && isBeyondEnd(new Extent(entry.image(), SECTOR_BYTES))) {
            add(
                IsoFindingKind.BOOT_CATALOGUE,
                "the boot image at sector " + entry.image() + " is beyond the end");
          }
        }
      }
    } catch (CorruptImageException e) {
      add(IsoFindingKind.BOOT_CATALOGUE, String.valueOf(e.getMessage()));
    }
  }

  /** Tells of what lies on the same bytes, for which an edit is refused. */
  private void sharing() {
    IsoDescriptors descriptors = volume.descriptors();
    if (descriptors.isHybrid()) {
      add(
          IsoFindingKind.ISOHYBRID,
          "isohybrid: a partition table lies over it, and it cannot be edited");
    }
    if (descriptors.isUdf()) {
      add(IsoFindingKind.SHARES_UDF, "a UDF shares the medium, and it cannot be edited");
    }
    if (descriptors.hasEnhanced()) {
      add(
          IsoFindingKind.ENHANCED_DESCRIPTOR,
          "an enhanced volume descriptor has another tree of the files, and it cannot be edited");
    }
  }

  private void directory(IsoFile directory, String path) throws IOException {
    ImmutableList<IsoFile> files;
    try {
      files = volume.files(directory, false);
      records(directory, path);
    } catch (CorruptImageException e) {
      add(IsoFindingKind.BAD_DIRECTORY, (path.isEmpty() ? "/" : path) + ": " + e.getMessage());
      return;
    }
    Set<FileName> names = new HashSet<>();
    for (IsoFile file : files) {
      String shown = path + "/" + file.name();
      if (!names.add(file.name())) {
        add(IsoFindingKind.DUPLICATE_NAME, shown + " is there twice");
      }
      file(file, shown);
      if (file.isDirectory()) {
        directory(file, shown);
      }
    }
  }

  private void file(IsoFile file, String shown) {
    if (!file.hasLoaderName()) {
      add(
          IsoFindingKind.NAME_IN_PARTS,
          shown + ": the boot loader knows it as " + file.plainName());
    }
    if (file.isMoved()) {
      add(IsoFindingKind.RELOCATED_DIRECTORY, shown + ": an empty file to the boot loader");
    }
    if (file.isCompressed()) {
      add(IsoFindingKind.COMPRESSED_FILE, shown + ": the boot loader reads it compressed");
    }
    if (file.type() == FileType.SYMBOLIC_LINK) {
      add(IsoFindingKind.SYMBOLIC_LINK, shown + ": an empty file to the boot loader");
    }
    if (file.extents().size() > 1) {
      add(
          IsoFindingKind.SEVERAL_EXTENTS,
          shown + ": the boot loader reads the first of " + file.extents().size() + " pieces");
    }
    if (!file.isDirectory() && file.extents().stream().anyMatch(this::isBeyondEnd)) {
      add(IsoFindingKind.BEYOND_END, shown + ": its content is beyond the end of the medium");
    }
  }

  private void records(IsoFile directory, String path) throws IOException {
    Extent extent = directory.extents().get(0);
    ByteBuffer bytes = volume.read(extent.sector(), extent.bytes(), "directory");
    for (IsoRecord record : IsoRecord.split(bytes, IsoLayout.offset(extent.sector()))) {
      SystemUse use = volume.use(record);
      if (use != null && use.continuesEarly()) {
        add(
            IsoFindingKind.FIELD_BEHIND_CONTINUATION,
            path + "/" + record.plainName() + ": fields stand behind CE");
      }
      if ((record.place() + record.bytes().limit()) % SECTOR_BYTES == 0) {
        add(
            IsoFindingKind.FULL_SECTOR,
            (path.isEmpty() ? "/" : path) + ": a sector of the directory is full to the last byte");
      }
    }
  }

  private void stamps() throws IOException {
    Optional<String> difference = Stamps.difference(volume);
    difference.ifPresent(message -> add(IsoFindingKind.STAMPS_DIFFER, message));
  }
}
