/**
 * An enabling as a program of D again, which compiles to the same code.
 *
 * <p>The code of an expression is taken apart into the tree that libdtrace's {@code dt_cg.c} makes
 * such code of; the tree is written with the types that lead to the same instructions.
 */
package org.bootarchive.dtrace.text;
