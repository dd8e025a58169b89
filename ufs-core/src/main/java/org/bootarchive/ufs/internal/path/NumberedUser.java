package org.bootarchive.ufs.internal.path;

import java.nio.file.attribute.UserPrincipal;

/** A user, whose name is the number. */
public record NumberedUser(long id) implements UserPrincipal {
  @Override
  public String getName() {
    return Long.toString(id);
  }

  @Override
  public String toString() {
    return getName();
  }
}
