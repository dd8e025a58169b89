package org.bootarchive.boot.config.grub2;

import org.bootarchive.ufs.finding.SourceLine;

/**
 * A line of a script, without what ends it.
 *
 * @param text chars standing for bytes
 * @param where the line of the file that it stands in
 */
record ScriptLine(String text, SourceLine where) {}
