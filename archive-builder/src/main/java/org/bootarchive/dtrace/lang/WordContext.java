package org.bootarchive.dtrace.lang;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalInt;

/** What a lexer must know of a program to tell its words apart, and what it tells at once. */
public interface WordContext {
  /** Returns whether a global variable, function or inline has the name. */
  boolean isGlobal(String name);

  /** Returns whether the name was once taken for a variable though a type has it. */
  boolean isAmbiguous(String name);

  /** Takes a name for that of a variable from now on. */
  void markAmbiguous(String name);

  /** Returns whether a type has the name. */
  boolean isType(String name);

  /** Returns whether a declaration is being read of which the type is there. */
  boolean declarationHasType();

  /** Returns the argument of a number that a program was given. */
  Optional<String> argument(int number);

  /** Returns whether arguments that are missing stand for 0 and the empty string. */
  boolean argumentsDefault();

  /** Returns the value of a variable such as {@code $pid}, named without its sign. */
  OptionalInt macroVariable(String name);

  /** Takes a control line; the line that is being worked on is already the next. */
  void controlLine(ImmutableList<ControlWord> words);
}
