package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A text with what is told beside it.
 *
 * @param text chars standing for bytes
 * @param isFile whether messages name lines
 * @param fileTag the file that messages name with the line; null if they name the line alone
 * @param specifierParts how many parts of a probe description can be given: 1 the provider, 2 the
 *     module too, 3 the function, 4 the name; 0 for a text without clauses
 * @param arguments what {@code $0}, {@code $1} ... stand for
 */
record Source(
    String text,
    boolean isFile,
    @Nullable String fileTag,
    int specifierParts,
    ImmutableList<String> arguments) {}
