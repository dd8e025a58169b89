package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.lofi.LofiDevice;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.ufs.device.CorruptImageException;

/** The files that the commands of {@code lofi} read and write. */
final class LofiFiles {
  private LofiFiles() {}

  /** Refuses to write a file that is being read, or a directory. */
  static void requireOther(Path file, Path out) throws IOException {
    if (Files.isDirectory(out)) {
      throw new IOException(out + ": is a directory; choose another name");
    }
    InputFiles.of(file).requireNone(out);
  }

  /** Opens a compressed file; the message of what is wrong names it. */
  static LofiDevice open(Path file) throws IOException {
    try {
      return LofiDevice.open(file);
    } catch (CorruptImageException e) {
      throw e.in(file.toString());
    }
  }

  static String text(LofiHeader header) {
    return header.algorithm().text()
        + ", "
        + header.uncompressedBytes()
        + " bytes in "
        + header.segments()
        + " segments of "
        + header.segmentBytes();
  }
}
