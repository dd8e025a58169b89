package org.bootarchive.ufs.volume;

import java.io.EOFException;
import java.io.IOException;
import org.bootarchive.ufs.device.CorruptImageException;

/** Makes changes of metadata happen whole or not at all. */
final class ChangeSet {
  private final MetadataBuffer buffer;
  private final Summaries summaries;
  private final CylinderGroups groups;
  private final DirectoryEditor directories;
  private boolean open;
  private boolean failed;

  ChangeSet(
      MetadataBuffer buffer,
      Summaries summaries,
      CylinderGroups groups,
      DirectoryEditor directories) {
    this.buffer = buffer;
    this.summaries = summaries;
    this.groups = groups;
    this.directories = directories;
  }

  /** Changes that have a result. */
  interface Change<T> {
    T make() throws IOException;
  }

  /**
   * Makes some changes; if that throws, nothing has changed. Changes that are made within others
   * are part of those: if they throw, all of them fail.
   */
  <T> T make(Change<T> change) throws IOException {
    return open ? makeWithin(change) : makeAlone(change);
  }

  private <T> T makeWithin(Change<T> change) throws IOException {
    boolean before = failed;
    failed = true;
    T result = change.make();
    failed = before;
    return result;
  }

  private <T> T makeAlone(Change<T> change) throws IOException {
    groups.forget();
    buffer.begin();
    boolean done = false;
    open = true;
    failed = false;
    try {
      T result = change.make();
      if (failed) {
        throw new IllegalStateException("one of these changes failed, and so all of them do");
      }
      done = true;
      return result;
    } catch (EOFException e) {
      CorruptImageException corrupt =
          new CorruptImageException("image", -1, "ends before its file system: " + e.getMessage());
      corrupt.initCause(e);
      throw corrupt;
    } finally {
      open = false;
      if (done) {
        buffer.commit();
        summaries.commit();
      } else {
        buffer.rollback();
        summaries.rollback();
        directories.forgetAll();
        groups.forget();
      }
    }
  }
}
