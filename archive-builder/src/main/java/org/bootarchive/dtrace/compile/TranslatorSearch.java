package org.bootarchive.dtrace.compile;

import java.util.function.Predicate;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/** Looks for a translator: {@code dt_xlator_lookup}. */
final class TranslatorSearch {
  private final Session session;

  TranslatorSearch(Session session) {
    this.session = session;
  }

  /**
   * Returns a translator, null if there is none.
   *
   * @param input a node of the type that is translated
   * @param output the type that is wanted, a struct or a pointer to one
   * @param exact whether the input must be of the translator's own type
   */
  @Nullable Translator find(Node input, CType output, boolean exact) {
    CType inputType = input.type();
    CType target = output.base();
    if (!inputType.base().exists() || !target.exists()) {
      return null;
    }
    boolean pointer = target.kind() == TypeKind.POINTER;
    if (pointer) {
      target = output.referenced().base();
    }
    if (!target.kind().hasMembers()) {
      return null;
    }
    CType wanted = target;
    Translator found = first(wanted, translator -> translator.input.isCompatible(inputType));
    if (found == null && !exact) {
      found = first(wanted, translator -> translator.input.base().isCompatible(inputType));
    }
    if (found == null && !exact) {
      found =
          first(
              wanted,
              translator -> {
                Node parameter = new Node(NodeKind.TYPE, 0);
                parameter.assignType(translator.input, false);
                return NodeRules.areCompatible(input, parameter, session.types);
              });
    }
    return found != null && pointer && !NodeRules.exists(found.pointer.type) ? null : found;
  }

  private @Nullable Translator first(CType output, Predicate<Translator> fits) {
    for (Translator translator : session.translators) {
      if (translator.output.base().isCompatible(output) && fits.test(translator)) {
        return translator;
      }
    }
    return null;
  }
}
