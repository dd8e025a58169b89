package org.bootarchive.ufs.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.internal.path.NameText;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Volume;

/**
 * A file's extended attributes: the files in the directory that its inode names, those that the
 * system keeps there included ({@code fsattr(5)}).
 */
final class UserAttributes implements UserDefinedFileAttributeView {
  static final String VIEW = "user";

  private final UfsPath path;
  private final boolean followLinks;

  UserAttributes(UfsPath path, boolean followLinks) {
    this.path = path;
    this.followLinks = followLinks;
  }

  @Override
  public String name() {
    return VIEW;
  }

  @Override
  public List<String> list() throws IOException {
    return path.getFileSystem().locked(this::names);
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    long directory = directory();
    if (directory != 0) {
      for (DirectoryEntry entry : volume().entries(directory)) {
        if (!entry.name().isDots()) {
          names.add(NameText.of(entry.name()));
        }
      }
    }
    return names;
  }

  @Override
  public int size(String name) throws IOException {
    return path.getFileSystem().locked(() -> checkedSize(name, content(name)));
  }

  private int checkedSize(String name, FileContent content) throws FileSystemException {
    if (content.size() > Integer.MAX_VALUE) {
      throw new FileSystemException(
          path.toString(), null, "attribute " + name + " has " + content.size() + " bytes");
    }
    return (int) content.size();
  }

  @Override
  public int read(String name, ByteBuffer target) throws IOException {
    return path.getFileSystem()
        .locked(
            () -> {
              FileContent content = content(name);
              if (target.remaining() < content.size()) {
                throw new FileSystemException(
                    path.toString(),
                    null,
                    "attribute "
                        + name
                        + " has "
                        + content.size()
                        + " bytes, more than the buffer");
              }
              return Math.max(0, content.read(0, target));
            });
  }

  /** Returns the bytes of an attribute. */
  byte[] read(String name) throws IOException {
    return path.getFileSystem()
        .locked(
            () -> {
              FileContent content = content(name);
              byte[] bytes = new byte[checkedSize(name, content)];
              content.read(0, ByteBuffer.wrap(bytes));
              return bytes;
            });
  }

  private FileContent content(String name) throws IOException {
    long directory = directory();
    OptionalLong inode =
        directory == 0 ? OptionalLong.empty() : volume().lookup(directory, NameText.parse(name));
    if (inode.isEmpty()) {
      throw new NoSuchFileException(path.toString(), null, "no attribute " + name);
    }
    return volume().content(inode.getAsLong());
  }

  private long directory() throws IOException {
    return path.getFileSystem().reader().attributes(path, followLinks).attributeDirectory();
  }

  private Volume volume() {
    return path.getFileSystem().volume();
  }

  /** Always fails: attributes are kept and shown, not written. */
  @Override
  public int write(String name, ByteBuffer source) {
    throw notWritten();
  }

  /** Always fails: attributes are kept and shown, not written. */
  @Override
  public void delete(String name) {
    throw notWritten();
  }

  private UnsupportedOperationException notWritten() {
    path.getFileSystem().checkWritable();
    return new UnsupportedOperationException("extended attributes of a UFS are not written");
  }
}
