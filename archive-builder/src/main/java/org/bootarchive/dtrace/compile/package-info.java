/**
 * Compiles D to the DOF that the kernel takes: what {@code dtrace -A} writes, byte for byte, and
 * the messages of libdtrace, word for word.
 *
 * <p>{@link DProgram} is the way in. A {@code Session} is what lasts over the programs of one run:
 * variables, inlines, translators, types that programs declare. A {@code Unit} is one text: it is
 * read whole ({@code TreeBuilder}, {@code Declarations}), conditions are made clauses of ({@code
 * IfElse}), and for each probe description of each clause the tree is checked ({@code Checker}),
 * code is made ({@code CodeGenerator}, {@code Assembler}) and actions are put together ({@code
 * ActionCompiler}). Checks change the tree, and are done again for the next description.
 *
 * <p>Source: libdtrace, {@code dt_cc.c}, {@code dt_parser.c}, {@code dt_ident.c}, {@code dt_cg.c}.
 */
@NullMarked
package org.bootarchive.dtrace.compile;

import org.jspecify.annotations.NullMarked;
