package org.bootarchive.dtrace.conf;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** The kinds of findings in driver.conf and system(4), with what to do about each. */
public enum ConfCode implements Kind {
  /** A token that has no place where it is. */
  UNEXPECTED_TOKEN("correct the line; see driver.conf(4) or system(4)"),
  /** The file ends within an entry, which is lost. */
  UNEXPECTED_END_OF_FILE("end the entry with a semicolon"),
  /** An entry ends behind an equals sign or a comma; the property is not made. */
  UNEXPECTED_END_OF_LINE("complete the list of values, or take its last comma away"),
  /** A string has no end on its line. */
  MISSING_QUOTE("end the string with a quote on its line"),
  /** An octal escape of more than seven bits. */
  CHARACTER_OVERFLOW("write an escape of at most \\177"),
  /** A property's name has a byte that names cannot have; the property is not made. */
  INVALID_PROPERTY_NAME("use another name"),
  /** A property without a name. */
  PROPERTY_NOT_CREATED("give the property a name"),
  /** An entry has its name, parent or class twice, and is lost. */
  SPECIFIED_TWICE("end the entry before with a semicolon"),
  /** An entry has a parent or class and no name, and is lost. */
  MISSING_NAME("add name= to the entry"),
  /** An entry has a name and no parent or class, and is lost. */
  MISSING_PARENT("add parent= to the entry"),
  /** A property is given again; only one counts. */
  PROPERTY_REPEATED("keep one of the two"),
  /** A property of the enabling is not a list of integers, and is not seen. */
  NOT_INTEGERS("write the property's bytes as integers"),
  /** An octal number has a digit that is none; what is stored is undefined. */
  INVALID_OCTAL("take the zero in front away"),
  /** A number has more than 32 bits; what does not fit is lost. */
  NUMBER_CUT("write a number of at most 32 bits"),
  /** A number of the enabling is no byte; what does not fit is lost. */
  NOT_A_BYTE("write bytes: 0 to 255"),
  /** A byte 0xff, which the kernel takes for the end of the file. */
  ENDS_AT_BYTE_FF("take the byte 0xff away"),
  /** A property of the enabling is folded: dtrace -A removes its first line only. */
  FOLDED("write the property on one line, or remove it whole"),
  /** A property of the enabling does not begin its line: dtrace -A does not remove it. */
  NOT_AT_LINE_START("write the property at the beginning of a line"),
  /** A line of the enabling holds something else too, which dtrace -A removes with it. */
  SHARES_LINE("write what follows the enabling on a line of its own"),
  /** A command has no colon. */
  MISSING_COLON("write a colon behind the command"),
  /** A command has no value. */
  VALUE_EXPECTED("give the command a value on its line"),
  /** A value is longer than the kernel has room for, or has a byte that cannot be there. */
  VALUE_TOO_LONG("write a shorter value"),
  /** Something behind a command, which is not read. */
  EXTRANEOUS_INPUT("write one command a line"),
  /** No command of system(4). */
  UNKNOWN_COMMAND("correct the command; the kernel knows it in all lower or all upper case"),
  /** An assignment by something that is no operator, or none for a string. */
  BAD_OPERATOR("use =, & or |, and = alone for a string"),
  /** An assignment of something that is neither number nor string. */
  BAD_VALUE("assign a number, or a string in quotes"),
  /** A command that only a 32-bit kernel obeys. */
  NOT_FOR_THIS_KERNEL("use set or set64"),
  /** A command is given again. */
  COMMAND_REPEATED("keep one of them"),
  /** More is found than is listed. */
  AND_MORE("correct the first ones, and look again");

  private final String remedy;

  ConfCode(String remedy) {
    this.remedy = remedy;
  }

  /** Returns a warning: the kernel reads on, and reads something else than was meant. */
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
