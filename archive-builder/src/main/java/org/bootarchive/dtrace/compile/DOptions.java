package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.dof.DtraceOption;

/** What {@code dtrace} is told beside programs. Options are set in the order in which they come. */
public final class DOptions {
  /** None: descriptions must match probes, and there are no arguments. */
  public static final DOptions DEFAULTS =
      new DOptions(ImmutableList.of(), false, ImmutableList.of());

  /**
   * An option that is to be set.
   *
   * @param label what messages call it, {@code -x strsize}
   */
  record Setting(String label, String name, Optional<String> value) {}

  private final ImmutableList<Setting> settings;
  private final boolean zeroProbes;
  private final ImmutableList<String> arguments;

  private DOptions(
      ImmutableList<Setting> settings, boolean zeroProbes, ImmutableList<String> arguments) {
    this.settings = settings;
    this.zeroProbes = zeroProbes;
    this.arguments = arguments;
  }

  private DOptions with(String label, String name, Optional<String> value) {
    ImmutableList<Setting> more =
        ImmutableList.<Setting>builder()
            .addAll(settings)
            .add(new Setting(label, name, value))
            .build();
    return new DOptions(more, zeroProbes, arguments);
  }

  private DOptions with(DtraceOption option, String letter) {
    return with(letter, option.optionName(), Optional.empty());
  }

  /** Returns these with one more, as {@code -x NAME=VALUE} sets it. */
  public DOptions with(String name, String value) {
    return with("-x " + name, name, Optional.of(value));
  }

  /** Returns these with one more, as {@code -x NAME} sets it. */
  public DOptions with(String name) {
    return with("-x " + name, name, Optional.empty());
  }

  /**
   * Returns these with a size of the buffers: {@code -b}.
   *
   * @param size bytes, with k, m, g or t behind it for more of them: {@code 64k}
   */
  public DOptions withBufferSize(String size) {
    return with("-b " + size, DtraceOption.BUFSIZE.optionName(), Optional.of(size));
  }

  /** Returns these with a length that strings have in the kernel, in bytes. */
  public DOptions withStringSize(int bytes) {
    return with(DtraceOption.STRSIZE.optionName(), Integer.toString(bytes));
  }

  /** Returns these with {@code -q}: nothing is printed but what programs print. */
  public DOptions withQuiet() {
    return with(DtraceOption.QUIET, "-q");
  }

  /** Returns these with {@code -w}: programs may change the system. */
  public DOptions withDestructive() {
    return with(DtraceOption.DESTRUCTIVE, "-w");
  }

  /** Returns these with {@code -F}: what is printed is indented by the flow of functions. */
  public DOptions withFlowIndent() {
    return with(DtraceOption.FLOWINDENT, "-F");
  }

  /** Returns these with {@code -Z}: descriptions may match no probe. */
  public DOptions withZeroProbes() {
    return new DOptions(settings, true, arguments);
  }

  /** Returns these with what {@code $1}, {@code $2} ... stand for. */
  public DOptions withArguments(List<String> words) {
    return new DOptions(settings, zeroProbes, ImmutableList.copyOf(words));
  }

  ImmutableList<Setting> settings() {
    return settings;
  }

  boolean zeroProbes() {
    return zeroProbes;
  }

  ImmutableList<String> arguments() {
    return arguments;
  }
}
