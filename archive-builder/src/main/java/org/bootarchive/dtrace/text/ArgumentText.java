package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.text.Tree.Argument;
import org.bootarchive.dtrace.text.Tree.Cut;
import org.bootarchive.dtrace.text.Tree.Literal;
import org.bootarchive.dtrace.text.Tree.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Writes keys and arguments so that each is cut, or not, as the code does before it pushes it.
 *
 * <p>Source: {@code dt_cg_arglist} of libdtrace's {@code dt_cg.c}.
 */
final class ArgumentText {
  /** What a key can be. */
  private static final ImmutableList<ValueType> KEYS =
      ImmutableList.of(
          ValueType.INT,
          ValueType.LONG,
          ValueType.integer(Integer.BYTES, false),
          ValueType.UNSIGNED_LONG,
          ValueType.integer(Short.BYTES, true),
          ValueType.integer(Short.BYTES, false),
          ValueType.integer(Byte.BYTES, true),
          ValueType.integer(Byte.BYTES, false));

  private final ExpressionText expressions;
  private final ProgramVariables variables;

  ArgumentText(ExpressionText expressions, ProgramVariables variables) {
    this.expressions = expressions;
    this.variables = variables;
  }

  /** Returns how a variable is named, with the keys of an associative array. */
  String variable(Variable variable) throws NoTextException {
    ImmutableList<Argument> keys = variable.keys();
    return keys == null ? name(variable) : keys(variable, keys);
  }

  private static String name(Variable variable) throws NoTextException {
    if (variable.name().indexOf('%') >= 0) {
      throw new NoTextException();
    }
    return switch (variable.scope()) {
      case DifVariable.THREAD -> "self->" + variable.name();
      case DifVariable.LOCAL -> "this->" + variable.name();
      default -> variable.name();
    };
  }

  private String keys(Variable variable, List<Argument> keys) throws NoTextException {
    ImmutableList<ValueType> expected = variables.keys(variable);
    if (expected != null && expected.size() != keys.size()) {
      throw new NoTextException();
    }
    List<String> texts = new ArrayList<>();
    ImmutableList.Builder<ValueType> types = ImmutableList.builder();
    boolean others = false;
    for (int i = 0; i < keys.size(); i++) {
      ValueType type = expected == null ? null : expected.get(i);
      int signs = variables.signsWanted();
      Typed key = argumentOrNull(keys.get(i), type);
      if (key == null && variables.signsWanted() > signs) {
        // The text is made again with the other sign.
        throw new NoTextException();
      }
      if (key == null) {
        Set<ValueType> refused = variables.refused(variable, i);
        if (type != null) {
          refused.add(type);
        }
        others = true;
        for (ValueType candidate : KEYS) {
          if (key == null && !refused.contains(candidate)) {
            key = argumentOrNull(keys.get(i), candidate);
            type = candidate;
          }
        }
      }
      if (key == null) {
        throw new NoTextException();
      }
      texts.add(key.item());
      types.add(type == null ? key.type() : type);
    }
    if (others) {
      variables.changeKeys(variable, types.build());
    } else if (expected == null) {
      variables.setKeys(variable, types.build());
    }
    return name(variable) + "[" + String.join(", ", texts) + "]";
  }

  private @Nullable Typed argumentOrNull(Argument argument, @Nullable ValueType expected)
      throws NoTextException {
    try {
      return argument(argument, expected);
    } catch (NoTextException e) {
      // The value itself may have no text.
      Typed unused = expressions.natural(argument.value());
      return null;
    }
  }

  Typed call(Tree.Call call) throws NoTextException {
    Prototype prototype = Prototype.of(call.subroutine());
    if (prototype == null || call.arguments().size() > prototype.parameters.size()) {
      throw new NoTextException();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      texts.add(argument(call.arguments().get(i), prototype.parameters.get(i)).item());
    }
    return Typed.atom(prototype.name + "(" + String.join(", ", texts) + ")", prototype.result);
  }

  /** Writes a value so that it is cut, or not, as the code does when it is passed. */
  private Typed argument(Argument argument, @Nullable ValueType expected) throws NoTextException {
    if (argument.reference()) {
      if (!argument.string()) {
        throw new NoTextException();
      }
      return expressions.as(argument.value(), ValueType.STRING);
    }
    if (argument.string()) {
      throw new NoTextException();
    }
    Tree value = argument.value();
    Cut cut = argument.cut();
    if (expected == null) {
      if (cut != null) {
        throw new NoTextException();
      }
      Typed natural = expressions.natural(value);
      return natural.type().kind() == ValueType.Kind.WORD
          ? expressions.as(value, ValueType.WORDS)
          : expressions.scalar(value);
    }
    boolean pointer = expected.kind() == ValueType.Kind.POINTER;
    if (cut == null) {
      return pointer ? expressions.as(value, expected) : passed(value, expected);
    }
    if (pointer) {
      // Nothing but a 0 is passed as a pointer that is none.
      if (value instanceof Literal literal
          && literal.value() == 0
          && cut.form() == Cut.Form.SIGNED) {
        return Literals.of(0, ValueType.integer(cut.bits() / Byte.SIZE, true));
      }
      throw new NoTextException();
    }
    return expressions.as(value, CutTypes.sources(cut, expected));
  }

  private Typed passed(Tree value, ValueType expected) throws NoTextException {
    Typed natural = expressions.natural(value);
    if (expected.kind() != ValueType.Kind.INTEGER) {
      if (value instanceof Literal literal && literal.value() == 0) {
        return natural;
      }
      throw new NoTextException();
    }
    if (natural.type().isInteger() && natural.type().convertsFreely(expected)) {
      return natural;
    }
    ImmutableList.Builder<ValueType> types = ImmutableList.builder();
    types.add(ValueType.integer(expected.bytes(), expected.signed()));
    for (int bytes = expected.bytes() / 2; bytes > 0; bytes /= 2) {
      types.add(ValueType.integer(bytes, false));
    }
    return expressions.as(value, types.build());
  }
}
