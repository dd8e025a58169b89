package org.bootarchive.dtrace.dof;

/**
 * What the kernel, having taken an enabling, does not survive.
 *
 * @param ecb the index of the ECB, from 0 over all properties
 * @param reason why
 */
public record StartPanic(int ecb, String reason) {}
