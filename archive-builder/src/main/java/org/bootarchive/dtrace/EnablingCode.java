package org.bootarchive.dtrace;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** The kinds of findings about an anonymous enabling, and what to do about each. */
public enum EnablingCode implements Kind {
  /** There is no dof-data-0. */
  NO_ENABLING(Severity.ERROR, "run dtrace -A on a live system, and take its dtrace.conf"),
  /** The kernel stops before it attaches drivers. */
  KERNEL_DOES_NOT_COME_UP(Severity.ERROR, "see archive-tool simulate"),
  /** The kernel refuses a DOF. */
  ENABLING_REFUSED(Severity.ERROR, "write the enabling anew with dtrace -A"),
  /** A DOF was compiled for a machine of the other byte order. */
  WRONG_BYTE_ORDER(Severity.ERROR, "write the enabling on an x86 system"),
  /** The kernel goes on with memory that it has freed, or that it never had. */
  KERNEL_MAY_PANIC(Severity.ERROR, "do not boot with it; write the enabling anew with dtrace -A"),
  /** The kernel takes the enabling, and what it says fails when it is enabled. */
  FAILS_WHEN_ENABLED(Severity.ERROR, "correct the program, and write the enabling anew"),
  /** A property stands behind one that is missing, and is never read. */
  PROPERTY_NEVER_READ(Severity.ERROR, "number the properties from 0 on without a gap"),
  /** The driver has no device, so that it is never attached. */
  INSTANCE_MISSING(
      Severity.ERROR,
      "add the line that the file is shipped with: name=\"dtrace\" parent=\"pseudo\" instance=0;"),
  /** There is no ERROR program. */
  NO_ERROR_PROBE(Severity.NOTE, "nothing, if errors in the program are to go by without a word"),
  /** There are several programs. */
  SEVERAL_PROGRAMS(Severity.NOTE, ""),
  /** etc/system is not there. */
  SYSTEM_MISSING(Severity.ERROR, "add etc/system with the forceload lines that dtrace -A writes"),
  /** A driver is not force-loaded. */
  FORCELOAD_MISSING(Severity.ERROR, "add it to etc/system, or let dtrace -A or anon apply do it"),
  /** A driver is force-loaded after dtrace. */
  FORCELOAD_AFTER_DTRACE(Severity.WARNING, "move forceload: drv/dtrace to the end"),
  /** A driver is excluded. */
  DRIVER_EXCLUDED(Severity.ERROR, "take the exclude line out of etc/system"),
  /** A driver is not where krtld looks. */
  DRIVER_MISSING(Severity.ERROR, "add the driver to the archive, as kernel/drv/amd64/NAME"),
  /** A driver is there and krtld would not load it. */
  DRIVER_NOT_LOADABLE(Severity.WARNING, "take the driver from a platform image for 64-bit x86"),
  /** A driver that no probe needs is force-loaded and not there. */
  FORCELOAD_FAILS(Severity.WARNING, "take the line out of etc/system, or add the driver"),
  /** A driver has no driver.conf, or no device in it. */
  DRIVER_HAS_NO_DEVICE(Severity.ERROR, "add the driver.conf that the driver is shipped with"),
  /** A driver has no major number. */
  DRIVER_HAS_NO_MAJOR(Severity.ERROR, "add the driver to etc/name_to_major"),
  /** No kernel of this archive has a probe that a description matches. */
  PROBE_CANNOT_EXIST(
      Severity.ERROR, "correct the description; dtrace -l on a system of this image lists probes"),
  /** Whether there is such a probe cannot be seen. */
  PROBE_NOT_SEEN(Severity.NOTE, "look on a system that runs this image, with dtrace -l"),
  /** The provider is none that the kernel has. */
  PROVIDER_UNKNOWN(Severity.ERROR, "correct the provider's name"),
  /** The provider is one of a process, which an anonymous enabling does not make. */
  PROBE_NEEDS_PROCESS(
      Severity.WARNING, "trace processes with dtrace(1M) when the system is up, or by fbt");

  private final Severity severity;
  private final String remedy;

  EnablingCode(Severity severity, String remedy) {
    this.severity = severity;
    this.remedy = remedy;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
