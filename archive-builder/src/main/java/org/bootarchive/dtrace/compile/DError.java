package org.bootarchive.dtrace.compile;

import java.util.Optional;

/**
 * Why a program cannot be compiled.
 *
 * @param line where, from 1; 0 where no line can be named
 * @param tag libdtrace's name of the kind of error, {@code D_IDENT_UNDEF}; nothing for errors that
 *     it tells without one
 * @param text what is wrong, in libdtrace's words
 * @param message the text with its place, as {@code dtrace_errmsg} gives it; it can have several
 *     lines
 */
public record DError(int line, Optional<String> tag, String text, String message) {}
