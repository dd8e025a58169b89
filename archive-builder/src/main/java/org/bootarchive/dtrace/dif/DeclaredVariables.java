package org.bootarchive.dtrace.dif;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's variables that DIF objects of one enabling have declared so far: {@code
 * dtrace_vstate_t} as far as {@code dtrace_difo_validate} looks at it.
 */
final class DeclaredVariables {
  private static final int BITS_OF_SCOPE = 2;

  private final Map<Long, DifVariable> declared = new HashMap<>();

  @Nullable DifVariable find(DifVariable like) {
    return declared.get(key(like));
  }

  /**
   * Takes up a sound variable as {@code dtrace_difo_init} does: of a thread's the last declaration
   * stays, of others the first.
   */
  void declare(DifVariable variable) {
    if (variable.scope() == DifVariable.THREAD) {
      declared.put(key(variable), variable);
    } else {
      declared.putIfAbsent(key(variable), variable);
    }
  }

  private static Long key(DifVariable variable) {
    return (variable.id() << BITS_OF_SCOPE) | variable.scope();
  }
}
