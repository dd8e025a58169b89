package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * The files of a platform image that was in a tar.
 *
 * @param top the names above {@code i86pc}, with a slash at the end; empty for none
 * @param members by name below the top
 */
record TarballFiles(String top, SortedMap<String, PlatformFile> members) implements PlatformFiles {

  /**
   * Finds the platform image among the members of a tar.
   *
   * @return empty if there is none
   * @throws CorruptImageException if there is more than one, or an archive that is a link
   */
  static Optional<TarballFiles> of(Path tgz, SortedMap<String, PlatformFile> all)
      throws CorruptImageException {
    String top = null;
    for (PlatformFile file : all.values()) {
      String name = file.name();
      Optional<String> archive = PlatformImage.archiveIn(name);
      if (archive.isPresent()) {
        if (file.type() != PlatformFile.Type.REGULAR) {
          throw new CorruptImageException(tgz + ": " + name, -1, "is no regular file");
        }
        if (top != null) {
          throw new CorruptImageException(tgz.toString(), -1, "there is more than one platform");
        }
        top = name.substring(0, name.length() - archive.get().length());
      }
    }
    return top == null ? Optional.empty() : Optional.of(new TarballFiles(top, below(top, all)));
  }

  private static SortedMap<String, PlatformFile> below(
      String top, SortedMap<String, PlatformFile> all) {
    SortedMap<String, PlatformFile> members = new TreeMap<>();
    for (Map.Entry<String, PlatformFile> entry : all.entrySet()) {
      if (entry.getKey().startsWith(top) && entry.getKey().length() > top.length()) {
        String name = entry.getKey().substring(top.length());
        members.put(name, entry.getValue().named(name));
      }
    }
    return members;
  }

  @Override
  public Optional<String> topName() {
    String name = top.isEmpty() ? "" : top.substring(0, top.length() - 1);
    name = name.substring(name.lastIndexOf('/') + 1);
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  @Override
  public Optional<Path> find(String name) {
    PlatformFile file = members.get(name);
    return file == null ? Optional.empty() : Optional.ofNullable(file.content());
  }

  @Override
  public ImmutableList<PlatformFile> files() {
    return ImmutableList.copyOf(members.values());
  }
}
