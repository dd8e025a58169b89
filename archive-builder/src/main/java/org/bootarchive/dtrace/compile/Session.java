package org.bootarchive.dtrace.compile;

import java.util.ArrayList;
import java.util.List;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.lang.IntegerLiteral;
import org.bootarchive.dtrace.types.TracedKernel;
import org.jspecify.annotations.Nullable;

/** What lasts over the texts of one run: {@code dtrace_hdl_t}. */
final class Session {
  private static final int END_OF_VARIABLE_IDS = 0xffff;

  final TracedKernel environment;
  final SpecialTypes types = new SpecialTypes();
  final TypeSearch search;
  final OptionSettings options = new OptionSettings(this);
  final IdentifierTable globals =
      new IdentifierTable("global", DifVariable.FIRST_USER_ID, END_OF_VARIABLE_IDS);
  final IdentifierTable threadVariables =
      new IdentifierTable("thread local", DifVariable.FIRST_USER_ID, END_OF_VARIABLE_IDS);
  final IdentifierTable aggregations = new IdentifierTable("aggregation", 1, Integer.MAX_VALUE);
  final List<Translator> translators = new ArrayList<>();
  final ProbeModels probes;
  final PrintfConversions conversions;

  /** Flags for all texts; those of one text are added to a copy. */
  final CompileFlags flags = new CompileFlags();

  DVersion version = DVersion.LATEST;

  /** Counts texts; what a text makes has its number. */
  long generation;

  /** Whether a text with a condition came before. */
  boolean hasConditions;

  /** The last integer that was read; what {@code offsetof} gives takes after its suffix. */
  IntegerLiteral lastLiteral = new IntegerLiteral(0, "", "", false);

  /** The text that is being compiled, null between texts. */
  @Nullable Unit unit;

  Session(TracedKernel environment) {
    this.environment = environment;
    this.search = new TypeSearch(types, environment.modules());
    this.probes = new ProbeModels(this);
    this.conversions = new PrintfConversions(types);
    BuiltIns.addTo(globals);
  }

  /** Begins a text: {@code dt_pcb_push}, with the resets before it. */
  void begin(Unit next) {
    resetUse(globals);
    resetUse(threadVariables);
    unit = next;
    generation++;
  }

  private static void resetUse(IdentifierTable table) {
    int used =
        Identifier.READ | Identifier.WRITTEN | Identifier.CODE_READS | Identifier.CODE_WRITES;
    for (Identifier identifier : table.all()) {
      identifier.flags &= ~used;
    }
  }

  /** Forgets what a text that failed has made: {@code dt_pcb_pop}. */
  void discard() {
    long failed = generation;
    translators.removeIf(translator -> translator.generation == failed);
    probes.removeOf(failed);
    aggregations.removeOf(failed);
    globals.removeOf(failed);
    threadVariables.removeOf(failed);
  }

  /** Goes back to an older version of the language: {@code dt_reduce}. */
  @Nullable String reduceTo(DVersion older) {
    if (older.compareTo(version) > 0) {
      return "Requested version conflicts with earlier setting";
    }
    version = older;
    translators.removeIf(translator -> translator.version().compareTo(older) > 0);
    aggregations.removeAfter(older);
    globals.removeAfter(older);
    threadVariables.removeAfter(older);
    return null;
  }
}
