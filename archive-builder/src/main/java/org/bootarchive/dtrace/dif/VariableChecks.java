package org.bootarchive.dtrace.dif;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@code dtrace_difo_validate} that looks at an object's variables. */
final class VariableChecks {
  /** {@code DIF_VARIABLE_MAX}. */
  private static final int LAST_ID = 0xffff;

  /** {@code dtrace_statvar_maxsize}, in bytes. */
  private static final int MOST_STATIC_BYTES = 16 * 1024;

  private final DeclaredVariables declared;
  private final List<DifError> errors;

  VariableChecks(DeclaredVariables declared, List<DifError> errors) {
    this.declared = declared;
    this.errors = errors;
  }

  void check(List<DifVariable> variables) {
    for (int i = 0; i < variables.size() && errors.isEmpty(); i++) {
      DifVariable variable = variables.get(i);
      String message = formError(variable);
      if (message == null && variable.ofUser()) {
        message = sizeError(variable);
        if (message == null) {
          compare(i, variable);
        }
      }
      if (message != null) {
        errors.add(new DifError(i, message));
      }
    }
  }

  private static @Nullable String formError(DifVariable variable) {
    if (variable.scope() > DifVariable.LOCAL) {
      return "unrecognized variable scope " + variable.scope();
    }
    if (variable.kind() > DifVariable.SCALAR) {
      return "unrecognized variable type " + variable.kind();
    }
    if (variable.id() > LAST_ID) {
      return (int) variable.id() + " exceeds variable id limit";
    }
    return null;
  }

  private static @Nullable String sizeError(DifVariable variable) {
    DifType type = variable.type();
    if (!type.byReference()) {
      return null;
    }
    if (type.size() == 0) {
      return "zero-sized variable";
    }
    return variable.scope() != DifVariable.THREAD && type.size() > MOST_STATIC_BYTES
        ? "oversized by-ref static"
        : null;
  }

  private void compare(int at, DifVariable variable) {
    DifVariable before = declared.find(variable);
    if (before == null) {
      return;
    }
    if (before.kind() != variable.kind()) {
      errors.add(new DifError(at, variable.id() + " changed variable kind"));
    }
    DifType type = variable.type();
    if (type.flags() != before.type().flags()) {
      errors.add(new DifError(at, variable.id() + " changed variable type flags"));
    } else if (type.size() != 0 && type.size() != before.type().size()) {
      errors.add(new DifError(at, variable.id() + " changed variable type size"));
    }
  }
}
