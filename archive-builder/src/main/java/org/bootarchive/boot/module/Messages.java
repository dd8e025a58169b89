package org.bootarchive.boot.module;

import com.google.common.collect.ImmutableList;
import org.bootarchive.ufs.text.ByteString;

/** Collects what dboot prints, up to a limit: a hostile command line is worth millions of lines. */
final class Messages {
  static final int LIMIT = 50_000;

  private final ImmutableList.Builder<ByteString> printed = ImmutableList.builder();
  private int count;
  private int dropped;

  void ignoringOption(ByteString option) {
    if (full()) {
      return;
    }
    printed.add(ByteString.of("ignoring unknown option '").concat(option).concat("'"));
  }

  void unknownType(int module, ByteString type) {
    if (full()) {
      return;
    }
    printed.add(
        ByteString.of("module #" + module + ": unknown module type '")
            .concat(type)
            .concat("'; defaulting to 'file'"));
  }

  void shortHashModule(long size) {
    if (full()) {
      return;
    }
    printed.add(
        ByteString.of(
            "Short hash module of length 0x" + Long.toHexString(size) + " bytes; ignoring"));
  }

  /** Returns the messages, and in place of those beyond the limit one that counts them. */
  ImmutableList<ByteString> toList() {
    return dropped == 0
        ? printed.build()
        : ImmutableList.<ByteString>builder()
            .addAll(printed.build())
            .add(ByteString.of("(" + dropped + " more messages)"))
            .build();
  }

  private boolean full() {
    if (count == LIMIT) {
      dropped++;
      return true;
    }
    count++;
    return false;
  }
}
