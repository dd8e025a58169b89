package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.text.Tree.Variable;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a program while its text is made: what the compiler will know of each at that
 * place. Variables get their numbers in the order in which the text names them, and their types
 * from what is assigned to them first; where that would be others than those of the code, the text
 * must declare the variables of that scope, and is made again.
 */
final class ProgramVariables {
  private static final int SCOPES = 3;

  /** What is known of a variable of the code. */
  private static final class Known {
    final Variable variable;
    @Nullable ValueType type;
    @Nullable ImmutableList<ValueType> keys;

    Known(Variable variable) {
      this.variable = variable;
    }
  }

  private final List<TreeMap<Integer, Known>> scopes = new ArrayList<>();
  private final int[] next = new int[SCOPES];

  /** Of each scope the number up to which its variables are declared. */
  private final int[] declared;

  private final Set<List<Integer>> unsigned;

  /** What the keys of a declared array turned out to be when the text was made before. */
  private final Map<List<Integer>, ImmutableList<ValueType>> keysBefore;

  /** Types that a key cannot have: scope, number of the array, place of the key. */
  private final Map<List<Integer>, Set<ValueType>> refused;

  private boolean keysChanged;

  /** What may be done for all passes together. */
  private final Work work;

  /** Up to which numbers variables must be declared, as it turned out. */
  private final int[] wanted;

  /** Variables that a sign was wanted of that they do not have. */
  private final Set<List<Integer>> otherSign = new HashSet<>();

  /** Variables whose other sign would have been of use. */
  private final Set<List<Integer>> asked = new LinkedHashSet<>();

  ProgramVariables() {
    this(new int[SCOPES], new HashSet<>(), new HashMap<>(), new HashMap<>(), new Work());
  }

  private ProgramVariables(
      int[] declared,
      Set<List<Integer>> unsigned,
      Map<List<Integer>, ImmutableList<ValueType>> keysBefore,
      Map<List<Integer>, Set<ValueType>> refused,
      Work work) {
    this.work = work;
    this.refused = refused;
    this.declared = declared;
    this.wanted = declared.clone();
    this.unsigned = unsigned;
    this.keysBefore = keysBefore;
    for (int i = 0; i < SCOPES; i++) {
      scopes.add(new TreeMap<>());
      next[i] = Math.max(declared[i] + 1, DifVariable.FIRST_USER_ID);
    }
  }

  private static List<Integer> key(Variable variable) {
    return List.of(variable.scope(), variable.id());
  }

  /** Returns what to make the text with again; null if it is as it should be. */
  @Nullable ProgramVariables again() {
    Set<List<Integer>> signs = new HashSet<>(unsigned);
    for (List<Integer> one : otherSign) {
      want(one.get(0), one.get(1));
      signs.add(one);
    }
    if (Arrays.equals(wanted, declared) && signs.equals(unsigned) && !keysChanged) {
      return null;
    }
    Map<List<Integer>, ImmutableList<ValueType>> keys = new HashMap<>();
    for (TreeMap<Integer, Known> scope : scopes) {
      for (Known known : scope.values()) {
        if (known.keys != null) {
          keys.put(key(known.variable), known.keys);
        }
      }
    }
    return new ProgramVariables(wanted, signs, keys, refused, work);
  }

  Work work() {
    return work;
  }

  private boolean isDeclared(Variable variable) {
    return variable.id() <= declared[variable.scope()];
  }

  private void want(int scope, int upTo) {
    wanted[scope] = Math.max(wanted[scope], upTo);
  }

  /** Asks for a declaration of a variable, whose type does not come of what is assigned. */
  void wantDeclared(Variable variable) {
    if (isOfUser(variable)) {
      want(variable.scope(), variable.id());
    }
  }

  private static boolean isOfUser(Variable variable) {
    return variable.id() >= DifVariable.FIRST_USER_ID;
  }

  /** Takes note that the text names a variable. */
  private Known known(Variable variable) {
    return scopes.get(variable.scope()).computeIfAbsent(variable.id(), id -> named(variable));
  }

  private Known named(Variable variable) {
    if (!isDeclared(variable)) {
      int expected = next[variable.scope()];
      want(variable.scope(), variable.id() > expected ? variable.id() - 1 : 0);
      want(variable.scope(), variable.id() < expected ? variable.id() : 0);
      next[variable.scope()] = Math.max(expected, variable.id() + 1);
    }
    return new Known(variable);
  }

  /** Takes note of a variable that is about to be assigned to. */
  void name(Variable variable) {
    if (isOfUser(variable)) {
      Known unused = known(variable);
    }
  }

  /** Makes a variable that nobody has assigned to yet a number, if it can be one. */
  void assumeNumber(Variable variable) throws NoTextException {
    if (typeIfKnown(variable) == null
        && variable.type() != null
        && ValueType.of(variable.type()).contains(ValueType.LONG)) {
      assigned(variable, ValueType.LONG);
    }
  }

  /** Returns the type of a variable that has one already; null if what is assigned gives it. */
  @Nullable ValueType typeIfKnown(Variable variable) throws NoTextException {
    if (!isOfUser(variable)) {
      return builtIn(variable.name());
    }
    Known known = known(variable);
    if (known.type == null && isDeclared(variable)) {
      known.type = declaredType(variable);
    }
    return known.type;
  }

  /** Returns the type of a variable that is read. */
  ValueType type(Variable variable) throws NoTextException {
    ValueType type = typeIfKnown(variable);
    if (type == null) {
      wantDeclared(variable);
      type = declaredType(variable);
      known(variable).type = type;
    }
    return type;
  }

  private ValueType declaredType(Variable variable) throws NoTextException {
    DifType type = variable.type();
    if (type == null) {
      throw new NoTextException();
    }
    ImmutableList<ValueType> types = ValueType.of(type);
    return types.get(unsigned.contains(key(variable)) ? types.size() - 1 : 0);
  }

  /** Takes note of the type that an assignment gave a variable. */
  void assigned(Variable variable, ValueType type) {
    known(variable).type = type;
  }

  /** Asks for the other sign of a variable, if there is no other way. */
  void wantOtherSign(Variable variable) {
    if (isOfUser(variable) && !unsigned.contains(key(variable))) {
      asked.add(key(variable));
    }
  }

  /** Begins with an expression. */
  void begin() {
    asked.clear();
  }

  /** Ends with an expression that has no text as it is: one sign that was asked for is changed. */
  void fail() {
    if (otherSign.isEmpty()) {
      asked.stream().findFirst().ifPresent(otherSign::add);
    }
  }

  /** Returns how many variables the other sign was asked for. */
  int signsWanted() {
    return asked.size();
  }

  /** Returns the types of the keys of an array; null before the first use. */
  @Nullable ImmutableList<ValueType> keys(Variable variable) {
    Known known = known(variable);
    if (known.keys == null && isDeclared(variable)) {
      known.keys = keysBefore.get(key(variable));
    }
    return known.keys;
  }

  void setKeys(Variable variable, ImmutableList<ValueType> keys) {
    known(variable).keys = keys;
  }

  /** Returns the types that a key was found not to have. */
  Set<ValueType> refused(Variable variable, int place) {
    return refused.computeIfAbsent(
        List.of(variable.scope(), variable.id(), place), key -> new HashSet<>());
  }

  /** Takes another type for a key, which only a declaration can give it. */
  void changeKeys(Variable variable, ImmutableList<ValueType> keys) {
    known(variable).keys = keys;
    keysChanged = true;
    wantDeclared(variable);
  }

  /** Returns the declarations that the text needs, in order. */
  ImmutableList<String> declarations(Helpers helpers) throws NoTextException {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (int scope = 0; scope < SCOPES; scope++) {
      for (int id = DifVariable.FIRST_USER_ID; id <= declared[scope]; id++) {
        Known known = scopes.get(scope).get(id);
        lines.add(
            prefix(scope)
                + (known == null ? "int unused_" + id + ";" : declaration(known, helpers)));
      }
    }
    return lines.build();
  }

  private static String prefix(int scope) {
    return switch (scope) {
      case DifVariable.THREAD -> "self ";
      case DifVariable.LOCAL -> "this ";
      default -> "";
    };
  }

  private String declaration(Known known, Helpers helpers) throws NoTextException {
    Variable variable = known.variable;
    String name = variable.name();
    if (name.indexOf('%') >= 0) {
      throw new NoTextException();
    }
    ValueType type = known.type == null ? declaredType(variable) : known.type;
    helpers.use(type);
    String keys = "";
    if (variable.keys() != null) {
      if (known.keys == null) {
        throw new NoTextException();
      }
      keys = "[" + String.join(", ", known.keys.stream().map(ValueType::name).toList()) + "]";
    }
    if (type.kind() == ValueType.Kind.PLACE) {
      return type.name().equals("array")
          ? "char " + name + "[" + type.bytes() + "];"
          : type.name() + " " + Helpers.name(type) + " " + name + keys + ";";
    }
    String word = type.name().endsWith("*") ? type.name() : type.name() + " ";
    return word + name + keys + ";";
  }

  private static ValueType builtIn(String name) {
    if (name.matches("arg[0-9]")) {
      return ValueType.LONG;
    }
    return switch (name) {
      case "timestamp", "vtimestamp", "ucaller" -> ValueType.UNSIGNED_LONG;
      case "walltimestamp" -> ValueType.LONG;
      case "caller" -> Prototype.type("uintptr_t");
      case "pid", "ppid" -> Prototype.type("pid_t");
      case "tid" -> Prototype.type("id_t");
      case "errno" -> Prototype.type("int");
      case "epid", "id", "ipl" -> Prototype.type("uint_t");
      case "stackdepth", "ustackdepth" -> Prototype.type("uint32_t");
      case "uid", "gid" -> ValueType.named(name + "_t", Integer.BYTES, false);
      case "curthread" -> Prototype.type("genunix`kthread_t*");
      case "execname",
          "zonename",
          "threadname",
          "probeprov",
          "probemod",
          "probefunc",
          "probename" ->
          ValueType.STRING;
      default -> ValueType.WORD;
    };
  }
}
