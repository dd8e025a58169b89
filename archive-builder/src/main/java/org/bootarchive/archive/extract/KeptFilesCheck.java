package org.bootarchive.archive.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.archive.host.HostNames;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Vnode;

/** Looks where files would go, before anything is written: at none of those that are to stay. */
final class KeptFilesCheck implements ExtractionTarget {
  private final Path top;
  private final InputFiles kept;
  private final HostNames names;
  private final Map<Vnode, Path> directories = new HashMap<>();

  /**
   * @param top a directory, by a path without links
   */
  KeptFilesCheck(Path top, List<Path> kept) {
    this.top = top;
    this.kept = new InputFiles().addAll(kept);
    this.names = HostNames.of(top.getFileSystem());
  }

  @Override
  public void directory(ExtractedFile directory) throws IOException {
    Path unused =
        directories.put(directory.vnode(), directory.parent() == null ? top : place(directory));
  }

  private Path place(ExtractedFile file) throws IOException {
    ExtractedFile parent = file.parent();
    Path directory = parent == null ? null : directories.get(parent.vnode());
    return names.in(directory == null ? top : directory, file.name().toBytes());
  }

  private void check(ExtractedFile file) throws IOException {
    kept.requireNone(place(file));
  }

  @Override
  public void file(ExtractedFile file, FileContent content) throws IOException {
    check(file);
  }

  @Override
  public boolean symbolicLink(ExtractedFile link, byte[] text) throws IOException {
    check(link);
    return true;
  }

  @Override
  public boolean special(ExtractedFile file, DeviceNumber device) {
    return false;
  }

  @Override
  public void hardLink(ExtractedFile link, ExtractedFile first) throws IOException {
    check(link);
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
