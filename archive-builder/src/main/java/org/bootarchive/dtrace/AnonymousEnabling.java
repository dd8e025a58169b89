package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.conf.DriverProperty;
import org.bootarchive.dtrace.conf.SystemFile;
import org.bootarchive.dtrace.dof.Consequence;
import org.bootarchive.dtrace.dof.DtraceOption;
import org.bootarchive.dtrace.dof.Enabling;
import org.bootarchive.dtrace.dof.EnablingReader;
import org.bootarchive.dtrace.dof.KernelMessage;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;

/**
 * An anonymous enabling: what the kernel makes of it, and what its operator should know.
 *
 * @param enabling what the kernel's dtrace driver makes of its properties
 * @param forceloads what {@code /etc/system} force-loads, in order; none if that was not given
 * @param findings the errors first
 */
public record AnonymousEnabling(
    Enabling enabling, ImmutableList<String> forceloads, ImmutableList<Finding> findings) {

  /** Errors that one probe has, beside which the others are traced as they were meant to be. */
  private static final ImmutableSet<String> OF_ONE_PROBE =
      ImmutableSet.of(EnablingCode.PROBE_CANNOT_EXIST.code(), EnablingCode.PROVIDER_UNKNOWN.code());

  /**
   * Reads an enabling of which nothing else is known.
   *
   * @throws IOException does not happen without files
   */
  public static AnonymousEnabling read(DriverConf conf) throws IOException {
    return read(conf, Optional.empty(), Optional.empty());
  }

  /**
   * Reads an enabling as a kernel finds it.
   *
   * @param conf the kernel's dtrace.conf
   * @param system its {@code /etc/system}; empty if there is none, or it is not known
   * @param files its files; empty if they are not known, so that what is missing from them is not
   *     looked for
   * @throws IOException if one of the files cannot be read
   */
  public static AnonymousEnabling read(
      DriverConf conf, Optional<SystemFile> system, Optional<KernelFiles> files)
      throws IOException {
    ImmutableList.Builder<byte[]> properties = ImmutableList.builder();
    for (DriverProperty property : conf.enabling()) {
      property.integers().ifPresent(integers -> properties.add(integers.toBytes()));
    }
    Enabling enabling = EnablingReader.read(properties.build());
    FindingList findings = new FindingList();
    DofFindings.add(enabling, true, findings);
    DriverConfFindings.add(conf, findings);
    addOthers(enabling, system, files, findings);
    return of(enabling, system, findings);
  }

  /**
   * Reads an enabling from DOFs, as they would stand in dtrace.conf one after the other. That there
   * is no ERROR program, and no options, is no finding here.
   *
   * @param system the {@code /etc/system} that goes with them, if it is known
   * @throws IOException does not happen without files
   */
  public static AnonymousEnabling ofDofs(List<byte[]> dofs, Optional<SystemFile> system)
      throws IOException {
    Enabling enabling = EnablingReader.read(dofs);
    FindingList findings = new FindingList();
    DofFindings.add(enabling, false, findings);
    addOthers(enabling, system, Optional.empty(), findings);
    return of(enabling, system, findings);
  }

  /**
   * Returns that there is none because the kernel does not come so far as to look for it.
   *
   * @param reason why it does not
   */
  public static AnonymousEnabling neverRead(String reason) {
    FindingList findings = new FindingList();
    findings.add(
        EnablingCode.KERNEL_DOES_NOT_COME_UP.finding(
            "the kernel does not come so far as to look for an enabling: " + reason));
    return of(EnablingReader.read(ImmutableList.of()), Optional.empty(), findings);
  }

  private static void addOthers(
      Enabling enabling,
      Optional<SystemFile> system,
      Optional<KernelFiles> files,
      FindingList findings)
      throws IOException {
    if (enabling.verdicts().isEmpty()) {
      return;
    }
    RequiredDrivers drivers = RequiredDrivers.of(enabling);
    ForceloadFindings.add(drivers, system, files.isPresent(), findings);
    if (files.isPresent()) {
      new DriverFindings(files.get(), findings).add(drivers, system);
    }
    ProbeFindings.add(enabling, files, findings);
  }

  private static AnonymousEnabling of(
      Enabling enabling, Optional<SystemFile> system, FindingList findings) {
    return new AnonymousEnabling(
        enabling, system.map(SystemFile::forceloads).orElse(ImmutableList.of()), findings.sorted());
  }

  /** Returns whether there is an enabling at all, whatever the kernel makes of it. */
  public boolean isPresent() {
    return !enabling.verdicts().isEmpty();
  }

  /**
   * Returns the errors for which it should not be written: the kernel would not take it, or not
   * start to trace. That a probe would not be found is none of them, as the others are traced.
   */
  public ImmutableList<Finding> obstacles() {
    return findings.stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .filter(finding -> !OF_ONE_PROBE.contains(finding.code()))
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns whether there is an enabling, and the kernel takes all of it and survives that. */
  public boolean accepted() {
    return enabling.accepted();
  }

  /** Returns what the kernel says as it refuses the enabling; empty if it does not. */
  public Optional<String> refusal() {
    return Optional.ofNullable(enabling.refusal());
  }

  /**
   * Returns what becomes of the enabling, one clause for people; of one that is refused, at which
   * property that is decided.
   */
  public String consequence() {
    String text = enabling.consequence().text();
    if (enabling.isTaken() && !accepted()) {
      return text + ", and panics as soon as a probe is found";
    }
    return accepted() || !isPresent()
        ? text
        : "dof-data-" + (enabling.verdicts().size() - 1) + " is not taken; " + text;
  }

  /** Returns the probe descriptions that are enabled, {@code fbt::rts_new_rtsmsg:entry}. */
  public ImmutableList<String> probes() {
    return enabling.ecbs().stream()
        .map(ecb -> ecb.probe().text())
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns the options that are set in the end, by number: the kernel's own too. None if there is
   * no enabling in force.
   */
  public ImmutableMap<DtraceOption, Long> options() {
    boolean inForce =
        enabling.consequence() == Consequence.ENABLED
            || enabling.consequence() == Consequence.EARLIER_STAY;
    return inForce ? enabling.options().set() : ImmutableMap.of();
  }

  /**
   * Returns the lines that the kernel prints of the enabling at boot, without the word that the
   * console puts in front: its complaints, and {@code enabling probe 0 (...)}.
   */
  public ImmutableList<String> bootLines() {
    return enabling.messages().stream()
        .map(KernelMessage::text)
        .collect(ImmutableList.toImmutableList());
  }
}
