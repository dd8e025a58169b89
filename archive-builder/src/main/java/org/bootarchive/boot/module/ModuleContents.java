package org.bootarchive.boot.module;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.bootarchive.hash.ArchiveHash;

/** Where the contents of modules come from. */
public final class ModuleContents {
  private ModuleContents() {}

  /**
   * Returns the content of a file. The file is opened when it is first read, and then stays open as
   * long as the content is in use; its size is what it is now.
   *
   * @throws IOException if there is no such file
   */
  public static ModuleContent file(Path file) throws IOException {
    return new FileContent(file, Files.size(file));
  }

  /** Returns the content that is these bytes themselves, not a copy. */
  public static ModuleContent bytes(byte[] bytes) {
    return new BytesContent(bytes);
  }

  /**
   * Returns the content of a byte source. It is opened for each read, and must give the same bytes
   * each time.
   *
   * @throws IOException if its size cannot be found out
   */
  public static ModuleContent source(ByteSource source) throws IOException {
    return new SourceContent(source, source.size());
  }

  /**
   * Returns the hash of a content.
   *
   * @param progress is told the bytes done
   * @throws IOException if the content cannot be read
   */
  public static ArchiveHash hash(ModuleContent content, LongConsumer progress) throws IOException {
    // A source may be slow to come to a position; going through it once is as cheap as it gets.
    return content instanceof SourceContent source
        ? source.hash(progress)
        : ArchiveHash.of(content.size(), content::read, progress);
  }
}
