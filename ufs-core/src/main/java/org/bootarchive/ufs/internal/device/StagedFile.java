package org.bootarchive.ufs.internal.device;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;

/**
 * A new file beside the name that it gets when it is whole, with all that it is to have. Until then
 * it goes with this, and at the end of the process; one that a process left that was killed is
 * removed by the next that makes one for the same name.
 *
 * <p>Other than an {@link AtomicFile} it takes nothing over from an older file of the name,
 * replaces a link and not what that leads to, and is not forced to stable storage.
 */
public final class StagedFile implements Closeable {
  private final TemporaryFiles temporary;
  private final Path target;
  private final Path path;

  private StagedFile(TemporaryFiles temporary, Path target, Path path) {
    this.temporary = temporary;
    this.target = target;
    this.path = path;
  }

  /**
   * Creates an empty file.
   *
   * @param target the name that it is to have; its directory must exist
   * @param attributes what it is created with
   * @throws IOException if it cannot be created
   */
  public static StagedFile create(Path target, FileAttribute<?>... attributes) throws IOException {
    TemporaryFiles temporary = new TemporaryFiles();
    return new StagedFile(temporary, target, temporary.makeFileBeside(target, attributes));
  }

  /** Returns where the file is until it is put in place. */
  public Path path() {
    return path;
  }

  /** Returns the open file, to be written. */
  public FileChannel channel() {
    return temporary.lastMade();
  }

  /**
   * Gives the file its name. The channel must be closed.
   *
   * @throws IOException if that fails; what has the name stays as it was
   */
  public void putInPlace() throws IOException {
    TemporaryFiles.putInPlace(path, target);
  }

  @Override
  public void close() throws IOException {
    temporary.close();
  }
}
