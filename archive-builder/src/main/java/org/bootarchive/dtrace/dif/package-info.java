/**
 * DIF, the code that D programs are compiled to: its objects, the listing that the field knows, and
 * the kernel's judgement of an object.
 *
 * <p>Strings of a DIF object are bytes. Here they are strings whose chars U+0000 to U+00FF stand
 * for the bytes of that value (ISO-8859-1).
 *
 * <p>Source: {@code sys/dtrace.h}, {@code dt_dis} of libdtrace and {@code dtrace_difo_validate} of
 * {@code uts/common/dtrace/dtrace.c} in illumos.
 */
package org.bootarchive.dtrace.dif;
