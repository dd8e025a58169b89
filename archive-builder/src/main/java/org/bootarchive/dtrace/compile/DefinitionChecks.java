package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.Member;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.bootarchive.dtrace.types.TypeKind;

/**
 * Checks what inlines and translators are defined as against the types that they have.
 *
 * <p>Source: {@code dt_cook_inline} and {@code dt_cook_xlator} of libdtrace's {@code dt_parser.c}.
 */
final class DefinitionChecks {
  private final Unit unit;
  private final SpecialTypes types;
  private final Checker checker;

  DefinitionChecks(Unit unit, Checker checker) {
    this.unit = unit;
    this.types = unit.session.types;
    this.checker = checker;
  }

  Node inline(Node node) {
    Identifier identifier = node.identifier();
    Node root = identifier.definitionOfInline().root;
    if (root == null) {
      return node;
    }
    Identifier translated = root.resolve(IdentifierKind.TRANSLATED);
    if (translated == null) {
      translated = root.resolve(IdentifierKind.TRANSLATED_POINTER);
    }
    if (translated != null && translated.translator != null) {
      CType left = node.type().base();
      if (left.kind() == TypeKind.POINTER) {
        left = left.referenced().base();
      }
      CType right = translated.translator.output.base();
      if (!left.isCompatible(right)) {
        throw unit.errorAt(
            node,
            ErrorTag.D_OP_INCOMPAT,
            "inline %s definition uses incompatible types: \"%s\" = \"%s\"",
            identifier.name,
            NodeRules.typeName(left, types),
            NodeRules.typeName(right, types));
      }
    } else if (!NodeRules.areCompatible(node, root, types)) {
      throw unit.errorAt(
          node,
          ErrorTag.D_OP_INCOMPAT,
          "inline %s definition uses incompatible types: \"%s\" = \"%s\"",
          identifier.name,
          NodeRules.typeName(node, types),
          NodeRules.typeName(root, types));
    }
    return node;
  }

  Node translator(Node node) {
    Translator translator = node.translator;
    if (translator == null) {
      return node;
    }
    IdentifierTable parameters = new IdentifierTable("xlparams", 0, 0);
    parameters.insert(translator.parameter);
    unit.inner.add(parameters);
    StabilityAttributes attributes = StabilityAttributes.MAXIMUM;
    for (Node member = node.list; member != null; member = member.next) {
      Node one = member;
      CType output = translator.output;
      Member found =
          output
              .member(one.text)
              .orElseThrow(
                  () ->
                      unit.error(
                          ErrorTag.D_XLATE_MEMB,
                          "translator member %s is not a member of %s",
                          one.text,
                          output.name()));
      checker.check(one, Identifier.READ);
      one.assignType(output.with(found.type()), false);
      attributes = attributes.minimum(one.attributes);
      if (!NodeRules.areCompatible(one, one.left(), types)) {
        throw unit.error(
            ErrorTag.D_XLATE_INCOMPAT,
            "translator member %s definition uses incompatible types: \"%s\" = \"%s\"",
            one.text,
            NodeRules.typeName(one, types),
            NodeRules.typeName(one.left(), types));
      }
    }
    unit.inner.remove(unit.inner.size() - 1);
    translator.struct.attributes = attributes;
    translator.pointer.attributes = attributes;
    node.assignType(types.dynamic, false);
    unit.assignAttributes(node, StabilityAttributes.STABLE_COMMON);
    return node;
  }
}
