package org.bootarchive.archive.extract;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bootarchive.archive.image.CompressedFile;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the places that are extracted and hands each file to a target once per name.
 *
 * <p>What is handed over is bounded by the image: a directory comes once, further names of an inode
 * come as links, and the blocks of all files of a file system together are no more than it has.
 */
final class ExtractionWalk {
  private final ArchiveTree tree;
  private final ExtractionTarget target;
  private final LossList losses;
  private final boolean raw;

  /** The directories that the target holds. */
  private final Map<Vnode, ExtractedFile> directories = new HashMap<>();

  /** The first name of everything else that was met. */
  private final Map<Vnode, FirstName> others = new HashMap<>();

  /** A name of a file, and no more than that: there may be half a million. */
  private record FirstName(@Nullable ExtractedFile directory, FileName name) {}

  /** The inodes in {@code others} that the target does not hold. */
  private final Set<Vnode> refused = new HashSet<>();

  private final Map<Volume, Long> allocatedBytes = new HashMap<>();

  /** The directory that the walk was in last, and what is made of it; null if it is passed over. */
  private @Nullable Visit lastAbove;

  private @Nullable ExtractedFile lastDirectory;
  private long files;
  private long symbolicLinks;
  private long hardLinks;
  private long specialFiles;
  private long bytes;

  ExtractionWalk(ArchiveTree tree, ExtractionTarget target, LossList losses, boolean raw) {
    this.tree = tree;
    this.target = target;
    this.losses = losses;
    this.raw = raw;
  }

  /** Extracts some places, or everything if there are none. */
  void extract(List<VolumePath> places) throws IOException {
    if (places.isEmpty()) {
      extract(VolumePath.root(tree));
    }
    Set<VolumePath> all = new LinkedHashSet<>(places);
    Set<List<FileName>> names = new HashSet<>();
    for (VolumePath place : all) {
      names.add(place.names());
    }
    for (VolumePath place : all) {
      if (!isBelowOneOf(names, place.names()) && !directories.containsKey(place.vnode())) {
        extract(place);
      }
    }
  }

  private static boolean isBelowOneOf(Set<List<FileName>> places, List<FileName> names) {
    for (int i = 0; i < names.size(); i++) {
      if (places.contains(names.subList(0, i))) {
        return true;
      }
    }
    return false;
  }

  ExtractionReport report() {
    return new ExtractionReport(
        directories.size(), files, symbolicLinks, hardLinks, specialFiles, bytes, losses.list());
  }

  private void extract(VolumePath place) throws IOException {
    ExtractedFile parent = null;
    if (!place.names().isEmpty()) {
      parent = enter(ExtractedFile.root(tree));
      for (FileName name : place.names().subList(0, place.names().size() - 1)) {
        Vnode next =
            tree.lookup(parent.vnode(), name)
                .orElseThrow(() -> new IllegalArgumentException("no such " + place));
        parent = enter(ExtractedFile.of(parent, name, next, next.inode()));
      }
    }
    TreeWalk walk = tree.walk(place.vnode());
    for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
      Visit above = visit.parent();
      FileName below = visit.name();
      if (above == null || below == null) {
        FileName name =
            place.names().isEmpty() ? FileName.SELF : place.names().get(place.names().size() - 1);
        take(ExtractedFile.of(parent, name, visit.vnode(), visit.inode()));
      } else {
        takeBelow(above, below, visit);
      }
    }
  }

  private void takeBelow(Visit above, FileName name, Visit visit) throws IOException {
    if (above != lastAbove) {
      lastAbove = above;
      lastDirectory = directories.get(above.vnode());
    }
    ExtractedFile directory = lastDirectory;
    if (directory == null) {
      // Below a directory that was passed over.
      return;
    }
    ExtractedFile file = ExtractedFile.of(directory, name, visit.vnode(), visit.inode());
    if (visit.isReached()) {
      take(file);
    } else {
      losses.add(file, "left out: the name stands twice in its directory, and the first counts");
    }
  }

  private void take(ExtractedFile file) throws IOException {
    if (file.type() == FileType.DIRECTORY) {
      enter(file);
      return;
    }
    FirstName firstName =
        others.putIfAbsent(file.vnode(), new FirstName(file.parent(), file.name()));
    if (firstName == null) {
      takeFirst(file);
      return;
    }
    ExtractedFile first =
        ExtractedFile.of(firstName.directory(), firstName.name(), file.vnode(), file.inode());
    if (first.names().equals(file.names())) {
      losses.add(file, "left out: the name stands twice in its directory, for the same inode");
    } else if (refused.contains(file.vnode())) {
      losses.add(file, "not made: it is another name of " + first.path());
    } else {
      hardLinks++;
      target.hardLink(file, first);
    }
  }

  private ExtractedFile enter(ExtractedFile directory) throws IOException {
    ExtractedFile known = directories.get(directory.vnode());
    if (known == null) {
      directories.put(directory.vnode(), directory);
      noteHidden(directory);
      target.directory(directory);
      return directory;
    }
    if (!known.names().equals(directory.names())) {
      throw new CorruptImageException(
          "directory of inode " + directory.vnode().number(),
          -1,
          "has two names, " + known.path() + " and " + directory.path());
    }
    return known;
  }

  private void takeFirst(ExtractedFile file) throws IOException {
    noteHidden(file);
    Volume volume = file.vnode().volume();
    long number = file.vnode().number();
    boolean held = true;
    switch (file.type()) {
      case REGULAR -> {
        FileContent stored = volume.content(number, file.inode());
        countBlocks(volume, stored);
        FileContent content = raw ? stored : CompressedFile.content(file.vnode(), file.inode());
        files++;
        bytes += content.size();
        target.file(file, content);
      }
      case SYMBOLIC_LINK -> {
        held = target.symbolicLink(file, volume.readLink(number));
        symbolicLinks += held ? 1 : 0;
      }
      default -> {
        held =
            target.special(
                file,
                file.type().isDevice() ? volume.device(file.inode()) : new DeviceNumber(0, 0));
        specialFiles += held ? 1 : 0;
      }
    }
    if (!held) {
      refused.add(file.vnode());
    }
  }

  private void countBlocks(Volume volume, FileContent content) throws CorruptImageException {
    long allocated = allocatedBytes.getOrDefault(volume, 0L);
    List<Extent> extents = content.extents();
    for (int i = 0; i < extents.size(); i++) {
      allocated += extents.get(i).isHole() ? 0 : extents.get(i).bytes();
    }
    allocatedBytes.put(volume, allocated);
    if (allocated > volume.superblock().sizeInBytes()) {
      throw new CorruptImageException(
          "inode " + content.inode(),
          -1,
          "with it the files have more blocks than the file system: some are shared");
    }
  }

  private void noteHidden(ExtractedFile file) {
    Inode inode = file.inode();
    if (inode.attributeDirectory() != 0) {
      losses.add(
          file, "extended attributes not carried over (inode " + inode.attributeDirectory() + ")");
    }
    if (inode.shadow() != 0) {
      losses.add(file, "access control list not carried over (inode " + inode.shadow() + ")");
    }
  }
}
