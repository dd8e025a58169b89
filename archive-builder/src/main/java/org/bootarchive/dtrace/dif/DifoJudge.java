package org.bootarchive.dtrace.dif;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges the DIF objects of one enabling in the order in which the kernel meets them, as {@code
 * dtrace_difo_validate} does; what sound objects declare binds the later ones.
 */
public final class DifoJudge {
  /** {@code dtrace_strsize_default}, in bytes. */
  private static final int DEFAULT_STRING_BYTES = 256;

  private final DeclaredVariables declared = new DeclaredVariables();

  /**
   * Returns the kernel's complaints about an object, in order; none if it is sound. An object has
   * at least one instruction: the kernel does not come here without.
   */
  public ImmutableList<DifError> judge(Difo difo) {
    List<DifError> errors = new ArrayList<>();
    judgeText(difo, errors);
    List<DifVariable> variables = difo.variables().stream().map(DifoJudge::sized).toList();
    if (errors.isEmpty()) {
      new VariableChecks(declared, errors).check(variables);
    }
    if (errors.isEmpty()) {
      checkReferences(difo, errors);
    }
    if (errors.isEmpty()) {
      variables.stream().filter(DifVariable::ofUser).forEach(declared::declare);
    }
    return ImmutableList.copyOf(errors);
  }

  private static void judgeText(Difo difo, List<DifError> errors) {
    InstructionChecks checks = new InstructionChecks(difo, errors);
    int length = difo.text().length();
    for (int pc = 0; pc < length && errors.isEmpty(); pc++) {
      checks.check(pc, difo.instruction(pc));
    }
    if (difo.instruction(length - 1).op() != DifOperation.RET.number()) {
      errors.add(new DifError(length - 1, "expected 'ret' as last DIF instruction"));
    }
    DifType type = difo.returnType();
    if (!type.byReference() && !type.byUserReference() && !isBaseSize(type.size())) {
      errors.add(new DifError(length - 1, "bad return size"));
    }
  }

  private static boolean isBaseSize(long size) {
    return size == 0 || size == 1 || size == 2 || size == 4 || size == 8;
  }

  /** {@code dtrace_dof_difo} gives a user's string without a size that of the system. */
  private static DifVariable sized(DifVariable variable) {
    DifType type = variable.type();
    if (!variable.ofUser() || !type.isString() || type.size() != 0) {
      return variable;
    }
    DifType sized =
        new DifType(type.kind(), type.ckind(), type.flags(), type.pad(), DEFAULT_STRING_BYTES);
    return new DifVariable(
        variable.name(), variable.id(), variable.kind(), variable.scope(), variable.flags(), sized);
  }

  /** No instruction may use a variable beyond the last that its own table declares. */
  private static void checkReferences(Difo difo, List<DifError> errors) {
    long[] last = new long[DifVariable.LOCAL + 1];
    Arrays.fill(last, DifVariable.FIRST_USER_ID - 1L);
    for (DifVariable variable : difo.variables()) {
      last[variable.scope()] = Math.max(last[variable.scope()], variable.id());
    }
    for (int pc = 0; pc < difo.text().length() && errors.isEmpty(); pc++) {
      DifInstruction instruction = difo.instruction(pc);
      DifOperation operation = DifOperation.of(instruction.op()).orElseThrow();
      if ((operation.form() == OperandForm.VARIABLE_LOAD
              || operation.form() == OperandForm.VARIABLE_STORE)
          && instruction.index() > last[operation.scope()]) {
        errors.add(new DifError(pc, "invalid variable " + instruction.index()));
      }
    }
  }
}
