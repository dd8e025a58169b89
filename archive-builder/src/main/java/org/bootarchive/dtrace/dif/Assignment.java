package org.bootarchive.dtrace.dif;

/**
 * A variable or a place in memory that is given a value.
 *
 * @param target as D writes it
 * @param value in terms of what was true before the object ran
 */
record Assignment(String target, Term value) {
  String text() {
    return target + " = " + value.text();
  }
}
