package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.jspecify.annotations.Nullable;

/** An archive at a glance: a UFS from its superblock, other forms from what they say. */
final class FileSystemGlance {
  private final Superblock superblock;
  private final Optional<UnpackedArchive.Summary> form;
  private final @Nullable Path file;
  private final long fileBytes;
  private final UsrView usr;
  private final @Nullable UsrGlance usrGlance;

  /**
   * Looks at an image that is open.
   *
   * @param form of the archive that it was made of; empty if it is the archive itself
   */
  static FileSystemGlance of(OpenImage open, Optional<UnpackedArchive.Summary> form)
      throws IOException {
    return new FileSystemGlance(
        open.volume().superblock(),
        form,
        open.file().isPresent() ? open.place().place() : null,
        open.device().size(),
        open.usrView(),
        open.tree().usr().orElse(null) instanceof UsrImage image ? UsrGlance.of(image) : null);
  }

  private FileSystemGlance(
      Superblock superblock,
      Optional<UnpackedArchive.Summary> form,
      @Nullable Path file,
      long fileBytes,
      UsrView usr,
      @Nullable UsrGlance usrGlance) {
    this.superblock = superblock;
    this.form = form;
    this.file = file;
    this.fileBytes = fileBytes;
    this.usr = usr;
    this.usrGlance = usrGlance;
  }

  void print(PrintWriter out) {
    if (form.isEmpty() || form.get().form().kind() == ArchiveForm.Kind.UFS) {
      printUfs(out);
    } else {
      printForm(out, form.get());
    }
    Path hash = file == null ? null : ArchiveConversion.hashFile(file);
    if (hash != null && Files.exists(hash)) {
      boolean isPacked = form.isPresent() && form.get().form().gzip().isPresent();
      out.println(
          "hash file    "
              + hash.getFileName()
              + (isPacked ? ", of the archive out of its gzip file" : "; see verify"));
    }
    if (usrGlance != null) {
      usrGlance.print(out);
    } else if (usr == UsrView.OWN) {
      out.println(
          "usr.lgz      holds what /usr shows after boot; these are the root archive's own files");
    }
  }

  private void printUfs(PrintWriter out) {
    String packed = form.isPresent() ? ", in a gzip file" : "";
    Optional<String> foreign = superblock.foreignFormat();
    if (foreign.isPresent()) {
      out.println("UFS1, " + byteOrder() + "; " + foreign.get() + packed);
      out.println("read only    illumos' fsck does not know it: convert it");
    } else {
      out.println(
          "UFS1, " + byteOrder() + ", " + (superblock.isClean() ? "clean" : "not clean") + packed);
    }
    printSpace(out);
    printGeometry(out);
    printHistory(out);
    if (fileBytes < superblock.sizeInBytes()) {
      out.println("the image ends at byte " + fileBytes + ", before the file system does");
    }
  }

  private static void printForm(PrintWriter out, UnpackedArchive.Summary summary) {
    out.println(
        summary.form().kind().title()
            + switch (summary.format()) {
              case "rock-ridge" -> " with Rock Ridge";
              case "plain" -> " without Rock Ridge";
              default -> " " + summary.format();
            }
            + (summary.form().gzip().isPresent() ? ", in a gzip file" : ""));
    out.println("size         " + mebibytes(summary.bytes()) + ": " + summary.bytes() + " bytes");
    out.println("members      " + summary.members());
  }

  private void printSpace(PrintWriter out) {
    CylinderSummary totals = superblock.totals();
    out.println(
        "size         "
            + mebibytes(superblock.sizeInBytes())
            + " in "
            + superblock.sizeInFragments()
            + " fragments of "
            + superblock.fragmentBytes()
            + " bytes; blocks of "
            + superblock.blockBytes()
            + " bytes");
    out.println(
        "free         "
            + mebibytes(superblock.freeBytes())
            + ": "
            + totals.freeBlocks()
            + " blocks and "
            + totals.freeFragments()
            + " fragments");
    out.println(
        "inodes       "
            + superblock.inodeCount()
            + ", "
            + totals.freeInodes()
            + " of them free; directories "
            + totals.directories());
  }

  private void printGeometry(PrintWriter out) {
    out.println(
        "groups       "
            + superblock.groupCount()
            + " of "
            + superblock.inodesPerGroup()
            + " inodes and "
            + superblock.fragmentsPerGroup()
            + " fragments; "
            + superblock.sizeInBytes() / superblock.inodeCount()
            + " bytes an inode");
    out.println(
        "newfs        optimized for "
            + (superblock.get(SuperblockField.OPTIM) == 1 ? "space" : "time")
            + ", minfree "
            + superblock.get(SuperblockField.MINFREE)
            + "%, nsect "
            + superblock.get(SuperblockField.NSECT)
            + ", ntrak "
            + superblock.get(SuperblockField.NTRAK)
            + ", cpg "
            + superblock.get(SuperblockField.CPG)
            + (superblock.isOldFormat()
                ? ""
                : ", version " + superblock.get(SuperblockField.VERSION)));
  }

  private void printHistory(PrintWriter out) {
    String mountPoint = superblock.mountPoint();
    out.println(
        "written      "
            + Texts.time(superblock.time())
            + "; last mounted on "
            + (mountPoint.isEmpty() ? "nothing" : Texts.printable(mountPoint)));
    if (superblock.hasLog()) {
      out.println("log          there is one");
    }
    if (superblock.hasLargeFiles()) {
      out.println("large files  a file of over 2 GiB is or was there");
    }
  }

  private String byteOrder() {
    boolean little = superblock.byteOrder() == ByteOrder.LITTLE_ENDIAN;
    if (superblock.foreignFormat().isPresent()) {
      return little ? "little-endian" : "big-endian";
    }
    return little ? "little-endian (x86)" : "big-endian (SPARC)";
  }

  static String mebibytes(long bytes) {
    long tenths = (Math.max(0, bytes) * 10) >> 20;
    return tenths / 10 + "." + tenths % 10 + " MiB";
  }
}
