package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** Brings a module's types together with those of the module that has the common ones. */
public final class ParentTypes {
  private ParentTypes() {}

  /**
   * Returns the types of a module with their parent; nothing if it has none, or their parent is not
   * there.
   */
  public static Optional<CtfFile> of(ModuleTypes module, ImmutableList<ModuleTypes> modules) {
    Optional<CtfFile> types = module.types();
    if (types.isEmpty() || types.get().parent() != null || types.get().parentName().isEmpty()) {
      return types;
    }
    String parent = types.get().parentName();
    for (ModuleTypes other : modules) {
      if (other.name().equals(parent) && other != module) {
        Optional<CtfFile> common = other.types();
        if (common.isPresent() && common.get().parentName().isEmpty()) {
          types.get().importParent(common.get());
          return types;
        }
      }
    }
    return Optional.empty();
  }
}
