package org.bootarchive.archive.anon;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Optional;
import org.bootarchive.dtrace.conf.SystemFile;

/**
 * The drivers that bring DTrace's providers, as far as an archive has them, in the order in which
 * dtrace writes their forceload lines.
 *
 * <p>dtrace puts what it finds in {@code /dev/dtrace/provider} in front of a list ({@code
 * dt_provmod_open} of dt_open.c), and a /dev directory is read in the order of names: so the last
 * name comes first. The drivers that have a link there are those of dtrace_link.c.
 */
final class ArchiveProviders {
  private static final ImmutableList<String> LAST_NAME_FIRST =
      ImmutableList.of("systrace", "sdt", "profile", "lockstat", "fbt", "fasttrap", "dcpc");

  private static final ImmutableList<String> DIRECTORIES =
      ImmutableList.of("platform/i86pc/kernel", "kernel", "usr/kernel");

  private ArchiveProviders() {}

  /**
   * Returns the drivers that krtld finds in the archive.
   *
   * @param system the archive's etc/system, whose moddir says where krtld looks
   * @throws IOException if the archive cannot be read
   */
  static ImmutableList<String> in(ArchiveOwnFiles archive, SystemFile system) throws IOException {
    Optional<String> moddir = system.moduleDirectories();
    ImmutableList<String> directories =
        moddir.isEmpty()
            ? DIRECTORIES
            : Splitter.on(CharMatcher.anyOf(" :"))
                .omitEmptyStrings()
                .splitToStream(moddir.get())
                .map(CharMatcher.is('/')::trimFrom)
                .collect(ImmutableList.toImmutableList());
    ImmutableList.Builder<String> providers = ImmutableList.builder();
    for (String driver : LAST_NAME_FIRST) {
      if (isIn(archive, directories, driver)) {
        providers.add(driver);
      }
    }
    return providers.build();
  }

  private static boolean isIn(
      ArchiveOwnFiles archive, ImmutableList<String> directories, String driver)
      throws IOException {
    for (String directory : directories) {
      if (archive.has(directory + "/drv/amd64/" + driver)) {
        return true;
      }
    }
    return false;
  }
}
