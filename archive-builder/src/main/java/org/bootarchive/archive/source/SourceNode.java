package org.bootarchive.archive.source;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bootarchive.archive.image.Content;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.FileMaker;
import org.bootarchive.ufs.volume.NewFile;
import org.jspecify.annotations.Nullable;

/**
 * A file of any type that an archive is to have. Its names are those of the directories' entries
 * that it stands in: one that stands in several is a file with hard links.
 */
public final class SourceNode {
  private final FileType type;
  private Attributes attributes;
  private final @Nullable Content content;
  private final byte @Nullable [] linkTarget;
  private final @Nullable DeviceNumber device;
  private final @Nullable TreeMap<FileName, SourceNode> entries;
  private int names;

  private SourceNode(
      FileType type,
      Attributes attributes,
      @Nullable Content content,
      byte @Nullable [] linkTarget,
      @Nullable DeviceNumber device) {
    this.type = type;
    this.attributes = attributes;
    this.content = content;
    this.linkTarget = linkTarget;
    this.device = device;
    this.entries = type == FileType.DIRECTORY ? new TreeMap<>() : null;
  }

  /** Returns a directory without entries. */
  public static SourceNode directory(Attributes attributes) {
    return new SourceNode(FileType.DIRECTORY, attributes, null, null, null);
  }

  /** Returns a regular file. */
  public static SourceNode regular(Attributes attributes, Content content) {
    return new SourceNode(FileType.REGULAR, attributes, content, null, null);
  }

  /** Returns a symbolic link with a text of bytes, which are copied. */
  public static SourceNode symbolicLink(Attributes attributes, byte[] target) {
    return new SourceNode(FileType.SYMBOLIC_LINK, attributes, null, target.clone(), null);
  }

  /** Returns a character or block device. */
  public static SourceNode device(FileType type, Attributes attributes, DeviceNumber number) {
    checkArgument(type.isDevice(), "%s is no device", type);
    return new SourceNode(type, attributes, null, null, number);
  }

  /** Returns a FIFO or a socket. */
  public static SourceNode special(FileType type, Attributes attributes) {
    checkArgument(type == FileType.FIFO || type == FileType.SOCKET, "%s has contents", type);
    return new SourceNode(type, attributes, null, null, null);
  }

  /** Returns what the file is. */
  public FileType type() {
    return type;
  }

  /** Returns whether the file is a directory. */
  public boolean isDirectory() {
    return entries != null;
  }

  /** Returns the attributes. */
  public Attributes attributes() {
    return attributes;
  }

  /** Replaces the attributes. */
  public void describe(Attributes newAttributes) {
    attributes = newAttributes;
  }

  /** Returns the bytes of a regular file. */
  public Content content() {
    checkState(content != null, "%s has no contents", type);
    return content;
  }

  /** Returns a copy of the text of a symbolic link. */
  public byte[] linkTarget() {
    checkState(linkTarget != null, "%s has no target", type);
    return linkTarget.clone();
  }

  /** Returns the number of a device. */
  public DeviceNumber device() {
    checkState(device != null, "%s has no device number", type);
    return device;
  }

  /** Returns the entries of a directory, by name; "." and ".." are not among them. */
  public SortedMap<FileName, SourceNode> entries() {
    checkState(entries != null, "%s has no entries", type);
    return Collections.unmodifiableSortedMap(entries);
  }

  /**
   * Puts a file into a directory.
   *
   * @return what had the name before, and has it no more; null if nothing had
   */
  public @Nullable SourceNode put(FileName name, SourceNode file) {
    checkState(entries != null, "%s has no entries", type);
    checkArgument(!name.isDots(), "a directory keeps the name %s", name);
    checkArgument(file.names == 0 || !file.isDirectory(), "a directory has one name alone");
    SourceNode before = entries.put(name, file);
    if (before != null) {
      before.names--;
    }
    file.names++;
    return before;
  }

  /**
   * Creates the file in a file system, with its owner and permissions, without contents and its
   * times.
   *
   * @return the number of its inode
   */
  public long createIn(FileMaker volume, long directory, FileName name) throws IOException {
    NewFile fresh = new NewFile(attributes.permissions(), attributes.uid(), attributes.gid());
    return switch (type) {
      case DIRECTORY -> volume.createDirectory(directory, name, fresh);
      case REGULAR -> volume.createFile(directory, name, fresh);
      case SYMBOLIC_LINK -> volume.createSymbolicLink(directory, name, linkTarget(), fresh);
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          volume.createDevice(directory, name, type, device(), fresh);
      case FIFO -> volume.createFifo(directory, name, fresh);
      case SOCKET -> volume.createSocket(directory, name, fresh);
      case SHADOW, ATTRIBUTE_DIRECTORY ->
          throw new IOException("is of a type that has no name in a directory");
    };
  }

  /** Returns how many names the file has in directories. */
  public int names() {
    return names;
  }
}
