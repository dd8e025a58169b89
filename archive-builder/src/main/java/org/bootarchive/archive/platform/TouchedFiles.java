package org.bootarchive.archive.platform;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.ufs.volume.Vnode;

/** The files whose contents, or the names whose files, some edits have changed. */
final class TouchedFiles {
  private final Set<Vnode> files = new HashSet<>();
  private boolean all;

  private TouchedFiles() {}

  /**
   * Finds what edits have changed.
   *
   * @param tree as it is after the edits, in which their paths lead where they led then
   */
  static TouchedFiles of(List<Edit> edits, ArchiveTree tree) throws IOException {
    TouchedFiles touched = new TouchedFiles();
    for (Edit edit : edits) {
      if (edit instanceof Edit.Put || edit instanceof Edit.PutNode || edit instanceof Edit.Link) {
        Optional<VolumePath> place = VolumePath.find(tree, edit.path().toBytes(), LastLink.KEEP);
        if (place.isPresent()) {
          boolean unused = touched.files.add(place.get().vnode());
        } else {
          // A later edit has changed the way there: the file may have other names.
          touched.all = true;
        }
      }
    }
    return touched;
  }

  boolean contains(RegularFile file) {
    return all || files.contains(new Vnode(file.volume(), file.number()));
  }
}
