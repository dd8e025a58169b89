package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;

/** A word of a command as it is written: pieces without a blank between them. */
record Word(ImmutableList<WordPart> parts) {}
