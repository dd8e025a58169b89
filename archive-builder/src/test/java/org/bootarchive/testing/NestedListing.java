package org.bootarchive.testing;

import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;

/** What independent readers say of the sample platform's files after boot. */
public final class NestedListing {
  private NestedListing() {}

  /**
   * Returns the root's listing, with usr/... that of the file system that is mounted there; sorted
   * by path.
   */
  public static List<ListedFile> ofPlatform() {
    List<ListedFile> files = new ArrayList<>();
    for (ListedFile file : Fixtures.listing("platform-root.tsv")) {
      if (!isUsr(file.path())) {
        files.add(file);
      }
    }
    for (ListedFile file : Fixtures.listing("platform-usr.tsv")) {
      files.add(file.withPath(file.path().equals(".") ? "usr" : "usr/" + file.path()));
    }
    files.sort((a, b) -> a.path().compareTo(b.path()));
    return files;
  }

  /** Returns whether a path is usr or below it. */
  public static boolean isUsr(String path) {
    return path.equals("usr") || path.startsWith("usr/");
  }
}
