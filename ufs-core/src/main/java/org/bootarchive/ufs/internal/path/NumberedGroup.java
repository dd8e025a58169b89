package org.bootarchive.ufs.internal.path;

import java.nio.file.attribute.GroupPrincipal;

/** A group, whose name is the number. */
public record NumberedGroup(long id) implements GroupPrincipal {
  @Override
  public String getName() {
    return Long.toString(id);
  }

  @Override
  public String toString() {
    return getName();
  }
}
