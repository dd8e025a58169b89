package org.bootarchive.dtrace.compile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import org.bootarchive.dtrace.compile.Declaration.Attribute;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.IntegerLiteral;
import org.bootarchive.dtrace.types.ArrayShape;
import org.bootarchive.dtrace.types.CtfChangeException;
import org.bootarchive.dtrace.types.Encoding;
import org.bootarchive.dtrace.types.TypeContainer;
import org.bootarchive.dtrace.types.TypeDraft;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Makes types of declarations while these are read.
 *
 * <p>Source: libdtrace's {@code dt_decl.c}.
 */
final class Declarations {
  /** Types are made by recursion over these. */
  private static final int MOST_PARTS = 250;

  private static final long MOST_ELEMENTS = 0xffff_ffffL;

  /** A type that was declared, with whether values of it are in a process. */
  record Declared(CType type, boolean userland) {}

  private final Unit unit;
  private final Deque<DeclarationScope> outer = new ArrayDeque<>();
  private DeclarationScope scope = new DeclarationScope();

  Declarations(Unit unit) {
    this.unit = unit;
  }

  DeclarationScope scope() {
    return scope;
  }

  boolean isInner() {
    return !outer.isEmpty();
  }

  boolean hasType() {
    return scope.declaration != null && scope.declaration.name != null;
  }

  void push(@Nullable CType tagged, @Nullable TypeDraft draft) {
    scope.tagged = tagged;
    scope.draft = draft;
    outer.push(scope);
    scope = new DeclarationScope();
  }

  @Nullable Declaration pop() {
    if (outer.isEmpty()) {
      throw Unit.placeless("Declaration scope stack underflow");
    }
    scope = outer.pop();
    return scope.declaration;
  }

  private Declaration check(Declaration declaration) {
    boolean integer = declaration.kind == TypeKind.INTEGER;
    if (declaration.kind == TypeKind.UNKNOWN) {
      return declaration;
    }
    boolean shortOrLong =
        declaration.has(Attribute.SHORT)
            || declaration.has(Attribute.LONG)
            || declaration.has(Attribute.LONG_LONG);
    boolean signs = declaration.has(Attribute.SIGNED) || declaration.has(Attribute.UNSIGNED);
    if (declaration.isNamed("char") && shortOrLong) {
      throw unit.error(
          ErrorTag.D_DECL_CHARATTR,
          "invalid type declaration: short and long may not be used with char type");
    }
    if (declaration.isNamed("void") && (shortOrLong || signs)) {
      throw unit.error(
          ErrorTag.D_DECL_VOIDATTR,
          "invalid type declaration: attributes may not be used with void type");
    }
    if (!integer && signs) {
      throw unit.error(
          ErrorTag.D_DECL_SIGNINT,
          "invalid type declaration: signed and unsigned may only be used with integer type");
    }
    if (!integer
        && declaration.kind != TypeKind.FLOAT
        && (declaration.has(Attribute.LONG) || declaration.has(Attribute.LONG_LONG))) {
      throw unit.error(
          ErrorTag.D_DECL_LONGINT,
          "invalid type declaration: long and long long may only be used with integer or"
              + " floating-point type");
    }
    return declaration;
  }

  private void completeInteger(@Nullable Declaration declaration) {
    if (declaration != null && declaration.kind == TypeKind.UNKNOWN && declaration.name == null) {
      declaration.kind = TypeKind.INTEGER;
      check(declaration);
    }
  }

  private Declaration pushPart(Declaration part) {
    completeInteger(scope.declaration);
    Declaration before = scope.declaration;
    part.parts = before == null ? 1 : before.parts + 1;
    if (part.parts > MOST_PARTS) {
      throw unit.error(ErrorTag.D_SYNTAX, "declaration has more than %d parts", MOST_PARTS);
    }
    part.next = before;
    scope.declaration = part;
    return part;
  }

  Declaration top() {
    Declaration top = scope.declaration;
    if (top == null) {
      throw Unit.placeless("Declaration stack underflow");
    }
    completeInteger(top);
    return top;
  }

  Declaration take() {
    Declaration top = top();
    scope = new DeclarationScope();
    return top;
  }

  /** Goes back to the type that several names are declared of. */
  void reset() {
    while (scope.declaration != null && scope.declaration.next != null) {
      scope.declaration = scope.declaration.next;
    }
  }

  Declaration name(String name) {
    if (scope.name != null) {
      throw unit.error(ErrorTag.D_DECL_IDENT, "old-style declaration or incorrect type specified");
    }
    scope.name = name;
    Declaration current = scope.declaration;
    return current == null ? pushPart(new Declaration(TypeKind.UNKNOWN, null)) : current;
  }

  void storage(String word) {
    if (!scope.storage.isEmpty()) {
      throw unit.error(ErrorTag.D_DECL_CLASS, "only one storage class allowed in a declaration");
    }
    scope.storage = word;
  }

  Declaration specify(TypeKind kind, @Nullable String name) {
    Declaration current = scope.declaration;
    if (current == null) {
      return pushPart(new Declaration(kind, name));
    }
    if (current.name != null && kind == TypeKind.TYPEDEF && name != null) {
      if (!scope.storage.equals("typedef")) {
        return name(name);
      }
      throw unit.error(ErrorTag.D_DECL_IDRED, "identifier redeclared: %s", name);
    }
    if (current.name != null || current.kind != TypeKind.UNKNOWN) {
      throw unit.error(ErrorTag.D_DECL_COMBO, "invalid type combination");
    }
    current.kind = kind;
    current.name = name;
    return check(current);
  }

  Declaration attribute(Attribute attribute) {
    Declaration current = scope.declaration;
    if (current == null) {
      Declaration made = pushPart(new Declaration(TypeKind.UNKNOWN, null));
      made.attributes.add(attribute);
      return made;
    }
    switch (attribute) {
      case LONG -> {
        if (current.has(Attribute.LONG_LONG)) {
          throw repeated("long", "twice");
        }
      }
      case SHORT, SIGNED, UNSIGNED -> {
        if (current.has(attribute)) {
          throw repeated(attribute.name().toLowerCase(Locale.ROOT), "once");
        }
      }
      default -> {}
    }
    if (attribute == Attribute.LONG && current.has(Attribute.LONG)) {
      current.attributes.remove(Attribute.LONG);
      current.attributes.add(Attribute.LONG_LONG);
    } else {
      current.attributes.add(attribute);
    }
    return check(current);
  }

  private DException repeated(String word, String most) {
    return unit.error(
        ErrorTag.D_DECL_COMBO,
        "the attribute '%s' may only be used at most %s in a declaration",
        word,
        most);
  }

  Declaration pointer() {
    return pushPart(new Declaration(TypeKind.POINTER, null));
  }

  void array(@Nullable Node parameters, Checker checker) {
    Declaration array = pushPart(new Declaration(TypeKind.ARRAY, null));
    Declaration last = array;
    while (last.next != null && last.next.kind == TypeKind.ARRAY) {
      last = last.next;
    }
    boolean keyed = parameters != null && parameters.kind == NodeKind.TYPE;
    if (last != array) {
      if (keyed) {
        throw unit.error(ErrorTag.D_DECL_DYNOBJ, "cannot declare array of associative arrays");
      }
      Declaration first = array.next();
      first.parts = array.parts;
      scope.declaration = first;
      array.next = last.next;
      last.next = array;
    }
    if (array.next().isNamed("void")) {
      throw unit.error(ErrorTag.D_DECL_VOIDOBJ, "cannot declare array of void");
    }
    if (keyed) {
      array.parameters = parameters;
      checkPrototype(parameters, parameters, "array", false, false, true);
    } else if (parameters != null) {
      Node size = checker.check(parameters, Identifier.READ);
      array.parameters = size;
      if (!NodeRules.isPositiveConstant(size)) {
        throw unit.error(
            ErrorTag.D_DECL_ARRSUB,
            "positive integral constant expression or tuple signature expected as array"
                + " declaration subscript");
      }
      if (Long.compareUnsigned(size.value, MOST_ELEMENTS) > 0) {
        throw unit.error(ErrorTag.D_DECL_ARRBIG, "array dimension too big");
      }
    }
  }

  void function(@Nullable Declaration declarator, @Nullable Node parameters) {
    Declaration function = new Declaration(TypeKind.FUNCTION, null);
    function.parameters = parameters;
    checkPrototype(parameters, parameters, "function", true, true, true);
    if (declarator == null || declarator.kind != TypeKind.POINTER) {
      pushPart(function);
      return;
    }
    Declaration inside = declarator;
    while (inside.next != null && !inside.next.has(Attribute.PARENTHESIZED)) {
      inside = inside.next;
    }
    if (inside.next == null) {
      pushPart(function);
      return;
    }
    function.next = inside.next;
    inside.next = function;
  }

  /**
   * Checks a list of parameters.
   *
   * @param form the list whose names these must be, or the same list
   * @return how many there are, none for {@code void}
   */
  int checkPrototype(
      @Nullable Node parameters,
      @Nullable Node form,
      String kind,
      boolean variable,
      boolean nothing,
      boolean anonymous) {
    boolean ofOther = parameters != form;
    int voids = 0;
    int position = 0;
    for (Node one = parameters; one != null; one = one.next) {
      position++;
      boolean dots = one.type().number() == TypeContainer.NONE;
      if (dots && !variable) {
        throw unit.errorAt(
            one,
            ErrorTag.D_DECL_PROTO_VARARGS,
            "%s prototype may not use a variable-length argument list",
            kind);
      }
      boolean isVoid = NodeRules.isVoid(one, unit.session.types);
      if (one.isDynamic() || (isVoid && !nothing)) {
        throw unit.errorAt(
            one,
            ErrorTag.D_DECL_PROTO_TYPE,
            "%s prototype may not use parameter of type %s: %s, parameter #%d",
            kind,
            NodeRules.typeName(one, unit.session.types),
            one.text.isEmpty() ? "(anonymous)" : one.text,
            position);
      }
      voids += isVoid ? 1 : 0;
      if (isVoid && !one.text.isEmpty()) {
        throw unit.errorAt(
            one, ErrorTag.D_DECL_PROTO_NAME, "void parameter may not have a name: %s", one.text);
      }
      if (!one.text.isEmpty() && hasName(one, form) != ofOther) {
        throw unit.errorAt(
            one,
            ErrorTag.D_DECL_PROTO_FORM,
            "parameter is %s declared in %s prototype: %s, parameter #%d",
            ofOther ? "not" : "already",
            kind,
            one.text,
            position);
      }
      if (one.text.isEmpty() && !isVoid && !anonymous) {
        throw unit.errorAt(
            one,
            ErrorTag.D_DECL_PROTO_NAME,
            "parameter declaration requires a name: parameter #%d",
            position);
      }
    }
    if (voids != 0 && parameters != null && parameters.next != null) {
      throw unit.error(ErrorTag.D_DECL_PROTO_VOID, "void must be sole parameter");
    }
    return voids != 0 ? 0 : position;
  }

  private static boolean hasName(Node parameter, @Nullable Node form) {
    for (Node one = form; one != null && one != parameter; one = one.next) {
      if (one.text.equals(parameter.text)) {
        return true;
      }
    }
    return false;
  }

  private static TypeKind kindOf(String keyword) {
    return switch (keyword) {
      case "struct" -> TypeKind.STRUCT;
      case "union" -> TypeKind.UNION;
      default -> TypeKind.ENUM;
    };
  }

  void tagged(String keyword, String tag) {
    specify(kindOf(keyword), tag);
  }

  void beginTagged(String keyword, @Nullable String tag) {
    TypeKind kind = kindOf(keyword);
    Declaration declaration = specify(kind, tag);
    TypeDraft draft = unit.draft();
    boolean root = !isInner();
    String shown = keyword + " " + (tag == null ? "(anon)" : tag);
    int old = tag == null ? TypeContainer.NONE : draft.lookup(keyword + " " + tag);
    boolean again =
        old != TypeContainer.NONE
            && (kind == TypeKind.ENUM
                ? draft.kind(old) != TypeKind.ENUM || draft.hasEnumerators(old)
                : draft.kind(old) != TypeKind.FORWARD);
    if (again) {
      throw unit.error(ErrorTag.D_DECL_TYPERED, "type redeclared: %s", shown);
    }
    int type;
    try {
      boolean known = kind == TypeKind.ENUM && old != TypeContainer.NONE;
      type =
          known
              ? old
              : draft.addTagged(
                  kind, root, tag == null ? "" : tag, kind == TypeKind.ENUM ? Integer.BYTES : 0);
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN, "failed to define %s: %s", shown, String.valueOf(e.getMessage()));
    }
    CType made = new CType(draft, type);
    declaration.made = made;
    push(made, draft);
  }

  private DeclarationScope outerScope() {
    DeclarationScope found = outer.peek();
    if (found == null) {
      throw Unit.placeless("Declaration scope stack underflow");
    }
    return found;
  }

  void member(@Nullable Node bits, Checker checker) {
    DeclarationScope tagged = outerScope();
    TypeDraft draft = Objects.requireNonNull(tagged.draft);
    String name = scope.name;
    String shown = name == null ? "(anon)" : name;
    if (scope.declaration == null) {
      throw Unit.placeless("Declaration stack underflow");
    }
    if (bits == null && name == null) {
      throw unit.error(ErrorTag.D_DECL_MNAME, "member declaration requires a name");
    }
    CType type = type(top()).type();
    if (name != null && name.indexOf('`') >= 0) {
      throw unit.error(
          ErrorTag.D_DECL_SCOPE, "D scoping operator may not be used in a member name (%s)", name);
    }
    if (SpecialTypes.isDynamic(type)) {
      throw unit.error(ErrorTag.D_DECL_DYNOBJ, "cannot have dynamic member: %s", shownNull(name));
    }
    CType base = type.base();
    long size = base.size();
    if (base.kind() == TypeKind.FORWARD || (base.kind().hasMembers() && size == 0)) {
      throw unit.error(
          ErrorTag.D_DECL_INCOMPLETE,
          "incomplete struct/union/enum %s: %s",
          type.name(),
          shownNull(name));
    }
    if (size == 0) {
      throw unit.error(ErrorTag.D_DECL_VOIDOBJ, "cannot have void member: %s", shownNull(name));
    }
    boolean added = true;
    if (bits != null) {
      Node width = checker.check(bits, Identifier.READ);
      if (name == null && width.kind == NodeKind.INTEGER && width.value == 0) {
        added = false;
      } else {
        type = bitField(type, width, shown, draft);
      }
    }
    if (added) {
      addMember(draft, Objects.requireNonNull(tagged.tagged), name, shown, type);
    }
    scope.name = null;
    reset();
  }

  /** Libdtrace prints no name as its C library does. */
  private static String shownNull(@Nullable String name) {
    return name == null ? "(null)" : name;
  }

  private CType bitField(CType type, Node width, String shown, TypeDraft draft) {
    if (!NodeRules.isPositiveConstant(width)) {
      throw unit.error(
          ErrorTag.D_DECL_BFCONST,
          "positive integral constant expression expected as bit-field size");
    }
    CType base = type.base();
    Encoding encoding = base.encoding().orElse(null);
    if (base.kind() != TypeKind.INTEGER || encoding == null || encoding.isVoid()) {
      throw unit.error(ErrorTag.D_DECL_BFTYPE, "invalid type for bit-field: %s", shown);
    }
    if (Long.compareUnsigned(width.value, encoding.bits()) > 0) {
      throw unit.error(ErrorTag.D_DECL_BFSIZE, "bit-field too big for type: %s", shown);
    }
    try {
      Encoding narrow = new Encoding(encoding.format(), 0, (int) width.value);
      return new CType(draft, draft.addNumber(TypeKind.INTEGER, false, type.name(), narrow));
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN,
          "failed to create type for member '%s': %s",
          shown,
          String.valueOf(e.getMessage()));
    }
  }

  private void addMember(
      TypeDraft draft, CType tagged, @Nullable String name, String shown, CType type) {
    int number;
    try {
      number = TypeSearch.inDraft(type, draft);
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN,
          "failed to copy type of '%s': %s",
          shown,
          String.valueOf(e.getMessage()));
    }
    try {
      draft.addMember(tagged.number(), name == null ? "" : name, number);
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN,
          "failed to define member '%s': %s",
          shown,
          String.valueOf(e.getMessage()));
    }
  }

  void enumerator(String name, @Nullable Node given, Checker checker, TreeBuilder tree) {
    DeclarationScope tagged = outerScope();
    TypeDraft draft = Objects.requireNonNull(tagged.draft);
    CType type = Objects.requireNonNull(tagged.tagged);
    int value = tagged.enumValue + 1;
    if (name.indexOf('`') >= 0) {
      throw unit.error(
          ErrorTag.D_DECL_SCOPE,
          "D scoping operator may not be used in an enumerator name (%s)",
          name);
    }
    if (given != null) {
      OptionalInt other =
          given.kind == NodeKind.NAME
              ? draft.enumValue(type.number(), given.text)
              : OptionalInt.empty();
      value = other.isPresent() ? other.getAsInt() : enumeratorValue(name, given, checker);
    }
    try {
      draft.addEnumerator(type.number(), name, value);
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN,
          "failed to define enumerator '%s': %s",
          name,
          String.valueOf(e.getMessage()));
    }
    tagged.enumValue = value;
    if (unit.lookup(name) != null) {
      if (draft == unit.session.types.d) {
        throw unit.error(ErrorTag.D_DECL_IDRED, "identifier redeclared: %s", name);
      }
      return;
    }
    Identifier constant =
        unit.newIdentifier(
            name,
            IdentifierKind.ENUMERATOR,
            CheckRule.INLINE,
            0,
            Identifier.INLINE | Identifier.READ);
    Node root = tree.integer(new IntegerLiteral(value, "", "", false));
    root.assignType(type, false);
    InlineDefinition inline = new InlineDefinition();
    inline.root = root;
    constant.inline = inline;
    constant.type = type;
    unit.addGlobal(constant);
  }

  private int enumeratorValue(String name, Node given, Checker checker) {
    Node value = checker.check(given, Identifier.READ);
    if (value.kind != NodeKind.INTEGER) {
      throw unit.error(
          ErrorTag.D_DECL_ENCONST,
          "enumerator '%s' must be assigned to an integral constant expression",
          name);
    }
    if (value.value > Integer.MAX_VALUE || value.value < Integer.MIN_VALUE) {
      throw unit.error(
          ErrorTag.D_DECL_ENOFLOW,
          "enumerator '%s' value overflows INT_MAX (%d)",
          name,
          Integer.MAX_VALUE);
    }
    return (int) value.value;
  }

  /** Returns the type of a declaration, which may have to be made: {@code dt_decl_type}. */
  Declared type(Declaration declaration) {
    boolean userland = declaration.has(Attribute.USERLAND);
    SpecialTypes special = unit.session.types;
    if (declaration.made != null) {
      return new Declared(declaration.made, userland);
    }
    return switch (declaration.kind) {
      case FUNCTION -> new Declared(special.functionType, userland);
      case POINTER -> pointerType(declaration, userland);
      case ARRAY -> arrayType(declaration, userland);
      default -> namedType(declaration, userland);
    };
  }

  private Declared pointerType(Declaration declaration, boolean userland) {
    Declaration next = declaration.next();
    if (next.kind == TypeKind.FUNCTION) {
      return new Declared(unit.session.types.functionPointer, userland);
    }
    Declared to = type(next);
    try {
      return new Declared(unit.session.search.pointerTo(to.type(), unit.draft()), to.userland());
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN,
          "cannot find type: %s*: %s",
          to.type().name(),
          String.valueOf(e.getMessage()));
    }
  }

  private Declared arrayType(Declaration declaration, boolean userland) {
    if (declaration.isKeyed()) {
      return new Declared(unit.session.types.dynamic, userland);
    }
    Declared of = type(declaration.next());
    TypeDraft draft = unit.draft();
    int contents;
    try {
      contents = TypeSearch.inDraft(of.type(), draft);
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN, "failed to copy type: %s", String.valueOf(e.getMessage()));
    }
    Node size = declaration.parameters;
    try {
      ArrayShape shape =
          new ArrayShape(
              contents, draft.lookup("long"), size == null ? 0 : size.value & MOST_ELEMENTS);
      return new Declared(new CType(draft, draft.addArray(true, shape)), of.userland());
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN, "failed to create array type: %s", String.valueOf(e.getMessage()));
    }
  }

  private Declared namedType(Declaration declaration, boolean userland) {
    String name = fullName(declaration);
    try {
      return new Declared(unit.lookupType(name), userland);
    } catch (LookupException e) {
      return new Declared(forward(declaration, name, e), userland);
    }
  }

  private CType forward(Declaration declaration, String name, LookupException trouble) {
    switch (declaration.kind) {
      case STRUCT, UNION, ENUM -> {}
      default ->
          throw unit.error(
              ErrorTag.D_UNKNOWN, "failed to resolve type %s: %s", name, trouble.text());
    }
    TypeDraft draft = unit.draft();
    try {
      String tag = declaration.name == null ? "" : declaration.name;
      CType made = new CType(draft, draft.addForward(declaration.kind, !isInner(), tag));
      declaration.made = made;
      return made;
    } catch (CtfChangeException e) {
      throw unit.error(
          ErrorTag.D_UNKNOWN,
          "failed to add forward tag for %s: %s",
          name,
          String.valueOf(e.getMessage()));
    }
  }

  private static String fullName(Declaration declaration) {
    StringBuilder name = new StringBuilder();
    boolean integer = declaration.kind == TypeKind.INTEGER;
    boolean sized = false;
    switch (declaration.kind) {
      case INTEGER, FLOAT -> {
        Attribute[] words = {
          Attribute.SIGNED, Attribute.UNSIGNED, Attribute.SHORT, Attribute.LONG, Attribute.LONG_LONG
        };
        for (Attribute word : words) {
          if (declaration.has(word)) {
            name.append(
                word == Attribute.LONG_LONG
                    ? "long long "
                    : word.name().toLowerCase(Locale.ROOT) + " ");
            sized |= word != Attribute.SIGNED && word != Attribute.UNSIGNED;
          }
        }
        if (declaration.attributes.isEmpty() && declaration.name == null) {
          name.append("int");
        }
      }
      case STRUCT -> name.append("struct ");
      case UNION -> name.append("union ");
      case ENUM -> name.append("enum ");
      default -> {}
    }
    if (declaration.name != null && !(integer && sized)) {
      name.append(declaration.name);
    }
    return name.toString();
  }
}
