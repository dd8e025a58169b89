package org.bootarchive.dtrace.dof;

import org.bootarchive.dtrace.dif.StringTable;

/**
 * Bytes of a DOF that are no header's and no section's. The compiler leaves there what its buffers
 * held before.
 *
 * @param offset byte offset from the DOF's first byte
 * @param bytes at least one
 */
public record Gap(int offset, StringTable bytes) {}
