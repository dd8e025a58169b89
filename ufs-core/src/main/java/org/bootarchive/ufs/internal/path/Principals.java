package org.bootarchive.ufs.internal.path;

import com.google.common.primitives.UnsignedInts;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Numbers of principals: a group is a user to the JDK, too. */
public final class Principals {
  private Principals() {}

  /**
   * Returns the number that a principal's name is.
   *
   * @throws ProviderMismatchException if it is no number
   */
  public static long id(UserPrincipal principal) {
    if (principal instanceof NumberedUser user) {
      return user.id();
    }
    if (principal instanceof NumberedGroup group) {
      return group.id();
    }
    try {
      return parse(principal.getName());
    } catch (UserPrincipalNotFoundException e) {
      throw new ProviderMismatchException(
          principal.getName() + " is no number, and nobody resolves names here");
    }
  }

  /**
   * Returns the number that a name is.
   *
   * @throws UserPrincipalNotFoundException if it is none from 0 to 4294967295
   */
  public static long parse(String name) throws UserPrincipalNotFoundException {
    try {
      return Integer.toUnsignedLong(UnsignedInts.parseUnsignedInt(name));
    } catch (NumberFormatException e) {
      UserPrincipalNotFoundException notFound = new UserPrincipalNotFoundException(name);
      notFound.initCause(e);
      throw notFound;
    }
  }
}
