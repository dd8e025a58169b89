package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.IntegerLiteral;
import org.bootarchive.dtrace.lang.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Makes several clauses of one that has conditions. What a condition gives is kept in a variable of
 * the clause, and an error in one of the clauses ends those that follow.
 *
 * <p>Source: libdtrace's {@code dt_sugar.c}.
 */
final class IfElse {
  private static final String ERROR = "%error";
  private static final String CONDITION = "%condition_";

  private final Unit unit;
  private final TreeBuilder tree;

  IfElse(Unit unit, TreeBuilder tree) {
    this.unit = unit;
    this.tree = tree;
  }

  /** Returns the clauses that one clause stands for. */
  @Nullable Node clauses(Node clause) {
    return new Clauses(clause).made();
  }

  private Node variable(String scope, String name) {
    return tree.binary(Operator.ARROW, tree.name(scope), tree.name(name));
  }

  private Node error() {
    return variable("self", ERROR);
  }

  private Node noError() {
    return tree.unary(Operator.NOT, error());
  }

  private Node condition(int number) {
    return variable("this", CONDITION + number);
  }

  private Node number(int value) {
    return tree.integer(IntegerLiteral.decimal(value));
  }

  private final class Clauses {
    private final Node clause;
    private final Node probes;
    private @Nullable Node list;
    private int conditions;

    Clauses(Node clause) {
      this.clause = clause;
      this.probes = clause.others == null ? clause : clause.others;
    }

    @Nullable Node made() {
      boolean any = false;
      for (Node statement = clause.list; statement != null; statement = statement.next) {
        any |= statement.kind == NodeKind.IF;
      }
      if (!any) {
        append(tree.clause(probes, clause.left, clause.list));
      } else {
        int outer = clause.left == null ? 0 : newCondition(clause.left, 0);
        statements(clause.list, outer);
      }
      if (conditions != 0) {
        Node clear = tree.binary(Operator.ASSIGN, error(), number(0));
        list = Node.link(tree.clause(probes, null, tree.statement(clear)), list);
      }
      if (list != null && list.next != null && !unit.session.hasConditions) {
        unit.session.hasConditions = true;
        list = Node.link(errorClause(), list);
      }
      return list;
    }

    private void append(Node made) {
      list = Node.link(list, made);
    }

    private Node errorClause() {
      Node description = tree.probe("dtrace:::ERROR");
      Node set = tree.binary(Operator.ASSIGN, error(), number(1));
      return tree.clause(description, null, tree.statement(set));
    }

    private int newCondition(Node predicate, int outer) {
      int number = ++conditions;
      Node wanted = noError();
      Node value =
          tree.binary(Operator.LOGICAL_AND, outer == 0 ? number(1) : condition(outer), predicate);
      Node set = tree.binary(Operator.ASSIGN, condition(number), value);
      append(tree.clause(probes, wanted, tree.statement(set)));
      return number;
    }

    private void block(int condition, Node statements) {
      Node predicate = null;
      if (condition != 0) {
        predicate = tree.binary(Operator.LOGICAL_AND, noError(), condition(condition));
      } else if (conditions != 0) {
        predicate = noError();
      }
      append(tree.clause(probes, predicate, statements));
    }

    private void statements(@Nullable Node statements, int outer) {
      Node previous = null;
      Node first = null;
      Node next;
      for (Node statement = statements; statement != null; statement = next) {
        next = statement.next;
        if (statement.kind == NodeKind.IF) {
          if (previous != null) {
            previous.unlink();
          }
          if (first != null) {
            block(outer, first);
          }
          ifStatement(statement, outer);
          first = null;
        } else if (first == null) {
          first = statement;
        }
        previous = statement;
      }
      if (first != null) {
        block(outer, first);
      }
    }

    private void ifStatement(Node statement, int outer) {
      int number = newCondition(statement.left(), outer);
      statements(statement.list, number);
      if (statement.others != null) {
        Node not = tree.unary(Operator.NOT, condition(number));
        statements(statement.others, newCondition(not, outer));
      }
    }
  }
}
