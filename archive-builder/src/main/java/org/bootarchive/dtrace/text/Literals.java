package org.bootarchive.dtrace.text;

import org.bootarchive.dtrace.text.Typed.Binding;

/** Integers as D writes them: the suffix tells the type. */
final class Literals {
  /** Up to here integers are decimal. */
  private static final long PLAIN = 0xffff_ffffL;

  /** What is less is an address of the kernel, or a mask. */
  private static final long LEAST_PLAIN = -0xffff;

  private static final long WORD_MASK = 0xffff_ffffL;

  private Literals() {}

  /** Returns an integer as a person would write it. */
  static Typed natural(long value) throws NoTextException {
    if (value >= LEAST_PLAIN && value <= Integer.MAX_VALUE) {
      return constant(Long.toString(value), value < 0, ValueType.INT);
    }
    if (value > 0 && value <= PLAIN) {
      return constant(Long.toString(value), false, ValueType.LONG);
    }
    return constant(
        "0x" + Long.toHexString(value),
        false,
        value > 0 ? ValueType.LONG : ValueType.UNSIGNED_LONG);
  }

  private static Typed constant(String text, boolean compound, ValueType type) {
    return new Typed(text, compound ? Binding.OPERATION : Binding.ATOM, type, true);
  }

  /** Returns an integer of a type, with all 64 bits as they are. */
  static Typed of(long value, ValueType type) throws NoTextException {
    Typed natural = natural(value);
    if (natural.type().is(type)) {
      return natural;
    }
    if (type.kind() == ValueType.Kind.ENUM) {
      return constant("(enum shown)" + of(value, ValueType.INT).inner(), false, type);
    }
    if (type.kind() != ValueType.Kind.INTEGER) {
      throw new NoTextException();
    }
    return switch (type.bytes()) {
      case Long.BYTES -> word(value, type);
      case Integer.BYTES -> half(value, type);
      default -> small(value, type);
    };
  }

  private static Typed word(long value, ValueType type) {
    if (!type.signed()) {
      String text =
          value >= 0 && value <= PLAIN ? Long.toString(value) : "0x" + Long.toHexString(value);
      return constant(text + "ul", false, type);
    }
    if (value == Long.MIN_VALUE) {
      return constant("(int64_t)0x8000000000000000", false, type);
    }
    return constant(value + "L", value < 0, type);
  }

  private static Typed half(long value, ValueType type) throws NoTextException {
    if (type.signed() && value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE) {
      if (value == Integer.MIN_VALUE) {
        return constant("-(int)0x80000000", true, type);
      }
      return constant(Long.toString(value), value < 0, type);
    }
    if (value >= 0 && value <= PLAIN) {
      return type.signed()
          ? constant("(int)0x" + Long.toHexString(value), false, type)
          : constant(value + "u", false, type);
    }
    // The compiler calculates with 64 bits whatever the type.
    long upper = type.signed() ? value >> Integer.SIZE : value >>> Integer.SIZE;
    String high = half(upper, type).inner();
    String low = half(value & WORD_MASK, type).inner();
    return constant("(" + high + " << 32) | " + low, true, type);
  }

  private static Typed small(long value, ValueType type) throws NoTextException {
    long most = (1L << (type.bytes() * Byte.SIZE)) - 1;
    if (value >= 0 && value <= most) {
      return constant("(" + type.name() + ")" + value, false, type);
    }
    if (type.signed() && value < 0 && value >= -most) {
      return constant("-(" + type.name() + ")" + -value, true, type);
    }
    if (~value >= 0 && ~value <= most) {
      return constant("~(" + type.name() + ")" + ~value, true, type);
    }
    throw new NoTextException();
  }

  /** Returns what a constant becomes that is given to a variable of a size: {@code dt_cast}. */
  static long given(long value, ValueType from, int bytes) {
    if (bytes < from.bytes()) {
      int unused = Long.SIZE - bytes * Byte.SIZE;
      return value << unused >>> unused;
    }
    if (bytes > from.bytes()) {
      int unused = Long.SIZE - from.bytes() * Byte.SIZE;
      long wider = (long) (bytes - from.bytes()) * Byte.SIZE;
      long shifted = value << unused;
      return from.signed() ? shifted >> wider >>> (unused - wider) : shifted >>> unused;
    }
    return value;
  }
}
