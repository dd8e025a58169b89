package org.bootarchive.archive.patch;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.plan.PlannedVolume;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.volume.OutOfInodesException;
import org.bootarchive.ufs.volume.OutOfSpaceException;
import org.jspecify.annotations.Nullable;

/** Makes edits in an archive's own file system, and in the one that is mounted on its /usr. */
final class TreeEditor {
  private final PlannedVolume root;
  private final @Nullable UsrPlan usr;
  private final ArchiveTree tree;
  private final SourceDate date;
  private final VolumeEditor rootEditor;
  private @Nullable VolumeEditor usrEditor;

  /**
   * Creates an editor.
   *
   * @param usr the file system in usr.lgz; null if it does not count
   */
  TreeEditor(PlannedVolume root, @Nullable UsrPlan usr, SourceDate date) throws IOException {
    this.root = root;
    this.usr = usr;
    this.tree =
        usr == null ? ArchiveTree.ofRoot(root.volume()) : ArchiveTree.mounted(root.volume(), usr);
    this.date = date;
    this.rootEditor = new VolumeEditor(tree, root, date);
  }

  /**
   * Makes edits, one after the other; neighbours in one file system together, which is faster.
   *
   * @throws DoesNotFitException if there is not enough space
   * @throws EditException if one cannot be made
   */
  void make(List<Edit> edits) throws IOException {
    int[] at = {0};
    while (at[0] < edits.size()) {
      VolumeEditor editor = editor(edits.get(at[0]));
      Superblock before = editor.volume().superblock();
      try {
        editor
            .volume()
            .together(
                () -> {
                  do {
                    editor.make(edits.get(at[0]));
                    at[0]++;
                  } while (at[0] < edits.size() && editor(edits.get(at[0])) == editor);
                });
      } catch (OutOfSpaceException e) {
        long missing = Math.max(1024, e.neededBytes() - e.availableBytes());
        long later = laterPuts(edits.subList(at[0] + 1, edits.size()), editor != rootEditor);
        throw doesNotFit(edits.get(at[0]).path(), editor, before, missing + later, e);
      } catch (OutOfInodesException e) {
        throw doesNotFit(edits.get(at[0]).path(), editor, before, 0, e);
      }
    }
  }

  /** Puts the new usr.lgz into the archive, if anything in it has changed. */
  void finishUsr() throws IOException {
    if (usr == null) {
      return;
    }
    Superblock before = root.volume().superblock();
    try {
      usr.putInto(rootEditor);
    } catch (OutOfSpaceException e) {
      long missing = Math.max(1024, e.neededBytes() - e.availableBytes());
      throw doesNotFit(UsrPlan.PATH, rootEditor, before, missing, e);
    }
  }

  /** Returns the editor of the file system that an edit changes. */
  private VolumeEditor editor(Edit edit) throws IOException {
    if (tree.usr().isEmpty()) {
      return rootEditor;
    }
    Optional<VolumePath> place = Optional.empty();
    if (edit instanceof Edit.SetPermissions || edit instanceof Edit.SetOwner) {
      place = VolumePath.find(tree, edit.path().toBytes(), LastLink.KEEP);
    }
    if (place.isEmpty()) {
      place = VolumePath.find(tree, edit.path().parent(), LastLink.FOLLOW);
    }
    return place.isPresent() && tree.isInUsr(place.get().vnode()) ? usrEditor() : rootEditor;
  }

  private VolumeEditor usrEditor() throws IOException {
    VolumeEditor editor = usrEditor;
    if (editor == null) {
      if (usr == null) {
        throw new IllegalStateException("nothing is mounted on /usr");
      }
      editor = new VolumeEditor(tree, usr.planned(), date);
      usrEditor = editor;
    }
    return editor;
  }

  private DoesNotFitException doesNotFit(
      EditPath path, VolumeEditor editor, Superblock old, long missing, IOException cause) {
    // A twentieth more for the groups of the larger file system, their tables and their inodes.
    long enough = (old.sizeInBytes() + missing) / 20 * 21 + (1L << 20);
    DoesNotFitException result =
        new DoesNotFitException(path, editor != rootEditor, old.freeBytes(), missing, enough);
    result.initCause(cause);
    return result;
  }

  /** Returns what the files take that edits put into one file system; they may replace others. */
  private static long laterPuts(List<Edit> edits, boolean inUsr) throws IOException {
    long bytes = 0;
    for (Edit edit : edits) {
      if (edit.path().isBelow("usr") == inUsr) {
        bytes += (size(edit) + 1023) / 1024 * 1024;
      }
    }
    return bytes;
  }

  private static long size(Edit edit) throws IOException {
    if (edit instanceof Edit.Put put) {
      return Files.size(put.source());
    }
    return edit instanceof Edit.PutNode put && put.file().type() == FileType.REGULAR
        ? put.file().content().size()
        : 0;
  }
}
