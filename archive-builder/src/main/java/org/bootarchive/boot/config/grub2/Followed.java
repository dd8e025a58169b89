package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import org.bootarchive.boot.config.grub2.MultibootLoader.Image;
import org.bootarchive.boot.config.grub2.MultibootLoader.Protocol;
import org.bootarchive.ufs.finding.Finding;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration came to.
 *
 * @param kernel what is started, null if nothing is, or nothing of ours
 * @param protocol how
 * @param modules in the order in which they were loaded
 * @param named the modules, and in between those whose files are not there
 * @param lines the commands that loaded the modules, or failed to
 * @param entry the entry that ran last, null if none did
 * @param findings what was odd on the way
 */
record Followed(
    @Nullable Image kernel,
    Protocol protocol,
    ImmutableList<Image> modules,
    ImmutableList<Image> named,
    ImmutableList<MultibootLoader.ModuleLine> lines,
    @Nullable Entry entry,
    ImmutableList<Finding> findings) {}
