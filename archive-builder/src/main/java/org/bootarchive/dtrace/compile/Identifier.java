package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.types.StabilityAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What a name stands for: {@code dt_ident_t}. Its type and flags change while programs are checked.
 */
final class Identifier {
  /** A variable of {@code self->}. */
  static final int THREAD = 0x1;

  /** A variable of {@code this->}. */
  static final int LOCAL = 0x2;

  static final int WRITABLE = 0x4;
  static final int INLINE = 0x8;

  /** The program reads it. */
  static final int READ = 0x10;

  /** The program writes it. */
  static final int WRITTEN = 0x20;

  /** The object that code is made for reads it. */
  static final int CODE_READS = 0x40;

  /** The object that code is made for writes it. */
  static final int CODE_WRITES = 0x80;

  /** The code generator has it in the register that {@link #id} names. */
  static final int IN_REGISTER = 0x100;

  /** It is in a process. */
  static final int USERLAND = 0x200;

  /** It is in a module that is there from the start. */
  static final int PRIMARY = 0x400;

  static final int DECLARED = 0x800;

  final String name;
  final long generation;
  final int line;
  IdentifierKind kind;
  CheckRule rule;
  int id;
  int flags;
  DVersion version = new DVersion(0, 0, 0);
  StabilityAttributes attributes = StabilityAttributes.STABLE_COMMON;
  @Nullable CType type;

  /** The name of its type, or its prototype. */
  String definition = "";

  @Nullable Signature signature;
  @Nullable InlineDefinition inline;

  /** Of an aggregation its function. */
  @Nullable Identifier aggregatingFunction;

  @Nullable Translator translator;
  @Nullable SymbolReference symbol;

  Identifier(String name, IdentifierKind kind, CheckRule rule, int id, long generation, int line) {
    this.name = name;
    this.kind = kind;
    this.rule = rule;
    this.id = id;
    this.generation = generation;
    this.line = line;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Returns the inline's definition. */
  InlineDefinition definitionOfInline() {
    InlineDefinition found = inline;
    if (found == null) {
      throw new IllegalStateException(name + " is no inline");
    }
    return found;
  }

  /** Returns what it stands for if it is an inline of a variable: {@code dt_ident_resolve}. */
  Identifier resolved() {
    Identifier current = this;
    while (current.has(INLINE)) {
      Node root = current.inline == null ? null : current.inline.root;
      if (root == null || root.identifier == null) {
        break;
      }
      boolean named =
          switch (root.kind) {
            case VARIABLE, SYMBOL, FUNCTION, AGGREGATION, INLINE, PROBE -> true;
            default -> root.isDynamic();
          };
      if (!named) {
        break;
      }
      current = root.identifier;
    }
    return current;
  }

  /** Returns the text in front of its name: {@code self->}, {@code this->} or nothing. */
  String prefix() {
    return has(LOCAL) ? "this->" : has(THREAD) ? "self->" : "";
  }

  @Override
  public String toString() {
    return kind.text() + " " + prefix() + name;
  }
}
