package org.bootarchive.dtrace.compile;

import java.util.List;

/** What keys or arguments an identifier takes: {@code dt_idsig_t}. */
final class Signature {
  /** Parameters as nodes of types; one that takes anything has no type. */
  final List<Node> parameters;

  /** From which parameter on any number can follow; -1 if not. */
  final int variableFrom;

  /** From which parameter on they can be missing; -1 if not. */
  final int optionalFrom;

  /** The numbers of a quantization, which must be the same at each use; 0 before the first. */
  long quantization;

  Signature(List<Node> parameters, int variableFrom, int optionalFrom) {
    this.parameters = parameters;
    this.variableFrom = variableFrom;
    this.optionalFrom = optionalFrom;
  }
}
