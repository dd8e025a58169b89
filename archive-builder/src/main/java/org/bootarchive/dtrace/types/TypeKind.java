package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;

/** The kinds of types in the order of their numbers, from 0: {@code CTF_K_*} of sys/ctf.h. */
public enum TypeKind {
  UNKNOWN,
  INTEGER,
  FLOAT,
  POINTER,
  ARRAY,
  FUNCTION,
  STRUCT,
  UNION,
  ENUM,
  FORWARD,
  TYPEDEF,
  VOLATILE,
  CONST,
  RESTRICT;

  private static final ImmutableList<TypeKind> ALL = ImmutableList.copyOf(values());

  /** Returns the number that CTF and DIF write. */
  public int number() {
    return ALL.indexOf(this);
  }

  /** Returns the kind of a number from 0 to 13; anything else is unknown. */
  static TypeKind of(int number) {
    return number >= 0 && number < ALL.size() ? ALL.get(number) : UNKNOWN;
  }

  /** Returns whether it has members. */
  public boolean hasMembers() {
    return this == STRUCT || this == UNION;
  }

  /** Returns whether it is another name or a qualifier of the type that it refers to. */
  boolean isAlias() {
    return this == TYPEDEF || this == VOLATILE || this == CONST || this == RESTRICT;
  }
}
