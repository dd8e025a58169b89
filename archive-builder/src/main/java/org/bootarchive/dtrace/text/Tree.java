package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.dif.DifOperation;
import org.bootarchive.dtrace.dif.DifType;
import org.jspecify.annotations.Nullable;

/** An expression as its code has it: what is calculated, in which order. */
sealed interface Tree {
  /** An integer of the object's table. */
  record Literal(long value) implements Tree {}

  /** A string of the object's table. */
  record Quoted(String bytes) implements Tree {}

  /**
   * A variable that is read.
   *
   * @param type as the object's table has it; null if it is not there
   * @param keys what an associative array is asked for; null for a scalar
   */
  record Variable(
      int scope,
      int id,
      String name,
      @Nullable DifType type,
      @Nullable ImmutableList<Argument> keys)
      implements Tree {
    boolean isSame(Tree other) {
      return other instanceof Variable variable
          && variable.scope == scope
          && variable.id == id
          && (keys == null) == (variable.keys == null);
    }
  }

  /** An element of an array of the kernel's own. */
  record Element(int id, String name, Tree index) implements Tree {}

  /** A call of a subroutine. */
  record Call(int subroutine, ImmutableList<Argument> arguments) implements Tree {}

  /** The negative of a number. */
  record Minus(Tree operand) implements Tree {}

  /** All bits of a number turned. */
  record Complement(Tree operand) implements Tree {}

  /** 1 of what is 0, 0 of all else. */
  record Not(Tree operand) implements Tree {}

  /** A calculation with two numbers. */
  record Binary(DifOperation operation, Tree left, Tree right) implements Tree {}

  /**
   * A comparison.
   *
   * @param branch by which it is true
   */
  record Comparison(DifOperation branch, boolean ofStrings, Tree left, Tree right)
      implements Tree {}

  /** A connection of two truths: {@code &&}, {@code ||} or {@code ^^}. */
  record Logic(String sign, Tree left, Tree right) implements Tree {}

  /** The one or the other value. */
  record Choice(Tree condition, Tree yes, Tree no) implements Tree {}

  /** What stands in memory. */
  record Load(DifOperation operation, Tree address) implements Tree {}

  /** A number that is made one of another size or sign. */
  record Conversion(Cut cut, Tree operand) implements Tree {}

  /** A value that is given to a variable, an element or a place in memory, and goes on. */
  record Assignment(Tree target, Tree value) implements Tree {}

  /**
   * A variable or a place in memory that goes up or down.
   *
   * @param before whether it has changed when it goes on
   */
  record Change(Tree target, boolean up, long step, boolean before) implements Tree {}

  /** A value that is dropped, and another. */
  record Comma(Tree left, Tree right) implements Tree {}

  /**
   * How a value is cut: shifted to the left until the sign is the highest bit, and back.
   *
   * @param bits that stay
   * @param form how it is shifted back
   * @param to the bits that a sign is carried to before the rest are cleared; only of {@link
   *     Form#WIDENED}
   */
  record Cut(int bits, Form form, int to) {
    enum Form {
      SIGNED,
      UNSIGNED,
      WIDENED
    }
  }

  /**
   * A key or an argument that is pushed.
   *
   * @param cut what is done to it before; null for nothing
   * @param string whether it is pushed as a string
   * @param reference whether it is pushed by its address
   */
  record Argument(Tree value, @Nullable Cut cut, boolean string, boolean reference) {}
}
