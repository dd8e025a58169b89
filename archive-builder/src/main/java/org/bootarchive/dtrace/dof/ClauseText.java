package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.Expression;

/** An ECB as a clause of D, for people. */
public final class ClauseText {
  private ClauseText() {}

  /**
   * Returns the lines of a clause: the probe, the predicate if there is one, and a line for each
   * statement between braces.
   */
  public static ImmutableList<String> of(Ecb ecb) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add(DText.plain(ecb.probe().text()));
    Difo predicate = ecb.predicate();
    if (predicate != null) {
      String text = Expression.text(predicate);
      // A slash and a star would begin a comment.
      lines.add("/" + (text.startsWith("*") ? " " : "") + text + "/");
    }
    lines.add("{");
    Statement.of(ecb).forEach(statement -> lines.add("\t" + statement.text() + ";"));
    return lines.add("}").build();
  }
}
