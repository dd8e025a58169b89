package org.bootarchive.archive.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Function;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.ufs.text.EscapedBytes;

/**
 * Edits as people write them, with the names of the command line's options:
 *
 * <pre>
 * put PATH=FILE           chmod MODE=PATH
 * remove PATH             chown UID:GID=PATH
 * remove-all PATH         link NEW=TARGET
 * mkdir PATH              symlink NEW=TEXT
 * tree [PATH=]DIR         tar FILE
 * </pre>
 *
 * <p>Texts are chars U+0000 to U+00FF for bytes; in a path of the archive {@code \xHH} stands for a
 * byte, {@code \x3d} for an equals sign. {@code PATH=MODE} and {@code PATH=UID:GID} are understood
 * too.
 */
final class EditSyntax {
  private static final CharMatcher OCTAL = CharMatcher.inRange('0', '7');
  private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');

  private EditSyntax() {}

  /**
   * Returns an edit.
   *
   * @param kind which one: {@code put} and so on
   * @param argument what follows
   * @param file gives the host's file that a text names
   * @throws IllegalArgumentException if there is no such edit, for people to read
   */
  static Edit parse(String kind, String argument, Function<String, Path> file) {
    return switch (kind) {
      case "put" -> put(Pair.split(kind, argument), file);
      case "remove" -> new Edit.Remove(path(argument), false);
      case "remove-all" -> new Edit.Remove(path(argument), true);
      case "mkdir" -> new Edit.MakeDirectory(path(argument));
      case "link" -> {
        Pair pair = Pair.split(kind, argument);
        yield new Edit.Link(path(pair.left()), path(pair.right()));
      }
      case "symlink" -> {
        Pair pair = Pair.split(kind, argument);
        yield new Edit.SymbolicLink(
            path(pair.left()), new String(unescape(pair.right()), ISO_8859_1));
      }
      case "tree" -> tree(argument, file);
      case "tar" ->
          new Edit.PutTree(EditPath.ROOT, ArchiveConversion.packedFiles(hostFile(argument, file)));
      case "chmod" -> chmod(Pair.split(kind, argument));
      case "chown" -> chown(Pair.split(kind, argument));
      default ->
          throw new IllegalArgumentException(
              "'"
                  + shown(kind)
                  + "' is no edit; there are put, remove, remove-all, mkdir, link, symlink, chmod,"
                  + " chown, tree and tar");
    };
  }

  /** Two texts with an equals sign between them. */
  private record Pair(String left, String right) {
    static Pair split(String kind, String argument) {
      int equals = argument.indexOf('=');
      if (equals < 1 || equals == argument.length() - 1) {
        throw new IllegalArgumentException(
            kind + " takes two things with '=' between them, not '" + shown(argument) + "'");
      }
      return new Pair(argument.substring(0, equals), argument.substring(equals + 1));
    }
  }

  private static Edit put(Pair pair, Function<String, Path> file) {
    return new Edit.Put(path(pair.left()), hostFile(pair.right(), file));
  }

  /** Returns the host's file that a text names. */
  static Path hostFile(String name, Function<String, Path> file) {
    try {
      return file.apply(name);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "'" + shown(name) + "' cannot be the name of a file here", e);
    }
  }

  private static Edit tree(String argument, Function<String, Path> file) {
    if (argument.indexOf('=') < 0) {
      return new Edit.PutTree(EditPath.ROOT, ArchiveSource.directory(hostFile(argument, file)));
    }
    Pair pair = Pair.split("tree", argument);
    boolean isRoot = CharMatcher.is('/').matchesAllOf(pair.left());
    return new Edit.PutTree(
        isRoot ? EditPath.ROOT : path(pair.left()),
        ArchiveSource.directory(hostFile(pair.right(), file)));
  }

  private static Edit chmod(Pair pair) {
    if (isMode(pair.left())) {
      return new Edit.SetPermissions(path(pair.right()), Integer.parseInt(pair.left(), 8));
    }
    if (isMode(pair.right())) {
      return new Edit.SetPermissions(path(pair.left()), Integer.parseInt(pair.right(), 8));
    }
    throw new IllegalArgumentException(
        "chmod takes MODE=PATH with an octal mode up to 7777, not '" + shown(pair.left()) + "'");
  }

  private static boolean isMode(String text) {
    return !text.isEmpty()
        && text.length() <= 5
        && OCTAL.matchesAllOf(text)
        && Integer.parseInt(text, 8) <= 07777;
  }

  private static Edit chown(Pair pair) {
    boolean first = isOwner(pair.left());
    if (!first && !isOwner(pair.right())) {
      throw new IllegalArgumentException(
          "chown takes UID:GID=PATH with numbers, not '" + shown(pair.left()) + "'");
    }
    String owner = first ? pair.left() : pair.right();
    int colon = owner.indexOf(':');
    return new Edit.SetOwner(
        path(first ? pair.right() : pair.left()),
        id(owner.substring(0, colon)),
        id(owner.substring(colon + 1)));
  }

  private static boolean isOwner(String text) {
    int colon = text.indexOf(':');
    return colon >= 0
        && text.length() > 1
        && isId(text.substring(0, colon))
        && isId(text.substring(colon + 1));
  }

  private static boolean isId(String text) {
    return text.length() <= 10
        && DIGIT.matchesAllOf(text)
        && (text.isEmpty() || Long.parseLong(text) >>> 32 == 0);
  }

  private static OptionalLong id(String text) {
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  private static EditPath path(String text) {
    return EditPath.of(unescape(text));
  }

  private static byte[] unescape(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return text.indexOf('\\') < 0 ? bytes : EscapedBytes.unescape(bytes);
  }

  private static String shown(String text) {
    return EscapedBytes.escape(text.getBytes(ISO_8859_1));
  }
}
