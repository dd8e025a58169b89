package org.bootarchive.dtrace.dof;

/** What the kernel goes on with after it read the properties {@code dof-data-0, 1, 2, ...}. */
public enum Consequence {
  /** There is no property: no anonymous enabling. */
  NOTHING("there is no anonymous enabling"),
  /** Every property was taken. */
  ENABLED("the kernel takes the enabling"),
  /** The loop ended at a property that was not taken; those before it are enabled. */
  EARLIER_STAY("what came before stays enabled, the kernel reads no further"),
  /** All was destroyed, earlier properties included: nothing is traced, the boot goes on. */
  DROPPED("the kernel drops the whole enabling: nothing is traced"),
  /** The state is freed, the enabling is not: the kernel uses freed memory and may panic. */
  FREED_MEMORY("the kernel goes on with freed memory: the boot may panic"),
  /** The kernel read memory that is not the DOF's. */
  UNDEFINED("the kernel reads beyond the DOF: what follows cannot be told, the boot may panic"),
  /** The enabling was too costly to judge. */
  NOT_JUDGED("the enabling was not judged");

  private final String text;

  Consequence(String text) {
    this.text = text;
  }

  /** Returns a clause for people. */
  public String text() {
    return text;
  }
}
