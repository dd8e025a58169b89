package org.bootarchive.dtrace.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Checks a use of an identifier by its keys or arguments, and gives the node its type.
 *
 * <p>Source: libdtrace's {@code dt_ident.c}.
 */
final class IdentifierChecks {
  private final Unit unit;
  private final Session session;
  private final SpecialTypes types;
  private final Checker checker;

  IdentifierChecks(Unit unit, Checker checker) {
    this.unit = unit;
    this.session = unit.session;
    this.types = unit.session.types;
    this.checker = checker;
  }

  /**
   * Checks a use.
   *
   * @param node what gets the type
   * @param identifier what is used
   * @param arguments keys or arguments, which are checked too
   * @param checked told the list of these, which can begin with another node
   * @return how stable the use is
   */
  StabilityAttributes check(
      Node node,
      Identifier identifier,
      @Nullable Node arguments,
      Consumer<@Nullable Node> checked) {
    Checker.CheckedList list = checker.checkList(arguments, Identifier.READ);
    checked.accept(list.first());
    int count = Node.count(list.first());
    switch (identifier.rule) {
      case KEYS -> keys(node, identifier, count, list.first());
      case FUNCTION -> function(node, identifier, count, list.first());
      case ARGUMENTS -> arguments(node, identifier, count, list.first());
      case REGISTERS -> registers(node, identifier, count, list.first());
      case NAMED_TYPE -> namedType(node, identifier);
      case KNOWN_TYPE -> knownType(node, identifier);
      case INLINE -> {
        if (identifier.kind == IdentifierKind.ARRAY) {
          keys(node, identifier, count, list.first());
        } else {
          knownType(node, identifier);
        }
      }
    }
    if (identifier.has(Identifier.USERLAND)) {
      node.flags |= Node.USERLAND;
    }
    return list.attributes().minimum(identifier.attributes);
  }

  private static void knownType(Node node, Identifier identifier) {
    if (identifier.type != null) {
      node.assignType(identifier.type, false);
    }
  }

  private void namedType(Node node, Identifier identifier) {
    CType type = identifier.type;
    if (type == null) {
      try {
        type = unit.lookupType(identifier.definition);
      } catch (LookupException e) {
        throw unit.error(
            ErrorTag.D_UNKNOWN,
            "failed to resolve type %s for identifier %s: %s",
            identifier.definition,
            identifier.name,
            e.text());
      }
      identifier.type = type;
    }
    node.assignType(type, false);
  }

  private void keys(Node node, Identifier identifier, int count, @Nullable Node keys) {
    Signature known = identifier.signature;
    if (known != null) {
      String prefix = identifier.kind == IdentifierKind.AGGREGATION ? "@" : "";
      compare(node, identifier, known, count, keys, prefix, "[ ]");
      return;
    }
    List<Node> parameters = new ArrayList<>();
    identifier.signature = new Signature(parameters, -1, -1);
    if (!identifier.has(Identifier.DECLARED)) {
      identifier.type = types.dynamic;
    }
    int position = 0;
    Node last = null;
    for (Node key = keys; key != null; key = key.next) {
      position++;
      if (key.isDynamic() || NodeRules.isVoid(key, types)) {
        throw unit.error(
            ErrorTag.D_KEY_TYPE,
            "%s expression may not be used as %s index: key #%d",
            NodeRules.typeName(key, types),
            identifier.kind.text(),
            position);
      }
      Node parameter = new Node(NodeKind.TYPE, 0);
      parameter.propagateFrom(key);
      parameters.add(parameter);
      if (last != null) {
        last.next = parameter;
      }
      last = parameter;
    }
    if (identifier.type != null) {
      node.assignType(identifier.type, false);
    }
  }

  private void compare(
      Node node,
      Identifier identifier,
      Signature signature,
      int count,
      @Nullable Node given,
      String prefix,
      String suffix) {
    boolean keys =
        identifier.kind == IdentifierKind.ARRAY || identifier.kind == IdentifierKind.AGGREGATION;
    int expected = signature.parameters.size();
    int compared;
    boolean mismatch;
    if (signature.variableFrom >= 0) {
      mismatch = count < signature.variableFrom;
      compared = signature.variableFrom;
    } else if (signature.optionalFrom >= 0) {
      mismatch = count < signature.optionalFrom || count > expected;
      compared = count;
    } else {
      mismatch = count != expected;
      compared = expected;
    }
    if (mismatch) {
      throw unit.error(
          ErrorTag.D_PROTO_LEN,
          "%s%s%s prototype mismatch: %d %s%spassed, %s%d expected",
          prefix,
          identifier.name,
          suffix,
          count,
          keys ? "key" : "arg",
          count == 1 ? " " : "s ",
          signature.optionalFrom >= 0 ? "at least " : "",
          signature.optionalFrom >= 0 ? signature.optionalFrom : compared);
    }
    Node argument = given;
    for (int i = 0; i < compared && argument != null; i++, argument = argument.next) {
      Node parameter = signature.parameters.get(i);
      if (parameter.type != null && !NodeRules.areCompatible(parameter, argument, types)) {
        throw unit.error(
            ErrorTag.D_PROTO_ARG,
            "%s%s%s %s #%d is incompatible with prototype:\n\tprototype: %s\n\t%9s: %s",
            prefix,
            identifier.name,
            suffix,
            keys ? "key" : "argument",
            i + 1,
            NodeRules.typeName(parameter, types),
            keys ? "key" : "argument",
            NodeRules.typeName(argument, types));
      }
    }
    node.assignType(identifier.type == null ? types.dynamic : identifier.type, false);
  }

  private void function(Node node, Identifier identifier, int count, @Nullable Node arguments) {
    Signature signature = identifier.signature;
    if (signature == null) {
      signature = prototype(identifier);
      identifier.signature = signature;
    }
    compare(node, identifier, signature, count, arguments, "", "( )");
  }

  /** Reads a prototype such as {@code string(const char *, int, [int])}. */
  private Signature prototype(Identifier identifier) {
    String text = identifier.definition;
    int open = text.indexOf('(');
    String returned = text.substring(0, open);
    String inside = text.substring(open + 1, text.lastIndexOf(')'));
    try {
      CType type = unit.lookupType(returned);
      identifier.type =
          identifier.kind == IdentifierKind.AGGREGATING_FUNCTION ? types.dynamic : type;
    } catch (LookupException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN,
          "failed to resolve type of %s (%s): %s",
          identifier.name,
          returned,
          e.text());
    }
    List<Node> parameters = new ArrayList<>();
    int variableFrom = -1;
    int optionalFrom = -1;
    for (String one : inside.isBlank() ? new String[0] : inside.split(",")) {
      String parameter = one.strip();
      Node node = new Node(NodeKind.TYPE, 0);
      parameters.add(node);
      if (parameter.equals("...")) {
        variableFrom = parameters.size() - 1;
      } else if (!parameter.equals("@")) {
        if (parameter.startsWith("[")) {
          optionalFrom = optionalFrom < 0 ? parameters.size() - 1 : optionalFrom;
          parameter = parameter.substring(1, parameter.length() - 1);
        }
        try {
          node.assignType(unit.lookupType(parameter), false);
        } catch (LookupException e) {
          throw unit.error(
              ErrorTag.D_UNKNOWN,
              "failed to resolve type of %s arg#%d (%s): %s",
              identifier.name,
              parameters.size(),
              parameter,
              e.text());
        }
      }
    }
    return new Signature(parameters, variableFrom, optionalFrom);
  }

  private void checkIndex(Identifier identifier, int count, @Nullable Node index) {
    if (count != 1 || index == null) {
      throw unit.error(
          ErrorTag.D_PROTO_LEN,
          "%s[ ] prototype mismatch: %d arg%spassed, 1 expected",
          identifier.name,
          count,
          count == 1 ? " " : "s ");
    }
    if (index.kind != NodeKind.INTEGER) {
      throw unit.error(
          ErrorTag.D_PROTO_ARG,
          "%s[ ] argument #1 is incompatible with prototype:\n"
              + "\tprototype: integer constant\n\t argument: %s",
          identifier.name,
          NodeRules.typeName(index.type, types));
    }
  }

  private void registers(Node node, Identifier identifier, int count, @Nullable Node index) {
    checkIndex(identifier, count, index);
    if (index != null && index.has(Node.SIGNED) && index.value < 0) {
      throw unit.error(
          ErrorTag.D_REGS_IDX,
          "index %d is out of range for array %s",
          index.value,
          identifier.name);
    }
    identifier.type = types.named("uint64_t");
    node.assignType(identifier.type, false);
  }

  private void arguments(Node node, Identifier identifier, int count, @Nullable Node index) {
    checkIndex(identifier, count, index);
    if (unit.description == null) {
      throw unit.error(
          ErrorTag.D_ARGS_NONE,
          "%s[ ] may not be referenced outside of a probe clause",
          identifier.name);
    }
    ProbeModel probe = unit.probe;
    String description = ProbeSpecifier.text(unit.description);
    if (probe == null) {
      throw unit.error(
          ErrorTag.D_ARGS_MULTI,
          "%s[ ] may not be referenced because probe description %s matches an unstable set of"
              + " probes",
          identifier.name,
          description);
    }
    long number = index == null ? 0 : index.value;
    if (probe.arguments().isEmpty()
        && !session.environment.probes().knowsArguments(probe.provider().name)) {
      throw unit.error(
          ErrorTag.D_ARGS_NONE,
          "the types of %s for probes of %s are not known: they are in the table of the driver sdt,"
              + " and the image's drv/sdt has none; use arg0 to arg9 with casts",
          "args[ ]",
          probe.provider().name);
    }
    if (Long.compareUnsigned(number, probe.arguments().size()) >= 0) {
      throw unit.error(
          ErrorTag.D_ARGS_IDX,
          "index %d is out of range for %s %s[ ]",
          number,
          description,
          identifier.name);
    }
    Node shown = probe.arguments().get((int) number);
    int from = probe.mapping().get((int) number);
    Node value = from < probe.values().size() ? probe.values().get(from) : shown;
    if (shown.type == null) {
      throw unit.error(
          ErrorTag.D_ARGS_TYPE,
          "failed to resolve translated type for %s[%d]",
          identifier.name,
          number);
    }
    if (value.type == null) {
      throw unit.error(
          ErrorTag.D_ARGS_TYPE,
          "failed to resolve native type for %s[%d]",
          identifier.name,
          number);
    }
    if (value == shown || NodeRules.areCompatible(value, shown, types)) {
      node.identifier = copyOf(identifier, identifier.kind, identifier.flags);
      node.assignType(shown.type, shown.has(Node.USERLAND));
      return;
    }
    Translator translator = new TranslatorSearch(session).find(value, shown.type, false);
    if (translator == null) {
      throw unit.error(
          ErrorTag.D_ARGS_XLATOR,
          "translator for %s[%d] from %s to %s is not defined",
          identifier.name,
          number,
          NodeRules.typeName(value, types),
          NodeRules.typeName(shown, types));
    }
    Identifier translated = translator.identifierFor(shown.type);
    Identifier copy = copyOf(identifier, translated.kind, translated.flags);
    copy.translator = translator;
    copy.type = translated.type;
    node.identifier = copy;
    node.assignType(types.dynamic, false);
  }

  private Identifier copyOf(Identifier identifier, IdentifierKind kind, int flags) {
    Identifier copy =
        new Identifier(
            identifier.name,
            kind,
            identifier.rule,
            identifier.id,
            identifier.generation,
            unit.position.line());
    copy.flags = flags;
    copy.attributes = identifier.attributes;
    copy.version = identifier.version;
    return copy;
  }
}
