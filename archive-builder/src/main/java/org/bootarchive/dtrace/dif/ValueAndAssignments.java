package org.bootarchive.dtrace.dif;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;

/**
 * What an object comes to.
 *
 * @param value what it returns
 * @param assignments what it writes, in order
 */
record ValueAndAssignments(Term value, ImmutableList<Assignment> assignments) {
  /** Returns the one or the other; fails unless both write to the same places. */
  static ValueAndAssignments choose(Term condition, ValueAndAssignments yes, ValueAndAssignments no)
      throws NoExpressionException {
    if (yes.assignments.size() != no.assignments.size()) {
      throw new NoExpressionException();
    }
    ImmutableList.Builder<Assignment> assignments = ImmutableList.builder();
    for (int i = 0; i < yes.assignments.size(); i++) {
      Assignment one = yes.assignments.get(i);
      Assignment other = no.assignments.get(i);
      if (!one.target().equals(other.target())) {
        throw new NoExpressionException();
      }
      assignments.add(new Assignment(one.target(), choose(condition, one.value(), other.value())));
    }
    return new ValueAndAssignments(choose(condition, yes.value, no.value), assignments.build());
  }

  private static Term choose(Term condition, Term yes, Term no) throws NoExpressionException {
    Term chosen = Term.choose(condition, yes, no);
    if (chosen.text().length() > Term.MOST_CHARS) {
      throw new NoExpressionException();
    }
    return chosen;
  }

  /** Returns the assignments, or if there are none the value. */
  String text() throws NoExpressionException {
    for (int i = 1; i < assignments.size(); i++) {
      for (Assignment earlier : assignments.subList(0, i)) {
        if (assignments.get(i).text().contains(earlier.target())) {
          throw new NoExpressionException();
        }
      }
    }
    return assignments.isEmpty()
        ? value.text()
        : assignments.stream().map(Assignment::text).collect(Collectors.joining(", "));
  }
}
