package org.bootarchive.media.nio;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** A file or directory of the view: what the volume has, and what is to become of it. */
final class MediaNode {
  private @Nullable MediaNode parent;
  private FileName name;
  private final FileType type;

  /** The entry of the volume that this is, or null if it is new. */
  private @Nullable MediaFile entry;

  /** The file of the volume that has the content, or null if a staged file has it. */
  private @Nullable MediaFile source;

  /** The file that has the content, or null if the volume has it. */
  private @Nullable Path staged;

  private @Nullable List<MediaNode> children;

  /** Entries of the volume that are to go. */
  private final List<MediaNode> removed = new ArrayList<>();

  private MediaNode(
      @Nullable MediaNode parent, FileName name, FileType type, @Nullable MediaFile entry) {
    this.parent = parent;
    this.name = name;
    this.type = type;
    this.entry = entry;
    this.source = entry;
  }

  static MediaNode ofVolume(@Nullable MediaNode parent, MediaFile file) {
    return new MediaNode(parent, file.name(), file.type(), file);
  }

  static MediaNode newDirectory(MediaNode parent, FileName name) {
    MediaNode node = new MediaNode(parent, name, FileType.DIRECTORY, null);
    node.children = new ArrayList<>();
    return node;
  }

  static MediaNode newFile(MediaNode parent, FileName name, Path staged) {
    MediaNode node = new MediaNode(parent, name, FileType.REGULAR, null);
    node.staged = staged;
    return node;
  }

  @Nullable MediaNode parent() {
    return parent;
  }

  FileName name() {
    return name;
  }

  FileType type() {
    return type;
  }

  boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  @Nullable MediaFile entry() {
    return entry;
  }

  @Nullable MediaFile source() {
    return source;
  }

  @Nullable Path staged() {
    return staged;
  }

  @Nullable List<MediaNode> children() {
    return children;
  }

  void setChildren(List<MediaNode> loaded) {
    children = loaded;
  }

  List<MediaNode> removed() {
    return removed;
  }

  /** Has a file have the content of another file. */
  void stage(Path file) {
    staged = file;
    source = null;
  }

  /** Takes the content of another node, which is to go. */
  void takeContent(MediaNode other) {
    staged = other.staged;
    source = other.source;
  }

  /** Becomes a name elsewhere, which the volume has not yet. */
  void moveTo(MediaNode newParent, FileName newName) {
    parent = newParent;
    name = newName;
    entry = null;
  }

  /** Returns whether the volume has not this content under this name. */
  boolean isContentNew() {
    return entry == null || staged != null || source != entry;
  }

  long size() throws IOException {
    if (staged != null) {
      return Files.size(staged);
    }
    return source == null ? 0 : source.size();
  }

  /** Returns the names from the top directory on. */
  ImmutableList<FileName> names() {
    Deque<FileName> names = new ArrayDeque<>();
    for (MediaNode node = this; node.parent != null; node = node.parent) {
      names.addFirst(node.name);
    }
    return ImmutableList.copyOf(names);
  }
}
