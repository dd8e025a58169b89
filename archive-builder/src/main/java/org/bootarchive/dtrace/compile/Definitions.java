package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.CtfChangeException;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.bootarchive.dtrace.types.TypeContainer;
import org.bootarchive.dtrace.types.TypeDraft;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Variables, types, inlines and translators that a program defines.
 *
 * <p>Source: {@code dt_node_decl}, {@code dt_node_inline} and {@code dt_node_xlator} of libdtrace's
 * {@code dt_parser.c}.
 */
final class Definitions {
  private final Unit unit;
  private final Session session;
  private final SpecialTypes types;
  private final Checker checker;

  Definitions(Unit unit, Checker checker) {
    this.unit = unit;
    this.session = unit.session;
    this.types = unit.session.types;
    this.checker = checker;
  }

  StabilityAttributes attributesOf(CType type) {
    return types.isOwn(type.container())
        ? StabilityAttributes.STABLE_COMMON
        : StabilityAttributes.PRIVATE_UNKNOWN;
  }

  private String typeName(CType type) {
    return NodeRules.typeName(type, types);
  }

  /** A declaration with or without a name is complete. */
  void declare() {
    DeclarationScope scope = unit.declarations.scope();
    Declaration declaration = unit.declarations.top();
    CType type = unit.declarations.type(declaration).type();
    String name = scope.name;
    if (name == null) {
      if (!declaration.kind.hasMembers() && declaration.kind != TypeKind.ENUM) {
        throw unit.error(ErrorTag.D_DECL_USELESS, "useless declaration");
      }
      return;
    }
    if (name.indexOf('`') >= 0) {
      throw unit.error(
          ErrorTag.D_DECL_SCOPE,
          "D scoping operator may not be used in a declaration name (%s)",
          name);
    }
    String storage = scope.storage;
    if (type.kind() == TypeKind.FUNCTION && (storage.isEmpty() || storage.equals("static"))) {
      storage = "extern";
    }
    switch (storage) {
      case "auto", "register", "static" ->
          throw unit.error(
              ErrorTag.D_DECL_BADCLASS, "specified storage class not appropriate in D");
      case "extern" -> declareExternal(name, type);
      case "typedef" -> declareTypedef(name, type);
      default -> declareVariable(name, declaration, type, storage);
    }
    scope.name = null;
  }

  private void declareExternal(String name, CType type) {
    String object = unit.draft().name();
    CType previous = null;
    boolean known = false;
    try {
      SymbolReference symbol = session.search.symbol(object, name);
      known = true;
      previous = session.search.symbolType(symbol);
    } catch (LookupException e) {
      previous = null;
    }
    if (!known) {
      session.search.declare(object, name, type);
    } else if (previous == null || !type.isSame(previous)) {
      throw unit.error(
          ErrorTag.D_DECL_IDRED,
          "identifier redeclared: %s`%s\n\t current: %s\n\tprevious: %s",
          object,
          name,
          typeName(type),
          typeName(previous == null ? types.dynamic : previous));
    }
  }

  private void declareTypedef(String name, CType type) {
    TypeDraft draft = unit.draft();
    if (unit.lookup(name) != null) {
      throw unit.error(ErrorTag.D_DECL_IDRED, "global variable identifier redeclared: %s", name);
    }
    if (draft.lookup(name) != TypeContainer.NONE) {
      throw unit.error(ErrorTag.D_DECL_IDRED, "typedef redeclared: %s", name);
    }
    int number;
    try {
      number = TypeSearch.inDraft(type, draft);
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN,
          "failed to copy typedef %s source type: %s",
          name,
          String.valueOf(e.getMessage()));
    }
    try {
      draft.addTypedef(true, name, number);
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN, "failed to typedef %s: %s", name, String.valueOf(e.getMessage()));
    }
  }

  private void declareVariable(
      String name, Declaration declaration, CType declaredType, String storage) {
    boolean local = storage.equals("this");
    boolean thread = storage.equals("self");
    IdentifierTable table =
        local ? unit.locals : thread ? session.threadVariables : session.globals;
    Identifier known = local || thread ? table.lookup(name) : unit.lookup(name);
    if (declaration.kind == TypeKind.ARRAY && declaration.parameters == null) {
      throw unit.error(
          ErrorTag.D_DECL_ARRNULL,
          "array declaration requires array dimension or tuple signature: %s",
          name);
    }
    if (known != null && known.generation == 0) {
      throw unit.error(ErrorTag.D_DECL_IDRED, "built-in identifier redeclared: %s", known.name);
    }
    if (types.c.lookup(name) != TypeContainer.NONE || types.d.lookup(name) != TypeContainer.NONE) {
      throw unit.error(ErrorTag.D_DECL_IDRED, "typedef identifier redeclared: %s", name);
    }
    boolean keyed = declaration.isKeyed();
    IdentifierKind kind = keyed ? IdentifierKind.ARRAY : IdentifierKind.SCALAR;
    Node previous = new Node(NodeKind.TYPE, 0);
    if (known != null && known.type != null) {
      previous.assignType(known.type, false);
    } else if (known != null) {
      checker.identifiers().check(previous, known, null, node -> {});
    }
    if (keyed && local) {
      throw unit.error(
          ErrorTag.D_DECL_LOCASSC,
          "associative arrays may not be declared as local variables: %s",
          name);
    }
    CType type = keyed ? unit.declarations.type(declaration.next()).type() : declaredType;
    if (known != null) {
      compare(known, kind, name, type, previous, keyed ? declaration.parameters : null);
      return;
    }
    checkObject(name, type);
    int id = unit.newId(table, name);
    int scopeFlag = local ? Identifier.LOCAL : thread ? Identifier.THREAD : 0;
    Identifier made =
        unit.newIdentifier(
            name,
            kind,
            keyed ? CheckRule.KEYS : CheckRule.KNOWN_TYPE,
            id,
            scopeFlag | Identifier.WRITABLE | Identifier.DECLARED);
    made.type = type;
    if (local || thread) {
      table.insert(made);
    } else {
      unit.addGlobal(made);
    }
    if (keyed) {
      made.attributes =
          checker
              .identifiers()
              .check(previous, made, declaration.parameters, list -> declaration.parameters = list);
    }
  }

  private void checkObject(String name, CType type) {
    CType base = type.base();
    boolean incomplete =
        base.kind() == TypeKind.FORWARD || (base.kind().hasMembers() && base.size() == 0);
    if (base.isVoid()) {
      throw unit.error(ErrorTag.D_DECL_VOIDOBJ, "cannot have void object: %s", name);
    }
    if (incomplete) {
      throw unit.error(
          ErrorTag.D_DECL_INCOMPLETE, "incomplete struct/union/enum %s: %s", typeName(type), name);
    }
  }

  private void compare(
      Identifier known,
      IdentifierKind kind,
      String name,
      CType type,
      Node previous,
      @Nullable Node keys) {
    boolean same = known.kind == kind && previous.type != null && type.isSame(previous.type);
    if (!same) {
      throw unit.error(
          ErrorTag.D_DECL_IDRED,
          "identifier redeclared: %s\n\t current: %s %s\n\tprevious: %s %s",
          name,
          kind.text(),
          typeName(type),
          known.kind.text(),
          NodeRules.typeName(previous, types));
    }
    Signature signature = known.signature;
    if (keys == null || signature == null) {
      return;
    }
    int count = 0;
    for (Node key = keys; key != null; key = key.next) {
      count++;
      if (count > signature.parameters.size()) {
        continue;
      }
      Node other = signature.parameters.get(count - 1);
      if (!key.type().isSame(other.type())) {
        throw unit.error(
            ErrorTag.D_DECL_IDRED,
            """
            identifier redeclared: %s
            \t current: %s, key #%d of type %s
            \tprevious: %s, key #%d of type %s\
            """,
            name,
            kind.text(),
            count,
            NodeRules.typeName(key, types),
            known.kind.text(),
            count,
            NodeRules.typeName(other, types));
      }
    }
    if (signature.parameters.size() != count) {
      throw unit.error(
          ErrorTag.D_DECL_IDRED,
          """
          identifier redeclared: %s
          \t current: %s of %s, tuple length %d
          \tprevious: %s of %s, tuple length %d\
          """,
          name,
          kind.text(),
          typeName(type),
          count,
          known.kind.text(),
          NodeRules.typeName(previous, types),
          signature.parameters.size());
    }
  }

  /** An inline with its value. */
  Node inline(Node value) {
    DeclarationScope scope = unit.declarations.scope();
    Declaration declaration = unit.declarations.top();
    CType type = unit.declarations.type(declaration).type();
    if (!scope.storage.isEmpty()) {
      throw unit.error(
          ErrorTag.D_DECL_BADCLASS,
          "specified storage class not appropriate for inline declaration");
    }
    String name = scope.name;
    if (name == null) {
      throw unit.error(ErrorTag.D_DECL_USELESS, "inline declaration requires a name");
    }
    Identifier known = unit.lookup(name);
    if (known != null) {
      throw unit.error(
          ErrorTag.D_DECL_IDRED,
          "identifier redefined: %s\n\t current: inline definition\n\tprevious: %s %s",
          known.name,
          known.kind.text(),
          known.has(Identifier.INLINE) ? "inline" : "");
    }
    boolean keyed = declaration.kind == TypeKind.ARRAY;
    if (keyed) {
      checkKeys(declaration, name);
      type = unit.declarations.type(declaration.next()).type();
    }
    Node node = new Node(NodeKind.INLINE, unit.position.line());
    node.assignType(type, false);
    unit.assignAttributes(node, StabilityAttributes.STABLE_COMMON);
    if (NodeRules.isVoid(node, types)) {
      throw unit.error(ErrorTag.D_DECL_VOIDOBJ, "cannot declare void inline: %s", name);
    }
    if (type.baseKind() == TypeKind.FORWARD) {
      throw unit.error(
          ErrorTag.D_DECL_INCOMPLETE,
          "incomplete struct/union/enum %s: %s",
          NodeRules.typeName(node, types),
          name);
    }
    Identifier made =
        unit.newIdentifier(
            name,
            keyed ? IdentifierKind.ARRAY : IdentifierKind.SCALAR,
            CheckRule.INLINE,
            0,
            Identifier.INLINE | Identifier.READ | Identifier.DECLARED);
    InlineDefinition inline = new InlineDefinition();
    made.inline = inline;
    node.identifier = made;
    IdentifierTable parameters = keyed ? parameters(declaration, inline) : null;
    if (parameters != null) {
      unit.inner.add(parameters);
    }
    Node root = checker.check(value, Identifier.READ);
    if (parameters != null) {
      unit.inner.remove(unit.inner.size() - 1);
    }
    Identifier meant = null;
    if (root.isDynamic()) {
      meant = root.identifier == null ? null : root.identifier.resolved();
    } else if (root.kind == NodeKind.VARIABLE || root.kind == NodeKind.SYMBOL) {
      meant = root.identifier;
    }
    if (meant != null) {
      made.flags |= meant.flags & (Identifier.WRITABLE | Identifier.USERLAND | Identifier.PRIMARY);
    }
    made.attributes = StabilityAttributes.STABLE_COMMON.minimum(root.attributes);
    made.type = type;
    checker
        .identifiers()
        .check(node, made, declaration.parameters, list -> declaration.parameters = list);
    inline.root = root;
    unit.declarations.take();
    unit.addGlobal(made);
    return checker.check(node, Identifier.READ);
  }

  private void checkKeys(Declaration declaration, String name) {
    if (declaration.parameters == null) {
      throw unit.error(
          ErrorTag.D_DECL_ARRNULL, "inline declaration requires array tuple signature: %s", name);
    }
    if (!declaration.isKeyed()) {
      throw unit.error(
          ErrorTag.D_DECL_ARRNULL, "inline declaration cannot be of scalar array type: %s", name);
    }
  }

  private IdentifierTable parameters(Declaration declaration, InlineDefinition inline) {
    IdentifierTable table = new IdentifierTable("inline args", 0, 0);
    for (Node key = declaration.parameters; key != null; key = key.next) {
      Identifier parameter = null;
      if (!key.text.isEmpty()) {
        parameter =
            unit.newIdentifier(
                key.text,
                IdentifierKind.SCALAR,
                CheckRule.INLINE,
                0,
                Identifier.DECLARED | Identifier.INLINE);
        parameter.inline = new InlineDefinition();
        parameter.type = key.type;
        table.insert(parameter);
      }
      inline.parameters.add(parameter);
    }
    return table;
  }

  /** A translator with its members. */
  Node translator(Declaration output, Declaration input, String name, @Nullable Node members) {
    CType to = unit.declarations.type(output).type();
    CType from = unit.declarations.type(input).type();
    Node source = new Node(NodeKind.TYPE, 0);
    source.assignType(from, false);
    if (new TranslatorSearch(session).find(source, to, true) != null) {
      throw unit.error(
          ErrorTag.D_XLATE_REDECL,
          "translator from %s to %s has already been declared",
          typeName(from),
          typeName(to));
    }
    if (to.baseKind() == TypeKind.FORWARD) {
      throw unit.error(ErrorTag.D_XLATE_SOU, "incomplete struct/union/enum %s", typeName(to));
    }
    if (!to.baseKind().hasMembers()) {
      throw unit.error(ErrorTag.D_XLATE_SOU, "translator output type must be a struct or union");
    }
    Translator translator = newTranslator(from, to, name, members);
    for (Node member = members; member != null; member = member.next) {
      member.translator = translator;
    }
    Node node = new Node(NodeKind.TRANSLATOR, unit.position.line());
    node.translator = translator;
    node.list = members;
    return checker.check(node, Identifier.READ);
  }

  private Translator newTranslator(CType from, CType to, String name, @Nullable Node members) {
    CType pointerType;
    try {
      pointerType = session.search.pointerTo(to, unit.draft());
    } catch (CtfChangeException e) {
      pointerType = null;
    }
    Identifier parameter =
        unit.newIdentifier(name, IdentifierKind.SCALAR, CheckRule.KNOWN_TYPE, 0, Identifier.READ);
    parameter.type = from;
    Identifier struct =
        unit.newIdentifier(
            "translator", IdentifierKind.TRANSLATED, CheckRule.KNOWN_TYPE, 0, Identifier.READ);
    struct.type = to;
    Identifier pointer =
        unit.newIdentifier(
            "translator",
            IdentifierKind.TRANSLATED_POINTER,
            CheckRule.KNOWN_TYPE,
            0,
            Identifier.READ);
    pointer.type = pointerType;
    if (unit.pragmas.isAbout("translator")) {
      unit.pragmas.applyTo(struct);
      pointer.attributes = struct.attributes;
      pointer.version = struct.version;
    }
    Translator translator =
        new Translator(session.generation, from, to, parameter, struct, pointer, members);
    session.translators.add(translator);
    return translator;
  }
}
