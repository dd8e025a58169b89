package org.bootarchive.boot.config;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Ordering;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * A directory that stands for a boot loader's root: a USB key, a boot volume, or what a server
 * serves.
 *
 * <p>Paths that would leave the directory are refused, whether by {@code ..} or by a symbolic link.
 */
public final class BootRoot implements ConfigFiles {
  private final Path directory;
  private final boolean foldsCase;

  /** What was found below names in upper case, in the order of its being asked for. */
  private final Set<String> upperCase = Collections.synchronizedSet(new LinkedHashSet<>());

  private BootRoot(Path directory, boolean foldsCase) {
    this.directory = directory;
    this.foldsCase = foldsCase;
  }

  /**
   * Makes a root of a directory.
   *
   * @throws IOException if it is not there
   */
  public static BootRoot of(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!Files.isDirectory(real)) {
      throw new NotDirectoryException(directory.toString());
    }
    return new BootRoot(real, false);
  }

  /**
   * Returns the same directory as a boot loader sees it that finds a path below names in upper case
   * too, if there are none as it is written: so GRUB legacy and the illumos loader read FAT, whose
   * short names another system shows in upper case.
   */
  public BootRoot foldingCase() {
    return new BootRoot(directory, true);
  }

  /** Returns a note for the paths that were found below names in upper case so far, if any were. */
  public Optional<Finding> upperCaseNote() {
    synchronized (upperCase) {
      return upperCase.isEmpty()
          ? Optional.empty()
          : Optional.of(
              ConfigCode.UPPER_CASE_NAME.finding(
                  ByteString.of(upperCase.iterator().next()).brief(120)
                      + (upperCase.size() > 1 ? " and others are" : " is")
                      + " found by a name in upper case, as on FAT; a file system that minds case"
                      + " has no such file"));
    }
  }

  /** Returns the directory. */
  public Path directory() {
    return directory;
  }

  /**
   * Returns the file that a configured path means; it need not exist. A device in front, as {@code
   * (hd0,0)} or {@code zfs:pool:}, or a URL's scheme and host are passed over, and so is a query.
   *
   * @param path names are taken as UTF-8
   * @param source the line that names it, for the exception
   * @throws ConfigException if it leaves the directory, or no file can have such a name
   */
  public Path resolve(ByteString path, SourceLine source) throws IOException {
    try {
      return resolve(path);
    } catch (Refused refused) {
      throw new ConfigException(source, refused.reason);
    }
  }

  /**
   * Returns a module's file.
   *
   * @throws ConfigException as {@link #resolve}
   */
  public Path resolve(ConfiguredModule module) throws IOException {
    return resolve(module.path(), module.source());
  }

  /** {@inheritDoc} A path that leaves the directory is a {@link ConfigException}. */
  @Override
  public Optional<ConfigFile> open(ByteString path) throws IOException {
    Path file = file(path);
    return Files.isRegularFile(file)
        ? Optional.of(ConfigFile.read(path.utf8(), file))
        : Optional.empty();
  }

  @Override
  public OptionalLong size(ByteString path) throws IOException {
    Path file = file(path);
    return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
  }

  @Override
  public byte[] head(ByteString path, int bytes) throws IOException {
    Path file = file(path);
    if (!Files.isRegularFile(file)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(bytes);
    }
  }

  @Override
  public ImmutableList<ByteString> names(ByteString path) throws IOException {
    Path folder = file(path);
    if (!Files.isDirectory(folder)) {
      return ImmutableList.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(Files::isRegularFile)
          .map(child -> ByteString.of(child.getFileName().toString()))
          .sorted(Ordering.natural())
          .collect(ImmutableList.toImmutableList());
    }
  }

  /**
   * Returns the file that a path means; it need not exist.
   *
   * @throws ConfigException as {@link #resolve}
   */
  public Path file(ByteString path) throws IOException {
    try {
      return resolve(path);
    } catch (Refused refused) {
      throw new ConfigException(path.utf8(), refused.reason);
    }
  }

  private Path resolve(ByteString path) throws IOException, Refused {
    Deque<String> parts = new ArrayDeque<>();
    for (ByteString name : local(path).names()) {
      String part = name.utf8();
      if (part.equals("..") && parts.pollLast() == null) {
        throw new Refused(shown(path) + " climbs out of the boot loader's root");
      }
      if (!part.equals("..") && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    String joined = parts.stream().collect(Collectors.joining("/"));
    Path file;
    try {
      file = directory.resolve(joined);
      if (foldsCase && !Files.exists(file)) {
        file = inUpperCase(joined, parts);
      }
    } catch (InvalidPathException e) {
      throw new Refused(shown(path) + " cannot be the name of a file");
    }
    requireInside(path, file);
    return file;
  }

  /** Returns the file below names that are in upper case where they are not as written. */
  private Path inUpperCase(String joined, Iterable<String> parts) {
    Path found = directory;
    for (String part : parts) {
      Path exact = found.resolve(part);
      found = Files.exists(exact) ? exact : found.resolve(Ascii.toUpperCase(part));
    }
    if (!Files.exists(found)) {
      return directory.resolve(joined);
    }
    upperCase.add("/" + joined);
    return found;
  }

  /** Checks where symbolic links lead, those of the part of the path that exists. */
  private void requireInside(ByteString path, Path file) throws IOException, Refused {
    for (Path existing = file; existing != null; existing = existing.getParent()) {
      if (existing.equals(directory)) {
        return;
      }
      if (!Files.exists(existing) && !Files.isSymbolicLink(existing)) {
        continue;
      }
      Path real;
      try {
        real = existing.toRealPath();
      } catch (FileSystemException e) {
        if (leadsToNothingInside(existing)) {
          return;
        }
        // A loop, a link to what is not there, or a directory that may not be searched.
        throw new Refused(shown(path) + " goes through a link that cannot be followed");
      }
      if (!real.startsWith(directory)) {
        throw new Refused(shown(path) + " leaves the boot loader's root through a symbolic link");
      }
      return;
    }
  }

  /** Returns whether a link leads to a place below the root at which nothing is yet. */
  private boolean leadsToNothingInside(Path link) throws IOException {
    Path parent = link.getParent();
    if (parent == null || !Files.isSymbolicLink(link)) {
      return false;
    }
    Path target = parent.toRealPath().resolve(Files.readSymbolicLink(link)).normalize();
    Path folder = target.getParent();
    return folder != null
        && Files.isDirectory(folder)
        && folder.toRealPath().startsWith(directory)
        && !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the path without what stands for a device or a server. */
  private static ByteString local(ByteString path) {
    int scheme = path.indexOf(ByteString.of("://"), 0);
    if (scheme > 0 && path.indexOf('/') == scheme + 1) {
      int slash = path.indexOf('/', scheme + 3);
      ByteString rest = slash < 0 ? ByteString.EMPTY : path.substring(slash);
      int end = 0;
      while (end < rest.length() && rest.at(end) != '?' && rest.at(end) != '#') {
        end++;
      }
      return decoded(rest.substring(0, end));
    }
    if (path.startsWith("(")) {
      int close = path.indexOf(')');
      ByteString rest = close < 0 ? path : path.substring(close + 1);
      // What is in the file of a loop device is taken to be below the root.
      int image = rest.indexOf(ByteString.of(":/"), 0);
      return image < 0 ? rest : rest.substring(image + 1);
    }
    int colon = path.indexOf(ByteString.of(":/"), 0);
    boolean device = colon > 0 && path.indexOf('/') > 0;
    if (device && List.of("disk", "zfs:", "cd", "net", "pxe").stream().anyMatch(path::startsWith)) {
      return path.substring(colon + 1);
    }
    return path;
  }

  /** Returns a URL's path with {@code %HH} as that byte. */
  private static ByteString decoded(ByteString path) {
    if (!path.contains('%')) {
      return path;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String text = path.latin1();
    for (int i = 0; i < text.length(); i++) {
      boolean escape =
          text.charAt(i) == '%'
              && i + 2 < text.length()
              && HexFormat.isHexDigit(text.charAt(i + 1))
              && HexFormat.isHexDigit(text.charAt(i + 2));
      out.write(escape ? HexFormat.fromHexDigits(text, i + 1, i + 3) : text.charAt(i));
      i += escape ? 2 : 0;
    }
    return ByteString.of(out.toByteArray());
  }

  private static String shown(ByteString path) {
    return path.brief(120);
  }

  /** Why a path is refused; the caller knows the place. */
  private static final class Refused extends Exception {
    @Serial private static final long serialVersionUID = 1;
    private final String reason;

    Refused(String reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
