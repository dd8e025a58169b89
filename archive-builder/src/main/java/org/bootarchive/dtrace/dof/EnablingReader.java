package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.dtrace.dif.DifoJudge;
import org.bootarchive.dtrace.dof.PropertyVerdict.Result;
import org.jspecify.annotations.Nullable;

/**
 * Reads the DOFs of an anonymous enabling as the kernel does: {@code dtrace_anon_property}. Any
 * bytes have an answer; what costs the kernel more than 32 MiB is not judged.
 */
public final class EnablingReader {
  private final boolean destructiveDisallowed;
  private final KernelWork work = new KernelWork();
  private final DifoJudge judge = new DifoJudge();
  private final List<Ecb> ecbs = new ArrayList<>();
  private final List<PropertyVerdict> verdicts = new ArrayList<>();
  private EnabledOptions options = EnabledOptions.defaults();

  /** What becomes of a property that is refused where the reading stands. */
  private Consequence atRefusal = Consequence.DROPPED;

  private EnablingReader(boolean destructiveDisallowed) {
    this.destructiveDisallowed = destructiveDisallowed;
  }

  /**
   * Returns what the kernel makes of properties.
   *
   * @param properties the bytes of {@code dof-data-0, 1, 2, ...} up to the first that is absent
   */
  public static Enabling read(List<byte[]> properties) {
    return new EnablingReader(false).readAll(properties);
  }

  /** As {@link #read}, in a kernel whose {@code dtrace_destructive_disallow} is set. */
  public static Enabling readWithoutDestruction(List<byte[]> properties) {
    return new EnablingReader(true).readAll(properties);
  }

  /** Returns the bytes that the kernel makes of a property: the low 8 bits of each integer. */
  public static byte[] squeeze(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private Enabling readAll(List<byte[]> properties) {
    Consequence consequence = Consequence.NOTHING;
    for (byte[] property : properties) {
      consequence = read(verdicts.size(), property);
      if (consequence != Consequence.ENABLED) {
        break;
      }
    }
    return new Enabling(
        ImmutableList.copyOf(verdicts), consequence, ImmutableList.copyOf(ecbs), options);
  }

  private Consequence read(int index, byte[] property) {
    int first = ecbs.size();
    List<OptionDescription> given = new ArrayList<>();
    Consequence consequence;
    try {
      slurp(index, KernelDof.take(property, work), given);
      verdicts.add(verdict(index, first, given, Result.TAKEN, ImmutableList.of(), null));
      return Consequence.ENABLED;
    } catch (RefusedException e) {
      verdicts.add(verdict(index, first, given, e.result(), e.messages(), e.getMessage()));
      consequence = consequence(index, e.result());
    }
    if (consequence == Consequence.DROPPED || consequence == Consequence.NOTHING) {
      ecbs.clear();
    }
    return consequence;
  }

  private Consequence consequence(int index, Result result) {
    return switch (result) {
      case TAKEN -> Consequence.ENABLED;
      case UNREAD, ABSENT -> index == 0 ? Consequence.DROPPED : Consequence.EARLIER_STAY;
      case REFUSED -> atRefusal;
      case UNDEFINED -> Consequence.UNDEFINED;
      case NOT_JUDGED -> Consequence.NOT_JUDGED;
    };
  }

  /**
   * {@code dtrace_dof_slurp} and {@code dtrace_dof_options}. A refusal frees the state; it takes
   * the enabling along only while that does not exist yet, or from inside an ECB description.
   */
  private void slurp(int index, KernelDof dof, List<OptionDescription> given)
      throws RefusedException {
    atRefusal = index == 0 ? Consequence.DROPPED : Consequence.FREED_MEMORY;
    new HeaderChecks(dof).check();
    new RelocationChecks(dof).check();
    atRefusal = Consequence.DROPPED;
    EcbReader reader = new EcbReader(dof, index, judge);
    for (int i = 0; i < dof.header().secnum(); i++) {
      DofSection section = dof.section(i);
      if (SectionType.ECBDESC.is(section)) {
        ecbs.add(reader.read(section));
      }
    }
    atRefusal = Consequence.FREED_MEMORY;
    options = new OptionReader(dof, options, destructiveDisallowed, given).read();
  }

  private PropertyVerdict verdict(
      int index,
      int firstEcb,
      List<OptionDescription> given,
      Result result,
      ImmutableList<KernelMessage> messages,
      @Nullable String reason) {
    return new PropertyVerdict(
        index,
        result,
        messages,
        reason,
        ImmutableList.copyOf(ecbs.subList(firstEcb, ecbs.size())),
        ImmutableList.copyOf(given));
  }
}
