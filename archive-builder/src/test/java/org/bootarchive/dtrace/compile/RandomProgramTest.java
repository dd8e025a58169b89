package org.bootarchive.dtrace.compile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Programs of a grammar: each is compiled to what the kernel takes, or ends in an error. */
class RandomProgramTest {
  /** What the real compiler makes and the kernel refuses; see archive-builder/docs/dtrace.md. */
  private static final List<String> KNOWN =
      List.of("bad return size", "oversized by-ref static", "insufficient registers");

  private static Arbitrary<String> atom() {
    return Arbitraries.of(
        "0",
        "1",
        "-1",
        "0x7fffffff",
        "'a'",
        "\"text\"",
        "\"\"",
        "arg0",
        "timestamp",
        "execname",
        "pid",
        "x",
        "y",
        "self->t",
        "this->l",
        "a[1]",
        "a[execname]",
        "NULL",
        "probefunc",
        "walltimestamp",
        "errno",
        "stackdepth",
        "rand()",
        "sizeof(int)",
        "(char)1");
  }

  private static Arbitrary<String> expression() {
    Arbitrary<String> expression = atom();
    for (int depth = 0; depth < 4; depth++) {
      expression = Arbitraries.frequencyOf(Tuple.of(2, atom()), Tuple.of(5, larger(expression)));
    }
    return expression;
  }

  private static Arbitrary<String> larger(Arbitrary<String> part) {
    Arbitrary<String> binary =
        Combinators.combine(
                part,
                Arbitraries.of(
                    "+", "-", "*", "/", "%", "<<", ">>", "&", "|", "^", "&&", "||", "^^", "==",
                    "!=", "<", ">=", ",", "=", "+="),
                part)
            .as((left, operator, right) -> "(" + left + ")" + operator + "(" + right + ")");
    Arbitrary<String> unary =
        Combinators.combine(
                Arbitraries.of("!", "~", "-", "(int)", "(char)", "(uint64_t)", "*(int *)"), part)
            .as((operator, of) -> operator + "(" + of + ")");
    Arbitrary<String> call =
        Combinators.combine(
                Arbitraries.of("strlen(", "copyinstr(", "strjoin(\"a\",", "stringof(", "sizeof("),
                part)
            .as((name, of) -> name + of + ")");
    Arbitrary<String> choice =
        Combinators.combine(part, part, part)
            .as((when, yes, no) -> "((" + when + ") ? (" + yes + ") : (" + no + "))");
    return Arbitraries.oneOf(binary, unary, call, choice);
  }

  private static Arbitrary<String> statement() {
    return Combinators.combine(
            Arbitraries.of(
                "x = %s",
                "self->t = %s",
                "this->l = %s",
                "a[1] = %s",
                "a[execname] = %s",
                "trace(%s)",
                "printf(\"%%d %%s\", %s, execname)",
                "printf(\"%%p\", %s)",
                "printf(\"%%5.3x|\", %s)",
                "@ = count()",
                "@b[%s] = sum(arg0)",
                "@q = quantize(%s)",
                "@l = lquantize(%s, 0, 10, 1)",
                "stack()",
                "ustack(3)",
                "exit(%s)",
                "tracemem(%s, 16)",
                "stop()",
                "clear(@)",
                "printa(@b)",
                "trunc(@b, %s)",
                "print(%s)",
                "x++",
                "if (%s) { y = 1; } else { y = 2; }",
                "sym(%s)",
                "y = %s"),
            expression())
        .as((form, of) -> form.replace("%s", of).replace("%%", "%"));
  }

  @Provide
  Arbitrary<String> programs() {
    Arbitrary<String> clause =
        Combinators.combine(
                Arbitraries.of("BEGIN", "fbt:::entry", "syscall::*:return,END", "tick-1s", ":::"),
                expression().optional(0.4),
                statement().list().ofMaxSize(3))
            .as(
                (probe, predicate, statements) ->
                    probe
                        + predicate.map(text -> "/" + text + "/").orElse("")
                        + "{"
                        + String.join(";", statements)
                        + "}\n");
    return clause.list().ofMinSize(1).ofMaxSize(3).map(clauses -> String.join("", clauses));
  }

  @Property(tries = 2000)
  void eachIsTakenByTheKernelOrEndsInAnError(@ForAll("programs") String text) throws Exception {
    DOptions options = DOptions.DEFAULTS.withZeroProbes().withDestructive();
    DCompilation made = DProgram.compile(text, TypeEnvironment.empty(), options);
    if (made instanceof DCompilation.Refused refused) {
      Statistics.label("outcome").collect("error");
      assertTrue(!refused.text().isEmpty());
      return;
    }
    Statistics.label("outcome").collect("compiled");
    Optional<String> refusal = ((DCompilation.Compiled) made).kernelRefusal();
    assertTrue(
        refusal.isEmpty() || KNOWN.stream().anyMatch(refusal.get()::contains),
        () -> text + refusal.orElse(""));
  }

  @Property(tries = 500)
  void whatIsNoProgramEndsInAnError(@ForAll("programs") String text, @ForAll byte[] noise)
      throws Exception {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 0; i + 1 < noise.length && i < 8; i += 2) {
      changed.setCharAt(
          Math.floorMod(noise[i] * 7, changed.length()), (char) (noise[i + 1] & 0xff));
    }
    DCompilation made =
        DProgram.compile(changed.toString(), TypeEnvironment.empty(), DOptions.DEFAULTS);
    assertTrue(!(made instanceof DCompilation.Refused refused) || !refused.text().isEmpty());
  }
}
