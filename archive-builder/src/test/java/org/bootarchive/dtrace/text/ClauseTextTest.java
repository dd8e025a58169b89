package org.bootarchive.dtrace.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.StringTable;
import org.bootarchive.dtrace.dof.DofVectors;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.EnabledAction;
import org.bootarchive.dtrace.dof.EnablingReader;
import org.bootarchive.dtrace.dof.ProbeName;
import org.junit.jupiter.api.Test;

/** Recorded programs, shown as D again. */
class ClauseTextTest {
  @Test
  void printfHasItsFormatAndArgumentsAndStacksTheirFrames() {
    assertEquals(
        """
        fbt::rts_new_rtsmsg:entry
        {
        	printf("%u %s pid=%d", timestamp, execname, pid);
        	stack();
        }\
        """,
        shown("002-rts-new-rtsmsg"));
    assertEquals(
        """
        syscall::write:entry
        /execname == "svc.startd"/
        {
        	ustack();
        	ustack(5, 100);
        	jstack(50, 500);
        	stack(3);
        }\
        """,
        shown("026-ustack"));
  }

  @Test
  void predicatesOfComparisonsAreExpressions() {
    assertEquals(
        """
        fbt:::entry
        /arg0 < 5 && arg1 <= 6ul && arg2 > (-7) && arg3 >= 8 && arg4 != 9 && !arg5/
        {
        	trace(execname > "m");
        	trace(execname != "init");
        }\
        """,
        shown("030-compare"));
  }

  @Test
  void aggregationsHaveKeysFunctionsAndTheirArguments() {
    assertEquals(
        """
        syscall::read:return
        /arg0 > 0/
        {
        	@_1["read", execname] = quantize(arg0);
        }\
        """,
        shown("013-quantize"));
    assertEquals(
        """
        syscall::read:return
        {
        	@_1 = quantize(arg0, 2);
        	@_2 = lquantize(arg0, 0, 100, 10, 3);
        }\
        """,
        shown("016-quantize-incr"));
    assertEquals(
        """
        syscall::read:return
        {
        	@_1 = llquantize(arg0, 10, 0, 6, 20);
        }\
        """,
        shown("015-llquantize"));
  }

  @Test
  void actionsOfTheConsumerNameTheirAggregations() {
    assertEquals(
        """
        syscall:::entry
        {
        	@_1[probefunc] = count();
        	@_2[probefunc] = sum(arg0);
        }
        profile:::tick-1s
        {
        	printa(@_1);
        	printa("%20s %@10u\\n", @_1);
        	printa("%20s %@10u %@10u\\n", @_1, @_2);
        	clear(@_1);
        	trunc(@_2, 5);
        	trunc(@_1);
        }\
        """,
        shown("031-printa"));
    assertEquals(
        """
        syscall:::entry
        {
        	@_1[probefunc] = sum(arg2);
        }
        dtrace:::END
        {
        	normalize(@_1, 1000);
        	printa(@_1);
        	denormalize(@_1);
        	setopt("quiet", "1");
        	ftruncate();
        }\
        """,
        shown("032-normalize"));
  }

  @Test
  void destructiveActionsAreNamed() {
    assertEquals(
        """
        syscall::uname:entry
        /pid == 100/
        {
        	stop();
        	raise(9);
        	system("echo %d", pid);
        	copyoutstr("x", arg0, 2);
        	chill(1000);
        }
        fbt::nosuch:entry
        {
        	breakpoint();
        	panic();
        }\
        """,
        shown("033-destructive"));
  }

  @Test
  void variablesAreAssigned() {
    assertEquals(
        """
        syscall::open:entry
        {
        	opens[execname, pid]++;
        	names[pid] = copyinstr(arg0);
        }
        syscall::exit:entry
        /opens[execname, pid] > 10/
        {
        	printf("%s", names[pid]);
        	names[pid] = 0;
        	opens[execname, pid] = 0;
        }\
        """,
        shown("020-assoc"));
    assertEquals(
        """
        syscall:::return
        {
        	trace((errno != 0) ? "failed" : "ok");
        	this->x = (arg0 < 0) ? (-1) : ((arg0 == 0) ? 0 : 1);
        	trace(this->x);
        }\
        """,
        shown("028-ternary"));
  }

  @Test
  void bytesThatAreNotPrintableAreEscaped() {
    assertEquals(
        """
        dtrace:::BEGIN
        {
        	trace("gr\\xc3\\xbc\\xc3\\237e \\xe2\\x98\\x83\\t\\x01\\"");
        }\
        """,
        shown("056-utf8"));
  }

  @Test
  void manyActionsOfOneLargeObjectAreShownWithBoundedWork() {
    ImmutableIntArray.Builder text = ImmutableIntArray.builder();
    for (int i = 0; i < 3900; i += 2) {
      // ldgs, stgs: a new variable each time.
      text.add(0x29010601).add(0x2a000001 | (0x500 + i % 2000) << 8);
    }
    DifType type = new DifType(0, 1, 0, 0, Long.BYTES);
    ImmutableList.Builder<DifVariable> variables = ImmutableList.builder();
    for (int i = 0; i < 4000; i++) {
      variables.add(new DifVariable(0, 0x500 + i, DifVariable.SCALAR, 0, 3, type));
    }
    Difo difo =
        new Difo(
            text.add(0x23000001).build(),
            ImmutableLongArray.of(),
            StringTable.EMPTY,
            variables.build(),
            type);
    EnabledAction action = new EnabledAction(1, 0, 0, 0, null, difo);
    Ecb ecb =
        new Ecb(
            0,
            0,
            new ProbeName("a", "b", "c", "d"),
            null,
            ImmutableList.copyOf(Collections.nCopies(16_000, action)),
            2);
    assertTimeout(
        Duration.ofSeconds(20),
        () -> assertEquals(1, ShownProgram.of(List.of(ecb)).clauses().size()));
  }

  @Test
  void everyRecordedClauseIsShown() {
    for (String program : DofVectors.programs()) {
      ActionValues values = new ActionValues(new ProgramVariables(), new Helpers());
      for (Ecb ecb : clauses(program)) {
        int actions =
            Statement.of(ecb, values).stream()
                .mapToInt(statement -> statement.actions().size())
                .sum();
        assertEquals(ecb.actions().size(), actions, program);
        assertFalse(
            ShownProgram.of(List.of(ecb)).lines().stream()
                .anyMatch(line -> line.contains("action_")),
            program);
      }
    }
  }

  private static List<Ecb> clauses(String program) {
    return EnablingReader.read(DofVectors.properties("programs/" + program + ".conf")).ecbs();
  }

  /** The ERROR program is left out. */
  private static String shown(String program) {
    return String.join(
        "\n",
        ShownProgram.of(clauses(program).stream().filter(ecb -> ecb.uarg() != 1).toList()).lines());
  }
}
