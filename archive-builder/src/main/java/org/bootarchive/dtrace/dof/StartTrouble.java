package org.bootarchive.dtrace.dof;

import java.util.OptionalInt;

/**
 * What goes wrong after the kernel took an enabling, while the boot goes on.
 *
 * @param ecb the index of the ECB that cannot be made, from 0 over all properties; empty if tracing
 *     as a whole does not start
 * @param error the kernel's error
 * @param reason why
 */
public record StartTrouble(OptionalInt ecb, KernelError error, String reason) {
  /** Errors of the kernel by their names and numbers. */
  public enum KernelError {
    /** Not enough memory. */
    ENOMEM(12),
    /** Permission denied. */
    EACCES(13),
    /** Invalid argument. */
    EINVAL(22),
    /** No space left. */
    ENOSPC(28),
    /** Already done. */
    EALREADY(149);

    private final int number;

    KernelError(int number) {
      this.number = number;
    }

    /** Returns the number of {@code sys/errno.h}. */
    public int number() {
      return number;
    }
  }
}
