package org.bootarchive.ufs.check;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the entries of one access control list by their tags and checks that they go together.
 * Entries are {@code struct ufs_acl}: tag (16 bits, padded to 32), permissions (16, padded), who.
 */
final class AccessEntries {
  private static final int BYTES = 12;
  private static final int PERMISSIONS = 4;

  private static final int USER_OBJ = 0x01;
  private static final int USER = 0x02;
  private static final int GROUP_OBJ = 0x04;
  private static final int GROUP = 0x08;
  private static final int CLASS_OBJ = 0x10;
  private static final int OTHER_OBJ = 0x20;
  private static final int DEFAULT = 0x1000;

  private final int[] plain = new int[OTHER_OBJ + 1];
  private final int[] defaults = new int[OTHER_OBJ + 1];
  private boolean any;

  /** Takes the entries of a record, and returns what is wrong with one of them, or null. */
  @Nullable String read(ByteBuffer buffer, int from, int bytes) {
    any = true;
    for (int i = 0; i < bytes / BYTES; i++) {
      int tag = buffer.getShort(from + i * BYTES) & 0xffff;
      int kind = tag & ~DEFAULT;
      if (Integer.bitCount(kind) != 1 || kind > OTHER_OBJ) {
        return "an entry with tag 0x" + Integer.toHexString(tag) + ", which there is not";
      }
      int permissions = buffer.getShort(from + i * BYTES + PERMISSIONS) & 0xffff;
      if (permissions > 7) {
        return "an entry with permissions 0" + Integer.toOctalString(permissions);
      }
      ((tag & DEFAULT) == 0 ? plain : defaults)[kind]++;
    }
    return null;
  }

  /** Returns whether there are entries that files in a directory get when they are made. */
  boolean hasDefaults() {
    return defaults[USER_OBJ] + defaults[GROUP_OBJ] + defaults[OTHER_OBJ] != 0;
  }

  /** Returns what is wrong with all the entries together, or null. */
  @Nullable String fault() {
    if (!any) {
      return null;
    }
    if (plain[USER_OBJ] != 1 || plain[GROUP_OBJ] != 1 || plain[OTHER_OBJ] != 1) {
      return "not one entry each for owner, group and others";
    }
    if (plain[CLASS_OBJ] > 1 || (plain[GROUP] > 0 && plain[CLASS_OBJ] == 0)) {
      return plain[CLASS_OBJ] + " masks for " + plain[GROUP] + " groups";
    }
    if (defaults[USER_OBJ] > 1
        || defaults[GROUP_OBJ] > 1
        || defaults[OTHER_OBJ] > 1
        || defaults[CLASS_OBJ] > 1) {
      return "a default entry occurs twice";
    }
    int objects = defaults[USER_OBJ] + defaults[GROUP_OBJ] + defaults[OTHER_OBJ];
    if (objects != 0 && objects != 3) {
      return "default entries for " + objects + " of owner, group and others";
    }
    boolean named = defaults[USER] > 0 || defaults[GROUP] > 0;
    if (defaults[CLASS_OBJ] == 0 && (defaults[GROUP] > 0 || (named && objects != 3))) {
      return "default entries for users or groups without a default mask";
    }
    return null;
  }
}
