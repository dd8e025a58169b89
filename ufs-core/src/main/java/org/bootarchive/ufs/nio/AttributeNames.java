package org.bootarchive.ufs.nio;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.function.Function;
import org.bootarchive.ufs.internal.path.AttributeTable;

/**
 * What each attribute of the views "basic", "owner", "posix" and "unix" is read from.
 *
 * <p>"unix" is the view of that name in the JDK, with its types, and what only this file system
 * has: {@code acl}, {@code attributes}, {@code blocks} and {@code generation}.
 */
final class AttributeNames {
  private static final ImmutableMap<String, Function<? super UfsFileAttributes, Object>> BASIC =
      AttributeTable.basic();

  private static final ImmutableMap<String, Function<? super UfsFileAttributes, Object>> OWNER =
      ImmutableMap.of("owner", UfsFileAttributes::owner);

  private static final ImmutableMap<String, Function<? super UfsFileAttributes, Object>> POSIX =
      ImmutableMap.<String, Function<? super UfsFileAttributes, Object>>builder()
          .putAll(BASIC)
          .putAll(OWNER)
          .put("group", UfsFileAttributes::group)
          .put("permissions", UfsFileAttributes::permissions)
          .buildOrThrow();

  private static final ImmutableMap<String, Function<? super UfsFileAttributes, Object>> UNIX =
      ImmutableMap.<String, Function<? super UfsFileAttributes, Object>>builder()
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
          String, ImmutableMap<String, Function<? super UfsFileAttributes, Object>>>
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
    ImmutableMap<String, Function<? super UfsFileAttributes, Object>> table = VIEWS.get(view);
    if (table == null) {
      throw new UnsupportedOperationException("no view " + view);
    }
    return new AttributeTable<UfsFileAttributes>(view, table).read(attributes, list);
  }
}
