package org.bootarchive.dtrace.compile;

import java.util.EnumSet;
import java.util.Set;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/** A part of a declaration, linked to what it is a part of: {@code dt_decl_t}. */
final class Declaration {
  /** Words beside a type's name: {@code DT_DA_*}. */
  enum Attribute {
    SIGNED,
    UNSIGNED,
    SHORT,
    LONG,
    LONG_LONG,
    CONST,
    RESTRICT,
    VOLATILE,
    PARENTHESIZED,
    USERLAND
  }

  TypeKind kind;

  /** The type's name or tag. */
  @Nullable String name;

  final Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);

  /** A type that was made for it. */
  @Nullable CType made;

  /** An array's size or its keys' types; a function's parameters. */
  @Nullable Node parameters;

  /** What a pointer points to, an array consists of, a function returns. */
  @Nullable Declaration next;

  /** How many parts there are from here to the last. */
  int parts;

  Declaration(TypeKind kind, @Nullable String name) {
    this.kind = kind;
    this.name = name;
  }

  boolean has(Attribute attribute) {
    return attributes.contains(attribute);
  }

  boolean isNamed(String wanted) {
    return wanted.equals(name);
  }

  Declaration next() {
    if (next == null) {
      throw Unit.placeless("Declaration stack underflow");
    }
    return next;
  }

  boolean isKeyed() {
    return kind == TypeKind.ARRAY && parameters != null && parameters.kind == NodeKind.TYPE;
  }
}
