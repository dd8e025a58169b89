/**
 * DOF, the form in which an enabling of D programs is kept: its structure, the kernel's judgement
 * of the DOFs in {@code dtrace.conf}, the enabling that comes of them, and edits.
 *
 * <p>Strings are bytes in DOF. Here they are strings whose chars U+0000 to U+00FF stand for the
 * bytes of that value (ISO-8859-1).
 *
 * <p>Source: {@code sys/dtrace.h}, {@code uts/common/dtrace/dtrace.c} and {@code dt_dof.c} of
 * libdtrace in illumos.
 */
package org.bootarchive.dtrace.dof;
