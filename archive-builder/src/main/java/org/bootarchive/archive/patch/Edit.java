package org.bootarchive.archive.patch;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.source.SourceNode;

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
   * tree [PATH=]DIR         tar FILE
   * </pre>
   *
   * <p>Texts are chars U+0000 to U+00FF for bytes; in a path of the archive {@code \xHH} stands for
   * a byte, {@code \x3d} for an equals sign. {@code PATH=MODE} and {@code PATH=UID:GID} are
   * understood too. A directory with an equals sign in its name needs a PATH, {@code /} for the
   * root.
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
   * edits. Besides edits there are {@code manifest FILE}, and {@code proto DIR} for the directories
   * that the manifests' files are in.
   *
   * @throws IOException if it cannot be read, or a line is no edit: with its name and line
   */
  static ImmutableList<Edit> readAll(Path file) throws IOException {
    return EditsFile.read(file);
  }

  /**
   * Returns the host's files that edits read, and the directories that they read whole.
   *
   * @throws IOException if they cannot be told
   */
  static ImmutableList<Path> inputs(List<Edit> edits) throws IOException {
    ImmutableList.Builder<Path> inputs = ImmutableList.builder();
    for (Edit edit : edits) {
      if (edit instanceof Put put) {
        inputs.add(put.source());
      } else if (edit instanceof PutTree tree) {
        inputs.addAll(tree.source().inputs());
      }
    }
    return inputs.build();
  }

  /**
   * Returns edits in which each tree has become the edits of its files, in the same order.
   *
   * @param archive whose etc/passwd and etc/group tell the numbers of users and groups
   * @param date the latest time that a file may have
   * @throws IOException if a tree cannot be read, or the archive not
   */
  static Singles singles(List<Edit> edits, Path archive, SourceDate date) throws IOException {
    return TreeEdits.of(edits, archive, date);
  }

  /** Edits none of which is a {@link PutTree}; what the trees were read from stays open. */
  interface Singles extends Closeable {
    /** Returns the edits. */
    ImmutableList<Edit> edits();
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
   * Puts all files of a source into a directory, which is made if it is not there. Directories that
   * are there stay as they are, also where a symbolic link leads to them; a file that is there is
   * replaced by one of its type, with the source's owner, permissions and time.
   *
   * @param path the directory that stands for the root of the source
   */
  record PutTree(EditPath path, ArchiveSource source) implements Edit {}

  /**
   * Puts a file of any type, as one of a tree: with its owner, permissions and time. Where another
   * name of the same file was put before, in one file system, this becomes a hard link to it.
   *
   * @param path what is there already is kept if both are directories, and replaced if both are of
   *     one other type
   */
  record PutNode(EditPath path, SourceNode file) implements Edit {}

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
