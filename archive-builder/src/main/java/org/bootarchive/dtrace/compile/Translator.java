package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/** How a value of one type is shown as a struct of another: {@code dt_xlator_t}. */
final class Translator {
  final long generation;
  final CType input;
  final CType output;

  /** The parameter. */
  final Identifier parameter;

  /** What stands for a struct that it makes. */
  final Identifier struct;

  /** What stands for a pointer to one; without a type if there is no such pointer. */
  final Identifier pointer;

  /** The members with their expressions, in the order of the text. */
  final @Nullable Node members;

  Translator(
      long generation,
      CType input,
      CType output,
      Identifier parameter,
      Identifier struct,
      Identifier pointer,
      @Nullable Node members) {
    this.generation = generation;
    this.input = input;
    this.output = output;
    this.parameter = parameter;
    this.struct = struct;
    this.pointer = pointer;
    this.members = members;
    struct.translator = this;
    pointer.translator = this;
  }

  DVersion version() {
    return struct.version.compareTo(pointer.version) > 0 ? struct.version : pointer.version;
  }

  @Nullable Node member(String name) {
    for (Node member = members; member != null; member = member.next) {
      if (member.text.equals(name)) {
        return member;
      }
    }
    return null;
  }

  /** Returns what stands for a value of a type: of a struct, or of a pointer to one. */
  Identifier identifierFor(CType type) {
    return type.baseKind() == TypeKind.POINTER ? pointer : struct;
  }
}
