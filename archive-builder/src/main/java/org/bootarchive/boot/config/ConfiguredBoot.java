package org.bootarchive.boot.config;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.ufs.finding.Finding;

/**
 * What a boot loader would start after reading its configuration.
 *
 * @param loader the boot loader
 * @param kernel empty if the configuration loads none
 * @param modules in the order in which the kernel gets them
 * @param findings what is odd in the configuration, in the order in which it was found
 */
public record ConfiguredBoot(
    BootLoader loader,
    Optional<ConfiguredKernel> kernel,
    ImmutableList<ConfiguredModule> modules,
    ImmutableList<Finding> findings) {}
