package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.jspecify.annotations.Nullable;

/**
 * Makes actions of {@code @name[keys] = function(value)}.
 *
 * <p>Source: {@code dt_compile_agg} of libdtrace's {@code dt_cc.c}.
 */
final class AggregationCompiler {
  private static final int MOST_16_BITS = 0xffff;
  private static final long MASK_32_BITS = 0xffff_ffffL;
  private static final int STEP_SHIFT = 48;
  private static final int LEVEL_SHIFT = 32;

  private static final String[] LOG_LINEAR = {
    "factor", "low magnitude", "high magnitude", "linear steps per magnitude"
  };
  private static final ErrorTag[] LOG_LINEAR_TYPE = {
    ErrorTag.D_LLQUANT_FACTORTYPE,
    ErrorTag.D_LLQUANT_LOWTYPE,
    ErrorTag.D_LLQUANT_HIGHTYPE,
    ErrorTag.D_LLQUANT_NSTEPTYPE
  };
  private static final ErrorTag[] LOG_LINEAR_VALUE = {
    ErrorTag.D_LLQUANT_FACTORVAL,
    ErrorTag.D_LLQUANT_LOWVAL,
    ErrorTag.D_LLQUANT_HIGHVAL,
    ErrorTag.D_LLQUANT_NSTEPVAL
  };
  private static final ErrorTag[] LOG_LINEAR_MATCH = {
    ErrorTag.D_LLQUANT_FACTORMATCH,
    ErrorTag.D_LLQUANT_LOWMATCH,
    ErrorTag.D_LLQUANT_HIGHMATCH,
    ErrorTag.D_LLQUANT_NSTEPMATCH
  };
  private static final int[] LOG_LINEAR_SHIFT = {48, 32, 16, 0};

  private final Unit unit;
  private final ClauseActions actions;
  private final ActionCompiler compiler;

  AggregationCompiler(Unit unit, ClauseActions actions, ActionCompiler compiler) {
    this.unit = unit;
    this.actions = actions;
    this.compiler = compiler;
  }

  void compile(Node node) {
    Identifier aggregation = node.identifier();
    Node call = node.condition;
    if (call == null) {
      throw unit.errorAt(
          node, ErrorTag.D_AGG_NULL, "expression has null effect: @%s", aggregation.name);
    }
    Identifier function = call.identifier();
    Node value = call.list;
    if (value != null && !NodeRules.isScalar(value)) {
      throw unit.errorAt(
          call, ErrorTag.D_AGG_SCALAR, "%s( ) argument #1 must be of scalar type", function.name);
    }
    actions.add(ClauseActions.constant(aggregation.id), ActionKind.DIFEXPR);
    int tuple = 1;
    for (Node key = node.list; key != null; key = key.next) {
      tuple++;
      key(key);
    }
    long argument = 0;
    Node increment = null;
    int most = 0;
    ActionKind kind = ActionKind.of(function.id).orElseThrow();
    if (value != null) {
      switch (kind) {
        case LQUANTIZE -> {
          argument = linear(node, value.next);
          Node step = value.next == null || value.next.next == null ? null : value.next.next.next;
          increment = step == null ? null : step.next;
          most = 5;
        }
        case LLQUANTIZE -> {
          argument = logLinear(node, value.next);
          increment = value.next;
          for (int i = 0; i < LOG_LINEAR.length && increment != null; i++) {
            increment = increment.next;
          }
          most = 6;
        }
        case QUANTIZE -> {
          increment = value.next;
          most = 2;
        }
        default -> {}
      }
    }
    if (increment != null) {
      tuple++;
      increment(node, function.name, increment, most);
    }
    Difo difo = value == null ? null : CodeGenerator.generate(unit, value);
    actions.add(difo, kind.number(), tuple, argument);
  }

  private void key(Node key) {
    if (key.kind == NodeKind.FUNCTION && key.identifier().kind == IdentifierKind.TRACING_FUNCTION) {
      switch (TracingFunction.of(key.identifier().id)) {
        case STACK -> {
          compiler.stack(key.list);
          return;
        }
        case USTACK, JSTACK -> {
          compiler.ustack(key);
          return;
        }
        case UADDR -> {
          compiler.address(key, ActionKind.UADDR);
          return;
        }
        case USYM -> {
          compiler.address(key, ActionKind.USYM);
          return;
        }
        case UMOD -> {
          compiler.address(key, ActionKind.UMOD);
          return;
        }
        case SYM -> {
          compiler.address(key, ActionKind.SYM);
          return;
        }
        case MOD -> {
          compiler.address(key, ActionKind.MOD);
          return;
        }
        default -> {}
      }
    }
    actions.add(CodeGenerator.generate(unit, key), ActionKind.DIFEXPR);
  }

  private void increment(Node node, String function, Node increment, int most) {
    if (!NodeRules.isScalar(increment)) {
      throw unit.errorAt(
          node,
          ErrorTag.D_PROTO_ARG,
          "%s( ) increment value (argument #%d) must be of scalar type",
          function,
          most);
    }
    int more = Node.count(increment.next);
    if (more != 0) {
      throw unit.errorAt(
          increment,
          ErrorTag.D_PROTO_LEN,
          "%s( ) prototype mismatch: %d args passed, at most %d expected",
          function,
          most + more,
          most);
    }
    Difo difo = CodeGenerator.generate(unit, increment);
    actions.add(ClauseActions.returning(difo, ClauseActions.NOTHING), ActionKind.DIFEXPR);
  }

  private static Node required(@Nullable Node argument) {
    if (argument == null) {
      throw Unit.placeless("Error in D program compilation");
    }
    return argument;
  }

  private long bound(Node argument, int position, ErrorTag typeTag, ErrorTag valueTag) {
    if (argument.kind != NodeKind.INTEGER) {
      throw unit.errorAt(
          argument, typeTag, "lquantize( ) argument #%d must be an integer constant", position);
    }
    if (argument.value < Integer.MIN_VALUE || argument.value > Integer.MAX_VALUE) {
      throw unit.errorAt(
          argument, valueTag, "lquantize( ) argument #%d must be a 32-bit quantity", position);
    }
    return argument.value;
  }

  private long linear(Node node, @Nullable Node first) {
    Node from = required(first);
    Node to = required(from.next);
    Node stepNode = to.next;
    long base = bound(from, 1, ErrorTag.D_LQUANT_BASETYPE, ErrorTag.D_LQUANT_BASEVAL);
    long limit = bound(to, 2, ErrorTag.D_LQUANT_LIMTYPE, ErrorTag.D_LQUANT_LIMVAL);
    if (limit < base) {
      throw unit.errorAt(
          node,
          ErrorTag.D_LQUANT_MISMATCH,
          "lquantize( ) base (argument #1) must be less than limit (argument #2)");
    }
    long step = 1;
    if (stepNode != null) {
      if (!NodeRules.isPositiveConstant(stepNode)) {
        throw unit.errorAt(
            stepNode,
            ErrorTag.D_LQUANT_STEPTYPE,
            "lquantize( ) argument #3 must be a non-zero positive integer constant");
      }
      step = stepNode.value;
      if (Long.compareUnsigned(step, MOST_16_BITS) > 0) {
        throw unit.errorAt(
            stepNode,
            ErrorTag.D_LQUANT_STEPVAL,
            "lquantize( ) argument #3 must be a 16-bit quantity");
      }
    }
    long levels = (limit - base) / step;
    if (levels == 0) {
      throw unit.errorAt(
          node,
          ErrorTag.D_LQUANT_STEPLARGE,
          "lquantize( ) step (argument #3) too large: must have at least one quantization level");
    }
    if (levels > MOST_16_BITS) {
      throw unit.errorAt(
          node,
          ErrorTag.D_LQUANT_STEPSMALL,
          "lquantize( ) step (argument #3) too small: number of quantization levels must be a"
              + " 16-bit quantity");
    }
    long argument = step << STEP_SHIFT | levels << LEVEL_SHIFT | (base & MASK_32_BITS);
    Signature signature = signature(node);
    if (signature.quantization == 0) {
      signature.quantization = argument;
    } else if (signature.quantization != argument) {
      linearMismatch(node, signature.quantization, base, levels, step);
    }
    return argument;
  }

  private static Signature signature(Node node) {
    Signature signature = node.identifier().signature;
    if (signature == null) {
      throw Unit.placeless("Error in D program compilation");
    }
    return signature;
  }

  private void linearMismatch(Node node, long old, long base, long levels, long step) {
    int oldBase = (int) old;
    int oldLevels = (int) (old >>> LEVEL_SHIFT & MOST_16_BITS);
    int oldStep = (int) (old >>> STEP_SHIFT);
    String what;
    long expected;
    long found;
    ErrorTag tag;
    if (oldBase != base) {
      tag = ErrorTag.D_LQUANT_MATCHBASE;
      what = "base (argument #1)";
      expected = oldBase;
      found = base;
    } else if ((long) oldLevels * oldStep != levels * step) {
      tag = ErrorTag.D_LQUANT_MATCHLIM;
      what = "limit (argument #2)";
      int oldLimit = oldBase + oldLevels * oldStep;
      int limit = (int) base + (int) levels * (int) step;
      expected = oldLimit;
      found = limit;
    } else {
      tag = ErrorTag.D_LQUANT_MATCHSTEP;
      what = "step (argument #3)";
      expected = oldStep;
      found = step;
    }
    throw unit.errorAt(
        node,
        tag,
        "lquantize( ) %s doesn't match previous declaration: expected %d, found %d",
        what,
        expected,
        found);
  }

  private long logLinear(Node node, @Nullable Node first) {
    long[] values = new long[LOG_LINEAR.length];
    long argument = 0;
    Node given = first;
    for (int i = 0; i < LOG_LINEAR.length; i++) {
      Node one = required(given);
      if (one.kind != NodeKind.INTEGER) {
        throw unit.errorAt(
            one,
            LOG_LINEAR_TYPE[i],
            "llquantize( ) argument #%d (%s) must be an integer constant",
            i + 1,
            LOG_LINEAR[i]);
      }
      if (Long.compareUnsigned(one.value, MOST_16_BITS) > 0) {
        throw unit.errorAt(
            one,
            LOG_LINEAR_VALUE[i],
            "llquantize( ) argument #%d (%s) must be an unsigned 16-bit quantity",
            i + 1,
            LOG_LINEAR[i]);
      }
      values[i] = one.value;
      argument |= one.value << LOG_LINEAR_SHIFT[i];
      given = one.next;
    }
    checkLogLinear(node, values[0], values[1], values[2], values[3]);
    Signature signature = signature(node);
    if (signature.quantization == 0) {
      signature.quantization = argument;
    } else if (signature.quantization != argument) {
      for (int i = 0; i < LOG_LINEAR.length; i++) {
        long expected = signature.quantization >>> LOG_LINEAR_SHIFT[i] & MOST_16_BITS;
        if (expected != values[i]) {
          throw unit.errorAt(
              node,
              LOG_LINEAR_MATCH[i],
              "llquantize( ) %s (argument #%d) doesn't match previous declaration: expected %d,"
                  + " found %d",
              LOG_LINEAR[i],
              i + 1,
              expected,
              values[i]);
        }
      }
    }
    return argument;
  }

  private void checkLogLinear(Node node, long factor, long low, long high, long steps) {
    if (factor < 2) {
      throw unit.errorAt(
          node,
          ErrorTag.D_LLQUANT_FACTORSMALL,
          "llquantize( ) factor (argument #1) must be two or more");
    }
    if (low >= high) {
      throw unit.errorAt(
          node,
          ErrorTag.D_LLQUANT_MAGRANGE,
          "llquantize( ) high magnitude (argument #3) must be greater than low magnitude"
              + " (argument #2)");
    }
    if (steps < factor) {
      throw unit.errorAt(
          node,
          ErrorTag.D_LLQUANT_FACTORNSTEPS,
          "llquantize( ) factor (argument #1) must be less than or equal to the number of linear"
              + " steps per magnitude (argument #4)");
    }
    long power = factor;
    while (power < steps) {
      power *= factor;
    }
    if (steps % factor != 0 || power % steps != 0) {
      throw unit.errorAt(
          node,
          ErrorTag.D_LLQUANT_FACTOREVEN,
          "llquantize( ) factor (argument #1) must evenly divide the number of steps per magnitude"
              + " (argument #4), and the number of steps per magnitude must evenly divide a power"
              + " of the factor");
    }
    long order = 1;
    for (long i = 0; i < high; i++) {
      if (Long.compareUnsigned(order * factor, order) <= 0) {
        throw unit.errorAt(
            node,
            ErrorTag.D_LLQUANT_MAGTOOBIG,
            "llquantize( ) factor (%d) raised to power of high magnitude (%d) overflows 64-bits",
            factor,
            high);
      }
      order *= factor;
    }
  }
}
