package org.bootarchive.archive.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that are read for something, none of which may be written meanwhile: under whatever
 * name, through whatever links. In a directory that is read whole nothing may be written either.
 */
public final class InputFiles {
  private final List<Path> inputs = new ArrayList<>();

  /** Prepares for files; there are none yet. */
  public InputFiles() {}

  /** Returns some files and directories. */
  public static InputFiles of(Path... inputs) {
    return new InputFiles().addAll(List.of(inputs));
  }

  /** Adds files, and directories that are read whole. One that is not there is no input. */
  public InputFiles addAll(Collection<Path> files) {
    inputs.addAll(files);
    return this;
  }

  /** Adds a file, or a directory that is read whole; nothing if there is none. */
  public InputFiles add(@Nullable Path file) {
    if (file != null) {
      inputs.add(file);
    }
    return this;
  }

  /**
   * Makes sure that files which are to be written are none of these, and each a file of its own.
   * Nothing is opened.
   *
   * @param targets all that is to be written, files that go with others included
   * @throws TargetIsInputException if one is an input
   * @throws IOException if a file cannot be looked up
   */
  public void requireNone(Path... targets) throws IOException {
    for (int i = 0; i < targets.length; i++) {
      for (Path input : inputs) {
        require(input, targets[i]);
      }
      for (int j = 0; j < i; j++) {
        if (isSame(targets[j], targets[i])) {
          throw new TargetIsInputException(
              targets[i] + ": two files would be written to it; choose another name");
        }
      }
    }
  }

  private static void require(Path input, Path target) throws IOException {
    if (!Files.exists(input) || !input.getFileSystem().equals(target.getFileSystem())) {
      return;
    }
    if (!Files.isDirectory(input)) {
      if (Files.exists(target) && Files.isSameFile(input, target)) {
        throw new TargetIsInputException(
            target + ": is the file that is read" + as(input, target) + "; choose another name");
      }
      return;
    }
    Path top = input.toRealPath();
    if (place(target).startsWith(top)
        || (Files.exists(target) && target.toRealPath().startsWith(top))) {
      throw new TargetIsInputException(
          target + ": is in the directory that is read" + as(input, target) + "; choose another");
    }
  }

  private static String as(Path input, Path target) {
    return input.equals(target) ? "" : ", " + input;
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return (Files.exists(one) && Files.exists(other))
        ? Files.isSameFile(one, other)
        : place(one).equals(place(other));
  }

  /** Returns where a name is, through links on the way to it but not its own. */
  private static Path place(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path name = absolute.getFileName();
    Path parent = absolute.getParent();
    if (parent == null || name == null) {
      return absolute;
    }
    String text = name.toString();
    if (text.equals(".") || text.equals("..") || !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
      return absolute.normalize();
    }
    return Files.exists(parent) ? parent.toRealPath().resolve(name) : absolute.normalize();
  }
}
