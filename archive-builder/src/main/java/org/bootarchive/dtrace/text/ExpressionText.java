package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.text.Tree.Argument;
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
  private static final ImmutableList<ValueType> WORDS =
      ImmutableList.of(ValueType.LONG, ValueType.UNSIGNED_LONG);
  private static final ImmutableList<ValueType> ADDRESSES =
      ImmutableList.of(ValueType.UNSIGNED_LONG, ValueType.LONG, ValueType.POINTER);

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

  private final ProgramVariables variables;
  private final Helpers helpers;
  private final IdentityHashMap<Tree, Typed> known = new IdentityHashMap<>();
  private int steps;

  ExpressionText(ProgramVariables variables, Helpers helpers) {
    this.variables = variables;
    this.helpers = helpers;
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
      if (natural.type().is(type) && !isForeign(natural.type(), type)) {
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

  /** A pointer to one type is none to another, unless it points to anything. */
  private static boolean isForeign(ValueType from, ValueType to) {
    return from.kind() == ValueType.Kind.POINTER
        && !from.name().equals(to.name())
        && !from.name().equals(ValueType.POINTER.name())
        && !to.name().equals(ValueType.POINTER.name());
  }

  private Typed as(Tree tree, ValueType type) throws NoTextException {
    return as(tree, ImmutableList.of(type));
  }

  private @Nullable Typed tryForce(Tree tree, ValueType type) throws NoTextException {
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
    for (ValueType word : WORDS) {
      Typed forced = tryForce(tree, word);
      if (forced != null) {
        return cast(forced, type);
      }
    }
    return null;
  }

  private Typed cast(Typed typed, ValueType type) {
    helpers.use(type);
    return type.kind() == ValueType.Kind.STRING
        ? Typed.atom("stringof(" + typed.text() + ")", type)
        : Typed.atom("(" + type.name() + ")" + typed.inner(), type);
  }

  /** Returns an integer, whatever its size. */
  private Typed number(Tree tree) throws NoTextException {
    Typed natural = natural(tree);
    return natural.type().isInteger() ? natural : as(tree, ADDRESSES.subList(0, 2));
  }

  /** Makes an expression of a type, by types of what it consists of. */
  private Typed built(Tree tree, ValueType type) throws NoTextException {
    bounded(natural(tree));
    if (tree instanceof Binary binary) {
      if (isShift(binary.operation())) {
        Boolean signed = sign(binary.operation());
        if (signed != null && signed != type.signed()) {
          throw new NoTextException();
        }
        return exactly(shifted(binary, as(binary.left(), type)), type);
      }
      return exactly(calculation(binary, type), type);
    }
    if (tree instanceof Tree.Minus minus) {
      return unary("-", unfolded(as(minus.operand(), type)));
    }
    if (tree instanceof Tree.Complement complement) {
      return unary("~", unfolded(as(complement.operand(), type)));
    }
    if (tree instanceof Tree.Choice choice) {
      return choice(choice, type);
    }
    if (tree instanceof Tree.Comma comma) {
      return comma(natural(comma.left()), as(comma.right(), type));
    }
    if (tree instanceof Tree.Conversion conversion) {
      return exactly(converted(conversion, type), type);
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

  private static Typed exactly(Typed typed, ValueType type) throws NoTextException {
    if (!typed.type().is(type)) {
      throw new NoTextException();
    }
    return typed;
  }

  private Typed made(Tree tree) throws NoTextException {
    if (tree instanceof Literal literal) {
      return Literals.natural(literal.value());
    }
    if (tree instanceof Tree.Quoted quoted) {
      return Typed.atom(DText.quotedWhole(quoted.bytes()), ValueType.STRING);
    }
    if (tree instanceof Variable variable) {
      return variable(variable);
    }
    if (tree instanceof Tree.Element element) {
      return Typed.atom(
          element.name() + "[" + natural(element.index()).text() + "]",
          element.name().equals("args") ? ValueType.WORD : ValueType.UNSIGNED_LONG);
    }
    if (tree instanceof Tree.Call call) {
      return call(call);
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
      return binary(binary);
    }
    if (tree instanceof Tree.Comparison comparison) {
      return comparison(comparison);
    }
    if (tree instanceof Tree.Logic logic) {
      return logic(logic);
    }
    if (tree instanceof Tree.Choice choice) {
      return choice(choice);
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
      return assignment(assignment);
    }
    if (tree instanceof Tree.Change change) {
      return change(change);
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
      if (variables.typeIfKnown(variable) == null
          && ValueType.of(variable.type()).contains(ValueType.LONG)) {
        variables.assigned(variable, ValueType.LONG);
      }
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

  /** A constant that the compiler does not calculate with: one that was cast to a pointer. */
  private static Typed unfolded(Typed typed) throws NoTextException {
    if (!typed.constant()) {
      return typed;
    }
    ValueType type = typed.type();
    if (type.kind() != ValueType.Kind.INTEGER || type.bytes() != Long.BYTES) {
      throw new NoTextException();
    }
    return Typed.atom("(" + type.name() + ")(void *)" + typed.inner(), type);
  }

  /** Returns what the compiler does not calculate with. */
  Typed firm(Tree tree) throws NoTextException {
    Typed scalar = scalar(tree);
    if (scalar.constant()) {
      return unfolded(as(tree, WORDS));
    }
    return scalar.type().isInteger() ? scalar : number(tree);
  }

  /** Returns what can be true or false. */
  private Typed scalar(Tree tree) throws NoTextException {
    Typed natural = natural(tree);
    return switch (natural.type().kind()) {
      case INTEGER, ENUM, POINTER -> natural;
      default -> as(tree, ADDRESSES);
    };
  }

  private String place(Tree.Load load) throws NoTextException {
    String user = Forms.isUserland(load.operation()) ? "userland " : "";
    Typed address = as(load.address(), ADDRESSES);
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
    return Typed.atom("*(" + type + " *)" + as(load.address(), ADDRESSES).inner(), loaded);
  }

  private Typed variable(Variable variable) throws NoTextException {
    ImmutableList<Argument> keys = variable.keys();
    if (keys == null) {
      return Typed.atom(name(variable), variables.type(variable));
    }
    String text = keys(variable, keys);
    return Typed.atom(text, variables.type(variable));
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
      Typed unused = natural(argument.value());
      return null;
    }
  }

  private Typed call(Tree.Call call) throws NoTextException {
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
      return as(argument.value(), ValueType.STRING);
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
      Typed natural = natural(value);
      return natural.type().kind() == ValueType.Kind.WORD ? as(value, WORDS) : scalar(value);
    }
    boolean pointer = expected.kind() == ValueType.Kind.POINTER;
    if (cut == null) {
      return pointer ? as(value, expected) : passed(value, expected);
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
    return as(value, sources(cut, expected));
  }

  private Typed passed(Tree value, ValueType expected) throws NoTextException {
    Typed natural = natural(value);
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
    return as(value, types.build());
  }

  /** Returns the types that are cut so when they are made another. */
  private static ImmutableList<ValueType> sources(Cut cut, ValueType to) {
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

  /** Writes a cut as the cast that makes it, to one type or to one of those that can be. */
  private Typed converted(Tree.Conversion conversion, @Nullable ValueType wanted)
      throws NoTextException {
    Cut cut = conversion.cut();
    Tree operand = conversion.operand();
    int bytes = cut.bits() / Byte.SIZE;
    List<ValueType> targets = new ArrayList<>();
    if (wanted != null) {
      targets.add(wanted);
    } else {
      addTargets(cut, bytes, targets);
    }
    Typed natural = natural(operand);
    if (operand instanceof Literal literal) {
      // A constant is not cast by code, unless to a pointer.
      ValueType type = ValueType.integer(bytes, true);
      if (wanted != null && sources(cut, wanted).contains(ValueType.LONG)) {
        return cast(unfolded(Literals.of(literal.value(), ValueType.LONG)), wanted);
      }
      if (cut.form() == Cut.Form.UNSIGNED && wanted == null) {
        return cast(
            unfolded(Literals.of(literal.value(), ValueType.LONG)),
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
      ImmutableList<ValueType> sources = sources(cut, target);
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
      for (ValueType source : sources(cut, target)) {
        Typed forced = tryForce(operand, source);
        if (forced != null) {
          return cast(forced, target);
        }
      }
    }
    throw new NoTextException();
  }

  private static void addTargets(Cut cut, int bytes, List<ValueType> targets) {
    switch (cut.form()) {
      case SIGNED -> {
        targets.add(ValueType.LONG);
        targets.add(ValueType.integer(bytes, true));
        targets.add(ValueType.integer(Integer.BYTES, true));
      }
      case UNSIGNED -> targets.add(ValueType.integer(bytes, false));
      case WIDENED -> targets.add(ValueType.integer(Math.max(1, cut.to() / Byte.SIZE), false));
    }
  }

  private static boolean isShift(DifOperation operation) {
    return operation == DifOperation.SLL
        || operation == DifOperation.SRL
        || operation == DifOperation.SRA;
  }

  /** Returns the sign that the numbers of an operation must have; null for any. */
  private static @Nullable Boolean sign(DifOperation operation) {
    return switch (operation) {
      case SDIV, SREM, SRA, BG, BGE, BL, BLE -> true;
      case UDIV, UREM, SRL, BGU, BGEU, BLU, BLEU -> false;
      default -> null;
    };
  }

  private Typed binary(Binary binary) throws NoTextException {
    if (isShift(binary.operation())) {
      Boolean signed = sign(binary.operation());
      Typed left = number(binary.left());
      if (signed != null && left.type().signed() != signed) {
        left =
            as(
                binary.left(),
                ImmutableList.of(
                    ValueType.integer(left.type().bytes(), signed),
                    ValueType.integer(Long.BYTES, signed)));
      }
      return shifted(binary, left);
    }
    Typed left = natural(binary.left());
    if (left.type().kind() == ValueType.Kind.STRING
        && (binary.operation() == DifOperation.ADD || binary.operation() == DifOperation.SUB)) {
      return Typed.operation(
          left.inner()
              + " "
              + Forms.sign(binary.operation())
              + " "
              + number(binary.right()).inner(),
          ValueType.STRING);
    }
    Typed right = natural(binary.right());
    if (right.type().kind() == ValueType.Kind.STRING && binary.operation() == DifOperation.ADD) {
      return Typed.operation(
          number(binary.left()).inner() + " + " + right.inner(), ValueType.STRING);
    }
    Typed moved = moved(binary);
    return moved != null ? moved : calculation(binary, null);
  }

  private Typed shifted(Binary binary, Typed left) throws NoTextException {
    Typed right = number(binary.right());
    Typed first = right.constant() ? unfolded(left) : left;
    return Typed.operation(
        first.inner() + " " + Forms.sign(binary.operation()) + " " + right.inner(), left.type());
  }

  /**
   * A constant that is multiplied by a constant is an index: the compiler would calculate with it,
   * if it was not scaled by the size of what a pointer points to.
   */
  private @Nullable Typed moved(Binary binary) throws NoTextException {
    boolean adds = binary.operation() == DifOperation.ADD;
    if ((adds || binary.operation() == DifOperation.SUB)
        && binary.right() instanceof Binary scaled
        && isScaledConstant(scaled)) {
      return moved(binary.left(), scaled, adds ? " + " : " - ", false);
    }
    if (adds && binary.left() instanceof Binary scaled && isScaledConstant(scaled)) {
      return moved(binary.right(), scaled, " + ", true);
    }
    return null;
  }

  private static boolean isScaledConstant(Binary binary) {
    return binary.operation() == DifOperation.MUL
        && binary.left() instanceof Literal
        && binary.right() instanceof Literal size
        && size.value() > 1
        && size.value() <= Short.MAX_VALUE;
  }

  private Typed moved(Tree pointer, Binary scaled, String sign, boolean indexFirst)
      throws NoTextException {
    long size = ((Literal) scaled.right()).value();
    String cast = "(" + helpers.element((int) size) + " *)" + as(pointer, ADDRESSES).inner();
    String index = natural(scaled.left()).inner();
    return Typed.operation(
        indexFirst ? index + sign + cast : cast + sign + index, ValueType.POINTER);
  }

  private ImmutableList<Typed> alternatives(Tree tree, @Nullable Boolean signed, int bytes)
      throws NoTextException {
    ImmutableList.Builder<Typed> all = ImmutableList.builder();
    Typed natural = number(tree);
    all.add(natural);
    int[] sizes = {natural.type().bytes(), bytes, Long.BYTES, Integer.BYTES};
    for (int size : sizes) {
      for (boolean sign : new boolean[] {true, false}) {
        if (size != 0 && (signed == null || signed == sign)) {
          Typed one = tryForce(tree, ValueType.integer(size, sign));
          if (one != null) {
            all.add(one);
          }
        }
      }
    }
    return all.build();
  }

  /** Finds types of the two sides with which the operation and its value are those wanted. */
  private Typed calculation(Binary binary, @Nullable ValueType wanted) throws NoTextException {
    DifOperation operation = binary.operation();
    Boolean signed = sign(operation);
    Typed left = number(binary.left());
    Typed right = number(binary.right());
    ValueType type = ValueType.promoted(left.type(), right.type());
    if (!fits(type, signed, wanted) || (left.constant() && right.constant())) {
      Boolean sign = wanted != null ? Boolean.valueOf(wanted.signed()) : signed;
      int bytes = wanted == null ? 0 : wanted.bytes();
      boolean found = false;
      for (Typed one : alternatives(binary.left(), sign, bytes)) {
        for (Typed other : alternatives(binary.right(), sign, bytes)) {
          if (!found && fits(ValueType.promoted(one.type(), other.type()), signed, wanted)) {
            Typed first = one.constant() && other.constant() ? unfoldedOrNull(one) : one;
            if (first != null) {
              left = first;
              right = other;
              found = true;
            }
          }
        }
      }
      if (!found) {
        throw new NoTextException();
      }
      type = ValueType.promoted(left.type(), right.type());
    }
    if (type == null) {
      throw new NoTextException();
    }
    return Typed.operation(left.inner() + " " + Forms.sign(operation) + " " + right.inner(), type);
  }

  private static @Nullable Typed unfoldedOrNull(Typed typed) {
    try {
      return unfolded(typed);
    } catch (NoTextException e) {
      return null;
    }
  }

  private static boolean fits(
      @Nullable ValueType type, @Nullable Boolean signed, @Nullable ValueType wanted) {
    return type != null
        && (signed == null || type.signed() == signed)
        && (wanted == null || type.is(wanted));
  }

  private Typed comparison(Tree.Comparison comparison) throws NoTextException {
    String sign = " " + Forms.sign(comparison.branch()) + " ";
    if (comparison.ofStrings()) {
      String left = as(comparison.left(), ValueType.STRING).inner();
      return Typed.operation(
          left + sign + as(comparison.right(), ValueType.STRING).inner(), ValueType.INT);
    }
    Typed left = natural(comparison.left());
    Typed right = natural(comparison.right());
    Boolean signed = sign(comparison.branch());
    boolean pointers =
        left.type().kind() == ValueType.Kind.POINTER
            && right.type().kind() == ValueType.Kind.POINTER
            && !Boolean.TRUE.equals(signed);
    if (!pointers) {
      Typed numbers =
          calculation(new Binary(comparison.branch(), comparison.left(), comparison.right()), null);
      return Typed.operation(numbers.text(), ValueType.INT);
    }
    if (isForeign(left.type(), right.type())) {
      left = as(comparison.left(), ValueType.POINTER);
      left = cast(left, ValueType.POINTER);
    }
    return Typed.operation(left.inner() + sign + right.inner(), ValueType.INT);
  }

  private Typed logic(Tree.Logic logic) throws NoTextException {
    Typed left = scalar(logic.left());
    Typed right = scalar(logic.right());
    if (left.constant() && right.constant()) {
      left = unfolded(as(logic.left(), WORDS));
    }
    Binding binding =
        switch (logic.sign()) {
          case "&&" -> Binding.CONJUNCTION;
          case "||" -> Binding.DISJUNCTION;
          default -> Binding.EXCLUSION;
        };
    return new Typed(
        side(left, binding, true) + " " + logic.sign() + " " + side(right, binding, false),
        binding,
        ValueType.INT,
        false);
  }

  /** Operators of one kind are read from the left; those of others get parentheses. */
  private static String side(Typed typed, Binding binding, boolean left) {
    boolean plain =
        typed.binding() == Binding.ATOM
            || typed.binding() == Binding.OPERATION
            || (left && typed.binding() == binding);
    return plain ? typed.text() : "(" + typed.text() + ")";
  }

  private Typed choice(Tree.Choice choice) throws NoTextException {
    Typed yes = natural(choice.yes());
    Typed no = natural(choice.no());
    ValueType left = yes.type();
    ValueType right = no.type();
    boolean alike =
        (left.isInteger() && right.isInteger())
            || (left.kind() == ValueType.Kind.STRING && right.kind() == ValueType.Kind.STRING)
            || (left.kind() == ValueType.Kind.POINTER && left.equals(right));
    if (!alike) {
      boolean string =
          left.kind() == ValueType.Kind.STRING || right.kind() == ValueType.Kind.STRING;
      ValueType both = string ? ValueType.STRING : ValueType.POINTER;
      yes = cast(as(choice.yes(), both), both);
      no = cast(as(choice.no(), both), both);
    }
    return choice(choice, yes, no);
  }

  /** One of two integers can be smaller: the larger type is that of both. */
  private Typed choice(Tree.Choice choice, ValueType type) throws NoTextException {
    Typed yes = natural(choice.yes());
    Typed no = natural(choice.no());
    Typed larger = tryForce(choice.yes(), type);
    Typed other = tryForce(choice.no(), type);
    if (yes.type().isInteger() && no.type().isInteger()) {
      ValueType left = larger == null ? null : ValueType.promoted(larger.type(), no.type());
      ValueType right = other == null ? null : ValueType.promoted(yes.type(), other.type());
      if (larger != null && left != null && left.is(type)) {
        return exactly(choice(choice, larger, no), type);
      }
      if (other != null && right != null && right.is(type)) {
        return exactly(choice(choice, yes, other), type);
      }
    }
    if (larger == null || other == null) {
      throw new NoTextException();
    }
    return choice(choice, larger, other);
  }

  private Typed choice(Tree.Choice choice, Typed yes, Typed no) throws NoTextException {
    Typed condition = scalar(choice.condition());
    if (condition.constant()) {
      condition = unfolded(as(choice.condition(), WORDS));
    }
    ValueType type = yes.type();
    if (!yes.type().is(no.type())) {
      type = ValueType.promoted(yes.type(), no.type());
    }
    if (type == null) {
      throw new NoTextException();
    }
    return new Typed(
        condition.inner() + " ? " + yes.inner() + " : " + no.inner(), Binding.CHOICE, type, false);
  }

  private Typed assignment(Tree.Assignment assignment) throws NoTextException {
    if (assignment.target() instanceof Variable variable) {
      return assignment(variable, assignment.value());
    }
    if (assignment.target() instanceof Tree.Load place) {
      String target = place(place);
      ValueType type = Forms.type(place.operation());
      return assigned(target, given(assignment.value(), type), type);
    }
    Tree.Element element = (Tree.Element) assignment.target();
    String target = element.name() + "[" + natural(element.index()).text() + "]";
    return assigned(
        target, given(assignment.value(), ValueType.UNSIGNED_LONG), ValueType.UNSIGNED_LONG);
  }

  private static Typed assigned(String target, Typed value, ValueType type) {
    return new Typed(target + " = " + value.item(), Binding.ASSIGNMENT, type, false);
  }

  private Typed assignment(Variable variable, Tree value) throws NoTextException {
    variables.name(variable);
    ImmutableList<Argument> keys = variable.keys();
    if (keys == null
        && value instanceof Binary binary
        && (binary.operation() == DifOperation.ADD || binary.operation() == DifOperation.SUB)
        && variable.isSame(binary.left())
        && binary.right() instanceof Literal step
        && step.value() == 1) {
      boolean up = binary.operation() == DifOperation.ADD;
      return change(new Tree.Change(variable, up, 1, /* before= */ true));
    }
    String target = keys == null ? name(variable) : keys(variable, keys);
    ValueType type = variables.typeIfKnown(variable);
    if (type != null) {
      return assigned(target, given(value, type), type);
    }
    if (variable.type() == null) {
      throw new NoTextException();
    }
    Typed first = asOrNull(value, ValueType.of(variable.type()));
    if (first == null) {
      variables.wantDeclared(variable);
      ValueType own = variables.type(variable);
      return assigned(target, given(value, own), own);
    }
    if (variables.typeIfKnown(variable) != null) {
      // The value has an assignment to the same variable.
      variables.wantDeclared(variable);
    }
    variables.assigned(variable, first.type());
    return assigned(target, first, first.type());
  }

  private @Nullable Typed asOrNull(Tree tree, ImmutableList<ValueType> types)
      throws NoTextException {
    try {
      return as(tree, types);
    } catch (NoTextException e) {
      // The expression itself may have no text.
      Typed unused = natural(tree);
      return null;
    }
  }

  /** Returns a value as something of a type is given it. */
  private Typed given(Tree value, ValueType type) throws NoTextException {
    Typed natural = natural(value);
    if (value instanceof Literal literal) {
      if (literal.value() == 0) {
        return natural;
      }
      if (type.isInteger()) {
        boolean same =
            Literals.given(literal.value(), natural.type(), type.bytes()) == literal.value();
        return same ? natural : as(value, type);
      }
    }
    return switch (type.kind()) {
      case INTEGER, ENUM -> number(value);
      case POINTER, STRING -> as(value, type);
      case PLACE -> place(natural, value, type);
      default -> throw new NoTextException();
    };
  }

  private Typed place(Typed natural, Tree value, ValueType type) throws NoTextException {
    return natural.type().is(type)
        ? natural
        : Typed.atom(helpers.at(type, as(value, ADDRESSES).inner()), type);
  }

  private Typed change(Tree.Change change) throws NoTextException {
    if (change.step() != 1) {
      throw new NoTextException();
    }
    Typed target;
    if (change.target() instanceof Variable variable) {
      variables.name(variable);
      ImmutableList<Argument> keys = variable.keys();
      if (variables.typeIfKnown(variable) == null
          && variable.type() != null
          && ValueType.of(variable.type()).contains(ValueType.LONG)) {
        variables.assigned(variable, ValueType.LONG);
      }
      String text = keys == null ? name(variable) : keys(variable, keys);
      target = Typed.atom(text, variables.type(variable));
    } else {
      Typed place = natural(change.target());
      target = Typed.operation(place.text(), place.type());
    }
    if (!target.type().isInteger()) {
      throw new NoTextException();
    }
    String sign = change.up() ? "++" : "--";
    return Typed.operation(
        change.before() ? sign + target.inner() : target.inner() + sign, target.type());
  }
}
