package org.bootarchive.dtrace.elf;

import java.util.Optional;

/**
 * A function of a module as fbt sees it.
 *
 * @param name chars standing for bytes
 * @param refusal why fbt makes no probe of it; empty if it makes {@code entry}, as far as that can
 *     be said without disassembling the function
 * @param returns whether fbt makes a probe of its end too, as far as that can be said
 */
public record FbtFunction(String name, Optional<FbtRefusal> refusal, boolean returns) {

  /** Returns whether fbt makes a probe of a name: {@code entry} or {@code return}. */
  public boolean offers(String probeName) {
    return refusal.isEmpty()
        && (probeName.equals("entry") || (probeName.equals("return") && returns));
  }

  /** Returns the one of two functions of the same name that fbt makes more of. */
  FbtFunction better(FbtFunction other) {
    boolean otherIsBetter =
        refusal.isPresent() ? other.refusal.isEmpty() : other.returns && other.refusal.isEmpty();
    return otherIsBetter ? other : this;
  }
}
