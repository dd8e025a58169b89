package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel makes of the properties {@code dof-data-0, 1, 2, ...} of its dtrace driver.
 *
 * @param verdicts one for each property that the kernel comes to, in order; only the last can be
 *     other than taken
 * @param consequence what the kernel goes on with
 * @param ecbs what the enabling holds at the end, in order over all properties
 * @param options those of the state at the end
 */
public record Enabling(
    ImmutableList<PropertyVerdict> verdicts,
    Consequence consequence,
    ImmutableList<Ecb> ecbs,
    EnabledOptions options) {

  /** Returns whether there are properties, the kernel takes them all, and survives it. */
  public boolean accepted() {
    return isTaken() && !panics();
  }

  /** Returns whether there are properties and the kernel takes them all. */
  public boolean isTaken() {
    return consequence == Consequence.ENABLED;
  }

  /** Returns whether the kernel panics at the first probe that matches one of the descriptions. */
  public boolean panics() {
    return !start().panics().isEmpty();
  }

  /** Returns why the last property is not taken, the kernel's word or ours; null if it is. */
  public @Nullable String refusal() {
    return verdicts.isEmpty() ? null : verdicts.get(verdicts.size() - 1).reason();
  }

  /** Returns what comes of it once probes are there. */
  public TracingStart start() {
    return TracingStart.of(this);
  }

  /** Returns the complaints of the kernel, in order, without the list of probes. */
  public ImmutableList<KernelMessage> complaints() {
    return verdicts.stream()
        .flatMap(verdict -> verdict.messages().stream())
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns all that the kernel says while it reads the properties, in order: its complaints, then
   * a line for each probe description of the enabling, {@code dtrace_enabling_dump}.
   */
  public ImmutableList<KernelMessage> messages() {
    Stream<KernelMessage> probes =
        IntStream.range(0, ecbs.size())
            .mapToObj(
                i ->
                    new KernelMessage(
                        KernelMessage.Channel.NOTICE,
                        "enabling probe " + i + " (" + ecbs.get(i).probe().text() + ")"));
    return Stream.concat(complaints().stream(), probes).collect(ImmutableList.toImmutableList());
  }
}
