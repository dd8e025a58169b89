package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/** Makes an ECB of its description for a probe that matches: {@code dtrace_ecb_create}. */
final class EcbCreation {
  /** {@code sizeof (dtrace_rechdr_t)}. */
  private static final int HEADER = 12;

  /** {@code sizeof (dtrace_epid_t)} and of {@code dtrace_aggid_t}. */
  private static final int ID = 4;

  private static final int WORD = 8;
  private static final long MOST = 0xffffffffL;
  private static final long NO_TUPLE = -1;

  /** What tracing as a whole must know of the ECBs that were begun, failed ones included. */
  static final class Effects {
    boolean destructive;
    boolean speculates;
    boolean aggregates;
    long needed;
  }

  private static final class Part {
    final EnabledAction action;
    final long size;
    int alignment;
    boolean inTuple;

    Part(EnabledAction action, long size) {
      this.action = action;
      this.size = size;
      int divisible = WORD;
      while (size % divisible != 0) {
        divisible /= 2;
      }
      this.alignment = size == 0 ? 1 : divisible;
    }

    boolean aggregates() {
      return ActionKind.isAggregation(action.kind());
    }
  }

  private final EnabledOptions options;
  private final Effects effects;
  private final List<Part> parts = new ArrayList<>();
  private boolean speculates;
  private boolean commits;

  private EcbCreation(EnabledOptions options, Effects effects) {
    this.options = options;
    this.effects = effects;
  }

  /** Makes the ECB; fails where the kernel answers EINVAL or panics. */
  static EcbLayout create(Ecb ecb, EnabledOptions options, Effects effects) throws EcbException {
    EcbCreation creation = new EcbCreation(options, effects);
    for (EnabledAction action : ecb.actions()) {
      if (ActionKind.isAggregation(action.kind())) {
        creation.addAggregation(action);
      } else {
        creation.add(action);
      }
    }
    return creation.lay();
  }

  private void addAggregation(EnabledAction action) throws EcbException {
    if (commits || speculates) {
      throw new EcbException("an aggregation after " + (commits ? "commit" : "speculate"));
    }
    Part aggregation = new Part(action, AggregationSize.of(action.kind(), action.arg()));
    int first = parts.size();
    while (first > 0
        && parts.size() - first != action.ntuple()
        && !parts.get(first - 1).aggregates()) {
      first--;
    }
    if (action.ntuple() == 0 || parts.size() - first != action.ntuple()) {
      throw new EcbException(
          "an aggregation of "
              + Integer.toUnsignedString(action.ntuple())
              + " keys where there are "
              + (parts.size() - first));
    }
    parts.subList(first, parts.size()).forEach(part -> part.inTuple = true);
    parts.get(first).alignment = Math.max(parts.get(first).alignment, ID);
    parts.add(aggregation);
    effects.aggregates = true;
  }

  /**
   * A speculate after data passes: the kernel's check looks at a size that it works out only after
   * the last action.
   */
  private void add(EnabledAction action) throws EcbException {
    if (action.is(ActionKind.DIFEXPR) && action.string() == null && action.arg() != 0) {
      // Without a string table dtrace_dof_actdesc leaves dtad_arg as it stands in the DOF.
      throw EcbException.panic(
          "a DIFEXPR without a string table has the argument 0x"
              + Long.toHexString(action.arg())
              + ", which the kernel reads as the address of a string");
    }
    boolean stores =
        action.is(ActionKind.DIFEXPR) && action.difo() != null && action.difo().destructive();
    effects.destructive |= stores || ActionKind.isDestructive(action.kind());
    long size = ActionSize.of(action, options);
    boolean speculate = action.is(ActionKind.SPECULATE);
    effects.speculates |= speculate;
    boolean commit = action.is(ActionKind.COMMIT);
    if (commits && (commit || speculate || size != 0)) {
      throw new EcbException(commit ? "two commits" : "data after commit");
    }
    speculates |= speculate;
    commits |= commit;
    parts.add(new Part(action, size));
  }

  /** Gives each record its place: {@code dtrace_ecb_resize}. */
  private EcbLayout lay() throws EcbException {
    long size = HEADER;
    long needed = HEADER;
    int alignment = ID;
    long tuple = NO_TUPLE;
    ImmutableList.Builder<RecordLayout> records = ImmutableList.builder();
    for (Part part : parts) {
      alignment = Math.max(alignment, part.alignment);
      boolean aside = part.inTuple || part.aggregates();
      if (aside && tuple == NO_TUPLE) {
        tuple = size + Math.floorMod(ID - size, WORD);
      }
      long offset = roundUp(aside ? tuple : size, part.alignment);
      long end = offset + part.size;
      if (end > MOST) {
        throw new EcbException("records of more than 4 GiB");
      }
      records.add(
          new RecordLayout(part.action.kind(), offset, part.size, part.alignment, part.inTuple));
      if (part.inTuple) {
        tuple = end;
      } else {
        needed = Math.max(needed, end);
        size = aside ? size : end;
        tuple = NO_TUPLE;
      }
    }
    boolean onlySpeculates = parts.size() == 1 && speculates;
    if (!parts.isEmpty() && !onlySpeculates && size == HEADER) {
      size = 0;
    }
    needed = roundUp(needed, ID);
    effects.needed = Math.max(effects.needed, needed);
    return new EcbLayout(roundUp(size, ID), needed, alignment, records.build());
  }

  private static long roundUp(long value, int alignment) {
    return (value + alignment - 1) & -alignment;
  }
}
