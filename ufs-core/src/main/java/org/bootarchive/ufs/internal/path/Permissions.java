package org.bootarchive.ufs.internal.path;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The lower nine bits of a mode as a set. */
public final class Permissions {
  private static final ImmutableMap<PosixFilePermission, Integer> BITS =
      ImmutableMap.<PosixFilePermission, Integer>builder()
          .put(PosixFilePermission.OWNER_READ, 0400)
          .put(PosixFilePermission.OWNER_WRITE, 0200)
          .put(PosixFilePermission.OWNER_EXECUTE, 0100)
          .put(PosixFilePermission.GROUP_READ, 0040)
          .put(PosixFilePermission.GROUP_WRITE, 0020)
          .put(PosixFilePermission.GROUP_EXECUTE, 0010)
          .put(PosixFilePermission.OTHERS_READ, 0004)
          .put(PosixFilePermission.OTHERS_WRITE, 0002)
          .put(PosixFilePermission.OTHERS_EXECUTE, 0001)
          .buildOrThrow();

  private Permissions() {}

  /** Returns a new set that may be changed. */
  public static Set<PosixFilePermission> ofMode(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    BITS.forEach(
        (permission, bit) -> {
          if ((mode & bit) != 0) {
            permissions.add(permission);
          }
        });
    return permissions;
  }

  /**
   * Returns the bits of a set.
   *
   * @throws ClassCastException if an element is no {@link PosixFilePermission}
   */
  public static int toMode(Set<?> permissions) {
    int mode = 0;
    for (Object permission : permissions) {
      mode |= bit((PosixFilePermission) permission);
    }
    return mode;
  }

  private static int bit(PosixFilePermission permission) {
    return requireNonNull(BITS.get(permission));
  }
}
