package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.types.TypeDraft;
import org.jspecify.annotations.Nullable;

/** Where declarations stand: at the outside, or within another one: {@code dt_scope_t}. */
final class DeclarationScope {
  @Nullable Declaration declaration;
  @Nullable String name;

  /** The storage class, empty if there is none. */
  String storage = "";

  /** The struct, union or enum that is being declared, and its container. */
  @Nullable CType tagged;

  @Nullable TypeDraft draft;
  int enumValue = -1;
}
