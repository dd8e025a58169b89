package org.bootarchive.dtrace.dif;

import java.util.stream.Collectors;

/** What single operations of DIF do to expressions. */
final class Operations {
  private final Difo difo;

  Operations(Difo difo) {
    this.difo = difo;
  }

  void apply(DifOperation operation, DifInstruction in, Path path) throws NoExpressionException {
    switch (operation.form()) {
      case INTEGER -> path.set(in.rd(), integer(in.index()));
      case STRING ->
          path.set(
              in.rd(),
              Term.atom(DText.quoted(difo.strings().at(in.index(), DText.MOST_CHARS + 1))));
      case VARIABLE_LOAD -> path.set(in.rd(), variable(operation, in, path));
      case VARIABLE_STORE -> {
        String target = variable(operation, in, path).text();
        path.assign(target, path.get(in.rd()));
      }
      case ARRAY_LOAD ->
          path.set(
              in.rd(), Term.atom(name(operation, in.r1()) + "[" + path.get(in.r2()).text() + "]"));
      case MOVE -> move(operation, in, path);
      case LOAD ->
          path.set(in.rd(), Term.atom("*(" + Memory.type(operation) + path.get(in.r1()).inner()));
      case STORE ->
          path.assign("*(" + Memory.type(operation) + path.get(in.rd()).inner(), path.get(in.r1()));
      case COMPARE, TEST -> {
        path.left = path.get(in.r1());
        path.right = operation == DifOperation.TST ? Term.ZERO : path.get(in.r2());
        path.comparesStrings = operation == DifOperation.SCMP;
      }
      case ARITHMETIC ->
          path.set(in.rd(), Arithmetic.of(operation, path.get(in.r1()), path.get(in.r2())));
      case PUSH_REFERENCE, PUSH_VALUE -> path.push(path.get(in.rd()));
      case BARE -> bare(operation, path);
      case CALL -> {
        path.set(in.rd(), Term.atom(DifSubroutine.name(in.index()) + "(" + pushed(path) + ")"));
      }
      default -> throw new NoExpressionException();
    }
  }

  private static void bare(DifOperation operation, Path path) throws NoExpressionException {
    if (operation == DifOperation.FLUSHTS) {
      path.pushed.clear();
    } else if (operation == DifOperation.POPTS) {
      if (path.pushed.isEmpty()) {
        throw new NoExpressionException();
      }
      path.pushed.remove(path.pushed.size() - 1);
    }
  }

  private static void move(DifOperation operation, DifInstruction in, Path path)
      throws NoExpressionException {
    Term from = path.get(in.r1());
    switch (operation) {
      case MOV -> path.set(in.rd(), from);
      case NOT -> path.set(in.rd(), Term.compound("~" + from.inner()));
      default -> throw new NoExpressionException();
    }
  }

  private Term integer(int index) throws NoExpressionException {
    if (index >= difo.integers().length()) {
      throw new NoExpressionException();
    }
    return Term.integer(difo.integers().get(index));
  }

  /** A variable; an associative one with what was pushed as its index. */
  private Term variable(DifOperation operation, DifInstruction in, Path path) {
    String name = name(operation, in.index());
    return switch (operation) {
      case LDGAA, LDTAA, STGAA, STTAA -> Term.atom(name + "[" + pushed(path) + "]");
      default -> Term.atom(name);
    };
  }

  private String name(DifOperation operation, long id) {
    String prefix =
        switch (operation.scope()) {
          case DifVariable.THREAD -> "self->";
          case DifVariable.LOCAL -> "this->";
          default -> "";
        };
    String known = id < DifVariable.FIRST_USER_ID ? BuiltInVariable.name(id) : "variable" + id;
    return prefix
        + difo.variables().stream()
            .filter(variable -> variable.id() == id && variable.scope() == operation.scope())
            .map(variable -> DText.plain(difo.strings().at(variable.name(), Term.MOST_CHARS)))
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse(known);
  }

  private static String pushed(Path path) {
    return path.pushed.stream().map(Term::text).collect(Collectors.joining(", "));
  }
}
