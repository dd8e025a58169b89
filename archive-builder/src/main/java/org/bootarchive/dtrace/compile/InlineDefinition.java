package org.bootarchive.dtrace.compile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands for an inline, or for a parameter of one while code is made: {@code dt_idnode_t}. */
final class InlineDefinition {
  /** The tree; null for a parameter outside of code generation. */
  @Nullable Node root;

  /** The parameters by their place; null for one without a name. */
  final List<@Nullable Identifier> parameters = new ArrayList<>();
}
