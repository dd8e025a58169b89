package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.dof.DtraceOption;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.jspecify.annotations.Nullable;

/**
 * Makes actions of calls of functions that are actions.
 *
 * <p>Source: {@code dt_action_*} of libdtrace's {@code dt_cc.c}.
 */
final class ActionCompiler {
  private static final String RESTORE_OUTPUT = ".";
  private static final int BY_REFERENCE = 1;

  private final Unit unit;
  private final SpecialTypes types;
  private final ClauseActions actions;

  ActionCompiler(Unit unit, ClauseActions actions) {
    this.unit = unit;
    this.types = unit.session.types;
    this.actions = actions;
  }

  private Difo code(Node node) {
    return CodeGenerator.generate(unit, node);
  }

  void compile(Node call) {
    switch (TracingFunction.of(call.identifier().id)) {
      case BREAKPOINT -> actions.add(null, ActionKind.BREAKPOINT);
      case STOP -> actions.add(null, ActionKind.STOP);
      case PANIC -> actions.add(null, ActionKind.PANIC);
      case CHILL -> withCode(call, ActionKind.CHILL);
      case RAISE -> withCode(call, ActionKind.RAISE);
      case SPECULATE -> withCode(call, ActionKind.SPECULATE);
      case COMMIT -> withCode(call, ActionKind.COMMIT);
      case DISCARD -> withCode(call, ActionKind.DISCARD);
      case EXIT ->
          actions.add(
              ClauseActions.returningSize(code(argument(call)), Integer.BYTES), ActionKind.EXIT);
      case CLEAR -> clear(call);
      case NORMALIZE -> normalize(call, false);
      case DENORMALIZE -> normalize(call, true);
      case TRUNC -> trunc(call);
      case FTRUNCATE -> library(ClauseActions.constant(0), TracingFunction.FTRUNCATE);
      case SETOPT -> setopt(call);
      case PRINTF -> printf(call, ActionKind.PRINTF);
      case SYSTEM -> printf(call, ActionKind.SYSTEM);
      case FREOPEN -> printf(call, ActionKind.FREOPEN);
      case PRINTA -> printa(call);
      case TRACE -> trace(call, false);
      case PRINT -> trace(call, true);
      case TRACEMEM -> tracemem(call);
      case STACK -> stack(call.list);
      case USTACK, JSTACK -> ustack(call);
      case SYM -> address(call, ActionKind.SYM);
      case MOD -> address(call, ActionKind.MOD);
      case USYM -> address(call, ActionKind.USYM);
      case UMOD -> address(call, ActionKind.UMOD);
      case UADDR -> address(call, ActionKind.UADDR);
    }
  }

  private static Node argument(Node call) {
    if (call.list == null) {
      throw Unit.placeless("Error in D program compilation");
    }
    return call.list;
  }

  private void withCode(Node call, ActionKind kind) {
    actions.add(code(argument(call)), kind);
  }

  void address(Node call, ActionKind kind) {
    actions.add(ClauseActions.returningSize(code(argument(call)), Long.BYTES), kind);
  }

  private void library(Difo difo, TracingFunction function) {
    actions.add(difo, ActionKind.LIBACT, function.number());
  }

  private String name(Node call) {
    return call.identifier().name;
  }

  private void requireAggregation(Node call, Node argument, ErrorTag tag, int position) {
    if (argument.kind != NodeKind.AGGREGATION) {
      throw unit.errorAt(
          call,
          tag,
          "%s( ) argument #%d is incompatible with prototype:\n"
              + "\tprototype: aggregation\n\t argument: %s",
          name(call),
          position,
          NodeRules.typeName(argument, types));
    }
  }

  private void requireDefined(Node call, Node aggregation, ErrorTag tag) {
    Identifier identifier = aggregation.identifier();
    if (identifier.generation == unit.session.generation && !identifier.has(Identifier.WRITTEN)) {
      throw unit.errorAt(call, tag, "undefined aggregation: @%s", identifier.name);
    }
  }

  private void clear(Node call) {
    int count = Node.count(call.list);
    if (count != 1) {
      throw unit.errorAt(
          call,
          ErrorTag.D_CLEAR_PROTO,
          "%s( ) prototype mismatch: %d args passed, 1 expected",
          name(call),
          count);
    }
    Node aggregation = argument(call);
    requireAggregation(call, aggregation, ErrorTag.D_CLEAR_AGGARG, 1);
    requireDefined(call, aggregation, ErrorTag.D_CLEAR_AGGBAD);
    library(ClauseActions.constant(aggregation.identifier().id), TracingFunction.CLEAR);
  }

  private void normalize(Node call, boolean undo) {
    int count = Node.count(call.list);
    int wanted = undo ? 1 : 2;
    if (count != wanted) {
      throw unit.errorAt(
          call,
          ErrorTag.D_NORMALIZE_PROTO,
          "%s( ) prototype mismatch: %d args passed, %d expected",
          name(call),
          count,
          wanted);
    }
    Node aggregation = argument(call);
    requireAggregation(call, aggregation, ErrorTag.D_NORMALIZE_AGGARG, 1);
    Node divisor = aggregation.next;
    requireScalar(call, divisor, ErrorTag.D_NORMALIZE_SCALAR);
    requireDefined(call, aggregation, ErrorTag.D_NORMALIZE_AGGBAD);
    Difo which = ClauseActions.constant(aggregation.identifier().id);
    if (undo || divisor == null) {
      library(which, TracingFunction.DENORMALIZE);
      return;
    }
    library(which, TracingFunction.NORMALIZE);
    library(code(divisor), TracingFunction.NORMALIZE);
  }

  private void requireScalar(Node call, @Nullable Node argument, ErrorTag tag) {
    if (argument != null && !NodeRules.isScalar(argument)) {
      throw unit.errorAt(call, tag, "%s( ) argument #2 must be of scalar type", name(call));
    }
  }

  private void trunc(Node call) {
    int count = Node.count(call.list);
    if (count < 1 || count > 2) {
      throw unit.errorAt(
          call,
          ErrorTag.D_TRUNC_PROTO,
          "%s( ) prototype mismatch: %d args passed, %s expected",
          name(call),
          count,
          count < 1 ? "at least 1" : "no more than 2");
    }
    Node aggregation = argument(call);
    requireAggregation(call, aggregation, ErrorTag.D_TRUNC_AGGARG, 1);
    Node kept = aggregation.next;
    requireScalar(call, kept, ErrorTag.D_TRUNC_SCALAR);
    requireDefined(call, aggregation, ErrorTag.D_TRUNC_AGGBAD);
    library(ClauseActions.constant(aggregation.identifier().id), TracingFunction.TRUNC);
    library(kept == null ? ClauseActions.constant(0) : code(kept), TracingFunction.TRUNC);
  }

  private void setopt(Node call) {
    Node option = argument(call);
    Node value = option.next;
    library(code(option), TracingFunction.SETOPT);
    library(value == null ? ClauseActions.constant(0) : code(value), TracingFunction.SETOPT);
  }

  private void printf(Node call, ActionKind kind) {
    Node format = argument(call);
    if (format.kind != NodeKind.STRING) {
      throw unit.errorAt(
          call,
          ErrorTag.D_PRINTF_ARG_FMT,
          "%s( ) argument #1 is incompatible with prototype:\n"
              + "\tprototype: string constant\n\t argument: %s",
          name(call),
          NodeRules.typeName(format, types));
    }
    unit.position.set(call.line);
    String text = format.text;
    if (kind == ActionKind.FREOPEN) {
      if (text.equals(RESTORE_OUTPUT)) {
        throw unit.errorAt(
            call,
            ErrorTag.D_FREOPEN_INVALID,
            "%s( ) argument #1 cannot be \"%s\"",
            name(call),
            RESTORE_OUTPUT);
      }
      text = text.isEmpty() ? RESTORE_OUTPUT : text;
    }
    PrintfFormat checked = new PrintfFormat(unit, text);
    checked.check(name(call), format.next, false, false);
    actions.setString(checked.text());
    if (format.next == null) {
      actions.add(ClauseActions.zero(), kind);
    }
    for (Node value = format.next; value != null; value = value.next) {
      actions.add(code(value), kind);
    }
  }

  private void printa(Node call) {
    int count = Node.count(call.list);
    Node first = argument(call);
    boolean hasFormat = first.kind == NodeKind.STRING;
    int position = hasFormat ? 2 : 1;
    if (count < position) {
      throw unit.errorAt(
          call,
          ErrorTag.D_PRINTA_PROTO,
          "%s( ) prototype mismatch: %d args passed, %d expected",
          name(call),
          count,
          position);
    }
    Node prototype = null;
    for (Node node = hasFormat ? first.next : first; node != null; node = node.next) {
      requireAggregation(call, node, ErrorTag.D_PRINTA_AGGARG, position);
      requireDefined(call, node, ErrorTag.D_PRINTA_AGGBAD);
      if (prototype == null) {
        prototype = node;
        if (hasFormat) {
          format(call, first.text, node);
        }
      } else {
        compareKeys(prototype.identifier(), node.identifier());
      }
      actions.add(ClauseActions.constant(node.identifier().id), ActionKind.PRINTA);
      position++;
    }
  }

  private static @Nullable Node keys(Identifier aggregation) {
    Signature signature = aggregation.signature;
    return signature == null || signature.parameters.isEmpty() ? null : signature.parameters.get(0);
  }

  private void format(Node call, String text, Node aggregation) {
    unit.position.set(call.line);
    PrintfFormat format = new PrintfFormat(unit, text);
    Identifier function = aggregation.identifier().aggregatingFunction;
    boolean counts = function != null && function.id == ActionKind.COUNT.number();
    format.check(name(call), keys(aggregation.identifier()), true, counts);
    actions.setString(format.text());
  }

  private void compareKeys(Identifier left, Identifier right) {
    int leftCount = Node.count(keys(left));
    int rightCount = Node.count(keys(right));
    if (leftCount != rightCount) {
      throw unit.error(
          ErrorTag.D_PRINTA_AGGKEY,
          "printa( ): @%s and @%s do not have matching key signatures: @%s has %d key%s, @%s has %d"
              + " key%s",
          left.name,
          right.name,
          left.name,
          leftCount,
          leftCount == 1 ? "" : "s",
          right.name,
          rightCount,
          rightCount == 1 ? "" : "s");
    }
    Node other = keys(right);
    int position = 1;
    for (Node key = keys(left); key != null && other != null; key = key.next) {
      if (!NodeRules.areCompatible(key, other, types)) {
        throw unit.error(
            ErrorTag.D_PRINTA_AGGPROTO,
            "printa( ): @%s[ ] key #%d is incompatible with @%s:\n%9s key #%d: %s\n%9s key #%d: %s",
            right.name,
            position,
            left.name,
            left.name,
            position,
            NodeRules.typeName(key, types),
            right.name,
            position,
            NodeRules.typeName(other, types));
      }
      other = other.next;
      position++;
    }
  }

  private void trace(Node call, boolean print) {
    Node value = argument(call);
    String function = print ? "print" : "trace";
    if (NodeRules.isVoid(value, types)) {
      throw unit.errorAt(
          value,
          print ? ErrorTag.D_PRINT_VOID : ErrorTag.D_TRACE_VOID,
          "%s( ) may not be applied to a void expression",
          function);
    }
    if (value.resolve(IdentifierKind.TRANSLATED_POINTER) != null) {
      throw unit.errorAt(
          value,
          print ? ErrorTag.D_PRINT_DYN : ErrorTag.D_TRACE_DYN,
          "%s( ) may not be applied to a translated pointer",
          function);
    }
    if (value.kind == NodeKind.AGGREGATION) {
      throw unit.errorAt(
          value,
          print ? ErrorTag.D_PRINT_AGG : ErrorTag.D_TRACE_AGG,
          "%s( ) may not be applied to an aggregation%s",
          function,
          print ? " -- did you mean printa()?" : "");
    }
    Difo difo = code(value);
    if (print) {
      CType type = value.type();
      actions.setString(type.container().name() + "`" + type.number());
    }
    actions.add(difo, ActionKind.DIFEXPR);
  }

  private void tracemem(Node call) {
    Node address = argument(call);
    Node most = address.next;
    if (!NodeRules.isInteger(address) && !NodeRules.isPointer(address, types)) {
      throw unit.errorAt(
          address,
          ErrorTag.D_TRACEMEM_ADDR,
          "tracemem( ) argument #1 is incompatible with prototype:\n"
              + "\tprototype: pointer or integer\n\t argument: %s",
          NodeRules.typeName(address, types));
    }
    if (most == null || !NodeRules.isPositiveConstant(most)) {
      throw unit.errorAt(
          most == null ? address : most,
          ErrorTag.D_TRACEMEM_SIZE,
          "tracemem( ) argument #2 must be a non-zero positive integral constant expression");
    }
    Node size = most.next;
    if (size != null) {
      if (size.next != null) {
        throw unit.errorAt(
            size,
            ErrorTag.D_TRACEMEM_ARGS,
            "tracemem ( ) prototype mismatch: expected at most 3 args");
      }
      if (!NodeRules.isScalar(size)) {
        throw unit.errorAt(
            size,
            ErrorTag.D_TRACEMEM_DYNSIZE,
            "tracemem ( ) dynamic size (argument #3) must be of scalar type");
      }
      actions.add(
          ClauseActions.returning(code(size), ClauseActions.INTEGER), ActionKind.TRACEMEM_DYNSIZE);
    }
    Difo difo = code(address);
    DifType old = difo.returnType();
    DifType type =
        new DifType(
            old.kind(),
            old.ckind(),
            old.flags() | BY_REFERENCE,
            old.pad(),
            most.value & 0xffff_ffffL);
    actions.add(ClauseActions.returning(difo, type), ActionKind.TRACEMEM);
  }

  void stack(@Nullable Node frames) {
    OptionSettings options = unit.session.options;
    long count =
        options.isSet(DtraceOption.STACKFRAMES) ? options.value(DtraceOption.STACKFRAMES) : 0;
    if (frames != null) {
      if (frames.next != null) {
        throw unit.errorAt(
            frames, ErrorTag.D_STACK_PROTO, "stack( ) prototype mismatch: too many arguments");
      }
      if (!NodeRules.isPositiveConstant(frames)) {
        throw unit.errorAt(
            frames,
            ErrorTag.D_STACK_SIZE,
            "stack( ) size must be a non-zero positive integral constant expression");
      }
      count = frames.value;
    }
    actions.add(null, ActionKind.STACK, count);
  }

  void ustack(Node call) {
    OptionSettings options = unit.session.options;
    boolean java = call.identifier().id == TracingFunction.JSTACK.number();
    DtraceOption framesOption = java ? DtraceOption.JSTACKFRAMES : DtraceOption.USTACKFRAMES;
    long frames = options.isSet(framesOption) ? options.value(framesOption) : 0;
    long bytes =
        java && options.isSet(DtraceOption.JSTACKSTRSIZE)
            ? options.value(DtraceOption.JSTACKSTRSIZE)
            : 0;
    Node first = call.list;
    Node second = first == null ? null : first.next;
    if (first != null) {
      if (!NodeRules.isPositiveConstant(first)) {
        throw unit.errorAt(
            first,
            ErrorTag.D_USTACK_FRAMES,
            "ustack( ) argument #1 must be a non-zero positive integer constant");
      }
      frames = first.value;
    }
    if (second != null) {
      if (second.kind != NodeKind.INTEGER || (second.has(Node.SIGNED) && second.value < 0)) {
        throw unit.errorAt(
            second,
            ErrorTag.D_USTACK_STRSIZE,
            "ustack( ) argument #2 must be a positive integer constant");
      }
      if (second.next != null) {
        throw unit.errorAt(
            second, ErrorTag.D_USTACK_PROTO, "ustack( ) prototype mismatch: too many arguments");
      }
      bytes = second.value;
    }
    long mask = 0xffff_ffffL;
    actions.add(
        null,
        java ? ActionKind.JSTACK : ActionKind.USTACK,
        (bytes & mask) << Integer.SIZE | (frames & mask));
  }
}
