package org.bootarchive.archive.patch;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Function;

/** A change of an archive. */
public sealed interface Edit {

  /** Returns what the edit is about. */
  EditPath path();

  /**
   * Returns an edit that is written as people write it:
   *
   * <pre>
   * put PATH=FILE           chmod MODE=PATH
   * remove PATH             chown UID:GID=PATH
   * remove-all PATH         link NEW=TARGET
   * mkdir PATH              symlink NEW=TEXT
   * </pre>
   *
   * <p>Texts are chars U+0000 to U+00FF for bytes; in a path of the archive {@code \xHH} stands for
   * a byte, {@code \x3d} for an equals sign. {@code PATH=MODE} and {@code PATH=UID:GID} are
   * understood too.
   *
   * @param kind which one: {@code put} and so on
   * @param argument what follows
   * @param file gives the host's file that a text names
   * @throws IllegalArgumentException if there is no such edit, for people to read
   */
  static Edit parse(String kind, String argument, Function<String, Path> file) {
    return EditSyntax.parse(kind, argument, file);
  }

  /**
   * Reads a file of edits: one a line, in the order in which they are made. Empty lines and those
   * that start with # say nothing. Files of the host are relative to the directory of the file of
   * edits.
   *
   * @throws IOException if it cannot be read, or a line is no edit: with its name and line
   */
  static ImmutableList<Edit> readAll(Path file) throws IOException {
    return EditsFile.read(file);
  }

  /**
   * Gives a file the contents of one of the host, and its time. A file that is there keeps its
   * owner, permissions and names, and its blocks as far as they are enough; a new one is root's,
   * 0644.
   *
   * @param path a regular file, or nothing yet
   * @param source a file of the host
   */
  record Put(EditPath path, Path source) implements Edit {}

  /**
   * Removes a name, and the file with its last name.
   *
   * @param path anything but a directory that is not empty, if not {@code everything}
   * @param everything whether a directory goes with all that is in it
   */
  record Remove(EditPath path, boolean everything) implements Edit {}

  /** Makes a directory, root's, 0755. */
  record MakeDirectory(EditPath path) implements Edit {}

  /**
   * Gives a file one more name.
   *
   * @param path the new name
   * @param target the file
   */
  record Link(EditPath path, EditPath target) implements Edit {}

  /**
   * Makes a symbolic link, root's, 0777.
   *
   * @param path the link
   * @param text where it leads to, chars U+0000 to U+00FF for bytes
   */
  record SymbolicLink(EditPath path, String text) implements Edit {}

  /**
   * Sets permissions.
   *
   * @param permissions with set-id and sticky bits, 0 to 07777
   */
  record SetPermissions(EditPath path, int permissions) implements Edit {
    /** Checks the range. */
    public SetPermissions {
      checkArgument((permissions & ~07777) == 0, "permissions %s", permissions);
    }
  }

  /**
   * Sets owner and group; an empty one stays.
   *
   * @param uid 0 to 4294967295
   * @param gid 0 to 4294967295
   */
  record SetOwner(EditPath path, OptionalLong uid, OptionalLong gid) implements Edit {
    /** Checks the ranges. */
    public SetOwner {
      checkArgument(uid.orElse(0) >>> 32 == 0, "uid %s", uid);
      checkArgument(gid.orElse(0) >>> 32 == 0, "gid %s", gid);
    }
  }
}
