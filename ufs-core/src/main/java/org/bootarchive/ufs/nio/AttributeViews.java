package org.bootarchive.ufs.nio;

import com.google.common.collect.ImmutableSet;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.jspecify.annotations.Nullable;

/** The views of a file's attributes that this file system has. */
final class AttributeViews {
  static final ImmutableSet<String> NAMES =
      ImmutableSet.of("basic", "owner", "posix", "unix", UserAttributes.VIEW);

  private static final ImmutableSet<Class<? extends FileAttributeView>> TYPES =
      ImmutableSet.of(
          BasicFileAttributeView.class,
          FileOwnerAttributeView.class,
          PosixFileAttributeView.class,
          UserDefinedFileAttributeView.class);

  private AttributeViews() {}

  static boolean supports(Class<? extends FileAttributeView> type) {
    return TYPES.contains(type);
  }

  /** Returns a view of a file, or null if there is none of that type. */
  static <V extends FileAttributeView> @Nullable V of(
      UfsPath path, Class<V> type, boolean followLinks) {
    if (type == BasicFileAttributeView.class) {
      return type.cast(new PosixView("basic", path, followLinks));
    }
    if (type == FileOwnerAttributeView.class) {
      return type.cast(new PosixView("owner", path, followLinks));
    }
    if (type == PosixFileAttributeView.class) {
      return type.cast(new PosixView("posix", path, followLinks));
    }
    if (type == UserDefinedFileAttributeView.class) {
      return type.cast(new UserAttributes(path, followLinks));
    }
    return null;
  }
}
