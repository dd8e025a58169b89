package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.ModuleTypes;
import org.bootarchive.dtrace.types.StabilityAttributes;

/**
 * Makes of names what they stand for; what an assignment names for the first time is made.
 *
 * <p>Source: {@code dt_xcook_ident} of libdtrace's {@code dt_parser.c}.
 */
final class NameResolver {
  private final Unit unit;
  private final Session session;
  private final SpecialTypes types;
  private final IdentifierChecks identifiers;

  NameResolver(Unit unit, IdentifierChecks identifiers) {
    this.unit = unit;
    this.session = unit.session;
    this.types = unit.session.types;
    this.identifiers = identifiers;
  }

  /**
   * Makes of a name the aggregation or global variable that it stands for.
   *
   * @param create whether it is made if there is none
   */
  void resolve(Node node, boolean create) {
    boolean aggregation = node.operator == Operator.AGGREGATION;
    resolve(
        node,
        aggregation ? session.aggregations : session.globals,
        aggregation ? IdentifierKind.AGGREGATION : IdentifierKind.SCALAR,
        create);
  }

  /**
   * Makes of a name what it stands for.
   *
   * @param table where it is looked for
   * @param kind what it must be
   * @param create whether it is made if there is none
   */
  void resolve(Node node, IdentifierTable table, IdentifierKind kind, boolean create) {
    String text = node.text;
    int tick = text.lastIndexOf('`');
    if (tick >= 0) {
      boolean user = tick > 0 && text.charAt(tick - 1) == '`';
      String scope = text.substring(0, user ? tick - 1 : tick);
      symbol(node, scope, text.substring(tick + 1), user, table);
      return;
    }
    boolean aggregation = kind == IdentifierKind.AGGREGATION;
    String name = aggregation ? text.substring(1) : text;
    Identifier found = table == session.globals ? unit.lookup(name) : table.lookup(name);
    NodeKind nodeKind = aggregation ? NodeKind.AGGREGATION : NodeKind.VARIABLE;
    if (found != null) {
      if (found.kind != kind && table == session.globals) {
        throw unit.error(
            ErrorTag.D_IDENT_BADREF,
            "%s '%s' may not be referenced as %s",
            found.kind.text(),
            found.name,
            kind.text());
      }
      use(node, found, nodeKind);
      if (found.has(Identifier.WRITABLE)) {
        node.flags |= Node.WRITABLE;
      }
    } else if (create) {
      found = create(table, name, kind);
      use(node, found, nodeKind);
      node.flags |= Node.WRITABLE;
    } else {
      throw unit.error(ErrorTag.D_IDENT_UNDEF, "failed to resolve %s: Unknown variable name", text);
    }
  }

  private void use(Node node, Identifier found, NodeKind kind) {
    StabilityAttributes attributes;
    if (found.kind != IdentifierKind.ARRAY && found.kind != IdentifierKind.AGGREGATION) {
      attributes = identifiers.check(node, found, null, list -> {});
    } else {
      node.assignType(types.dynamic, false);
      attributes = found.attributes;
    }
    node.text = "";
    node.kind = kind;
    node.identifier = found;
    node.flags |= Node.ADDRESSABLE;
    unit.assignAttributes(node, attributes);
  }

  private Identifier create(IdentifierTable table, String name, IdentifierKind kind) {
    int id = unit.newId(table, name);
    int flags = Identifier.WRITABLE;
    if (table == unit.locals) {
      flags |= Identifier.LOCAL;
    } else if (table == session.threadVariables) {
      flags |= Identifier.THREAD;
    }
    boolean keyed = kind == IdentifierKind.ARRAY || kind == IdentifierKind.AGGREGATION;
    Identifier made =
        unit.newIdentifier(name, kind, keyed ? CheckRule.KEYS : CheckRule.KNOWN_TYPE, id, flags);
    if (table == session.globals) {
      unit.addGlobal(made);
    } else {
      table.insert(made);
    }
    return made;
  }

  private void symbol(Node node, String scope, String name, boolean user, IdentifierTable table) {
    String mark = user ? "``" : "`";
    SymbolReference found;
    try {
      if (table != session.globals) {
        throw new LookupException("Unknown variable name");
      }
      if (user && scope.isEmpty()) {
        throw LookupException.noSymbol();
      }
      found = session.search.symbol(scope, name);
    } catch (LookupException e) {
      throw unit.error(
          ErrorTag.D_IDENT_UNDEF, "failed to resolve %s%s%s: %s", scope, mark, name, e.text());
    }
    ModuleTypes module = found.module();
    boolean ofUser = module == null;
    if (user != ofUser) {
      throw unit.error(
          ErrorTag.D_SYM_BADREF,
          "%s module '%s' symbol '%s' may not be referenced as a %s symbol",
          ofUser ? "user" : "kernel",
          found.object(),
          found.name(),
          user ? "user" : "kernel");
    }
    CType type;
    try {
      type = session.search.symbolType(found);
    } catch (LookupException e) {
      throw unit.error(
          ErrorTag.D_SYM_NOTYPES,
          "no symbolic type information is available for %s%s%s: %s",
          found.object(),
          mark,
          found.name(),
          e.text());
    }
    Identifier identifier =
        unit.newIdentifier(name, IdentifierKind.SYMBOL, CheckRule.KNOWN_TYPE, 0, 0);
    identifier.attributes = StabilityAttributes.PRIVATE_UNKNOWN;
    if (module != null && module.primary()) {
      identifier.flags |= Identifier.PRIMARY;
    }
    identifier.symbol = found;
    identifier.type = type;
    node.text = "";
    node.kind = NodeKind.SYMBOL;
    node.identifier = identifier;
    node.flags |= Node.ADDRESSABLE;
    node.assignType(type, false);
    unit.assignAttributes(node, StabilityAttributes.PRIVATE_UNKNOWN);
    if (user) {
      identifier.flags |= Identifier.USERLAND;
      node.flags |= Node.USERLAND;
    }
  }
}
