package org.bootarchive.dtrace.elf;

import java.io.IOException;
import java.io.Serial;

/** A file is not an ELF file that the 64-bit x86 kernel could load, or is a damaged one. */
public final class ElfFormatException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final long byteOffset;
  private final String reason;

  ElfFormatException(long byteOffset, String reason) {
    super(reason + " (at byte " + byteOffset + ")");
    this.byteOffset = byteOffset;
    this.reason = reason;
  }

  /** Returns where in the file, in bytes from its start. */
  public long byteOffset() {
    return byteOffset;
  }

  /** Returns what is wrong, without the place. */
  public String reason() {
    return reason;
  }
}
