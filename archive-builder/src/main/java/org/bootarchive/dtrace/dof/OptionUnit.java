package org.bootarchive.dtrace.dof;

/** What the value of an option is. */
public enum OptionUnit {
  /** Bytes. */
  SIZE,
  /** Nanoseconds between two runs. */
  RATE,
  /** What a full buffer does: 0 ring, 1 fill, 2 switch. */
  POLICY,
  /** How a buffer that does not fit is made smaller: 0 auto, 1 manual. */
  RESIZE,
  /** The number of a processor; -1 for all. */
  CPU,
  /** Being set is what counts. */
  FLAG,
  /** A plain number. */
  NUMBER
}
