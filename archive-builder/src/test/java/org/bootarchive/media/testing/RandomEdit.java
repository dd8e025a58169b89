package org.bootarchive.media.testing;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.media.volume.VolumeEdit;

/**
 * One change of a volume.
 *
 * @param what 0: put, 1: make a directory, 2: remove
 * @param path what it is about, names with slashes between them
 * @param size of the content that is put, in bytes
 */
public record RandomEdit(int what, String path, int size) {
  /** A directory of the model. */
  private static final byte[] DIRECTORY = new byte[0];

  private static final List<String> NAMES =
      List.of(
          "boot",
          "LOADER",
          "loader.conf.local",
          "etc",
          "system",
          "a-name-longer-than-others",
          "a-name-longer-than-some",
          "x y",
          "OS",
          "file.text");

  /** Returns sequences of changes among few names, so that they meet. */
  public static Arbitrary<List<RandomEdit>> sequences(int most, int largest) {
    Arbitrary<String> paths =
        Arbitraries.of(NAMES)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(names -> String.join("/", names));
    Arbitrary<Integer> kinds = Arbitraries.of(0, 0, 0, 1, 1, 2);
    return Combinators.combine(kinds, paths, Arbitraries.integers().between(0, largest))
        .as(RandomEdit::new)
        .list()
        .ofMaxSize(most);
  }

  private byte[] content() {
    byte[] bytes = new byte[size];
    new Random(path.hashCode() * 31L + size).nextBytes(bytes);
    return bytes;
  }

  /** A tree: names to contents; of a directory no content. */
  public static final class Model {
    private final boolean foldsCase;
    private final Map<String, byte[]> files;

    /** Creates an empty tree in which names are the same but for case. */
    public Model() {
      this(true);
    }

    /** Creates an empty tree. */
    public Model(boolean foldsCase) {
      this.foldsCase = foldsCase;
      this.files = foldsCase ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new TreeMap<>();
    }

    /** Adds a directory that is there. */
    public void directory(String path) {
      files.put(path, DIRECTORY);
    }

    /** Adds a file that is there. */
    public void file(String path, byte[] content) {
      files.put(path, content.length == 0 ? new byte[0] : content);
    }

    /** Returns all paths and contents; that of a directory is empty. */
    public Map<String, byte[]> files() {
      return files;
    }

    @SuppressWarnings("ReferenceEquality") // a directory is that one array
    private boolean isDirectory(String path) {
      return path.isEmpty() || files.get(path) == DIRECTORY;
    }

    private boolean hasChildren(String path) {
      return files.keySet().stream()
          .anyMatch(other -> other.regionMatches(foldsCase, 0, path + "/", 0, path.length() + 1));
    }
  }

  /**
   * Makes the change in an edit and in the model; both must agree whether it can be made.
   *
   * @return whether it was made
   */
  public boolean make(VolumeEdit edit, Model model) throws IOException {
    Class<? extends IOException> refusal = refusal(model);
    try {
      switch (what) {
        case 0 -> edit.put(Edits.path(path), BytesContent.of(content()));
        case 1 -> edit.makeDirectory(Edits.path(path));
        default -> edit.remove(Edits.path(path));
      }
    } catch (FileSystemException e) {
      boolean full = e.getMessage().contains("needs") || e.getMessage().contains("no room");
      if (e.getClass() == refusal || full) {
        return false;
      }
      throw new AssertionError(this + ", expected " + refusal, e);
    }
    if (refusal != null) {
      throw new AssertionError(this + " was made; expected " + refusal);
    }
    switch (what) {
      case 0 -> {
        String key = model.files.containsKey(path) ? path : canonical(model);
        model.file(key, content());
      }
      case 1 -> model.directory(canonical(model));
      default -> model.files.remove(path);
    }
    return true;
  }

  /** Returns the path with its directories in the case that they have. */
  private String canonical(Model model) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return path;
    }
    String parent = path.substring(0, slash);
    for (String known : model.files.keySet()) {
      if (model.foldsCase ? known.equalsIgnoreCase(parent) : known.equals(parent)) {
        return known + path.substring(slash);
      }
    }
    return path;
  }

  private Class<? extends IOException> refusal(Model model) {
    int slash = path.lastIndexOf('/');
    if (!model.isDirectory(slash < 0 ? "" : path.substring(0, slash))) {
      return NoSuchFileException.class;
    }
    boolean there = model.files.containsKey(path);
    return switch (what) {
      case 0 -> there && model.isDirectory(path) ? FileAlreadyExistsException.class : null;
      case 1 -> there ? FileAlreadyExistsException.class : null;
      default ->
          !there
              ? NoSuchFileException.class
              : model.hasChildren(path) ? DirectoryNotEmptyException.class : null;
    };
  }
}
