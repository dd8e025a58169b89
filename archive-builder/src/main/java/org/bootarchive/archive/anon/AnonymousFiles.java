package org.bootarchive.archive.anon;

import com.google.common.collect.ImmutableSet;
import org.bootarchive.ufs.text.ByteString;

/** The two files of an anonymous enabling, by the names that the kernel looks them up by. */
public final class AnonymousFiles {
  /** The driver's properties, with the enabling in them. */
  public static final String DTRACE_CONF = "kernel/drv/dtrace.conf";

  /** The kernel's settings, which have the providers and dtrace loaded. */
  public static final String SYSTEM = "etc/system";

  /** Both. */
  public static final ImmutableSet<ByteString> NAMES =
      ImmutableSet.of(ByteString.of(DTRACE_CONF), ByteString.of(SYSTEM));

  private AnonymousFiles() {}
}
