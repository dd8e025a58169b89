package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.bootarchive.dtrace.dif.DText;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dof.Ecb;

/** ECBs as clauses of D. */
final class ClauseText {
  private final ActionValues values;

  ClauseText(ActionValues values) {
    this.values = values;
  }

  ImmutableList<ShownClause> all(List<Ecb> ecbs) {
    ImmutableList.Builder<ShownClause> clauses = ImmutableList.builder();
    int at = 0;
    while (at < ecbs.size()) {
      ShownClause clause = ConditionsText.at(at, ecbs, values);
      if (clause == null) {
        Ecb ecb = ecbs.get(at);
        clause = new ShownClause(of(ecb), ImmutableList.of(ecb));
      }
      clauses.add(clause);
      at += clause.ecbs().size();
    }
    return clauses.build();
  }

  /** The compiler looks at the actions before it looks at the predicate. */
  private ImmutableList<String> of(Ecb ecb) {
    ImmutableList<Statement> statements = Statement.of(ecb, values);
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add(DText.plain(ecb.probe().text()));
    Difo predicate = ecb.predicate();
    if (predicate != null) {
      String text = predicate(predicate);
      // A slash and a star would begin a comment.
      lines.add(
          "/" + (text.startsWith("*") ? " " : "") + text + (text.endsWith("*/") ? " /" : "/"));
    }
    lines.add("{");
    statements.forEach(statement -> lines.add("\t" + statement.text() + ";"));
    return lines.add("}").build();
  }

  private String predicate(Difo predicate) {
    try {
      return values.typed(predicate).text();
    } catch (NoTextException e) {
      return values.unsaid(predicate);
    }
  }
}
