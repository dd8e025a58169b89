package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.text.Tree.Cut;

/**
 * Which types a value has before and after a cut: the other way round of {@code dt_cg_typecast}, in
 * libdtrace's {@code dt_cg.c}, which cuts by the types.
 */
final class CutTypes {
  private CutTypes() {}

  /** Returns the types that are cut so when they are made another. */
  static ImmutableList<ValueType> sources(Cut cut, ValueType to) {
    ImmutableList.Builder<ValueType> types = ImmutableList.builder();
    int cutBytes = cut.bits() / Byte.SIZE;
    boolean narrows = to.bytes() == cutBytes && to.bytes() != Long.BYTES;
    switch (cut.form()) {
      case SIGNED -> {
        if (to.bytes() > cutBytes && (to.signed() || to.bytes() == Long.BYTES)) {
          types.add(ValueType.integer(cutBytes, true));
        } else if (narrows && to.signed()) {
          wider(types, cutBytes);
          types.add(ValueType.integer(cutBytes, false));
        }
      }
      case UNSIGNED -> {
        if (narrows && !to.signed()) {
          wider(types, cutBytes);
          types.add(ValueType.integer(cutBytes, true));
        }
      }
      case WIDENED -> {
        if (!to.signed() && to.bytes() == cut.to() / Byte.SIZE && to.bytes() != Long.BYTES) {
          types.add(ValueType.integer(cutBytes, true));
        }
      }
    }
    return types.build();
  }

  private static void wider(ImmutableList.Builder<ValueType> types, int than) {
    for (int bytes = Long.BYTES; bytes > than; bytes /= 2) {
      types.add(ValueType.integer(bytes, true));
      types.add(ValueType.integer(bytes, false));
    }
  }

  /** Returns the types that a cast to makes a cut. */
  static ImmutableList<ValueType> targets(Cut cut) {
    int bytes = cut.bits() / Byte.SIZE;
    return switch (cut.form()) {
      case SIGNED ->
          ImmutableList.of(
              ValueType.LONG,
              ValueType.integer(bytes, true),
              ValueType.integer(Integer.BYTES, true));
      case UNSIGNED -> ImmutableList.of(ValueType.integer(bytes, false));
      case WIDENED -> ImmutableList.of(ValueType.integer(Math.max(1, cut.to() / Byte.SIZE), false));
    };
  }
}
