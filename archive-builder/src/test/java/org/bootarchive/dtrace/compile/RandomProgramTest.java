package org.bootarchive.dtrace.compile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.EnablingReader;
import org.bootarchive.dtrace.text.ShownProgram;
import org.bootarchive.testing.DlangVectors;
import org.jspecify.annotations.Nullable;

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

  private static List<Object> code(byte[] dof) {
    List<Object> code = new ArrayList<>();
    for (Ecb ecb : EnablingReader.read(ImmutableList.of(dof)).ecbs()) {
      code.add(List.of(ecb.probe(), Optional.ofNullable(ecb.predicate()), ecb.actions()));
    }
    return code;
  }

  @Property(tries = 2000)
  void whatIsShownCompilesToTheSameCodeOrSaysThatItDoesNot(@ForAll("programs") String text)
      throws Exception {
    DOptions options = DOptions.DEFAULTS.withZeroProbes().withDestructive();
    if (!(DProgram.compile(text, TypeEnvironment.empty(), options)
        instanceof DCompilation.Compiled made)) {
      return;
    }
    byte[] dof = made.programs().get(0).dof();
    String shown =
        String.join(
            "\n", ShownProgram.of(EnablingReader.read(ImmutableList.of(dof)).ecbs()).lines());
    boolean whole = !shown.contains("/* ");
    Statistics.label("shown").collect(whole ? "whole" : "with a remark");
    DCompilation again = DProgram.compile(shown, TypeEnvironment.empty(), options);
    if (whole) {
      assertTrue(again instanceof DCompilation.Compiled, () -> text + "\nshown:\n" + shown + again);
    }
    if (again instanceof DCompilation.Compiled compiled) {
      boolean same = code(dof).equals(code(compiled.programs().get(0).dof()));
      assertTrue(same || !whole, () -> text + "\nshown:\n" + shown);
    }
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

  private static @Nullable Path directory;

  /** The invented kernel of the vectors, with its library. */
  private static TypeEnvironment kernel() throws IOException {
    Path known = directory;
    if (known == null) {
      known = DlangVectors.unpack(Files.createTempDirectory("dlang")).directory();
      directory = known;
    }
    return TypeEnvironment.ofDirectory(known.resolve("types")).withLibraries(known.resolve("lib"));
  }

  @AfterContainer
  static void deleteKernel() throws IOException {
    if (directory != null) {
      MoreFiles.deleteRecursively(directory.getParent(), RecursiveDeleteOption.ALLOW_INSECURE);
      directory = null;
    }
  }

  /** What a program declares before its clauses: types, inlines, translators, variables. */
  private static Arbitrary<String> declaration() {
    return Arbitraries.of(
        "struct pair { int left; char *right; short bits:3; } ;\n",
        "typedef struct { uint64_t high; string name; int list[4]; } wide_t;\n",
        "enum shade { DARK, LIGHT = 7 };\n",
        "inline int twice = 2 * ONE;\n",
        "inline int more[int a] = a + 1;\n",
        "inline pinfo_t *me = xlate <pinfo_t *> (curthread->t_procp);\n",
        "typedef struct seen { int s_pid; string s_name; } seen_t;\n"
            + "translator seen_t < proc_t *P > { s_pid = P->p_pid; s_name = P->p_user.u_comm; };\n",
        "uint64_t total;\n",
        "self int depth;\n",
        "this proc_t *here;\n",
        "int table[int, string];\n");
  }

  /** Values that have a type of the kernel, of a library or of a declaration. */
  private static Arbitrary<String> typed() {
    return Arbitraries.of(
        "curthread->t_procp->p_pid",
        "((proc_t *)arg0)->p_parent->p_pid",
        "((proc_t *)arg0)->p_cred->cr_uid",
        "stringof(((proc_t *)arg0)->p_user.u_comm)",
        "((struct proc *)arg1)->p_rect.br.y",
        "sizeof(proc_t)",
        "offsetof(rect_t, br)",
        "&((proc_t *)arg0)->p_rect.tl",
        "(proc_t *)arg0 + 1",
        "curp->pr_fname",
        "curp->pr_pid",
        "curt->t_prio",
        "xlate <pinfo_t *> ((proc_t *)arg0)->pr_ppid",
        "COLOR_NAME[2]",
        "ONE",
        "args[0]",
        "args[0]->p_pid",
        "args[0]->pr_pid",
        "args[1]",
        "twice",
        "more[3]",
        "me->pr_pid",
        "xlate <seen_t *> ((proc_t *)arg0)->s_pid",
        "((wide_t *)arg0)->list[1]",
        "((struct pair *)arg0)->bits",
        "total",
        "self->depth",
        "table[1, \"a\"]",
        "(enum shade)arg0",
        "timestamp",
        "execname",
        "1");
  }

  private static Arbitrary<String> typedStatement() {
    Arbitrary<String> form =
        Arbitraries.of(
            "trace(%s)",
            "print(%s)",
            "printf(\"%%d\", %s)",
            "printf(\"%%S\", %s)",
            "self->v = %s",
            "this->w = %s",
            "@a[%s] = count()",
            "@m[%s, %t] = max(timestamp)",
            "@s = sum(%s)",
            "@v = avg(%s)",
            "@d = stddev(%s)",
            "@q[%t] = quantize(%s)",
            "@l = llquantize(%s, 10, 0, 6, 20)",
            "table[%s, execname] = 2",
            "total += %s",
            "this->here = (proc_t *)arg0",
            "if (%s) { trace(%t); }",
            "if (%s) { trace(1); } else { @e[%t] = count(); }",
            "if (%s) { if (%t) { trace(2); } else { x = 1; } } else { trace(%t); }");
    return Combinators.combine(form, typed(), typed())
        .as((text, one, other) -> text.replace("%s", one).replace("%t", other).replace("%%", "%"));
  }

  @Provide
  Arbitrary<String> typedPrograms() {
    Arbitrary<String> clause =
        Combinators.combine(
                Arbitraries.of(
                    "BEGIN",
                    "toy:::create",
                    "toy:::switch",
                    "toy:::start",
                    "fbt::find_proc:entry",
                    "fbt::rts_new_rtsmsg:entry",
                    "fbt::pt_get:return",
                    "sdt:::drop",
                    "syscall::open:entry"),
                typed().optional(0.2),
                typedStatement().list().ofMinSize(1).ofMaxSize(2))
            .as(
                (probe, predicate, statements) ->
                    probe
                        + predicate.map(text -> "/" + text + "/").orElse("")
                        + "{"
                        + String.join(";\n", statements)
                        + "}\n");
    return Combinators.combine(
            declaration().set().ofMinSize(3).ofMaxSize(11), clause.list().ofMinSize(1).ofMaxSize(2))
        .as((declared, clauses) -> String.join("", declared) + String.join("", clauses));
  }

  @Property(tries = 300)
  void eachWithTypesIsTakenByTheKernelOrEndsInAnError(@ForAll("typedPrograms") String text)
      throws Exception {
    DOptions options = DOptions.DEFAULTS.withZeroProbes().withDestructive();
    DCompilation made = DProgram.compile(text, kernel(), options);
    if (made instanceof DCompilation.Refused refused) {
      Statistics.label("typed").collect("error");
      assertTrue(!refused.text().isEmpty() && refused.tag().isPresent(), refused::toString);
      assertTrue(refused.line() >= 0 && refused.line() <= text.lines().count() + 1, text);
    } else {
      Statistics.label("typed").collect("compiled");
      Optional<String> refusal = ((DCompilation.Compiled) made).kernelRefusal();
      assertTrue(
          refusal.isEmpty() || KNOWN.stream().anyMatch(refusal.get()::contains),
          () -> text + refusal.orElse(""));
    }
    Statistics.label("typed")
        .coverage(checker -> checker.check("compiled").percentage(part -> part > 15));
  }
}
