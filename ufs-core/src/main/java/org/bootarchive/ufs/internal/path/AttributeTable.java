package org.bootarchive.ufs.internal.path;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What each attribute of a view is read from.
 *
 * @param <A> the attributes that the view is a view of
 * @param view its name, such as {@code basic}
 * @param attributes by name
 */
public record AttributeTable<A extends BasicFileAttributes>(
    String view, ImmutableMap<String, Function<? super A, Object>> attributes) {

  /** Returns the attributes of the view {@code basic}. */
  public static <A extends BasicFileAttributes>
      ImmutableMap<String, Function<? super A, Object>> basic() {
    return ImmutableMap.<String, Function<? super A, Object>>builder()
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
  }

  /**
   * Returns the attributes that a list names, in a map that may be changed.
   *
   * @param list "*", or names with commas between them
   * @throws IllegalArgumentException if a name is not one of the view
   */
  public Map<String, Object> read(A of, String list) {
    List<String> names =
        list.equals("*") ? attributes.keySet().asList() : Splitter.on(',').splitToList(list);
    Map<String, Object> values = new HashMap<>();
    for (String name : names) {
      Function<? super A, Object> attribute = attributes.get(name);
      checkArgument(attribute != null, "the view %s has no attribute '%s'", view, name);
      values.put(name, attribute.apply(of));
    }
    return values;
  }
}
