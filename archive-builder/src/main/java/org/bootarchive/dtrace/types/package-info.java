/**
 * Types of C as kernel modules carry them: CTF, version 2, in the ELF section {@code .SUNW_ctf}.
 *
 * <p>A {@link TypeContainer} numbers its types from 1. A container with a parent (a module whose
 * common types stand in genunix) sets bit 15 in the numbers of its own types; numbers without that
 * bit are the parent's. {@link CtfFile} reads a module's container, decoding a type when it is
 * asked for; {@link TypeDraft} is a container that a program adds types to. {@link TracedKernel} is
 * all that a compiler of D asks of a kernel: modules with their types and symbols, probes,
 * libraries.
 *
 * <p>Source: {@code sys/ctf.h}, {@code common/ctf} of illumos.
 */
@NullMarked
package org.bootarchive.dtrace.types;

import org.jspecify.annotations.NullMarked;
