package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.IdentityHashMap;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.text.Tree.Binary;
import org.bootarchive.dtrace.text.Tree.Cut;
import org.bootarchive.dtrace.text.Tree.Literal;
import org.bootarchive.dtrace.text.Tree.Variable;
import org.bootarchive.dtrace.text.Typed.Binding;
import org.jspecify.annotations.Nullable;

/** Writes one expression so that the compiler makes its code again. */
final class ExpressionText {
  private static final int MOST_STEPS = 20_000;
  private static final int MOST_CHARS = 16_000;

  private final ProgramVariables variables;
  private final Helpers helpers;
  private final IdentityHashMap<Tree, Typed> known = new IdentityHashMap<>();
  private final ArgumentText arguments;
  private final AssignmentText assignments;
  private final CalculationText calculations;
  private final ChoiceText choices;
  private int steps;

  ExpressionText(ProgramVariables variables, Helpers helpers) {
    this.variables = variables;
    this.helpers = helpers;
    this.arguments = new ArgumentText(this, variables);
    this.assignments = new AssignmentText(this, arguments, variables, helpers);
    this.calculations = new CalculationText(this, helpers);
    this.choices = new ChoiceText(this);
  }

  private Typed bounded(Typed typed) throws NoTextException {
    variables.work().write(typed.text());
    if (typed.text().length() > MOST_CHARS || ++steps > MOST_STEPS) {
      throw new NoTextException();
    }
    return typed;
  }

  /** Returns the expression as it comes. */
  Typed natural(Tree tree) throws NoTextException {
    Typed typed = known.get(tree);
    if (typed == null) {
      typed = bounded(made(tree));
      known.put(tree, typed);
    }
    return typed;
  }

  /** Returns the expression with the first of some types that it can have. */
  Typed as(Tree tree, ImmutableList<ValueType> types) throws NoTextException {
    Typed natural = natural(tree);
    for (ValueType type : types) {
      if (natural.type().is(type) && !natural.type().isForeignTo(type)) {
        return natural;
      }
    }
    for (ValueType type : types) {
      Typed forced = tryForce(tree, type);
      if (forced != null) {
        return forced;
      }
    }
    throw new NoTextException();
  }

  Typed as(Tree tree, ValueType type) throws NoTextException {
    return as(tree, ImmutableList.of(type));
  }

  /** Returns the expression with a type, null if it cannot have it. */
  @Nullable Typed tryForce(Tree tree, ValueType type) throws NoTextException {
    Typed natural = natural(tree);
    if (natural.constant()) {
      if (tree instanceof Literal literal) {
        if (type.kind() == ValueType.Kind.POINTER || type.kind() == ValueType.Kind.STRING) {
          Typed word = Literals.of(literal.value(), ValueType.UNSIGNED_LONG);
          return cast(word, type);
        }
        helpers.use(type);
        try {
          return Literals.of(literal.value(), type);
        } catch (NoTextException e) {
          return null;
        }
      }
      return null;
    }
    if (natural.type().kind() == ValueType.Kind.PLACE
        && tree instanceof Variable
        && type.bytes() == Long.BYTES) {
      // The bytes of a struct are an array, which is a pointer.
      String bytes = natural.type().name().equals("array") ? "" : ".bytes";
      return cast(Typed.atom("(void *)" + natural.text() + bytes, ValueType.POINTER), type);
    }
    if (natural.type().becomes(type)) {
      return bounded(cast(natural, type));
    }
    try {
      return built(tree, type);
    } catch (NoTextException e) {
      if (steps > MOST_STEPS) {
        throw e;
      }
      return type.kind() == ValueType.Kind.POINTER ? pointer(tree, type) : null;
    }
  }

  /** Any number of the size of a pointer becomes one. */
  private @Nullable Typed pointer(Tree tree, ValueType type) throws NoTextException {
    for (ValueType word : ValueType.WORDS) {
      Typed forced = tryForce(tree, word);
      if (forced != null) {
        return cast(forced, type);
      }
    }
    return null;
  }

  /** Returns the cast of an expression to a type. */
  Typed cast(Typed typed, ValueType type) {
    helpers.use(type);
    return type.kind() == ValueType.Kind.STRING
        ? Typed.atom("stringof(" + typed.text() + ")", type)
        : Typed.atom("(" + type.name() + ")" + typed.inner(), type);
  }

  /** Returns an integer, whatever its size. */
  Typed number(Tree tree) throws NoTextException {
    Typed natural = natural(tree);
    return natural.type().isInteger() ? natural : as(tree, ValueType.ADDRESSES.subList(0, 2));
  }

  /** Makes an expression of a type, by types of what it consists of. */
  private Typed built(Tree tree, ValueType type) throws NoTextException {
    bounded(natural(tree));
    if (tree instanceof Binary binary) {
      return calculations.binary(binary, type);
    }
    if (tree instanceof Tree.Minus minus) {
      return unary("-", as(minus.operand(), type).unfolded());
    }
    if (tree instanceof Tree.Complement complement) {
      return unary("~", as(complement.operand(), type).unfolded());
    }
    if (tree instanceof Tree.Choice choice) {
      return choices.choice(choice, type);
    }
    if (tree instanceof Tree.Comma comma) {
      return comma(natural(comma.left()), as(comma.right(), type));
    }
    if (tree instanceof Tree.Conversion conversion) {
      return converted(conversion, type).exactly(type);
    }
    if (tree instanceof Variable variable
        && (type.kind() == ValueType.Kind.INTEGER || type.kind() == ValueType.Kind.POINTER)
        && isOfOtherSign(natural(tree).type(), type)) {
      variables.wantOtherSign(variable);
    }
    if (tree instanceof Tree.Assignment assignment
        && assignment.target() instanceof Variable variable
        && isOfOtherSign(natural(tree).type(), type)) {
      variables.wantOtherSign(variable);
    }
    throw new NoTextException();
  }

  /** What has no sign becomes any larger type. */
  private static boolean isOfOtherSign(ValueType type, ValueType wanted) {
    return type.kind() == ValueType.Kind.INTEGER
        && (type.bytes() == wanted.bytes() || (type.bytes() < wanted.bytes() && type.signed()));
  }

  private Typed made(Tree tree) throws NoTextException {
    if (tree instanceof Literal literal) {
      return Literals.natural(literal.value());
    }
    if (tree instanceof Tree.Quoted quoted) {
      return Typed.atom(DText.quotedWhole(quoted.bytes()), ValueType.STRING);
    }
    if (tree instanceof Variable variable) {
      return Typed.atom(arguments.variable(variable), variables.type(variable));
    }
    if (tree instanceof Tree.Element element) {
      return Typed.atom(
          element.name() + "[" + natural(element.index()).text() + "]",
          element.name().equals("args") ? ValueType.WORD : ValueType.UNSIGNED_LONG);
    }
    if (tree instanceof Tree.Call call) {
      return arguments.call(call);
    }
    if (tree instanceof Tree.Minus minus) {
      return unary("-", firm(touched(minus.operand())));
    }
    if (tree instanceof Tree.Complement complement) {
      return unary("~", firm(touched(complement.operand())));
    }
    if (tree instanceof Tree.Not not) {
      return Typed.operation("!" + firm(touched(not.operand())).inner(), ValueType.INT);
    }
    if (tree instanceof Binary binary) {
      return calculations.binary(binary);
    }
    if (tree instanceof Tree.Comparison comparison) {
      return calculations.comparison(comparison);
    }
    if (tree instanceof Tree.Logic logic) {
      return choices.logic(logic);
    }
    if (tree instanceof Tree.Choice choice) {
      return choices.choice(choice);
    }
    if (tree instanceof Tree.Load load) {
      Typed address = natural(load.address());
      if (address.type().kind() == ValueType.Kind.STRING && load.operation() == DifOperation.LDSB) {
        return Typed.atom("*" + address.inner(), Prototype.type("char"));
      }
      return Typed.atom(place(load), Forms.type(load.operation()));
    }
    if (tree instanceof Tree.Conversion conversion) {
      return converted(conversion, null);
    }
    if (tree instanceof Tree.Assignment assignment) {
      return assignments.assignment(assignment);
    }
    if (tree instanceof Tree.Change change) {
      return assignments.change(change);
    }
    if (tree instanceof Tree.Comma comma) {
      return comma(natural(comma.left()), natural(comma.right()));
    }
    throw new NoTextException();
  }

  /** A variable that nobody assigned to is a number to an operator of one operand. */
  private Tree touched(Tree operand) throws NoTextException {
    if (operand instanceof Variable variable
        && variable.scope() != DifVariable.GLOBAL
        && variable.type() != null
        && variable.keys() == null) {
      variables.name(variable);
      variables.assumeNumber(variable);
    }
    return operand;
  }

  private static Typed unary(String sign, Typed operand) {
    return Typed.operation(sign + operand.inner(), operand.type());
  }

  private static Typed comma(Typed left, Typed right) {
    return new Typed(
        left.text() + ", " + right.text(), Binding.COMMA, right.type(), /* constant= */ false);
  }

  /** Returns what the compiler does not calculate with. */
  Typed firm(Tree tree) throws NoTextException {
    Typed scalar = scalar(tree);
    if (scalar.constant()) {
      return as(tree, ValueType.WORDS).unfolded();
    }
    return scalar.type().isInteger() ? scalar : number(tree);
  }

  /** Returns what can be true or false. */
  Typed scalar(Tree tree) throws NoTextException {
    Typed natural = natural(tree);
    return switch (natural.type().kind()) {
      case INTEGER, ENUM, POINTER -> natural;
      default -> as(tree, ValueType.ADDRESSES);
    };
  }

  /** Returns how what stands in memory is named, to be read or assigned to. */
  String place(Tree.Load load) throws NoTextException {
    String user = Forms.isUserland(load.operation()) ? "userland " : "";
    Typed address = as(load.address(), ValueType.ADDRESSES);
    return "*(" + user + Forms.type(load.operation()).name() + " *)" + address.inner();
  }

  /** Returns what stands in memory as a type of C. */
  Typed loaded(@Nullable Tree tree, String type) throws NoTextException {
    if (!(tree instanceof Tree.Load load) || Forms.isUserland(load.operation())) {
      throw new NoTextException();
    }
    ValueType loaded = Forms.type(load.operation());
    if (loaded.bytes() < Long.BYTES && loaded.signed() != PrintedType.isSigned(type)) {
      throw new NoTextException();
    }
    return Typed.atom(
        "*(" + type + " *)" + as(load.address(), ValueType.ADDRESSES).inner(), loaded);
  }

  /** Writes a cut as the cast that makes it, to one type or to one of those that can be. */
  private Typed converted(Tree.Conversion conversion, @Nullable ValueType wanted)
      throws NoTextException {
    Cut cut = conversion.cut();
    Tree operand = conversion.operand();
    int bytes = cut.bits() / Byte.SIZE;
    ImmutableList<ValueType> targets =
        wanted != null ? ImmutableList.of(wanted) : CutTypes.targets(cut);
    Typed natural = natural(operand);
    if (operand instanceof Literal literal) {
      // A constant is not cast by code, unless to a pointer.
      ValueType type = ValueType.integer(bytes, true);
      if (wanted != null && CutTypes.sources(cut, wanted).contains(ValueType.LONG)) {
        return cast(Literals.of(literal.value(), ValueType.LONG).unfolded(), wanted);
      }
      if (cut.form() == Cut.Form.UNSIGNED && wanted == null) {
        return cast(
            Literals.of(literal.value(), ValueType.LONG).unfolded(),
            ValueType.integer(bytes, false));
      }
      if (cut.form() != Cut.Form.SIGNED) {
        throw new NoTextException();
      }
      return Typed.atom("(void *)" + Literals.of(literal.value(), type).inner(), ValueType.POINTER);
    }
    for (ValueType target : targets) {
      if (target.kind() != ValueType.Kind.INTEGER) {
        continue;
      }
      ImmutableList<ValueType> sources = CutTypes.sources(cut, target);
      if (natural.type().kind() == ValueType.Kind.WORD && !sources.isEmpty()) {
        return cast(natural, target);
      }
      if (sources.stream().anyMatch(natural.type()::is)) {
        return cast(natural, target);
      }
    }
    for (ValueType target : targets) {
      if (target.kind() != ValueType.Kind.INTEGER) {
        continue;
      }
      for (ValueType source : CutTypes.sources(cut, target)) {
        Typed forced = tryForce(operand, source);
        if (forced != null) {
          return cast(forced, target);
        }
      }
    }
    throw new NoTextException();
  }
}
