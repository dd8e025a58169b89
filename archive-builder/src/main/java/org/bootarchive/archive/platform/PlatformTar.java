package org.bootarchive.archive.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongConsumer;
import org.bootarchive.archive.image.ChangedSourceException;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.archive.tar.TarHeader;
import org.bootarchive.archive.tar.TarWriter;
import org.bootarchive.gzip.ParallelGzip;
import org.bootarchive.ufs.internal.device.AtomicFile;

/**
 * Packs a platform image as it is shipped: a gzipped tar in which all lies below one directory.
 * Equal files give equal bytes.
 */
final class PlatformTar {
  private static final int BUFFER_BYTES = 1 << 18;

  private final TarWriter tar;
  private final String top;
  private final LongConsumer progress;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long done;

  private PlatformTar(TarWriter tar, String top, LongConsumer progress) {
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
      TarWriter tar = new TarWriter(gzip);
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
    boolean isDirectory = file.type() == PlatformFile.Type.DIRECTORY;
    char type =
        switch (file.type()) {
          case DIRECTORY -> '5';
          case REGULAR -> '0';
          case SYMBOLIC_LINK -> '2';
        };
    tar.begin(
        TarHeader.of(
            bytes(isDirectory ? name + "/" : name),
            file.permissions(),
            file.uid(),
            file.gid(),
            file.size(),
            // Whole seconds, as every tar has them.
            file.modified().truncatedTo(ChronoUnit.SECONDS),
            type,
            bytes(file.target())));
    if (file.content() != null) {
      copy(file.content(), file.size());
    }
    tar.end();
  }

  /** Returns the bytes of a text as chars. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
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
