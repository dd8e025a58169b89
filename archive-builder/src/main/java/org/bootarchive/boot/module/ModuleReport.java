package org.bootarchive.boot.module;

import java.util.Optional;
import org.bootarchive.ufs.text.ByteString;

/**
 * What became of one module in dboot's hands, and why.
 *
 * @param index from 0, in the loader's order
 * @param name after all fix-ups
 * @param type after all fix-ups
 * @param legacyName the name that the command line gave, if the legacy fix-up made the module a
 *     rootfs or a hash because one or two modules without type or hash are all there are; else
 *     empty. A hash loses that name to the rootfs's
 * @param hash whether the module was checked
 */
public record ModuleReport(
    int index, ByteString name, ModuleType type, Optional<ByteString> legacyName, HashState hash) {}
