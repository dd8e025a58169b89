package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.dif.DifType;
import org.jspecify.annotations.Nullable;

/**
 * The type of an expression as far as code depends on it.
 *
 * @param kind what it is
 * @param bytes its size
 * @param signed of an integer, whether it has a sign
 * @param name what D calls it
 */
record ValueType(Kind kind, int bytes, boolean signed, String name) {
  enum Kind {
    INTEGER,
    POINTER,
    ENUM,
    STRING,
    /** A struct or an array, which is an address in code. */
    PLACE,
    /** Nothing. */
    VOID,
    /** A word of which no more is known than its size. */
    WORD
  }

  private static final int CTF_INTEGER = 1;
  private static final int CTF_POINTER = 3;
  private static final int CTF_ARRAY = 4;
  private static final int CTF_STRUCT = 6;
  private static final int CTF_UNION = 7;
  private static final int CTF_ENUM = 8;

  static final ValueType INT = integer(Integer.BYTES, true);
  static final ValueType LONG = integer(Long.BYTES, true);
  static final ValueType UNSIGNED_LONG = integer(Long.BYTES, false);
  static final ValueType POINTER = new ValueType(Kind.POINTER, Long.BYTES, false, "void *");
  static final ValueType STRING = new ValueType(Kind.STRING, 0, false, "string");
  static final ValueType ENUM = new ValueType(Kind.ENUM, Integer.BYTES, false, "enum shown");
  static final ValueType VOID = new ValueType(Kind.VOID, 0, false, "void");
  static final ValueType WORD = new ValueType(Kind.WORD, Long.BYTES, false, "uint64_t");

  /** What is as large as a pointer and a number. */
  static final ImmutableList<ValueType> WORDS = ImmutableList.of(LONG, UNSIGNED_LONG);

  /** What can be an address. */
  static final ImmutableList<ValueType> ADDRESSES = ImmutableList.of(UNSIGNED_LONG, LONG, POINTER);

  static ValueType integer(int bytes, boolean signed) {
    return new ValueType(
        Kind.INTEGER, bytes, signed, (signed ? "int" : "uint") + bytes * Byte.SIZE + "_t");
  }

  static ValueType named(String name, int bytes, boolean signed) {
    return new ValueType(Kind.INTEGER, bytes, signed, name);
  }

  /** Returns the types that a value of a type of DIF can have. */
  static ImmutableList<ValueType> of(DifType type) throws NoTextException {
    if (type.byUserReference()) {
      throw new NoTextException();
    }
    if (type.isString()) {
      return ImmutableList.of(STRING);
    }
    int bytes = (int) Math.min(type.size(), Integer.MAX_VALUE);
    return switch (type.ckind()) {
      case CTF_INTEGER -> {
        if (bytes != 1 && bytes != 2 && bytes != 4 && bytes != 8) {
          throw new NoTextException();
        }
        yield ImmutableList.of(integer(bytes, true), integer(bytes, false));
      }
      case CTF_POINTER -> ImmutableList.of(POINTER);
      case CTF_ENUM -> ImmutableList.of(ENUM);
      case CTF_ARRAY, CTF_STRUCT, CTF_UNION -> ImmutableList.of(place(type.ckind(), bytes));
      default -> throw new NoTextException();
    };
  }

  private static ValueType place(int ckind, int bytes) throws NoTextException {
    if (bytes == 0) {
      throw new NoTextException();
    }
    String word = ckind == CTF_STRUCT ? "struct" : ckind == CTF_UNION ? "union" : "array";
    return new ValueType(Kind.PLACE, bytes, false, word);
  }

  boolean isInteger() {
    return kind == Kind.INTEGER || kind == Kind.ENUM;
  }

  boolean is(ValueType other) {
    return kind == other.kind
        && (kind == Kind.STRING || bytes == other.bytes)
        && (kind != Kind.INTEGER || signed == other.signed)
        && (kind != Kind.PLACE || name.equals(other.name));
  }

  /** A pointer to one type is none to another, unless it points to anything. */
  boolean isForeignTo(ValueType to) {
    return kind == Kind.POINTER
        && !name.equals(to.name)
        && !name.equals(POINTER.name)
        && !to.name.equals(POINTER.name);
  }

  /** Returns whether a cast to a type makes no code: {@code dt_cg_typecast}. */
  boolean becomes(ValueType to) {
    return switch (to.kind) {
      case STRING ->
          kind == Kind.INTEGER || kind == Kind.POINTER || kind == Kind.STRING || kind == Kind.WORD;
      case INTEGER, POINTER, ENUM ->
          (isInteger() || kind == Kind.POINTER || kind == Kind.WORD) && convertsFreely(to);
      case PLACE -> kind == Kind.PLACE && is(to);
      case VOID, WORD -> false;
    };
  }

  /** Returns whether a value of this type is passed where another is expected without code. */
  boolean convertsFreely(ValueType to) {
    if (kind == Kind.WORD) {
      return to.bytes == Long.BYTES;
    }
    return (to.bytes == bytes && (signed == to.signed || bytes == Long.BYTES))
        || (to.bytes > bytes && !signed);
  }

  /** Returns the type of a calculation with two integers: {@code dt_type_promote}. */
  static @Nullable ValueType promoted(ValueType left, ValueType right) {
    if (!left.isInteger() || !right.isInteger()) {
      return null;
    }
    ValueType a = left.kind == Kind.ENUM ? INT : left;
    ValueType b = right.kind == Kind.ENUM ? INT : right;
    return rank(a) >= rank(b) ? a : b;
  }

  private static int rank(ValueType type) {
    return type.bytes * Byte.SIZE + (type.signed ? 0 : 1);
  }
}
