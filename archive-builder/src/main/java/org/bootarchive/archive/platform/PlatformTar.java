package org.bootarchive.archive.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.bootarchive.archive.image.ChangedSourceException;
import org.bootarchive.ufs.device.AtomicFile;

/**
 * Packs a platform image as it is shipped: a gzipped tar in which all lies below one directory.
 * Equal files give equal bytes.
 */
final class PlatformTar {
  private static final int BUFFER_BYTES = 1 << 18;

  private final TarArchiveOutputStream tar;
  private final String top;
  private final LongConsumer progress;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long done;

  private PlatformTar(TarArchiveOutputStream tar, String top, LongConsumer progress) {
    this.tar = tar;
    this.top = top;
    this.progress = progress;
  }

  /**
   * Writes the tar, which appears when it is complete.
   *
   * @param top the directory's name
   * @param time the directory's time
   * @param files in the order of the tar
   * @param progress is told how many bytes of files are packed
   */
  static void write(
      Path target, String top, Instant time, List<PlatformFile> files, LongConsumer progress)
      throws IOException {
    try (AtomicFile file = AtomicFile.create(target);
        OutputStream out = Channels.newOutputStream(file.channel());
        ParallelGzip gzip = new ParallelGzip(out)) {
      TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name());
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      PlatformTar writing = new PlatformTar(tar, top, progress);
      writing.add(PlatformFile.directory("", time));
      for (PlatformFile one : files) {
        writing.add(one);
      }
      tar.finish();
      gzip.finish();
      file.commit();
    }
  }

  private void add(PlatformFile file) throws IOException {
    String name = file.name().isEmpty() ? top : top + "/" + file.name();
    TarArchiveEntry entry =
        switch (file.type()) {
          case DIRECTORY -> new TarArchiveEntry(name + "/", TarConstants.LF_DIR);
          case REGULAR -> new TarArchiveEntry(name, TarConstants.LF_NORMAL);
          case SYMBOLIC_LINK -> new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        };
    entry.setLinkName(file.target());
    entry.setMode(file.permissions());
    entry.setIds((int) file.uid(), (int) file.gid());
    entry.setNames("", "");
    // Whole seconds, as every tar has them.
    entry.setModTime(file.modified().getEpochSecond() * 1000);
    entry.setSize(file.size());
    tar.putArchiveEntry(entry);
    if (file.content() != null) {
      copy(file.content(), file.size());
    }
    tar.closeArchiveEntry();
  }

  private void copy(Path content, long size) throws IOException {
    try (InputStream in = Files.newInputStream(content)) {
      long left = size;
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new ChangedSourceException(content.toString(), size, "was cut");
        }
        tar.write(buffer, 0, count);
        left -= count;
        done += count;
        progress.accept(done);
      }
    }
  }
}
