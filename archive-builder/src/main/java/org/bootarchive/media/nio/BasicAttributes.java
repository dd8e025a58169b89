package org.bootarchive.media.nio;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What each attribute of the view "basic" is read from. */
final class BasicAttributes {
  private static final ImmutableMap<String, Function<BasicFileAttributes, Object>> TABLE =
      ImmutableMap.<String, Function<BasicFileAttributes, Object>>builder()
          .put("lastModifiedTime", BasicFileAttributes::lastModifiedTime)
          .put("lastAccessTime", BasicFileAttributes::lastAccessTime)
          .put("creationTime", BasicFileAttributes::creationTime)
          .put("size", BasicFileAttributes::size)
          .put("isRegularFile", BasicFileAttributes::isRegularFile)
          .put("isDirectory", BasicFileAttributes::isDirectory)
          .put("isSymbolicLink", BasicFileAttributes::isSymbolicLink)
          .put("isOther", BasicFileAttributes::isOther)
          .put("fileKey", BasicFileAttributes::fileKey)
          .buildOrThrow();

  private BasicAttributes() {}

  /**
   * Returns the attributes that {@code view:list} names, in a map that may be changed.
   *
   * @throws UnsupportedOperationException if the view is not "basic"
   * @throws IllegalArgumentException if a name is not one of the view
   */
  static Map<String, Object> read(BasicFileAttributes attributes, String viewAndList) {
    int colon = viewAndList.indexOf(':');
    if (colon >= 0 && !viewAndList.substring(0, colon).equals("basic")) {
      throw new UnsupportedOperationException("no view " + viewAndList.substring(0, colon));
    }
    String list = viewAndList.substring(colon + 1);
    List<String> names =
        list.equals("*") ? TABLE.keySet().asList() : Splitter.on(',').splitToList(list);
    Map<String, Object> values = new HashMap<>();
    for (String name : names) {
      Function<BasicFileAttributes, Object> attribute = TABLE.get(name);
      checkArgument(attribute != null, "the view basic has no attribute '%s'", name);
      values.put(name, attribute.apply(attributes));
    }
    return values;
  }
}
