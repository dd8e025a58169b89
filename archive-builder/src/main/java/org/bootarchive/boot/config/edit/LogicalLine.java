package org.bootarchive.boot.config.edit;

/**
 * A line as a boot loader sees it: one line of the file, or several that backslashes join.
 *
 * @param first the index of its first line in the file, from 0
 * @param last the index of its last
 * @param text the joined text, not yet freed of comments or leading blanks
 */
public record LogicalLine(int first, int last, String text) {}
