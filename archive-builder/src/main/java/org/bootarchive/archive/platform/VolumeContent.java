package org.bootarchive.archive.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.archive.image.Content;
import org.bootarchive.ufs.volume.FileContent;

/** The bytes of a file of a volume, which has to stay open. */
record VolumeContent(FileContent file) implements Content {
  @Override
  public long size() {
    return file.size();
  }

  @Override
  public Reader open() {
    return new Reader() {
      @Override
      public void read(long position, ByteBuffer target) throws IOException {
        int unused = file.read(position, target);
      }

      @Override
      public void checkEnd() {}

      @Override
      public void close() {}
    };
  }
}
