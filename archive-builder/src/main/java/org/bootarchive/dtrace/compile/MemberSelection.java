package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.Member;
import org.bootarchive.dtrace.types.TypeKind;

/**
 * Checks a member that is selected of a struct, a union, a pointer to one or what is translated.
 *
 * <p>Source: {@code DT_TOK_PTR} and {@code DT_TOK_DOT} of {@code dt_cook_op2} in libdtrace's {@code
 * dt_parser.c}.
 */
final class MemberSelection {
  private final Unit unit;
  private final SpecialTypes types;
  private final Checker checker;

  MemberSelection(Unit unit, Checker checker) {
    this.unit = unit;
    this.types = unit.session.types;
    this.checker = checker;
  }

  void check(Node node) {
    Operator operator = node.operator;
    node.left = checker.check(node.left(), Identifier.READ);
    Node left = node.left();
    Node right = node.right();
    if (right.kind != NodeKind.NAME) {
      throw unit.error(
          ErrorTag.D_OP_IDENT, "operator %s must be followed by an identifier", operator.sign());
    }
    Identifier translated = left.resolve(IdentifierKind.TRANSLATED);
    if (translated == null) {
      translated = left.resolve(IdentifierKind.TRANSLATED_POINTER);
    }
    CType type = left.type();
    boolean userland = left.has(Node.USERLAND);
    if (translated != null) {
      Translator translator = translated.translator;
      if (translator == null || translator.member(right.text) == null) {
        throw unit.error(
            ErrorTag.D_XLATE_NOCONV,
            "translator does not define conversion for member: %s",
            right.text);
      }
      type = translated.type == null ? types.dynamic : translated.type;
      userland = translated.has(Identifier.USERLAND);
    }
    type = type.base();
    if (operator == Operator.ARROW) {
      if (type.kind() != TypeKind.POINTER) {
        throw unit.error(
            ErrorTag.D_OP_PTR, "operator %s must be applied to a pointer", operator.sign());
      }
      type = type.referenced().base();
    }
    type = complete(type, operator);
    if (!type.kind().hasMembers()) {
      String name = type.name();
      if (operator == Operator.ARROW) {
        throw unit.error(
            ErrorTag.D_OP_SOU,
            "operator -> cannot be applied to pointer to type \"%s\"; must be applied to a struct"
                + " or union pointer",
            name);
      }
      throw unit.error(
          ErrorTag.D_OP_SOU,
          "operator %s cannot be applied to type \"%s\"; must be applied to a struct or union",
          operator.sign(),
          name);
    }
    CType struct = type;
    Member member =
        struct
            .member(right.text)
            .orElseThrow(
                () ->
                    unit.error(
                        ErrorTag.D_TYPE_MEMBER,
                        "%s is not a member of %s",
                        right.text,
                        struct.name()));
    CType memberType = struct.with(member.type());
    TypeKind kind = memberType.baseKind();
    node.assignType(memberType, false);
    unit.assignAttributes(node, left.attributes);
    boolean addressable = kind != TypeKind.ARRAY || NodeRules.isString(node, types);
    if (addressable && (operator == Operator.ARROW || left.has(Node.ADDRESSABLE))) {
      node.flags |= Node.ADDRESSABLE;
    }
    if (left.has(Node.WRITABLE)) {
      node.flags |= Node.WRITABLE;
    }
    if (userland && (kind == TypeKind.POINTER || node.has(Node.REFERENCE))) {
      node.flags |= Node.USERLAND;
    }
  }

  /** Returns the definition of what is only declared. */
  private CType complete(CType declared, Operator operator) {
    CType type = declared;
    while (type.kind() == TypeKind.FORWARD) {
      String tag = type.name();
      CType found;
      try {
        found = unit.lookupType(tag);
      } catch (LookupException e) {
        found = type;
      }
      if (found.equals(type)) {
        throw unit.error(
            ErrorTag.D_OP_INCOMPLETE,
            "operator %s cannot be applied to a forward declaration: no %s definition is available",
            operator.sign(),
            tag);
      }
      type = found.base();
    }
    return type;
  }
}
