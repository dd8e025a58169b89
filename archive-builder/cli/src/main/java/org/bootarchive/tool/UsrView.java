package org.bootarchive.tool;

import java.io.PrintWriter;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;

/** Which of an archive's two sets of files below /usr is shown. */
enum UsrView {
  /** Those in usr.lgz, as after boot. */
  NESTED("is what usr.lgz holds, as after boot; --no-nested shows the archive's own"),
  /** The root archive's own, as in mid-boot, although it has a usr.lgz. */
  OWN("is the archive's own, as in mid-boot; after boot usr.lgz hides it"),
  /** The archive's own, and there is no usr.lgz. */
  ONLY("");

  private final String meaning;

  UsrView(String meaning) {
    this.meaning = meaning;
  }

  /** Says which it is, where it could be two. */
  void print(PrintWriter notes) {
    if (this != ONLY) {
      notes.println("note: usr/ " + meaning);
      notes.flush();
    }
  }

  /** Says which it is if a place is at or below /usr. */
  void print(PrintWriter notes, VolumePath place) {
    if (isUsr(place)) {
      print(notes);
    }
  }

  /** Returns whether a place is /usr or below it. */
  static boolean isUsr(VolumePath place) {
    return !place.names().isEmpty() && place.names().get(0).equals(ArchiveTree.USR);
  }
}
