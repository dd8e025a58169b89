/**
 * The two text files that {@code dtrace -A} leaves for the kernel, as documents: driver.conf(4),
 * which holds the enabling, and system(4), which has the drivers loaded in time for it.
 *
 * <p>Both are read with the kernel's own lexer and its limits, and say what the kernel misreads. An
 * edit keeps every byte that it does not have to change. File contents are bytes; texts taken from
 * them are strings whose chars U+0000 to U+00FF stand for the bytes of that value (ISO-8859-1).
 *
 * <p>Sources: {@code uts/common/os/modsysfile.c}, {@code uts/common/os/sunddi.c} and {@code
 * cmd/dtrace/dtrace.c} of illumos.
 */
package org.bootarchive.dtrace.conf;
