package org.bootarchive.boot.config.loader;

import java.util.Optional;
import org.bootarchive.ufs.finding.SourceLine;

/**
 * The settings of a module in the illumos loader's configuration, quotes removed and variables not
 * yet expanded.
 *
 * @param prefix what the keys begin with
 * @param load whether {@code _load} says yes
 * @param type the value of {@code _type}; empty if there is none
 * @param path the value of {@code _name}, or the prefix
 * @param flags the value of {@code _flags}; may be empty
 * @param hash the value of {@code _hash}; empty if there is none
 * @param before the command of {@code _before}; may be empty
 * @param after the command of {@code _after}; may be empty
 * @param onError the command of {@code _error}; may be empty
 * @param source the line that decided whether it is loaded; of one without {@code _load} the first
 */
public record LoaderModule(
    String prefix,
    boolean load,
    String type,
    String path,
    String flags,
    Optional<String> hash,
    String before,
    String after,
    String onError,
    SourceLine source) {}
