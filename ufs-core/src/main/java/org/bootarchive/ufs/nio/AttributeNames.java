package org.bootarchive.ufs.nio;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What each attribute of the views "basic", "owner", "posix" and "unix" is read from.
 *
 * <p>"unix" is the view of that name in the JDK, with its types, and what only this file system
 * has: {@code acl}, {@code attributes}, {@code blocks} and {@code generation}.
 */
final class AttributeNames {
  private static final ImmutableMap<String, Function<UfsFileAttributes, Object>> BASIC =
      ImmutableMap.<String, Function<UfsFileAttributes, Object>>builder()
          .put("lastModifiedTime", UfsFileAttributes::lastModifiedTime)
          .put("lastAccessTime", UfsFileAttributes::lastAccessTime)
          .put("creationTime", UfsFileAttributes::creationTime)
          .put("size", UfsFileAttributes::size)
          .put("isRegularFile", UfsFileAttributes::isRegularFile)
          .put("isDirectory", UfsFileAttributes::isDirectory)
          .put("isSymbolicLink", UfsFileAttributes::isSymbolicLink)
          .put("isOther", UfsFileAttributes::isOther)
          .put("fileKey", UfsFileAttributes::fileKey)
          .buildOrThrow();

  private static final ImmutableMap<String, Function<UfsFileAttributes, Object>> OWNER =
      ImmutableMap.of("owner", UfsFileAttributes::owner);

  private static final ImmutableMap<String, Function<UfsFileAttributes, Object>> POSIX =
      ImmutableMap.<String, Function<UfsFileAttributes, Object>>builder()
          .putAll(BASIC)
          .putAll(OWNER)
          .put("group", UfsFileAttributes::group)
          .put("permissions", UfsFileAttributes::permissions)
          .buildOrThrow();

  private static final ImmutableMap<String, Function<UfsFileAttributes, Object>> UNIX =
      ImmutableMap.<String, Function<UfsFileAttributes, Object>>builder()
          .putAll(POSIX)
          .put("mode", UfsFileAttributes::mode)
          .put("ino", UfsFileAttributes::inode)
          .put("dev", UfsFileAttributes::fileSystem)
          .put("rdev", attributes -> attributes.device().map(LinuxDevice::encode).orElse(0L))
          .put("nlink", UfsFileAttributes::linkCount)
          .put("uid", attributes -> (int) attributes.uid())
          .put("gid", attributes -> (int) attributes.gid())
          .put("ctime", UfsFileAttributes::changeTime)
          .put("acl", UfsFileAttributes::accessControlList)
          .put("attributes", UfsFileAttributes::attributeDirectory)
          .put("blocks", UfsFileAttributes::sectorCount)
          .put("generation", UfsFileAttributes::generation)
          .buildOrThrow();

  private static final ImmutableMap<
          String, ImmutableMap<String, Function<UfsFileAttributes, Object>>>
      VIEWS = ImmutableMap.of("basic", BASIC, "owner", OWNER, "posix", POSIX, "unix", UNIX);

  private AttributeNames() {}

  /** Returns whether there is a view of a name here. */
  static boolean hasView(String view) {
    return VIEWS.containsKey(view);
  }

  /**
   * Returns the attributes that a list names, in a map that may be changed.
   *
   * @param list "*", or names with commas between them
   * @throws IllegalArgumentException if a name is not one of the view
   */
  static Map<String, Object> read(UfsFileAttributes attributes, String view, String list) {
    ImmutableMap<String, Function<UfsFileAttributes, Object>> table = VIEWS.get(view);
    if (table == null) {
      throw new UnsupportedOperationException("no view " + view);
    }
    List<String> names =
        list.equals("*") ? table.keySet().asList() : Splitter.on(',').splitToList(list);
    Map<String, Object> values = new HashMap<>();
    for (String name : names) {
      Function<UfsFileAttributes, Object> attribute = table.get(name);
      checkArgument(attribute != null, "the view %s has no attribute '%s'", view, name);
      values.put(name, attribute.apply(attributes));
    }
    return values;
  }
}
