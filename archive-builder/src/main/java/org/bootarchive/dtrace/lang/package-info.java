/**
 * The text of D: what its words are and how they stand together. A {@link Lexer} makes tokens, with
 * {@link WordContext} telling it which names are types, for D's grammar cannot be read without; a
 * {@link Parser} tells {@link ParserActions} of each rule as soon as it is complete, in the order
 * in which a table-driven parser would, for declarations change what later words mean.
 *
 * <p>Text is chars standing for bytes.
 *
 * <p>Source: {@code dt_lex.l} and {@code dt_grammar.y} of libdtrace.
 */
@NullMarked
package org.bootarchive.dtrace.lang;

import org.jspecify.annotations.NullMarked;
