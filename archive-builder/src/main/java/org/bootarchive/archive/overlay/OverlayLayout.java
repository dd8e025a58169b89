package org.bootarchive.archive.overlay;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bootarchive.archive.host.HostNames;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.boot.OverlayFindings;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.files.UnpackedContent;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.bootarchive.ufs.text.ByteString;

/**
 * Where the files of an overlay lie for the boot loader: below one directory of its root, each at
 * the path that is its name.
 */
public final class OverlayLayout {
  private final Path root;
  private final String prefix;
  private final ImmutableList<OverlayFile> files;

  private OverlayLayout(Path root, String prefix, ImmutableList<OverlayFile> files) {
    this.root = root;
    this.prefix = prefix;
    this.files = files;
  }

  /**
   * Plans a layout; nothing is written.
   *
   * @param root the directory that is the boot loader's root
   * @param prefix the directory of the overlays below it, such as {@code os/bootfs}
   * @throws IOException if a source is no file that can be read, or a name or the prefix cannot be
   *     a path below the root
   */
  public static OverlayLayout of(Path root, String prefix, List<OverlayFile> files)
      throws IOException {
    OverlayLayout layout =
        new OverlayLayout(root, CharMatcher.is('/').trimFrom(prefix), ImmutableList.copyOf(files));
    for (OverlayFile file : files) {
      if (!Files.isRegularFile(file.source()) || !Files.isReadable(file.source())) {
        throw new IOException(file.source() + ": no file that can be read; check the path");
      }
      layout.target(file);
    }
    layout.requireOthers(new InputFiles().addAll(files.stream().map(OverlayFile::source).toList()));
    return layout;
  }

  /**
   * Makes sure that no file is laid out over one that is read.
   *
   * @throws IOException if one is
   */
  void requireOthers(InputFiles inputs) throws IOException {
    for (OverlayFile file : files) {
      Path target = target(file);
      if (!Files.exists(target) || !Files.isSameFile(target, file.source())) {
        inputs.requireNone(target);
      }
    }
  }

  /** Returns the files, in the order of their modules. */
  public ImmutableList<OverlayFile> files() {
    return files;
  }

  /** Returns the path of a file as the boot loader has it, below its root, with a leading slash. */
  public ByteString bootPath(OverlayFile file) {
    ByteString folder = ByteString.of(prefix.isEmpty() ? "/" : "/" + prefix + "/");
    return folder.concat(file.name().trimStart('/'));
  }

  /**
   * Returns where a file is laid out.
   *
   * @throws IOException if its name cannot be a path below the root
   */
  public Path target(OverlayFile file) throws IOException {
    ByteString path = bootPath(file).substring(1);
    for (ByteString component : path.names()) {
      if (component.equalsText("..") || component.equalsText(".")) {
        throw new IOException(
            file.name() + ": a name with '" + component + "' cannot be laid out; write it without");
      }
    }
    if (path.endsWith("/")) {
      throw new IOException(file.name() + ": a name that ends in '/' cannot be a file's");
    }
    return HostNames.of(root.getFileSystem()).below(root, path.toBytes());
  }

  /**
   * Returns the modules that the boot loader is to load.
   *
   * @param hashed whether each is to carry its SHA-1, which dboot then checks
   * @throws IOException if a file cannot be read
   */
  public ImmutableList<OverlayModule> modules(boolean hashed) throws IOException {
    ImmutableList.Builder<OverlayModule> modules = ImmutableList.builder();
    for (OverlayFile file : files) {
      modules.add(
          hashed
              ? OverlayModule.of(bootPath(file), file.name(), hashInMemory(file.source()))
              : OverlayModule.of(bootPath(file), file.name()));
    }
    return modules.build();
  }

  /** Returns the hash of what the illumos loader, which unpacks gzip files, has in memory. */
  private static String hashInMemory(Path file) throws IOException {
    return ArchiveHash.of(UnpackedContent.of(FileBlockDevice.of(file)), done -> {}).hex();
  }

  /** Returns the modules with the lengths of their contents, for {@link OverlayFindings#of}. */
  ImmutableList<OverlayFindings.Sized> sized() throws IOException {
    ImmutableList.Builder<OverlayFindings.Sized> sized = ImmutableList.builder();
    for (OverlayFile file : files) {
      sized.add(
          new OverlayFindings.Sized(
              OverlayModule.of(bootPath(file), file.name()), Files.size(file.source())));
    }
    return sized.build();
  }

  /**
   * Lays the files out; one that has its content already is left alone.
   *
   * @throws IOException if a file cannot be written; the others are complete or not there
   */
  public void write() throws IOException {
    for (OverlayFile file : files) {
      Path target = target(file);
      if (Files.exists(target)
          && (Files.isSameFile(target, file.source())
              || Files.mismatch(target, file.source()) < 0)) {
        continue;
      }
      Files.createDirectories(target.getParent());
      try (AtomicFile copy = AtomicFile.create(target);
          FileChannel source = FileChannel.open(file.source(), StandardOpenOption.READ)) {
        long size = source.size();
        FileChannel made = copy.channel();
        for (long at = 0; at < size; ) {
          long count = WrittenFile.transfer(source, at, size - at, made);
          if (count <= 0) {
            throw new EOFException(file.source() + ": was cut while it was copied");
          }
          at += count;
        }
        copy.commit();
      }
    }
  }
}
