package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bootarchive.archive.image.CompressedFile;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.FileContentDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat}: a file's bytes. */
@Command(
    name = "cat",
    header = "Writes a file's bytes to the standard output.",
    description = {
      "Writes a file's bytes to the standard output. Symbolic links are followed,",
      "within the image; \\xHH in PATH stands for a byte. PATH may be a pattern with",
      "*, ?, [a-z], and ** for directories. Exit code 1 if there is no such file:",
      "nothing is written then, of none of several."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  archive-tool cat boot_archive etc/system"})
final class CatCommand implements Callable<Integer> {
  /** Zeros that are written for holes; a file of more is for {@code extract}. */
  private static final long MAX_HOLE_BYTES = 4L << 30;

  @Mixin private ImageOptions image = new ImageOptions();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = "The file in the image; of several, one behind the other.")
  private List<String> paths = List.of();

  @Option(
      names = "--raw",
      description = "Of a file that fiocompress has compressed, the bytes as they are stored.")
  private boolean raw;

  @Override
  public Integer call() throws IOException {
    ImagePlace place = image.place();
    return place.reading(() -> write(place));
  }

  private int write(ImagePlace from) throws IOException {
    try (OpenImage open = image.open(from)) {
      // A path that is not there is told of before anything is written.
      List<VolumePath> places = new ArrayList<>();
      for (String path : paths) {
        places.addAll(open.find(path, LastLink.FOLLOW));
      }
      for (VolumePath place : places) {
        write(open, place);
      }
      return ExitCode.GOOD;
    }
  }

  private void write(OpenImage open, VolumePath place) throws IOException {
    FileType type = place.vnode().type();
    if (type != null && type != FileType.REGULAR) {
      String kind = type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      throw new NotInImageException(place + " is no regular file: " + kind);
    }
    FileContent content =
        raw
            ? place.vnode().volume().content(place.inode())
            : CompressedFile.content(place.vnode(), place.vnode().inode());
    checkHoles(place, content);
    if (!raw) {
      noteUnmarked(place, content);
    }
    open.usrView().print(StandardError.text(), place);
    StandardOutput.text().flush();
    content.transferTo(StandardOutput.channel());
  }

  /** Tells of what fiocompress wrote and no inode says so, whether it can be inflated or not. */
  private void noteUnmarked(VolumePath place, FileContent content) throws IOException {
    Inode inode = place.vnode().inode();
    if (CompressedFile.isMarked(inode)) {
      return;
    }
    PrintWriter notes = StandardError.text();
    if (CompressedFile.is(place.vnode(), inode)) {
      notes.println(
          "note: "
              + place
              + " is compressed by fiocompress and its inode not marked so: this is its content;"
              + " --raw gives its bytes, as the kernel reads them");
    } else if (CompressedFile.hasHeader(FileContentDevice.of(content))) {
      notes.println(
          "note: "
              + place
              + " starts as fiocompress writes files, and is not marked as compressed: the kernel"
              + " reads these bytes as they are");
    }
    notes.flush();
  }

  private static void checkHoles(VolumePath place, FileContent content) throws IOException {
    long holes = 0;
    for (Extent extent : content.extents()) {
      holes += extent.isHole() ? extent.bytes() : 0;
    }
    if (holes > MAX_HOLE_BYTES) {
      throw new CorruptImageException(
          place.toString(),
          -1,
          "of its "
              + content.size()
              + " bytes "
              + holes
              + " are holes, too many to write out; extract keeps them as holes");
    }
  }
}
