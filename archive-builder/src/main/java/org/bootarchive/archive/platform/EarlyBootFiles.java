package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;

/**
 * The files of /usr that the system needs before /usr is mounted: the root archive has them, too,
 * below its own {@code usr}, where the mount hides them.
 *
 * <p>Source: {@code underfiles} in {@code bi_file_fixups} of smartos-live's {@code
 * tools/build_live}.
 */
final class EarlyBootFiles {
  /** Paths below usr. */
  static final ImmutableList<String> PATHS =
      ImmutableList.of(
          "bin/[",
          "bin/cat",
          "bin/head",
          "bin/i86/ksh93",
          "bin/ls",
          "kernel/sched/amd64/FSS",
          "lib/fm/libfmevent.so",
          "lib/fm/libfmevent.so.1",
          "lib/fm/libtopo.so",
          "lib/fm/libtopo.so.1",
          "lib/libast.so",
          "lib/libast.so.1",
          "lib/libcmd.so",
          "lib/libcmd.so.1",
          "lib/libdll.so",
          "lib/libdll.so.1",
          "lib/libexacct.so",
          "lib/libexacct.so.1",
          "lib/libfstyp.so",
          "lib/libfstyp.so.1",
          "lib/libidmap.so",
          "lib/libidmap.so.1",
          "lib/libipmi.so",
          "lib/libipmi.so.1",
          "lib/libpkcs11.so",
          "lib/libpkcs11.so.1",
          "lib/libpool.so",
          "lib/libpool.so.1",
          "lib/libproject.so",
          "lib/libproject.so.1",
          "lib/libshell.so",
          "lib/libshell.so.1",
          "lib/libsmbios.so",
          "lib/libsmbios.so.1",
          "lib/libsum.so",
          "lib/libsum.so.1",
          "sbin/lofiadm");

  /** The shell, which is a link to {@link #SHELL_TARGET} instead of to isaexec. */
  static final String SHELL = "bin/sh";

  /** Where that leads to, from its own directory. */
  static final String SHELL_TARGET = "i86/ksh93";

  /** Where that is below usr. */
  static final String SHELL_BINARY = "bin/i86/ksh93";

  private EarlyBootFiles() {}
}
