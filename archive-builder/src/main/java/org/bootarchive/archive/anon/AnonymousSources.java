package org.bootarchive.archive.anon;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/** The two files as they are laid out or put into an archive; made ones go away when closed. */
public final class AnonymousSources implements AutoCloseable {
  private final @Nullable TemporaryFiles temporary;
  private final Path dtraceConf;
  private final Path system;

  private AnonymousSources(@Nullable TemporaryFiles temporary, Path dtraceConf, Path system) {
    this.temporary = temporary;
    this.dtraceConf = dtraceConf;
    this.system = system;
  }

  /** Takes files that are there. */
  public static AnonymousSources given(Path dtraceConf, Path system) {
    return new AnonymousSources(null, dtraceConf, system);
  }

  /**
   * Writes files to a temporary directory.
   *
   * @param time their time of modification, so that what is built with them has one that depends on
   *     the input alone
   * @throws IOException if that fails
   */
  public static AnonymousSources made(AnonymousInput input, FileTime time) throws IOException {
    TemporaryFiles temporary = new TemporaryFiles();
    Path directory = temporary.createDirectory("anonymous");
    AnonymousSources sources =
        new AnonymousSources(
            temporary, directory.resolve("dtrace.conf"), directory.resolve("system"));
    try {
      WrittenFile.write(sources.dtraceConf, input.conf().bytes());
      WrittenFile.write(sources.system, input.system().bytes());
      Files.setLastModifiedTime(sources.dtraceConf, time);
      Files.setLastModifiedTime(sources.system, time);
      return sources;
    } catch (IOException e) {
      sources.close();
      throw e;
    }
  }

  /** Returns the files with the names that the kernel looks them up by. */
  public ImmutableList<OverlayFile> files() {
    return ImmutableList.of(
        new OverlayFile(ByteString.of(AnonymousFiles.DTRACE_CONF), dtraceConf),
        new OverlayFile(ByteString.of(AnonymousFiles.SYSTEM), system));
  }

  /** Returns the user's file that one of the files is; empty if it was made. */
  public Optional<Path> given(OverlayFile file) {
    return temporary == null ? Optional.of(file.source()) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    if (temporary != null) {
      temporary.close();
    }
  }
}
