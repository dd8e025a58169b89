package org.bootarchive.ufs.internal.path;

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Finds users and groups by their numbers, 0 to 4294967295 in decimal. */
public final class NumberedPrincipals extends UserPrincipalLookupService {
  @Override
  public UserPrincipal lookupPrincipalByName(String name) throws UserPrincipalNotFoundException {
    return new NumberedUser(Principals.parse(name));
  }

  @Override
  public GroupPrincipal lookupPrincipalByGroupName(String group)
      throws UserPrincipalNotFoundException {
    return new NumberedGroup(Principals.parse(group));
  }
}
